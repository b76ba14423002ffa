/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sink.h: where decoders write. Room is made once for all that their input
 * can become, because no charset makes more than three bytes of UTF-8 of one.
 */
#ifndef MISOGI_TEXT_SINK_H
#define MISOGI_TEXT_SINK_H

#include <glib.h>
#include <string.h>

#define SINK_GROWTH 3 /* bytes of UTF-8 for a byte of any charset */

struct sink {
	GString *out;
	char *to; /* where the next character is written, inside of ${out} */
	gsize room;
	unsigned bad; /* U+FFFD written for what could not be read */
};

/* Makes room in ${out} for what ${n} bytes become. Until sink_close() nobody else may touch it. */
void sink_open(struct sink *s, GString *out, size_t n);

/* Gives the room back that was not needed; returns ${bad}. */
unsigned sink_close(struct sink *s);

/* Appends ${u}, a Unicode scalar value. */
static inline void sink_put(struct sink *s, gunichar u)
{
	char *to = s->to;

	if (u < 0x80) {
		*to++ = (char)u;
	} else if (u < 0x800) {
		*to++ = (char)(0xc0 | u >> 6);
		*to++ = (char)(0x80 | (u & 0x3f));
	} else if (u < 0x10000) {
		*to++ = (char)(0xe0 | u >> 12);
		*to++ = (char)(0x80 | (u >> 6 & 0x3f));
		*to++ = (char)(0x80 | (u & 0x3f));
	} else {
		*to++ = (char)(0xf0 | u >> 18);
		*to++ = (char)(0x80 | (u >> 12 & 0x3f));
		*to++ = (char)(0x80 | (u >> 6 & 0x3f));
		*to++ = (char)(0x80 | (u & 0x3f));
	}
	s->to = to;
}

/* Appends U+FFFD and counts it. */
static inline void sink_bad(struct sink *s)
{
	sink_put(s, 0xfffd);
	s->bad++;
}

static inline void sink_bytes(struct sink *s, const void *utf8, size_t n)
{
	memcpy(s->to, utf8, n);
	s->to += n;
}

/* How many bytes of ASCII ${p} begins with. */
size_t sink_ascii_length(const char *p, size_t n);

/* Copies the ASCII that ${p} begins with; returns how many bytes that were. */
static inline size_t sink_ascii(struct sink *s, const char *p, size_t n)
{
	if (n == 0 || (*p & 0x80))
		return 0;
	size_t len = sink_ascii_length(p, n);
	sink_bytes(s, p, len);
	return len;
}

#endif
