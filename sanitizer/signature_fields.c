/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * signature_fields.c: a text is a mail when it begins with header fields, all
 * of them well-formed, of which some are those of mails: lines like From: and
 * Subject: alone are also what people write. Word opens a page that was saved
 * as MIME wherever its fields stand. Tests: tests/unit/sanitizer/test_signature.c.
 */
#include "signature_fields.h"

#include <glib.h>
#include <string.h>

#include "signature_bytes.h"

#define LINES_MAX 256u
#define NAME_MAX_BYTES 78u
#define MHTML_SEARCH 1048576u
#define MAIL_FIELDS_MIN 3u

/* ${is_machine}: no person writes it by hand. */
static const struct {
	const char *name;
	bool is_machine;
} fields[] = {
	{ "from", false },	  { "to", false },
	{ "cc", false },	  { "subject", false },
	{ "date", true },	  { "reply-to", false },
	{ "message-id", true },	  { "received", true },
	{ "return-path", true },  { "mime-version", true },
	{ "content-type", true }, { "delivered-to", true },
	{ "sender", false },	  { "dkim-signature", true },
	{ "x-mailer", true },	  { "content-transfer-encoding", true },
};

struct seen {
	unsigned fields; /* a bit for each of the table */
	bool is_machine;
	unsigned lines;
};

static void note_field(struct seen *s, const char *p, size_t name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		if (strlen(fields[i].name) != name ||
		    g_ascii_strncasecmp(p, fields[i].name, name) != 0)
			continue;
		s->fields |= 1u << i;
		s->is_machine |= fields[i].is_machine;
	}
}

/* The name of the field in this line; 0: it is none. */
static size_t name_length(const char *p, size_t n)
{
	size_t i = 0;

	while (i < n && i < NAME_MAX_BYTES && p[i] > 32 && p[i] < 127 && p[i] != ':')
		i++;
	return i < n && p[i] == ':' ? i : 0;
}

/* Reads fields up to an empty line; false: another line came before. */
static bool read_fields(struct seen *s, const char *p, const char *end)
{
	while (p < end && s->lines++ < LINES_MAX) {
		const char *lf = memchr(p, '\n', (size_t)(end - p));
		size_t n = lf ? (size_t)(lf - p) : (size_t)(end - p);
		if (n == 0 || (n == 1 && *p == '\r'))
			break;
		if (*p != ' ' && *p != '\t') {
			size_t name = name_length(p, n);
			if (name == 0)
				return false;
			note_field(s, p, name);
		}
		p += n + (lf != NULL);
	}
	return true;
}

static bool begins_with_mail(const char *p, const char *end)
{
	struct seen s = { 0 };

	return read_fields(&s, p, end) && s.is_machine &&
	       (unsigned)__builtin_popcount(s.fields) >= MAIL_FIELDS_MIN;
}

bool fields_have_mhtml(const char *data, size_t len)
{
	size_t n = MIN(len, MHTML_SEARCH);

	return magic_contains(data, n, "mime-version:") &&
	       magic_contains(data, n, "\ncontent-location:");
}

/* What comes in a mail and not in a page that was saved. */
static bool was_sent(const char *p, const char *end)
{
	return magic_contains(p, (size_t)(end - p), "\nmessage-id:") ||
	       magic_contains(p, (size_t)(end - p), "\nreceived:") ||
	       g_ascii_strncasecmp(p, "received:", MIN((size_t)(end - p), 9)) == 0;
}

/* What a mail's line or two in front of its header are: a folder's, or a count. */
static const char *after_line(const char *p, const char *end)
{
	const char *lf = memchr(p, '\n', (size_t)(end - p));

	return lf ? lf + 1 : end;
}

enum type_id fields_type(const char *data, size_t len)
{
	const char *end = data + MIN(len, MHTML_SEARCH), *p = data;

	if (len >= 5 && memcmp(data, "From ", 5) == 0)
		return begins_with_mail(after_line(data, end), end) ? TYPE_MBOX : TYPE_MAX;
	while (p < end && g_ascii_isdigit(*p))
		p++;
	if (p > data && begins_with_mail(after_line(p, end), end))
		return TYPE_EMLX;
	bool is_page = fields_have_mhtml(data, len);
	if (begins_with_mail(data, end))
		return is_page && !was_sent(data, end) ? TYPE_MHTML : TYPE_EML;
	return is_page ? TYPE_MHTML : TYPE_MAX;
}
