/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * zips.h: zips built byte by byte for tests, with a lie wherever one is wanted.
 *
 *	struct zip_recipe r = { .entries = { { .name = "a.txt", .data = "x" } } };
 *	g_autoptr(GByteArray) b = zip_make(&r);
 *
 * What is left 0 is as it should be.
 */
#ifndef MISOGI_TEST_ZIPS_H
#define MISOGI_TEST_ZIPS_H

#include <glib.h>
#include <string.h>
#include <zlib.h>

#define ZIP_RECIPE_ENTRIES 8

/* Bytes that may have NULs: { BYTES("a\0b") }. */
struct bytes {
	const char *p;
	size_t n;
};
#define BYTES(s)                                                                                   \
	{                                                                                          \
		s, sizeof(s) - 1                                                                   \
	}

struct zip_recipe_entry {
	const char *name; /* NULL: no more entries */
	const char *data; /* NULL: none */
	size_t data_len;  /* 0: to the NUL */
	bool is_deflated;
	unsigned method;      /* 0: as the bytes are */
	unsigned flags;	      /* of both headers; 8: with a descriptor, local numbers 0 */
	unsigned made_by;     /* 0x0300: Unix */
	guint32 attributes;   /* external */
	struct bytes extra;   /* of both headers */
	const char *raw_data; /* packed bytes as they are to stand there */
	size_t raw_len;
	/* lies: */
	const char *local_name;	  /* instead of ${name} in the local header */
	struct bytes raw_name;	  /* instead of ${name} in both, with NULs */
	unsigned local_flags;	  /* exclusive-or with the flags of the local header */
	unsigned local_method;	  /* added there */
	struct bytes local_extra; /* instead of ${extra} */
	guint32 local_crc, local_packed, local_size; /* added to what the local header says */
	guint32 crc, packed, size, offset;	     /* added to what the directory says */
	guint32 descriptor;			     /* added to the size in the descriptor */
	bool bare_descriptor;			     /* without its signature */
	bool wide;				     /* all numbers of both headers by zip64 */
	unsigned disk;
	const char *behind; /* bytes between this entry and the next */
	bool is_hidden;	    /* not in the directory */
	unsigned again;	    /* so many more records of it in the directory */
};

struct zip_recipe {
	struct zip_recipe_entry entries[ZIP_RECIPE_ENTRIES];
	struct bytes before; /* counted in no offset */
	struct bytes inside; /* between the directory and the end records */
	struct bytes comment;
	struct bytes after;
	bool wide;	      /* zip64 end records */
	unsigned entries_lie; /* added to the count */
	guint32 size_lie, offset_lie;
	unsigned comment_lie; /* added to the comment's length */
	unsigned disk;
};

static inline void zip_put(GByteArray *b, guint64 v, unsigned n)
{
	for (; n > 0; n--, v >>= 8) {
		guint8 byte = (guint8)v;
		g_byte_array_append(b, &byte, 1);
	}
}

static inline void zip_put_bytes(GByteArray *b, const void *p, size_t n)
{
	if (n > 0)
		g_byte_array_append(b, p, (guint)n);
}

/* ${n} bytes raw-deflated. */
static inline GByteArray *zip_deflate(const char *data, size_t n)
{
	z_stream s = { .next_in = (Bytef *)(guintptr)data, .avail_in = (uInt)n };
	GByteArray *out = g_byte_array_new();

	if (deflateInit2(&s, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		abort();
	g_byte_array_set_size(out, (guint)deflateBound(&s, n));
	s.next_out = out->data;
	s.avail_out = out->len;
	if (deflate(&s, Z_FINISH) != Z_STREAM_END)
		abort();
	g_byte_array_set_size(out, (guint)s.total_out);
	deflateEnd(&s);
	return out;
}

struct zip_made {
	size_t name_len, at;
	const char *name;
	guint32 crc;
	guint64 packed, size;
	unsigned method;
};

static inline GByteArray *zip_packed(const struct zip_recipe_entry *e, struct zip_made *m)
{
	const char *data = e->data ? e->data : "";
	GByteArray *packed = NULL;

	m->size = e->data_len ? e->data_len : strlen(data);
	m->crc = (guint32)crc32(0, (const Bytef *)data, (uInt)m->size);
	m->method = e->method ? e->method : e->is_deflated ? 8 : 0;
	if (e->raw_data) {
		packed = g_byte_array_new();
		zip_put_bytes(packed, e->raw_data, e->raw_len);
	} else if (e->is_deflated) {
		packed = zip_deflate(data, (size_t)m->size);
	} else {
		packed = g_byte_array_new();
		zip_put_bytes(packed, data, (size_t)m->size);
	}
	m->packed = packed->len;
	m->name = e->raw_name.p ? e->raw_name.p : e->name;
	m->name_len = e->raw_name.p ? e->raw_name.n : strlen(e->name);
	return packed;
}

static inline void zip_put_local(GByteArray *b, const struct zip_recipe_entry *e,
				 const struct zip_made *m)
{
	bool is_open = e->flags & 8;
	const char *name = e->local_name ? e->local_name : m->name;
	size_t name_len = e->local_name ? strlen(e->local_name) : m->name_len;
	struct bytes extra = e->local_extra.p ? e->local_extra : e->extra;
	guint64 packed = is_open ? 0 : m->packed + e->local_packed;
	guint64 size = is_open ? 0 : m->size + e->local_size;

	zip_put_bytes(b, "PK\3\4", 4);
	zip_put(b, e->wide ? 45 : 20, 2);
	zip_put(b, e->flags ^ e->local_flags, 2);
	zip_put(b, m->method + e->local_method, 2);
	zip_put(b, 0x5a6b7c8d, 4);
	zip_put(b, is_open ? 0 : m->crc + e->local_crc, 4);
	zip_put(b, e->wide ? 0xffffffff : packed, 4);
	zip_put(b, e->wide ? 0xffffffff : size, 4);
	zip_put(b, name_len, 2);
	zip_put(b, extra.n + (e->wide ? 20 : 0), 2);
	zip_put_bytes(b, name, name_len);
	if (e->wide) {
		zip_put(b, 1 | 16 << 16, 4);
		zip_put(b, size, 8);
		zip_put(b, packed, 8);
	}
	zip_put_bytes(b, extra.p, extra.n);
}

static inline void zip_put_descriptor(GByteArray *b, const struct zip_recipe_entry *e,
				      const struct zip_made *m)
{
	unsigned width = e->wide ? 8 : 4;

	if (!e->bare_descriptor)
		zip_put_bytes(b, "PK\7\10", 4);
	zip_put(b, m->crc, 4);
	zip_put(b, m->packed, width);
	zip_put(b, m->size + e->descriptor, width);
}

static inline void zip_put_central(GByteArray *b, const struct zip_recipe_entry *e,
				   const struct zip_made *m)
{
	guint64 packed = m->packed + e->packed, size = m->size + e->size;
	guint64 at = m->at + e->offset;

	zip_put_bytes(b, "PK\1\2", 4);
	zip_put(b, e->made_by | 20, 2);
	zip_put(b, e->wide ? 45 : 20, 2);
	zip_put(b, e->flags, 2);
	zip_put(b, m->method, 2);
	zip_put(b, 0x5a6b7c8d, 4);
	zip_put(b, m->crc + e->crc, 4);
	zip_put(b, e->wide ? 0xffffffff : packed, 4);
	zip_put(b, e->wide ? 0xffffffff : size, 4);
	zip_put(b, m->name_len, 2);
	zip_put(b, e->extra.n + (e->wide ? 28 : 0), 2);
	zip_put(b, 0, 2);
	zip_put(b, e->disk, 2);
	zip_put(b, 0, 2);
	zip_put(b, e->attributes, 4);
	zip_put(b, e->wide ? 0xffffffff : at, 4);
	zip_put_bytes(b, m->name, m->name_len);
	if (e->wide) {
		zip_put(b, 1 | 24 << 16, 4);
		zip_put(b, size, 8);
		zip_put(b, packed, 8);
		zip_put(b, at, 8);
	}
	zip_put_bytes(b, e->extra.p, e->extra.n);
}

static inline void zip_put_wide_end(GByteArray *b, guint64 n, guint64 size, guint64 at,
				    guint64 prefix)
{
	guint64 here = b->len - prefix;

	zip_put_bytes(b, "PK\6\6", 4);
	zip_put(b, 44, 8);
	zip_put(b, 45 | 45 << 16, 4);
	zip_put(b, 0, 8);
	zip_put(b, n, 8);
	zip_put(b, n, 8);
	zip_put(b, size, 8);
	zip_put(b, at, 8);
	zip_put_bytes(b, "PK\6\7", 4);
	zip_put(b, 0, 4);
	zip_put(b, here, 8);
	zip_put(b, 1, 4);
}

static inline void zip_put_end(GByteArray *b, const struct zip_recipe *r, unsigned n, size_t size,
			       size_t at)
{
	n += r->entries_lie;
	size += r->size_lie;
	at += r->offset_lie;
	if (r->wide)
		zip_put_wide_end(b, n, size, at, r->before.n);
	zip_put_bytes(b, "PK\5\6", 4);
	zip_put(b, r->disk, 2);
	zip_put(b, r->disk, 2);
	zip_put(b, r->wide ? 0xffff : n, 2);
	zip_put(b, r->wide ? 0xffff : n, 2);
	zip_put(b, r->wide ? 0xffffffff : size, 4);
	zip_put(b, r->wide ? 0xffffffff : at, 4);
	zip_put(b, r->comment.n + r->comment_lie, 2);
	zip_put_bytes(b, r->comment.p, r->comment.n);
	zip_put_bytes(b, r->after.p, r->after.n);
}

static inline GByteArray *zip_make(const struct zip_recipe *r)
{
	GByteArray *b = g_byte_array_new();
	g_autoptr(GByteArray) directory = g_byte_array_new();
	unsigned n = 0;

	zip_put_bytes(b, r->before.p, r->before.n);
	for (size_t i = 0; i < ZIP_RECIPE_ENTRIES && r->entries[i].name; i++) {
		const struct zip_recipe_entry *e = &r->entries[i];
		struct zip_made m = { .at = b->len - r->before.n };
		g_autoptr(GByteArray) packed = zip_packed(e, &m);
		zip_put_local(b, e, &m);
		zip_put_bytes(b, packed->data, packed->len);
		if (e->flags & 8)
			zip_put_descriptor(b, e, &m);
		if (e->behind)
			zip_put_bytes(b, e->behind, strlen(e->behind));
		for (unsigned k = 0; k < 1 + e->again && !e->is_hidden; k++, n++)
			zip_put_central(directory, e, &m);
	}
	size_t at = b->len - r->before.n;
	zip_put_bytes(b, directory->data, directory->len);
	zip_put_bytes(b, r->inside.p, r->inside.n);
	zip_put_end(b, r, n, directory->len, at);
	return b;
}

#endif
