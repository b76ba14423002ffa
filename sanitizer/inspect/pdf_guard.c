/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pdf_guard.c: qpdf bounds neither what a stream of objects unpacks to nor how
 * often it is unpacked, each value takes it some 270 bytes of memory, and
 * mending takes the product of objects and streams.
 * The dictionaries of streams stand in the file as they are (only their names
 * may be written #46ilter), so all of them are seen by their keys alone.
 * Tests: tests/unit/sanitizer/test_inspect_pdf.c.
 */
#include "inspect/pdf_guard.h"

#include <glib.h>
#include <string.h>
#include <zlib.h>

#define VALUES_PER_OBJECT 3u
#define NAME_MAX_BYTES 32u
#define MEND_PRODUCT 50000000u	   /* objects times streams: about a second */
#define UNPACKED_BYTES (64u << 20) /* of all streams that qpdf unpacks by itself */

/* Counts where a number, name, string, array or dictionary begins. */
struct counter {
	guint64 values;
	bool is_within; /* of a word */
};

struct scan {
	const char *p, *end;
	guint64 objects, streams, max_values;
	struct counter packed; /* values in streams of objects */
	size_t unpacked;
	bool holds_objects; /* the dictionary before the next stream has /First or /W */
	bool is_bomb;
};

static bool is_space(char c)
{
	return c == ' ' || c == '\0' || (c >= '\t' && c <= '\r');
}

static void count_values(struct counter *c, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool opens = strchr("(<[/", p[i]) && p[i];
		bool is_word = !opens && !is_space(p[i]) && !strchr(">])", p[i]);
		c->values += opens || (is_word && !c->is_within);
		c->is_within = is_word || p[i] == '/';
	}
}

/* Those of the file itself, without what stands in its streams. */
static guint64 values_outside(const char *data, size_t len)
{
	struct counter c = { 0 };
	const char *p = data, *end = data + len, *stream, *after = data;

	while (after && (stream = memmem(p, (size_t)(end - p), "stream", 6))) {
		after = memmem(stream + 6, (size_t)(end - stream - 6), "endstream", 9);
		count_values(&c, p, (size_t)(stream - p));
		p = after ? after + 9 : stream;
	}
	count_values(&c, p, (size_t)(end - p));
	return c.values;
}

static void skip_space(struct scan *s)
{
	while (s->p < s->end && (is_space(*s->p) || *s->p == '%'))
		if (*s->p++ == '%')
			while (s->p < s->end && *s->p != '\n' && *s->p != '\r')
				s->p++;
}

/* The name behind a '/', #XX undone, cut at its room. */
static void read_name(struct scan *s, char name[NAME_MAX_BYTES])
{
	size_t n = 0;

	while (s->p < s->end && !is_space(*s->p) && !strchr("/<>[]()%", *s->p)) {
		char c = *s->p++;
		if (c == '#' && s->end - s->p >= 2 && g_ascii_isxdigit(s->p[0]) &&
		    g_ascii_isxdigit(s->p[1])) {
			c = (char)(g_ascii_xdigit_value(s->p[0]) << 4 |
				   g_ascii_xdigit_value(s->p[1]));
			s->p += 2;
		}
		if (n + 1 < NAME_MAX_BYTES)
			name[n++] = c;
	}
	name[n] = '\0';
}

static bool is_one_of(const char *name, const char *const *list)
{
	return g_strv_contains(list, name);
}

/*
 * Filters in a row: what unpacks may be followed by a picture's filter alone,
 * which qpdf leaves to others. A filter that is not named here is in no honest file.
 */
static void look_filters(struct scan *s)
{
	static const char *const grow[] = { "FlateDecode",     "Fl", "LZWDecode", "LZW",
					    "RunLengthDecode", "RL", NULL };
	static const char *const pictures[] = { "DCTDecode", "DCT",	    "CCITTFaxDecode",
						"CCF",	     "JBIG2Decode", "JPXDecode",
						NULL };
	char name[NAME_MAX_BYTES];
	bool has_grown = false;

	skip_space(s);
	if (s->p == s->end || *s->p == '/')
		return;
	s->is_bomb |= *s->p != '[' && *s->p != 'n';
	s->p += *s->p == '[';
	for (skip_space(s); s->p < s->end && *s->p == '/'; skip_space(s)) {
		s->p++;
		read_name(s, name);
		s->is_bomb |= has_grown && !is_one_of(name, pictures);
		has_grown |= is_one_of(name, grow);
	}
	s->is_bomb |= s->p < s->end && g_ascii_isdigit(*s->p);
}

static void look_name(struct scan *s)
{
	char name[NAME_MAX_BYTES];

	s->p++;
	read_name(s, name);
	if (strcmp(name, "Filter") == 0)
		look_filters(s);
	s->holds_objects |= strcmp(name, "First") == 0 || strcmp(name, "W") == 0;
}

/* How much the bytes at ${s}->p inflate to, as far as there is room. */
static void unpack(struct scan *s)
{
	char out[16384];
	z_stream z = { .next_in = (Bytef *)s->p,
		       .avail_in = (uInt)MIN(s->end - s->p, (gssize)G_MAXUINT32) };

	if (inflateInit(&z) != Z_OK) {
		s->is_bomb = true;
		return;
	}
	int status = Z_OK;
	while (status == Z_OK && s->unpacked <= UNPACKED_BYTES) {
		z.next_out = (Bytef *)out;
		z.avail_out = sizeof(out);
		status = inflate(&z, Z_NO_FLUSH);
		s->unpacked += sizeof(out) - z.avail_out;
		count_values(&s->packed, out, sizeof(out) - z.avail_out);
	}
	s->is_bomb |= s->unpacked > UNPACKED_BYTES || s->packed.values > s->max_values;
	inflateEnd(&z);
}

/* "stream" or "obj", and not the ends of them. */
static void look_word(struct scan *s, const char *begin)
{
	bool is_end = s->p - begin >= 3 && memcmp(s->p - 3, "end", 3) == 0;

	if (s->end - s->p >= 6 && memcmp(s->p, "stream", 6) == 0 && !is_end) {
		s->p += 6;
		s->streams++;
		while (s->p < s->end && is_space(*s->p))
			s->p++;
		if (s->holds_objects)
			unpack(s);
		s->holds_objects = false;
		return;
	}
	s->objects += s->end - s->p >= 3 && memcmp(s->p, "obj", 3) == 0 && !is_end;
	s->p++;
}

struct pdf_guard pdf_guard(const char *data, size_t len, guint32 max_objects)
{
	struct scan s = { .p = data,
			  .end = data + len,
			  .max_values = (guint64)max_objects * VALUES_PER_OBJECT };

	s.is_bomb = values_outside(data, len) > s.max_values;
	while (s.p < s.end && !s.is_bomb) {
		if (*s.p == '/')
			look_name(&s);
		else if (*s.p == 's' || *s.p == 'o')
			look_word(&s, data);
		else
			s.p++;
	}
	return (struct pdf_guard){ .is_bomb = s.is_bomb,
				   .may_mend = s.objects * s.streams <= MEND_PRODUCT };
}
