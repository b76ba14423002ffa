/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sink.c: one allocation for a text, none for a character.
 * Tests: tests/unit/sanitizer/test_charset.c.
 */
#include "text/sink.h"

#include <stdint.h>

void sink_open(struct sink *s, GString *out, size_t n)
{
	const gsize start = out->len;

	g_string_set_size(out, start + n * SINK_GROWTH);
	*s = (struct sink){ .out = out, .to = out->str + start, .room = out->len };
}

unsigned sink_close(struct sink *s)
{
	const gsize len = (gsize)(s->to - s->out->str);

	/* More than was made room for would be a hole in a decoder: the process must end. */
	g_assert(len <= s->room);
	g_string_set_size(s->out, len);
	return s->bad;
}

size_t sink_ascii_length(const char *p, size_t n)
{
	size_t i = 0;

	for (; i + sizeof(uint64_t) <= n; i += sizeof(uint64_t)) {
		uint64_t eight;
		memcpy(&eight, p + i, sizeof(eight));
		if (eight & UINT64_C(0x8080808080808080))
			break;
	}
	while (i < n && !(p[i] & 0x80))
		i++;
	return i;
}
