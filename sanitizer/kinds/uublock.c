/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * uublock.c: how far a uuencoded file reaches is found first, line by line: a
 * line that cannot be of the file ends it, so that prose behind a lost "end"
 * stays text. Lines whose blanks a gateway ate count only where an "end" comes.
 * Decoding is transfer.c's. Tests: tests/unit/sanitizer/test_blocks.c.
 */
#include "kinds/uublock.h"

#include <glib.h>
#include <string.h>

#include "kinds/bare64.h"
#include "transfer.h"

#define TRAILING_MAX 2u /* a checksum, or what a gateway added */

enum uu_line {
	UU_WHOLE, /* as many characters as it says */
	UU_SHORT, /* fewer: blanks were eaten, or it is prose */
	UU_ZERO,  /* says that nothing follows */
	UU_END,
	UU_OTHER, /* cannot be uuencode */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* "begin 644 name": where the name is; false when the line is no such. */
static bool read_begin(const struct block_line *l, const char *word, struct block *out)
{
	const char *p = l->p + strlen(word), *end = l->p + l->n;
	unsigned digits = 0;

	if (!block_line_begins(l, word) || p == end || !is_blank(*p))
		return false;
	while (p < end && is_blank(*p))
		p++;
	for (; p < end && *p >= '0' && *p <= '7'; p++)
		digits++;
	if (digits < 3 || digits > 5 || p == end || !is_blank(*p))
		return false;
	while (p < end && is_blank(*p))
		p++;
	while (end > p && is_blank(end[-1]))
		end--;
	if (end - p >= 2 && *p == '"' && end[-1] == '"') {
		p++;
		end--;
	}
	out->name = p;
	out->name_len = (size_t)(end - p);
	return true;
}

static enum uu_line look_at(const struct block_line *l)
{
	if (block_line_is(l, "end"))
		return UU_END;
	if (l->n == 0 || block_line_is(l, "") || block_line_is(l, "`"))
		return UU_ZERO;
	for (size_t i = 0; i < l->n; i++)
		if (l->p[i] < ' ' || l->p[i] > '`')
			return UU_OTHER;
	size_t says = (size_t)(l->p[0] - ' ') & 0x3f;
	size_t least = 1 + (says * 4 + 2) / 3, most = 1 + (says + 2) / 3 * 4 + TRAILING_MAX;
	if (l->n > most)
		return UU_OTHER;
	return l->n < least ? UU_SHORT : UU_WHOLE;
}

/* The end of the encoded lines at ${p}; ${*ended} when an "end" stands there. */
static const char *find_end(const char *p, const char *end, bool *ended, unsigned *lines)
{
	const char *cut = NULL;

	*lines = 0;
	for (; p < end; ++*lines) {
		struct block_line l = block_line_at(p, end);
		enum uu_line is = look_at(&l);
		*ended = is == UU_END;
		if (*ended)
			return l.next;
		if (is == UU_OTHER)
			break;
		if (!cut && is != UU_WHOLE)
			cut = p;
		p = l.next;
	}
	return cut ? cut : p;
}

static bool take_uu(const char *p, const struct block_line *first, const char *end,
		    struct block *out)
{
	struct transfer_found found = { 0 };
	unsigned lines;
	bool ended = false;
	const char *stop = find_end(first->next, end, &ended, &lines);

	if (lines == 0 || stop == first->next)
		return false;
	size_t n = (size_t)(stop - p);
	out->data = g_malloc(transfer_room(TRANSFER_UU, n) + 1);
	out->n = transfer_decode(TRANSFER_UU, p, n, out->data, &found);
	out->next = stop;
	out->is_malformed = !ended || found.is_truncated;
	return true;
}

static bool take_base64(const struct block_line *first, const char *end, struct block *out)
{
	struct transfer_found found = { 0 };
	const char *p = first->next, *stop = p;
	bool ended = false;

	while (p < end && !ended) {
		struct block_line l = block_line_at(p, end);
		ended = block_line_is(&l, "====");
		if (!ended && !bare64_is_line(&l))
			break;
		stop = ended ? stop : l.next;
		p = l.next;
	}
	if (p == first->next)
		return false;
	size_t n = (size_t)(stop - first->next);
	out->data = g_malloc(transfer_room(TRANSFER_BASE64, n) + 1);
	out->n = transfer_decode(TRANSFER_BASE64, first->next, n, out->data, &found);
	out->next = p;
	out->is_malformed = !ended || found.is_malformed || found.is_truncated;
	return true;
}

bool uublock_take(const char *p, const char *end, struct block *out)
{
	struct block_line l = block_line_at(p, end);

	if (read_begin(&l, "begin", out))
		return take_uu(p, &l, end, out);
	return read_begin(&l, "begin-base64", out) && take_base64(&l, end, out);
}
