/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * signature_second.c: PDF readers look for their header in the first kilobyte,
 * unpackers for theirs behind a program, PHP for a mark anywhere, CD drives in
 * the 17th sector; browsers and script engines bear with magic bytes that are
 * characters. What carries other files whole is not looked through.
 * Tests: tests/unit/sanitizer/test_second.c.
 */
#include "signature_second.h"

#include <glib.h>
#include <string.h>

#include "signature_bytes.h"
#include "signature_fields.h"
#include "signature_program.h"
#include "signature_structure.h"

#define PDF_SEARCH 1024u
#define SNIFFED 1024u		 /* what browsers look at to guess a type */
#define UNPACKER_SEARCH 4194304u /* as far as unrar goes */

bool second_is_carrier(enum type_id type)
{
	static const enum type_id carriers[] = { TYPE_TNEF, TYPE_P7M,	TYPE_PGP,   TYPE_MSG,
						 TYPE_DEB,  TYPE_EML,	TYPE_MBOX,  TYPE_EMLX,
						 TYPE_ONE,  TYPE_MHTML, TYPE_SQLITE };
	enum class class = type_class(type);

	for (size_t i = 0; i < G_N_ELEMENTS(carriers); i++)
		if (carriers[i] == type)
			return true;
	return class == CLASS_ARCHIVE || class == CLASS_DISK_IMAGE ||
	       class == CLASS_OFFICE_LEGACY || class == CLASS_JAPANESE_OFFICE;
}

static bool is_media(enum type_id type)
{
	enum class class = type_class(type);

	return class == CLASS_IMAGE || class == CLASS_AUDIO || class == CLASS_VIDEO ||
	       class == CLASS_FONT;
}

static bool contains(const char *data, size_t len, const char *what)
{
	return memmem(data, len, what, strlen(what)) != NULL;
}

static enum type_id find_pdf(enum type_id first, const char *data, size_t len)
{
	if (first == TYPE_PDF || !contains(data, MIN(len, PDF_SEARCH), "%PDF-"))
		return TYPE_MAX;
	return TYPE_PDF;
}

/* A program behind the header of a picture, a sound or a font. */
static enum type_id find_program(enum type_id first, const char *data, size_t len)
{
	return is_media(first) && program_inside(data, len) ? TYPE_EXE : TYPE_MAX;
}

/* An archive that is unpacked wherever it begins. */
static enum type_id find_archive(enum type_id first, const char *data, size_t len)
{
	size_t n = MIN(len, UNPACKER_SEARCH);

	if (!is_media(first) && type_class(first) != CLASS_EXECUTABLE &&
	    type_class(first) != CLASS_PDF && type_class(first) != CLASS_HTML)
		return TYPE_MAX;
	if (contains(data, n, "Rar!\x1a\x07"))
		return TYPE_RAR;
	return contains(data, n, "7z\xbc\xaf\x27\x1c") ? TYPE_SEVENZIP : TYPE_MAX;
}

/* The bytes behind the magic ones open a comment or a string, so that all is one script. */
static enum type_id find_script(enum type_id first, const char *data, size_t len)
{
	static const struct {
		enum type_id first;
		size_t at;
	} places[] = { { TYPE_GIF, 6 }, { TYPE_BMP, 2 }, { TYPE_JPEG, 4 }, { TYPE_WEBP, 4 },
		       { TYPE_WAV, 4 }, { TYPE_AVI, 4 }, { TYPE_MP3, 3 },  { TYPE_FLAC, 4 },
		       { TYPE_PDF, 8 }, { TYPE_OGG, 4 } };

	for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
		if (places[i].first == first && (MAGIC_IS_AT(data, len, places[i].at, "/*") ||
						 MAGIC_IS_AT(data, len, places[i].at, "=") ||
						 MAGIC_IS_AT(data, len, places[i].at, "`")))
			return TYPE_JS;
	return TYPE_MAX;
}

/* Elements that browsers guess HTML by; shorter ones stand in any bytes by chance. */
static enum type_id find_markup(enum type_id first, const char *data, size_t len)
{
	static const struct {
		const char *tag;
		enum type_id type;
	} tags[] = {
		{ "<html", TYPE_HTML },	  { "<script", TYPE_HTML },   { "<body", TYPE_HTML },
		{ "<iframe", TYPE_HTML }, { "<!doctype", TYPE_HTML }, { "<svg", TYPE_SVG },
		{ "<hta:app", TYPE_HTA },
	};

	if (!is_media(first))
		return TYPE_MAX;
	if (contains(data, len, "<?php"))
		return TYPE_PHP;
	for (size_t i = 0; i < G_N_ELEMENTS(tags); i++)
		if (magic_contains(data, MIN(len, SNIFFED), tags[i].tag))
			return tags[i].type;
	return TYPE_MAX;
}

static enum type_id find_phar(enum type_id first, const char *data, size_t len)
{
	return first != TYPE_PHAR && contains(data, len, "__HALT_COMPILER();") ? TYPE_PHAR
									       : TYPE_MAX;
}

static enum type_id find_disc(enum type_id first, const char *data, size_t len)
{
	return type_class(first) != CLASS_DISK_IMAGE ? structure_of_disc(data, len) : TYPE_MAX;
}

static enum type_id find_tar(enum type_id first, const char *data, size_t len)
{
	return MAGIC_IS_AT(data, len, 257, "ustar") && first != TYPE_TAR && first != TYPE_OVA &&
			       structure_is_tar(data, len)
		       ? TYPE_TAR
		       : TYPE_MAX;
}

/* Word opens a saved page behind a PDF's header. */
static enum type_id find_page(enum type_id first, const char *data, size_t len)
{
	return (first == TYPE_PDF || is_media(first)) && fields_have_mhtml(data, len) ? TYPE_MHTML
										      : TYPE_MAX;
}

static const struct {
	enum type_id (*find)(enum type_id first, const char *data, size_t len);
	const char *why;
	bool in_carriers; /* also where other files are carried */
} seconds[] = {
	{ find_pdf, "a PDF header inside", false },
	{ find_program, "a program inside", false },
	{ find_archive, "an archive inside", false },
	{ find_script, "a script behind the first bytes", false },
	{ find_markup, "markup at its beginning", false },
	{ find_phar, "a PHP archive", false },
	{ find_disc, "a CD from its 17th sector on", true },
	{ find_tar, "a tar header as well", false },
	{ find_page, "a saved web page inside", false },
};

struct second second_find(enum type_id first, const char *data, size_t len)
{
	struct second worst = { .type = TYPE_MAX };

	for (size_t i = 0; i < G_N_ELEMENTS(seconds); i++) {
		if (second_is_carrier(first) && !seconds[i].in_carriers)
			continue;
		enum type_id type = seconds[i].find(first, data, len);
		if (type == TYPE_MAX)
			continue;
		if (worst.type == TYPE_MAX ||
		    class_badness(type_class(type)) > class_badness(type_class(worst.type)))
			worst = (struct second){ type, seconds[i].why };
	}
	return worst;
}
