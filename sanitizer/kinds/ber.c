/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ber.c: items of one-byte tags (S/MIME has no others). The end of an item
 * without length is found by counting those that are open, not by recursion:
 * who writes them chooses the depth. Each level that a caller enters is looked
 * through once more; callers enter a fixed number. Tests: tests/unit/sanitizer/test_cms.c.
 */
#include "kinds/ber.h"

#include <glib.h>
#include <string.h>

#define CONSTRUCTED 0x20u
#define LONG_TAG 0x1fu
#define INDEFINITE 0x80u

struct header {
	uint8_t tag;
	bool is_indefinite;
	size_t length; /* of the content, 0 when indefinite */
};

/* The tag and length at ${b}, which then stands at the content. */
static bool read_header(struct ber *b, struct header *h)
{
	if (b->end - b->p < 2 || (b->p[0] & LONG_TAG) == LONG_TAG)
		return false;
	*h = (struct header){ .tag = *b->p++ };
	uint8_t first = *b->p++;
	h->is_indefinite = first == INDEFINITE;
	if (h->is_indefinite)
		return (h->tag & CONSTRUCTED) != 0;
	h->length = first;
	if (first > INDEFINITE) {
		size_t bytes = first & 0x7fu;
		if (bytes > sizeof(uint32_t) || (size_t)(b->end - b->p) < bytes)
			return false;
		for (h->length = 0; bytes > 0; bytes--)
			h->length = h->length << 8 | *b->p++;
	}
	return h->length <= (size_t)(b->end - b->p);
}

static bool is_end(const struct ber *b)
{
	return b->end - b->p >= 2 && b->p[0] == 0 && b->p[1] == 0;
}

/* Moves ${b} from the content of an item without length to behind its end mark. */
static bool skip_indefinite(struct ber *b)
{
	size_t open = 1;
	struct header h;

	while (open > 0) {
		if (is_end(b)) {
			b->p += 2;
			open--;
		} else if (!read_header(b, &h)) {
			return false;
		} else if (h.is_indefinite) {
			open++;
		} else {
			b->p += h.length;
		}
	}
	return true;
}

bool ber_next(struct ber *b, struct ber_item *out)
{
	struct ber at = *b;
	struct header h;

	if (!read_header(&at, &h))
		return false;
	const uint8_t *content = at.p;
	if (h.is_indefinite && !skip_indefinite(&at))
		return false;
	at.p += h.length;
	out->tag = h.tag;
	out->body = (struct ber){ .p = content, .end = h.is_indefinite ? at.p - 2 : at.p };
	b->p = at.p;
	return true;
}

bool ber_enter(struct ber *b, unsigned tag, struct ber *inside)
{
	struct ber at = *b;
	struct ber_item item;

	if (!ber_next(&at, &item) || item.tag != tag)
		return false;
	*inside = item.body;
	*b = at;
	return true;
}

bool ber_is(const struct ber *b, const void *is, size_t n)
{
	return (size_t)(b->end - b->p) == n && memcmp(b->p, is, n) == 0;
}

bool ber_equal(const struct ber *a, const struct ber *b)
{
	return ber_is(a, b->p, (size_t)(b->end - b->p));
}

char *ber_octets(const struct ber_item *item, size_t *n)
{
	struct ber b = item->body;
	GByteArray *out = g_byte_array_new();
	struct header h;

	if (!(item->tag & CONSTRUCTED)) {
		g_byte_array_append(out, b.p, (guint)(b.end - b.p));
		b.p = b.end;
	}
	/* Pieces may be in pieces: headers are passed over, what they hold is taken in order. */
	while (read_header(&b, &h)) {
		if (h.tag & CONSTRUCTED)
			continue;
		if (h.tag == BER_OCTETS)
			g_byte_array_append(out, b.p, (guint)h.length);
		b.p += h.length;
	}
	*n = out->len;
	g_byte_array_append(out, (const guint8 *)"", 1);
	return (char *)g_byte_array_free(out, FALSE);
}
