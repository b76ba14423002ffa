/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * output_zip.c: a zip that leaves, read back: one form, every field known
 * beforehand but offsets, sums and sizes, and those are computed again from the
 * bytes that come out. Tests: tests/unit/front/test_output_check.c.
 */
#include <string.h>
#include <zlib.h>

#include "output_check.h"

#define LOCAL_BYTES 30u
#define CENTRAL_BYTES 46u
#define END_BYTES 22u

/* A zip as it is read; ${list}: where each file began. */
struct zip {
	const unsigned char *bytes;
	size_t n, at;
};

/* Of one file, as its local header says and as was found true. */
struct seen {
	uint32_t offset;
	unsigned char fields[26]; /* "version needed" to "extra length", APPNOTE 4.3.7 */
};

static uint32_t number(const unsigned char *p, unsigned bytes)
{
	uint32_t v = 0;

	for (unsigned i = bytes; i > 0; i--)
		v = v << 8 | p[i - 1];
	return v;
}

/* The next ${n} bytes; NULL: there are not so many. */
static const unsigned char *take(struct zip *z, size_t n)
{
	if (z->n - z->at < n)
		return NULL;
	z->at += n;
	return z->bytes + z->at - n;
}

static bool take_name(struct zip *z, const char *name)
{
	const unsigned char *p = take(z, strlen(name));

	return p && memcmp(p, name, strlen(name)) == 0;
}

/* Deflated bytes to exactly ${size}, from exactly ${n}. NULL: not so. Caller frees. */
static unsigned char *inflated(const unsigned char *in, uint32_t n, uint32_t size)
{
	z_stream s = { .next_in = (Bytef *)in, .avail_in = n };
	unsigned char *out = g_try_malloc((gsize)size + 1);

	if (!out || inflateInit2(&s, -MAX_WBITS) != Z_OK) {
		g_free(out);
		return NULL;
	}
	s.next_out = out;
	s.avail_out = size;
	bool good = inflate(&s, Z_FINISH) == Z_STREAM_END && s.avail_in == 0 && s.avail_out == 0;
	inflateEnd(&s);
	if (good)
		return out;
	g_free(out);
	return NULL;
}

static bool is_content(const unsigned char *data, const unsigned char *fields,
		       const struct enclosed *entry, const struct output *o)
{
	uint32_t crc = number(fields + 10, 4), packed = number(fields + 14, 4);
	uint32_t size = number(fields + 18, 4);
	bool is_stored = number(fields + 4, 2) == 0;
	g_autofree unsigned char *out = NULL;

	if (size != g_bytes_get_size(entry->bytes) || (is_stored && packed != size))
		return false;
	if (!is_stored && !(out = inflated(data, packed, size)))
		return false;
	const unsigned char *bytes = is_stored ? data : out;
	return crc32_z(0, bytes, size) == crc && output_is_entry(bytes, size, entry, o);
}

/* version 20, UTF-8 and nothing else, stored or deflated, midnight, 1980-01-01. */
static bool are_fields(const unsigned char *fields, const char *name)
{
	return memcmp(fields, "\x14\0\0\x08", 4) == 0 && (fields[4] == 0 || fields[4] == 8) &&
	       memcmp(fields + 5, "\0\0\0\x21\0", 5) == 0 &&
	       number(fields + 22, 2) == strlen(name) && number(fields + 24, 2) == 0;
}

static bool check_local(struct zip *z, const struct enclosed *entry, const struct output *o,
			struct seen *seen)
{
	seen->offset = (uint32_t)z->at;
	const unsigned char *header = take(z, LOCAL_BYTES);

	if (!header || memcmp(header, "PK\3\4", 4) != 0 || !are_fields(header + 4, entry->name) ||
	    !take_name(z, entry->name))
		return false;
	memcpy(seen->fields, header + 4, sizeof seen->fields);
	const unsigned char *data = take(z, number(header + 18, 4));
	return data && is_content(data, header + 4, entry, o);
}

static bool check_central(struct zip *z, const struct enclosed *entry, const struct seen *seen)
{
	static const unsigned char none[10];
	const unsigned char *header = take(z, CENTRAL_BYTES);

	return header && memcmp(header, "PK\1\2\x14\0", 6) == 0 &&
	       memcmp(header + 6, seen->fields, sizeof seen->fields) == 0 &&
	       memcmp(header + 32, none, sizeof none) == 0 &&
	       number(header + 42, 4) == seen->offset && take_name(z, entry->name);
}

static bool check_end(struct zip *z, size_t central, unsigned files)
{
	const size_t end = z->at;
	const unsigned char *p = take(z, END_BYTES);

	return p && z->at == z->n && memcmp(p, "PK\5\6\0\0\0\0", 8) == 0 &&
	       number(p + 8, 2) == files && number(p + 10, 2) == files &&
	       number(p + 12, 4) == end - central && number(p + 16, 4) == central &&
	       number(p + 20, 2) == 0;
}

bool output_zip_check(const unsigned char *zip, size_t n, const struct enclosure *e,
		      const struct output *o, struct err *err)
{
	struct zip z = { .bytes = zip, .n = n };
	g_autofree struct seen *seen = g_new0(struct seen, e->entries->len);

	for (unsigned i = 0; i < e->entries->len; i++)
		if (!check_local(&z, g_ptr_array_index(e->entries, i), o, &seen[i]))
			return output_refuse(err, "a file in a zip");
	const size_t central = z.at;
	for (unsigned i = 0; i < e->entries->len; i++)
		if (!check_central(&z, g_ptr_array_index(e->entries, i), &seen[i]))
			return output_refuse(err, "the directory of a zip");
	return check_end(&z, central, e->entries->len) || output_refuse(err, "the end of a zip");
}
