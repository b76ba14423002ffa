/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * signature_text.c: what the first line says, as the programs that open it
 * read it: without regard to case, behind blanks. Text in UTF-16 is looked at
 * as its ASCII characters. Tests: tests/unit/sanitizer/test_signature.c,
 * test_samples.c.
 */
#include "signature_text.h"

#include <glib.h>
#include <string.h>

#include "signature_fields.h"
#include "signature_markup.h"

#define SEARCH 65536u
#define SHEBANG_MAX 256u
#define IGES_COLUMN 72u

static const struct start {
	const char *begins; /* in any case */
	enum type_id type;
	const char *with; /* what else stands in it, exactly; NULL: nothing */
} starts[] = {
	/* clang-format off */
	{ "{\\rt", TYPE_RTF, NULL },
	{ "[internetshortcut", TYPE_URL, NULL },
	{ "[{000214a0-", TYPE_URL, NULL },
	{ "[shell]", TYPE_SCF, NULL },
	{ "[desktop entry]", TYPE_DESKTOP, NULL },
	{ "[.shellclassinfo]", TYPE_FOLDER_INI, NULL },
	{ "[autorun", TYPE_AUTORUN, NULL },
	{ "[theme]", TYPE_THEME, NULL },
	{ "; copyright", TYPE_THEME, "[Theme]" },
	{ "[wfclient]", TYPE_ICA, NULL },
	{ "[encoding]", TYPE_ICA, "[WFClient]" },
	{ "[version]", TYPE_INF, NULL },
	{ "windows registry editor", TYPE_REG, NULL },
	{ "regedit4", TYPE_REG, NULL },
	{ "screen mode id:i:", TYPE_RDP, NULL },
	{ "full address:s:", TYPE_RDP, NULL },
	{ "web\r\n1", TYPE_IQY, NULL },
	{ "web\n1", TYPE_IQY, NULL },
	{ "xlodbc", TYPE_OQY, NULL },
	{ "id;p", TYPE_SLK, NULL },
	{ "table\r\n0,1", TYPE_DIF, NULL },
	{ "table\n0,1", TYPE_DIF, NULL },
	{ "@echo off", TYPE_BAT, NULL },
	{ "#@~^", TYPE_VBE, NULL },
	{ "<?php", TYPE_PHAR, "__HALT_COMPILER();" },
	{ "<?php", TYPE_PHP, NULL },
	{ "<%@", TYPE_ASP, NULL },
	{ "#pragma namespace", TYPE_MOF, NULL },
	{ "#pragma autorecover", TYPE_MOF, NULL },
	{ "tell application \"", TYPE_APPLESCRIPT, NULL },
	{ "{", TYPE_IPYNB, "\"nbformat\"" },
	{ "begin:vcalendar", TYPE_ICS, NULL },
	{ "begin:vcard", TYPE_VCF, NULL },
	{ "version: 1\ndn: ", TYPE_LDIF, NULL },
	{ "version: 1\n\ndn: ", TYPE_LDIF, NULL },
	{ "dn: ", TYPE_LDIF, "\nobjectclass: " },
	{ "dn: ", TYPE_LDIF, "\nobjectClass: " },
	{ "-----begin pgp message", TYPE_PGP, NULL },
	{ "-----begin pgp signature", TYPE_PGP_SIGNATURE, NULL },
	{ "-----begin pgp p", TYPE_PGP_KEY, NULL }, /* public, private key block */
	{ "-----begin openssh private key", TYPE_SSH_KEY, NULL },
	{ "---- begin ssh2 public key", TYPE_SSH_KEY, NULL },
	{ "-----begin ", TYPE_PEM, NULL },
	{ "ssh-rsa aaaa", TYPE_SSH_KEY, NULL },
	{ "ssh-ed25519 aaaa", TYPE_SSH_KEY, NULL },
	{ "ecdsa-sha2-nistp", TYPE_SSH_KEY, NULL },
	{ "putty-user-key-file-", TYPE_PPK, NULL },
	{ "(this file must be converted with binhex", TYPE_BINHEX, NULL },
	{ "begin-base64 ", TYPE_B64, NULL },
	{ "=ybegin ", TYPE_YENC, NULL },
	{ "iso-10303-21;", TYPE_SXF, "feature_mode" },
	{ "iso-10303-21;", TYPE_IFC, "FILE_SCHEMA(('IFC" },
	{ "iso-10303-21;", TYPE_IFC, "FILE_SCHEMA (('IFC" },
	{ "iso-10303-21;", TYPE_STEP, "AUTOMOTIVE_DESIGN" },
	{ "iso-10303-21;", TYPE_STEP, "CONFIG_CONTROL_DESIGN" },
	{ "iso-10303-21;", TYPE_STEP, "AP242" },
	{ "iso-10303-21;", TYPE_P21, NULL },
	{ "%!ps-adobe-", TYPE_EPS, " EPSF-" },
	{ "%!ps", TYPE_POSTSCRIPT, NULL },
	{ "%!", TYPE_POSTSCRIPT, NULL },
	{ "/* xpm */", TYPE_XPM, NULL },
	{ "solid ", TYPE_STL, "facet normal" },
	{ "0\r\nsection\r\n", TYPE_DXF, NULL },
	{ "0\nsection\n", TYPE_DXF, NULL },
	{ "999\r\n", TYPE_DXF, "SECTION" },
	{ "999\n", TYPE_DXF, "SECTION" },
	/* clang-format on */
};

static bool begins(const char *p, size_t n, const char *with)
{
	size_t len = strlen(with);

	return n >= len && g_ascii_strncasecmp(p, with, len) == 0;
}

static enum type_id type_of_start(const char *p, size_t n)
{
	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
		if (begins(p, n, starts[i].begins) &&
		    (!starts[i].with ||
		     memmem(p, MIN(n, SEARCH), starts[i].with, strlen(starts[i].with))))
			return starts[i].type;
	return TYPE_MAX;
}

static size_t line_length(const char *p, size_t n)
{
	const char *lf = memchr(p, '\n', n);

	return lf ? (size_t)(lf - p) : n;
}

static enum type_id type_of_shebang(const char *p, size_t n)
{
	static const struct {
		const char *word;
		enum type_id type;
	} words[] = {
		{ "python", TYPE_PYTHON }, { "perl", TYPE_PERL },
		{ "ruby", TYPE_RUBY },	   { "php", TYPE_PHP },
		{ "lua", TYPE_LUA },	   { "tclsh", TYPE_TCL },
		{ "wish", TYPE_TCL },	   { "node", TYPE_JS },
		{ "pwsh", TYPE_PS1 },	   { "osascript", TYPE_APPLESCRIPT },
	};

	if (!begins(p, n, "#!"))
		return TYPE_MAX;
	size_t line = line_length(p, MIN(n, SHEBANG_MAX));
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (memmem(p, line, words[i].word, strlen(words[i].word)))
			return words[i].type;
	return TYPE_SH;
}

/* "begin 644 name" (uuencode) */
static bool is_uuencoded(const char *p, size_t n)
{
	size_t i = 6;

	if (!begins(p, n, "begin "))
		return false;
	while (i < n && p[i] >= '0' && p[i] <= '7')
		i++;
	return (i == 9 || i == 10) && i + 1 < n && p[i] == ' ' && g_ascii_isprint(p[i + 1]);
}

/* A first line of 80 columns with S and a number in the last eight. */
static bool is_iges(const char *p, size_t n)
{
	return n > IGES_COLUMN + 8 && p[IGES_COLUMN] == 'S' && p[IGES_COLUMN + 7] == '1' &&
	       line_length(p, IGES_COLUMN + 10) >= IGES_COLUMN + 8 && p[IGES_COLUMN + 1] == ' ';
}

/* One line: where an application is, and its full name with a key. */
static bool is_appref(const char *p, size_t n)
{
	size_t line = line_length(p, MIN(n, SEARCH));

	return memmem(p, line, "#", 1) && memmem(p, line, ", Culture=", 10) &&
	       memmem(p, line, "PublicKeyToken=", 15);
}

static enum type_id type_of_plain(const char *p, size_t n, bool is_characters)
{
	enum type_id type = type_of_shebang(p, n);

	if (type == TYPE_MAX)
		type = type_of_start(p, n);
	if (type != TYPE_MAX || !is_characters)
		return type;
	if (is_uuencoded(p, n))
		return TYPE_UUE;
	if (is_appref(p, n))
		return TYPE_APPREF_MS;
	type = fields_type(p, n);
	return type != TYPE_MAX ? type : markup_find(p, n);
}

/* UTF-16's ASCII characters as bytes, the others as '?'. */
static char *narrow(const char *p, size_t n, bool is_big)
{
	size_t units = MIN(n / 2, SEARCH);
	char *out = g_malloc(units + 1);

	for (size_t i = 0; i < units; i++) {
		guint8 high = (guint8)p[2 * i + !is_big], low = (guint8)p[2 * i + is_big];
		out[i] = high == 0 && low < 0x80 ? (char)low : '?';
	}
	out[units] = '\0';
	return out;
}

static const char *skip_blanks(const char *p, const char *end)
{
	while (p < end && g_ascii_isspace(*p))
		p++;
	return p;
}

enum type_id text_type(const char *data, size_t len, bool is_characters)
{
	const char *end = data + len, *p = data;

	if (is_characters && is_iges(data, len))
		return TYPE_IGES; /* its first column may be blank */
	if (len >= 2 && (memcmp(p, "\xff\xfe", 2) == 0 || memcmp(p, "\xfe\xff", 2) == 0)) {
		g_autofree char *text = narrow(p + 2, len - 2, p[0] == '\xfe');
		g_strchug(text);
		return type_of_plain(text, strlen(text), is_characters);
	}
	if (len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		p += 3;
	p = skip_blanks(p, end);
	return type_of_plain(p, (size_t)(end - p), is_characters);
}
