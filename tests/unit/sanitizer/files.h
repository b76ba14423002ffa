/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * files.h: small zip and compound files, built byte by byte for tests.
 */
#ifndef MISOGI_TEST_FILES_H
#define MISOGI_TEST_FILES_H

#include <glib.h>
#include <string.h>

struct zip_entry {
	const char *name;    /* in the directory */
	const char *local;   /* in the local header; NULL: the same */
	const char *content; /* stored; NULL: none */
	unsigned flags, local_flags;
};

static inline void put16(GByteArray *b, unsigned v)
{
	guint8 bytes[2] = { (guint8)v, (guint8)(v >> 8) };

	g_byte_array_append(b, bytes, 2);
}

static inline void put32(GByteArray *b, guint32 v)
{
	put16(b, v & 0xffff);
	put16(b, v >> 16);
}

static inline void put_text(GByteArray *b, const char *s)
{
	g_byte_array_append(b, (const guint8 *)s, (guint)strlen(s));
}

static inline void put_zeros(GByteArray *b, guint n)
{
	guint at = b->len;

	g_byte_array_set_size(b, at + n);
	memset(b->data + at, 0, n);
}

static inline guint32 crc32_of(const char *s)
{
	guint32 crc = 0xffffffff;

	for (; *s; s++) {
		crc ^= (guint8)*s;
		for (unsigned i = 0; i < 8; i++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}

/* A zip of ${n} stored entries. */
static inline GByteArray *zip_of(const struct zip_entry *entries, size_t n)
{
	GByteArray *b = g_byte_array_new(), *dir = g_byte_array_new();

	for (size_t i = 0; i < n; i++) {
		const struct zip_entry *e = &entries[i];
		const char *local = e->local ? e->local : e->name;
		guint32 crc = crc32_of(e->content ? e->content : "");
		guint32 at = b->len, size = (guint32)strlen(e->content ? e->content : "");
		put_text(b, "PK\3\4");
		put16(b, 20);
		put16(b, e->local_flags);
		put_zeros(b, 6); /* stored, time */
		put32(b, crc);
		put32(b, size);
		put32(b, size);
		put16(b, (unsigned)strlen(local));
		put16(b, 0);
		put_text(b, local);
		put_text(b, e->content ? e->content : "");
		put_text(dir, "PK\1\2");
		put32(dir, 20 | 20 << 16);
		put16(dir, e->flags);
		put_zeros(dir, 6);
		put32(dir, crc);
		put32(dir, size);
		put32(dir, size);
		put16(dir, (unsigned)strlen(e->name));
		put_zeros(dir, 12);
		put32(dir, at);
		put_text(dir, e->name);
	}
	guint32 at = b->len, size = dir->len;
	g_byte_array_append(b, dir->data, dir->len);
	g_byte_array_unref(dir);
	put_text(b, "PK\5\6");
	put_zeros(b, 4);
	put16(b, (unsigned)n);
	put16(b, (unsigned)n);
	put32(b, size);
	put32(b, at);
	put16(b, 0);
	return b;
}

/* A compound file with these streams: header, one sector of table, one of directory per four names.
 */
static inline GByteArray *cfbf_of(const char *const *names, size_t n, guint32 clsid)
{
	GByteArray *b = g_byte_array_new();
	guint sectors = (guint)(n + 4) / 4; /* the root entry comes first */

	g_byte_array_append(b, (const guint8 *)"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
	put_zeros(b, 16);
	put16(b, 0x3e);
	put16(b, 3);
	put16(b, 0xfffe);
	put16(b, 9);
	put_zeros(b, 512 - 32);
	memcpy(b->data + 48, "\1\0\0\0", 4); /* the directory begins in sector 1 */
	for (guint i = 0; i < sectors; i++) {
		guint32 next = i + 1 < sectors ? i + 2 : 0xfffffffe;
		if (i == 0)
			put32(b, 0xfffffffd);
		put32(b, next);
	}
	put_zeros(b, 1024 - b->len);
	for (guint i = 0; i < sectors * 4; i++) {
		const char *name = i == 0 ? "Root Entry" : i <= n ? names[i - 1] : "";
		guint at = b->len;
		put_zeros(b, 128);
		for (size_t k = 0; name[k]; k++)
			b->data[at + 2 * k] = (guint8)name[k];
		if (i == 0) {
			for (unsigned k = 0; k < 4; k++)
				b->data[at + 80 + k] = (guint8)(clsid >> 8 * k);
			b->data[at + 88] = 0xc0;
		}
	}
	return b;
}

#endif
