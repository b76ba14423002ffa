/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * yenc.c: each byte is shifted by 42; "=" shifts the next by 64 more. What the
 * lines around the data say (size, part, checksum) is compared with what was
 * read, and a contradiction makes the file malformed, never less of it.
 * Tests: tests/unit/sanitizer/test_blocks.c.
 */
#include "kinds/yenc.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

#define SHIFT 42u
#define ESCAPED_SHIFT 64u

#define CRC32_POLYNOMIAL 0xedb88320u
#define DECIMAL 10u
#define HEXADECIMAL 16u

struct part {
	struct block_line begin, end; /* "=ybegin", "=yend"; n is 0: none */
	uint64_t size;		      /* of its data */
	uint64_t from;		      /* where in the file, from 1; 0: it is the whole file */
	const char *data, *stop;      /* the encoded lines */
	const char *next;	      /* past "=yend" */
};

/* ---- the lines around the data ---- */

/* The value of ${key} (" size=") in ${l}; NULL: it has none. The name is the last of its line. */
static const char *find_value(const struct block_line *l, const char *key)
{
	const char *name = memmem(l->p, l->n, " name=", 6);
	size_t n = name && strcmp(key, " name=") != 0 ? (size_t)(name - l->p) : l->n;
	const char *p = l->n > 0 ? memmem(l->p, n, key, strlen(key)) : NULL;

	return p ? p + strlen(key) : NULL;
}

static bool read_number(const struct block_line *l, const char *key, unsigned base, uint64_t *out)
{
	const char *p = find_value(l, key), *end = l->p + l->n;
	uint64_t value = 0;

	if (!p || p == end || !g_ascii_isxdigit(*p))
		return false;
	for (; p < end && g_ascii_isxdigit(*p); p++) {
		unsigned digit = (unsigned)g_ascii_xdigit_value(*p);
		if (digit >= base || value > UINT32_MAX)
			return false;
		value = value * base + digit;
	}
	*out = value;
	return true;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static void read_name(const struct block_line *l, struct block *out)
{
	const char *p = find_value(l, " name="), *end = l->p + l->n;

	while (end > p && is_blank(end[-1]))
		end--;
	while (p < end && is_blank(*p))
		p++;
	if (end - p >= 2 && *p == '"' && end[-1] == '"') {
		p++;
		end--;
	}
	out->name = p;
	out->name_len = (size_t)(end - p);
}

/* "=ybegin", then "=ypart" where the file comes in parts; how many bytes of data are to follow. */
static bool read_head(const char *p, const char *end, struct part *out)
{
	uint64_t from, to;

	*out = (struct part){ .begin = block_line_at(p, end) };
	if (!block_line_begins(&out->begin, "=ybegin ") ||
	    !read_number(&out->begin, " size=", DECIMAL, &out->size) ||
	    !find_value(&out->begin, " name="))
		return false;
	out->data = out->begin.next;
	struct block_line second = block_line_at(out->data, end);
	if (!block_line_begins(&second, "=ypart "))
		return true;
	out->data = second.next;
	if (read_number(&second, " begin=", DECIMAL, &from) &&
	    read_number(&second, " end=", DECIMAL, &to) && from > 0 && to >= from) {
		out->from = from;
		out->size = to - from + 1;
	}
	return true;
}

static size_t decoded_length(const struct block_line *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++, n++)
		i += l->p[i] == '=';
	return n;
}

/* How far the data of ${part} reaches: to "=yend", without one as far as its size says. */
static void find_end(struct part *part, const char *end)
{
	const char *p = part->data;

	for (size_t seen = 0; p < end;) {
		struct block_line l = block_line_at(p, end);
		bool is_end = block_line_begins(&l, "=yend");
		if (is_end)
			part->end = l;
		part->stop = p;
		part->next = is_end ? l.next : p;
		if (is_end || seen >= part->size || block_line_begins(&l, "=ybegin "))
			return;
		seen += decoded_length(&l);
		p = l.next;
	}
	part->stop = part->next = p;
}

/* ---- the data ---- */

static uint32_t crc32_of(const char *data, size_t n)
{
	static uint32_t table[256];
	uint32_t crc = UINT32_MAX;

	for (uint32_t i = 0; table[255] == 0 && i < 256; i++) {
		uint32_t v = i;
		for (unsigned bit = 0; bit < 8; bit++)
			v = v >> 1 ^ (v & 1 ? CRC32_POLYNOMIAL : 0);
		table[i] = v;
	}
	for (size_t i = 0; i < n; i++)
		crc = crc >> 8 ^ table[(crc ^ (uint8_t)data[i]) & 0xff];
	return ~crc;
}

static void decode(const struct part *part, struct block *out)
{
	for (const char *p = part->data; p < part->stop;) {
		struct block_line l = block_line_at(p, part->stop);
		for (size_t i = 0; i < l.n; i++) {
			unsigned shift = SHIFT;
			if (l.p[i] == '=' && i + 1 < l.n) {
				shift += ESCAPED_SHIFT;
				i++;
			}
			out->data[out->n++] = (char)((uint8_t)l.p[i] - shift);
		}
		p = l.next;
	}
}

/* Whether what "=yend" says of the ${n} bytes of its part is true. */
static bool is_whole(const struct part *part, const char *data, size_t n)
{
	uint64_t said;

	if (part->end.n == 0 || n != part->size)
		return false;
	if (read_number(&part->end, " size=", DECIMAL, &said) && said != n)
		return false;
	if (read_number(&part->end, " pcrc32=", HEXADECIMAL, &said))
		return said == crc32_of(data, n);
	/* Of a part that is not the whole file, crc32= is that of the file. */
	return part->from > 0 || !read_number(&part->end, " crc32=", HEXADECIMAL, &said) ||
	       said == crc32_of(data, n);
}

/* Whether ${part} goes on where ${out} ends. */
static bool continues(const struct part *part, const struct block *out)
{
	struct block other = { 0 };

	read_name(&part->begin, &other);
	return part->from == out->n + 1 && other.name_len == out->name_len &&
	       memcmp(other.name, out->name, out->name_len) == 0;
}

bool yenc_take(const char *p, const char *end, struct block *out)
{
	struct part part;
	uint64_t whole;

	if (!read_head(p, end, &part) || part.data == end)
		return false;
	read_name(&part.begin, out);
	if (!read_number(&part.begin, " size=", DECIMAL, &whole))
		whole = 0;
	do {
		size_t before = out->n;
		find_end(&part, end);
		out->data = g_realloc(out->data, before + (size_t)(part.stop - part.data) + 1);
		decode(&part, out);
		out->is_malformed |= !is_whole(&part, out->data + before, out->n - before);
		out->next = part.next;
	} while (out->next < end && read_head(out->next, end, &part) && continues(&part, out));
	out->is_malformed |= out->n != whole;
	return true;
}
