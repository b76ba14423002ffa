/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * zip_write.c: local headers with their bytes one after the other, then the
 * directory, then its end: no gap, nothing shared, nothing said twice that
 * could differ. Deflated only when that saves a twentieth: the room that zlib
 * gets is the rule. Tests: tests/unit/mail/test_zip_write.c, front/output_zip.c reads it back.
 */
#include "misogi/zip_write.h"

#include <string.h>
#include <zlib.h>

#define LOCAL_BYTES 30u
#define CENTRAL_BYTES 46u
#define END_BYTES 22u

#define VERSION_NEEDED 20u /* deflate */
#define FLAG_UTF8 0x0800u
#define METHOD_STORE 0u
#define METHOD_DEFLATE 8u
#define DATE_1980 0x0021u

/* Where bytes go; sized beforehand. */
struct zip {
	unsigned char *out;
	size_t at;
};

/* What local and central header say alike. */
struct entry {
	const char *name;
	uint32_t offset, crc, packed, size;
	unsigned method;
};

static void put(struct zip *z, unsigned bytes, uint64_t value)
{
	for (unsigned i = 0; i < bytes; i++)
		z->out[z->at++] = (unsigned char)(value >> (8 * i));
}

static void put_bytes(struct zip *z, const void *bytes, size_t n)
{
	if (n > 0)
		memcpy(z->out + z->at, bytes, n);
	z->at += n;
}

static void put_entry(struct zip *z, const struct entry *e)
{
	put(z, 2, VERSION_NEEDED);
	put(z, 2, FLAG_UTF8);
	put(z, 2, e->method);
	put(z, 2, 0); /* time */
	put(z, 2, DATE_1980);
	put(z, 4, e->crc);
	put(z, 4, e->packed);
	put(z, 4, e->size);
	put(z, 2, strlen(e->name));
	put(z, 2, 0); /* extra */
}

/* Deflates into at most nineteen twentieths of the size; false: not worth it. */
static bool deflate_into(unsigned char *out, const void *bytes, uint32_t n, uint32_t *packed)
{
	z_stream s = { .next_in = (Bytef *)bytes, .avail_in = n };
	const int raw = -MAX_WBITS;

	s.next_out = out;
	s.avail_out = n - n / 20 - (n % 20 > 0);
	if (n == 0 ||
	    deflateInit2(&s, Z_DEFAULT_COMPRESSION, Z_DEFLATED, raw, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return false;
	bool done = deflate(&s, Z_FINISH) == Z_STREAM_END;
	*packed = (uint32_t)s.total_out;
	deflateEnd(&s);
	return done;
}

static void put_file(struct zip *z, const struct zip_file *file, struct entry *e)
{
	size_t n;
	const void *bytes = g_bytes_get_data(file->bytes, &n);
	const size_t data = z->at + LOCAL_BYTES + strlen(file->name);

	*e = (struct entry){ .name = file->name, .offset = (uint32_t)z->at, .size = (uint32_t)n };
	e->crc = (uint32_t)crc32_z(0, bytes, n);
	e->method = deflate_into(z->out + data, bytes, e->size, &e->packed) ? METHOD_DEFLATE
									    : METHOD_STORE;
	if (e->method == METHOD_STORE)
		e->packed = e->size;
	put(z, 4, 0x04034b50);
	put_entry(z, e);
	put_bytes(z, e->name, strlen(e->name));
	if (e->method == METHOD_STORE)
		put_bytes(z, bytes, n);
	else
		z->at += e->packed;
}

static void put_directory(struct zip *z, const struct entry *entries, size_t n)
{
	const size_t start = z->at;

	for (size_t i = 0; i < n; i++) {
		put(z, 4, 0x02014b50);
		put(z, 2, VERSION_NEEDED); /* made by: this version, as on FAT */
		put_entry(z, &entries[i]);
		put(z, 2, 0); /* comment */
		put(z, 2, 0); /* disk */
		put(z, 2, 0); /* internal attributes */
		put(z, 4, 0); /* external attributes */
		put(z, 4, entries[i].offset);
		put_bytes(z, entries[i].name, strlen(entries[i].name));
	}
	const size_t end = z->at;
	put(z, 4, 0x06054b50);
	put(z, 4, 0); /* disks */
	put(z, 2, n);
	put(z, 2, n);
	put(z, 4, end - start);
	put(z, 4, start);
	put(z, 2, 0); /* comment */
}

uint64_t zip_write_max(const struct zip_file *files, size_t n)
{
	uint64_t size = END_BYTES;

	for (size_t i = 0; i < n; i++)
		size += LOCAL_BYTES + CENTRAL_BYTES + 2 * (uint64_t)strlen(files[i].name) +
			g_bytes_get_size(files[i].bytes);
	return size;
}

static bool fits(const struct zip_file *files, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(files[i].name) > UINT16_MAX)
			return false;
	return n <= UINT16_MAX && zip_write_max(files, n) <= UINT32_MAX;
}

GBytes *zip_write(const struct zip_file *files, size_t n, struct err *err)
{
	struct zip z = { .at = 0 };

	if (fits(files, n))
		z.out = g_try_malloc(zip_write_max(files, n));
	if (!z.out) {
		err_set(err, SCOPE_TEMP, REASON_OUTPUT, "no zip can be made of %zu files", n);
		return NULL;
	}
	g_autofree struct entry *entries = g_new0(struct entry, n);
	for (size_t i = 0; i < n; i++)
		put_file(&z, &files[i], &entries[i]);
	put_directory(&z, entries, n);
	return g_bytes_new_take(z.out, z.at);
}
