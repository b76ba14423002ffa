/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * charset.c: the label is believed unless the bytes say otherwise. Then what
 * was done to the text on its way is undone, where that is sure: escapes that
 * were taken out, lines of another charset, a second encoding.
 * Tests: tests/unit/sanitizer/test_charset.c, test_detect.c.
 */
#include "text/charset.h"

#include <string.h>

#include "text/compose.h"
#include "text/converters.h"
#include "text/eaten.h"
#include "text/emoji.h"
#include "text/evidence.h"
#include "text/mixed.h"
#include "text/twice.h"

bool charset_init(struct err *err)
{
	const char *missing = converters_open();

	if (missing)
		return err_set(err, SCOPE_BUG, REASON_INTERNAL,
			       "iconv cannot read %s here: is libc-bin complete?", missing);
	return true;
}

bool charset_is_known(const char *label)
{
	return converter_of_label(label) != CONVERTER_UNKNOWN;
}

/* What the bytes are in; what that says of the label goes into ${found}. */
static enum converter choose(const char *buf, size_t n, const char *label,
			     struct charset_found *found)
{
	const enum converter labelled = converter_of_label(label);
	enum converter c = evidence_weigh(labelled, buf, n);

	if (labelled == CONVERTER_UNKNOWN)
		found->unknown = found->unknown || (label && *label);
	else
		found->mislabelled = found->mislabelled || c != labelled;
	if (c == CONVERTER_UTF16 || c == CONVERTER_UTF32)
		c = evidence_byte_order(c, buf, n);
	return c;
}

static void convert(GString *out, enum converter c, const char *buf, size_t n,
		    struct charset_found *found)
{
	found->used = converter_word(c);
	if (c == CONVERTER_ASCII) {
		g_string_append_len(out, buf, (gssize)n);
		return;
	}
	if (c != CONVERTER_UTF8 && c != CONVERTER_CP932 && c != CONVERTER_EUC_JP) {
		found->undecodable += converter_run(c, out, buf, n);
		return;
	}
	const struct mixed_found mixed = mixed_to_utf8(out, c, buf, n);
	found->mislabelled = found->mislabelled || mixed.other;
	found->undecodable += mixed.undecodable;
}

static enum emoji_source emoji_source_of(enum converter c)
{
	if (c == CONVERTER_CP932)
		return EMOJI_OF_SJIS;
	return c == CONVERTER_JIS ? EMOJI_OF_JIS : EMOJI_OF_UTF;
}

/* What of the UTF-8 from ${start} on is not as it was meant. */
static void mend(GString *out, size_t start, enum converter c, const char *label,
		 struct charset_found *found)
{
	/* A byte order mark is no text. */
	if (out->len >= start + 3 && !memcmp(out->str + start, "\xef\xbb\xbf", 3))
		g_string_erase(out, (gssize)start, 3);
	if (c == CONVERTER_UTF8 && twice_undo(out, start))
		found->mislabelled = true;
	if (c == CONVERTER_WINDOWS_1258)
		compose_marks(out, start);
	if (c == CONVERTER_CP932 || c == CONVERTER_JIS || c == CONVERTER_UTF8 ||
	    c == CONVERTER_ASCII)
		emoji_replace(out, start, emoji_source_of(c), emoji_of_label(label));
}

void charset_to_utf8(GString *out, const char *buf, size_t n, const char *label,
		     struct charset_found *found)
{
	const size_t start = out->len;
	enum converter c = choose(buf, n, label, found);
	g_autoptr(GString) restored = NULL;

	if (c == CONVERTER_ASCII || c == CONVERTER_JIS || c == CONVERTER_UTF8)
		restored = eaten_restore(buf, n,
					 c == CONVERTER_JIS ? EATEN_LABEL_JIS : EATEN_LABEL_OTHER);
	if (restored) {
		found->mislabelled = found->mislabelled || (c != CONVERTER_JIS && label && *label);
		c = CONVERTER_JIS;
		buf = restored->str;
		n = restored->len;
	}
	convert(out, c, buf, n, found);
	mend(out, start, c, label, found);
}
