/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * armour.c: lines between two marks. Marks count only at the beginning of a
 * line and are looked for forwards only, so that a text full of them costs as
 * much as one without. Tests: tests/unit/sanitizer/test_openpgp.c.
 */
#include "kinds/armour.h"

#include <glib.h>
#include <string.h>

#include "kinds/block.h"
#include "transfer.h"

#define BEGIN "-----BEGIN "
#define END "-----END "
#define SIGNED_MESSAGE BEGIN "PGP SIGNED MESSAGE-----"
#define SIGNATURE BEGIN "PGP SIGNATURE"

/* The first line at or behind ${p} that begins with ${mark}; ${end}: there is none. */
static const char *find_line(const char *p, const char *end, const char *mark)
{
	const char *from = p;

	while (p < end) {
		const char *at = memmem(p, (size_t)(end - p), mark, strlen(mark));
		if (!at || at == from || at[-1] == '\n')
			return at ? at : end;
		p = at + 1;
	}
	return end;
}

bool armour_find(const char *p, const char *end, const char *label, struct armour *out)
{
	g_autofree char *mark = g_strconcat(BEGIN, label, NULL);

	out->from = find_line(p, end, mark);
	if (out->from == end)
		return false;
	struct block_line first = block_line_at(out->from, end);
	out->label = first.p + strlen(BEGIN);
	const char *dashes = memmem(out->label, first.n - strlen(BEGIN), "-----", 5);
	out->label_len = dashes ? (size_t)(dashes - out->label) : first.n - strlen(BEGIN);
	const char *last = find_line(first.next, end, END);
	out->is_whole = last < end;
	out->end = out->is_whole ? block_line_at(last, end).next : end;
	return true;
}

static bool is_header(const struct block_line *l)
{
	return memmem(l->p, l->n, ": ", 2) != NULL;
}

/* RFC 9580 allows no other; a line of the text that has a colon is none. */
static bool is_hash_header(const struct block_line *l)
{
	return block_line_begins(l, "Hash: ") || block_line_begins(l, "NotDashEscaped: ");
}

/* Past the lines at ${p} that are headers, and the blank line behind them. */
static const char *skip_headers(const char *p, const char *end,
				bool (*is)(const struct block_line *l))
{
	while (p < end) {
		struct block_line l = block_line_at(p, end);
		if (block_line_is(&l, ""))
			return l.next;
		if (!is(&l))
			break;
		p = l.next;
	}
	return p;
}

char *armour_bytes(const struct armour *a, size_t *n)
{
	struct transfer_found found = { 0 };
	const char *p = skip_headers(block_line_at(a->from, a->end).next, a->end, is_header);
	const char *stop = p;

	/* To the checksum ("=njUN") or to the end line. */
	while (stop < a->end && *stop != '=' && *stop != '-')
		stop = block_line_at(stop, a->end).next;
	size_t len = (size_t)(stop - p);
	char *out = g_malloc(transfer_room(TRANSFER_BASE64, len) + 1);
	*n = transfer_decode(TRANSFER_BASE64, p, len, out, &found);
	return out;
}

/* Adds the lines ${from} … ${to} of what was signed, "- " before dashes undone. */
static void add_signed(GString *out, const char *from, const char *to)
{
	while (from < to) {
		struct block_line l = block_line_at(from, to);
		size_t skip = block_line_begins(&l, "- ") ? 2 : 0;
		g_string_append_len(out, l.p + skip, l.next - l.p - (gssize)skip);
		from = l.next;
	}
}

char *armour_clear_text(const char *buf, size_t n, size_t *len)
{
	const char *end = buf + n, *p = buf, *at = find_line(buf, end, SIGNED_MESSAGE);

	if (at == end)
		return NULL;
	GString *out = g_string_sized_new(n);
	while (at < end) {
		g_string_append_len(out, p, at - p);
		const char *text = skip_headers(block_line_at(at, end).next, end, is_hash_header);
		const char *stop = find_line(text, end, SIGNATURE);
		struct armour signature;
		add_signed(out, text, stop);
		p = armour_find(stop, end, "PGP SIGNATURE", &signature) ? signature.end : end;
		at = find_line(p, end, SIGNED_MESSAGE);
	}
	g_string_append_len(out, p, end - p);
	*len = out->len;
	return g_string_free(out, FALSE);
}
