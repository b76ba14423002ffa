/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tnef_stream.c: level, id, length, bytes, and their sum as a checksum.
 * Tests: tests/unit/sanitizer/test_tnef.c, tests/fuzz/fuzz_tnef.c.
 */
#include "kinds/tnef_stream.h"

#include "kinds/little.h"

#define SIGNATURE 0x223e9f78u
#define PREAMBLE 6 /* signature, key */
#define HEAD 9	   /* level, id, length */
#define CHECKSUM 2u
#define LEVEL_ATTACHMENT 2

bool tnef_stream_is_one(const char *buf, size_t n)
{
	return n >= PREAMBLE && little_u32(buf) == SIGNATURE;
}

void tnef_stream_init(struct tnef_stream *s, const char *buf, size_t n)
{
	bool good = tnef_stream_is_one(buf, n);

	*s = (struct tnef_stream){ .p = buf + (good ? PREAMBLE : n), .end = buf + n };
	s->malformed = !good;
}

static unsigned sum(const char *data, size_t n)
{
	unsigned all = 0;

	for (size_t i = 0; i < n; i++)
		all += (guint8)data[i];
	return all & 0xffff;
}

bool tnef_stream_next(struct tnef_stream *s, struct tnef_attribute *a)
{
	size_t left = (size_t)(s->end - s->p);

	if (left < HEAD) {
		s->malformed = s->malformed || left > 0;
		return false;
	}
	size_t size = little_u32(s->p + 5);
	left -= HEAD;
	bool whole = size <= left && left - size >= CHECKSUM;
	*a = (struct tnef_attribute){ .is_of_attachment = s->p[0] == LEVEL_ATTACHMENT,
				      .id = little_u16(s->p + 1),
				      .data = s->p + HEAD,
				      .n = MIN(size, left) };
	if (!whole || sum(a->data, a->n) != little_u16(a->data + a->n))
		s->malformed = true;
	s->p = whole ? a->data + a->n + CHECKSUM : s->end;
	return true;
}
