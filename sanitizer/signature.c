/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * signature.c: what a file is by its bytes alone. Magic bytes, then what has
 * none, then text; each is refined by its structure, and last comes what it is
 * as well: a file that two programs would open as two things has both.
 * Tests: tests/unit/sanitizer/test_signature.c, test_second.c, test_samples.c.
 */
#include "signature.h"

#include <glib.h>
#include <string.h>

#include "archive/sealed.h"
#include "cfbf.h"
#include "kinds/secure.h"
#include "signature_bytes.h"
#include "signature_fields.h"
#include "signature_sealed.h"
#include "signature_second.h"
#include "signature_structure.h"
#include "signature_text.h"
#include "zip_type.h"

#define PDF_SEARCH 1024u
#define CHARACTERS_SEARCH 65536u

static bool is_at(const char *data, size_t len, size_t at, const char *bytes, size_t n)
{
	return magic_is_at(data, len, at, bytes, n);
}

static bool is_encrypted(enum type_id type, const char *data, size_t len)
{
	if (type == TYPE_PDF)
		return memmem(data, len, "/Encrypt", 8) != NULL;
	if (type == TYPE_PGP || type == TYPE_PEM)
		return secure_look(data, len) == SECURE_ENCRYPTED;
	return type_class(type) == CLASS_ENCRYPTED || type == TYPE_LUKS ||
	       sealed_look(type, data, len);
}

/* The first bytes, in the order in which they are sure; ${*s} with TYPE_MAX: nothing known. */
static void find_first(struct signature *s, const char *data, size_t len)
{
	struct magic_found magic = magic_find(data, len);

	s->type = magic.type;
	s->is_certain = magic.is_certain;
	if (s->is_certain)
		return;
	if (is_at(data, len, 0, "PK\3\4", 4)) {
		s->type = structure_of_disc(data, len);
		s->is_certain = s->type != TYPE_MAX;
		return;
	}
	enum type_id type = sealed_type(data, len);
	if (type == TYPE_MAX)
		type = structure_find(data, len);
	if (type == TYPE_MAX)
		type = text_type(data, len, signature_is_characters(data, len));
	if (type == TYPE_MAX && s->type == TYPE_MAX &&
	    memmem(data, MIN(len, PDF_SEARCH), "%PDF-", 5))
		type = TYPE_PDF;
	if (type == TYPE_MAX)
		return;
	s->type = type;
	s->is_certain = true;
}

static void look_into(struct signature *s, const char *data, size_t len)
{
	s->type = structure_refine(s->type, data, len);
	if (s->type == TYPE_OLE) {
		struct cfbf_facts f = cfbf_look(data, len);
		s->type = f.type;
		s->is_encrypted = f.is_encrypted;
		s->has_macro = f.has_macro;
	} else {
		s->is_encrypted = is_encrypted(s->type, data, len);
	}
}

static void set_second(struct signature *s, enum type_id type, const char *why)
{
	if (s->second != TYPE_MAX &&
	    class_badness(type_class(type)) <= class_badness(type_class(s->second)))
		return;
	s->second = type;
	s->second_why = why;
}

/* What is a zip and nothing in front of it. */
static void become_zip(struct signature *s, const struct zip_facts *zip)
{
	s->type = zip->type;
	s->is_certain = true;
	if (zip->is_damaged)
		set_second(s, zip->type, "zip headers disagree");
	if (zip->has_prefix || zip->has_tail)
		set_second(s, zip->type, "bytes around the zip");
	if (zip->also != TYPE_MAX)
		set_second(s, zip->also, "two kinds of zip");
}

/* A zip is read from its end: whatever stands in front, it opens as a zip. */
static void look_for_zip(struct signature *s, const char *data, size_t len)
{
	struct zip_facts zip = zip_look(data, len);
	bool is_first = s->type == TYPE_MAX || s->type == TYPE_ZIP;

	if (!zip.is_zip && is_at(data, len, 0, "PK\3\4", 4))
		*s = (struct signature){ .type = TYPE_ZIP,
					 .second = TYPE_ZIP,
					 .second_why = "zip without directory" };
	if (!zip.is_zip)
		return;
	/* Chance bytes of an end record alone make no zip. */
	if (is_first && !zip.has_entries && !is_at(data, len, 0, "PK", 2))
		return;
	/* In what carries files, one is at the end by its nature. */
	if (!is_first && (!zip.has_entries || (zip.has_tail && second_is_carrier(s->type))))
		return;
	if (is_first)
		become_zip(s, &zip);
	else
		set_second(s, zip.type, "a zip at its end");
	s->is_encrypted |= zip.is_encrypted;
	s->has_macro |= zip.has_macro;
}

struct signature signature_find(const char *data, size_t len)
{
	struct signature s = { .type = TYPE_MAX, .second = TYPE_MAX };

	find_first(&s, data, len);
	look_into(&s, data, len);
	if (s.is_certain) {
		struct second second = second_find(s.type, data, len);
		if (second.type != TYPE_MAX)
			set_second(&s, second.type, second.why);
	}
	look_for_zip(&s, data, len);
	return s;
}

bool signature_is_mail(const char *data, size_t len)
{
	return signature_is_characters(data, len) && fields_type(data, len) == TYPE_EML;
}

bool signature_is_characters(const char *data, size_t len)
{
	/* TAB LF FF CR, and SO SI ESC of ISO-2022 */
	const guint32 text_controls =
		1u << 9 | 1u << 10 | 1u << 12 | 1u << 13 | 1u << 14 | 1u << 15 | 1u << 27;
	size_t n = MIN(len, CHARACTERS_SEARCH), controls = 0;

	if (n >= 2 && (memcmp(data, "\xff\xfe", 2) == 0 || memcmp(data, "\xfe\xff", 2) == 0))
		return true;
	for (size_t i = 0; i < n; i++) {
		guint8 c = (guint8)data[i];
		if (c == 0)
			return false;
		controls += c < 0x20 && !(text_controls >> c & 1);
	}
	return controls * 200 <= n;
}
