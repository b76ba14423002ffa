/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * types.c: asks the table of types of include/misogi/types.h. A name and a
 * content agree when one row has both. Tests: tests/unit/sanitizer/test_types.c.
 *
 * To add a type: a row in misogi/types.h, what tells it in one of the
 * signature_*.c (or zip_type.c, cfbf.c), a sample in tests/unit/sanitizer/samples*.h.
 */
#include "types.h"

#include <glib.h>
#include <string.h>

enum form { FORM_BYTES, FORM_CHARS };

static const struct row {
	const char *name;
	const char *extensions; /* words between blanks, as ${mimes} */
	const char *mimes;
	unsigned char class;
	unsigned char form;
} rows[TYPE_MAX] = {
#define X(c, name, class, form, extensions, mimes)                                                 \
	[TYPE_##c] = { name, extensions, mimes, CLASS_##class, FORM_##form },
	TYPES(X)
#undef X
};

/* By class: what someone who opens it has to fear, from nothing to everything. */
static const unsigned char badness[CLASS_MAX] = {
	[CLASS_TEXT] = 1,
	[CLASS_CONTACT] = 2,
	[CLASS_CALENDAR] = 3,
	[CLASS_IMAGE] = 4,
	[CLASS_AUDIO] = 5,
	[CLASS_VIDEO] = 6,
	[CLASS_FONT] = 7,
	[CLASS_CERTIFICATE] = 8,
	[CLASS_CAD] = 9,
	[CLASS_MAIL] = 10,
	[CLASS_PDF] = 11,
	[CLASS_OFFICE] = 12,
	[CLASS_JAPANESE_OFFICE] = 13,
	[CLASS_OFFICE_LEGACY] = 14,
	[CLASS_ARCHIVE] = 15,
	[CLASS_ENCRYPTED] = 16,
	[CLASS_UNKNOWN] = 17,
	[CLASS_HTML] = 18,
	[CLASS_SVG] = 19,
	[CLASS_OFFICE_MACRO] = 20,
	[CLASS_DISK_IMAGE] = 21,
	[CLASS_SHORTCUT] = 22,
	[CLASS_SCRIPT] = 23,
	[CLASS_EXECUTABLE] = 24,
};

static const struct row *row_of(enum type_id id)
{
	return &rows[id < TYPE_MAX ? id : TYPE_UNKNOWN];
}

const char *type_name(enum type_id id)
{
	return row_of(id)->name;
}

enum class type_class(enum type_id id) { return (enum class)row_of(id)->class; }

static bool has_word(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = list; n > 0 && *p; p += *p == ' ') {
		size_t len = strcspn(p, " ");
		if (len == n && g_ascii_strncasecmp(p, word, n) == 0)
			return true;
		p += len;
	}
	return false;
}

enum type_id type_by_extension(const char *ext)
{
	for (size_t i = 0; i < TYPE_MAX; i++)
		if (has_word(rows[i].extensions, ext))
			return (enum type_id)i;
	return TYPE_MAX;
}

enum type_id type_by_mime(const char *mime)
{
	for (size_t i = 0; i < TYPE_MAX; i++)
		if (has_word(rows[i].mimes, mime))
			return (enum type_id)i;
	return TYPE_MAX;
}

bool type_has_extension(enum type_id id, const char *ext)
{
	return has_word(row_of(id)->extensions, ext);
}

bool type_has_mime(enum type_id id, const char *mime)
{
	return has_word(row_of(id)->mimes, mime);
}

bool type_is_characters(enum type_id id)
{
	return row_of(id)->form == FORM_CHARS;
}

unsigned class_badness(enum class class)
{
	return badness[class];
}

bool class_is_active(enum class class)
{
	return badness[class] >= badness[CLASS_HTML];
}
