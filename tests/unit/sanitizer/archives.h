/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * archives.h: archives for tests: what libarchive writes, and by hand what it
 * only reads (LZH, CAB, RAR), stored.
 */
#ifndef MISOGI_TEST_ARCHIVES_H
#define MISOGI_TEST_ARCHIVES_H

#include <archive.h>
#include <archive_entry.h>
#include <stdbool.h>
#include <string.h>
#include <zlib.h>

#include "archive/archive.h"
#include "unit.h"

struct made {
	const char *name; /* UTF-8; NULL ends the list */
	const char *content;
	__LA_MODE_T kind;   /* 0: a file */
	const char *link;   /* of a symbolic link */
	const char *hard;   /* of a hard link */
	size_t n;	    /* 0: strlen(content) */
	gint64 hole_before; /* of a sparse file */
};

struct making {
	int format, filter;  /* 0: none */
	const char *options; /* NULL: none */
	const char *password;
};

static inline la_ssize_t made_write(struct archive *a, void *ctx, const void *bytes, size_t n)
{
	(void)a;
	g_byte_array_append(ctx, bytes, (guint)n);
	return (la_ssize_t)n;
}

static inline void made_put(struct archive *a, const struct made *m)
{
	struct archive_entry *e = archive_entry_new();
	size_t n = m->n ? m->n : m->content ? strlen(m->content) : 0;

	archive_entry_set_pathname(e, m->name);
	archive_entry_set_mode(e, (m->kind ? m->kind : AE_IFREG) | 0644);
	archive_entry_set_size(e, (la_int64_t)n + m->hole_before);
	if (m->link)
		archive_entry_set_symlink(e, m->link);
	if (m->hard)
		archive_entry_set_hardlink(e, m->hard);
	if (m->hole_before)
		archive_entry_sparse_add_entry(e, m->hole_before, (la_int64_t)n);
	ck_assert_msg(archive_write_header(a, e) == ARCHIVE_OK, "%s", archive_error_string(a));
	for (gint64 left = m->hole_before; left > 0; left -= 512)
		archive_write_data(a, (const char[512]){ 0 }, (size_t)MIN(left, 512));
	if (n > 0)
		archive_write_data(a, m->content, n);
	archive_entry_free(e);
}

/* Caller unrefs. */
static inline GByteArray *made_archive(const struct making *how, const struct made *members)
{
	GByteArray *out = g_byte_array_new();
	struct archive *a = archive_write_new();

	ck_assert_int_eq(archive_write_set_format(a, how->format), ARCHIVE_OK);
	if (how->filter)
		ck_assert_int_eq(archive_write_add_filter(a, how->filter), ARCHIVE_OK);
	archive_write_set_bytes_per_block(a, 0);
	archive_write_set_bytes_in_last_block(a, 1);
	if (how->password)
		archive_write_set_passphrase(a, how->password);
	if (how->options)
		ck_assert_msg(archive_write_set_options(a, how->options) == ARCHIVE_OK, "%s",
			      archive_error_string(a));
	ck_assert_int_eq(archive_write_open(a, out, NULL, made_write, NULL), ARCHIVE_OK);
	for (; members->name; members++)
		made_put(a, members);
	ck_assert_int_eq(archive_write_close(a), ARCHIVE_OK);
	archive_write_free(a);
	return out;
}

/* ---- by hand ---- */

static inline void made_le(GByteArray *b, guint64 v, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++) {
		guint8 one = (guint8)(v >> (8 * i));
		g_byte_array_append(b, &one, 1);
	}
}

static inline void made_text(GByteArray *b, const char *s)
{
	g_byte_array_append(b, (const guint8 *)s, (guint)strlen(s));
}

static inline guint16 made_crc16(const char *s, size_t n)
{
	guint16 crc = 0;

	for (size_t i = 0; i < n; i++) {
		crc ^= (guint8)s[i];
		for (unsigned bit = 0; bit < 8; bit++)
			crc = crc & 1 ? (guint16)(crc >> 1 ^ 0xa001) : (guint16)(crc >> 1);
	}
	return crc;
}

static inline guint32 made_crc32(const void *p, size_t n)
{
	return (guint32)crc32(0, p, (uInt)n);
}

/* A level 0 LZH of one stored file; ${name} in whatever bytes. */
static inline GByteArray *made_lzh(const char *name, const char *content)
{
	GByteArray *b = g_byte_array_new();
	size_t n = strlen(content), name_len = strlen(name);
	guint8 sum = 0;

	made_le(b, 22 + name_len, 1);
	made_le(b, 0, 1); /* sum, below */
	made_text(b, "-lh0-");
	made_le(b, n, 4);
	made_le(b, n, 4);
	made_le(b, 0x58215000, 4);
	made_le(b, 0x20, 1);
	made_le(b, 0, 1); /* level */
	made_le(b, name_len, 1);
	made_text(b, name);
	made_le(b, made_crc16(content, n), 2);
	for (guint i = 2; i < b->len; i++)
		sum = (guint8)(sum + b->data[i]);
	b->data[1] = sum;
	made_text(b, content);
	made_le(b, 0, 1);
	return b;
}

/* A cabinet of one stored file. */
static inline GByteArray *made_cab(const char *name, const char *content, bool is_utf8)
{
	GByteArray *b = g_byte_array_new();
	guint32 n = (guint32)strlen(content), name_len = (guint32)strlen(name) + 1;
	guint32 files = 36 + 8, data = files + 16 + name_len;

	made_text(b, "MSCF");
	made_le(b, 0, 4);
	made_le(b, data + 8 + n, 4);
	made_le(b, 0, 4);
	made_le(b, files, 4);
	made_le(b, 0, 4);
	made_le(b, 3, 1);
	made_le(b, 1, 1);
	made_le(b, 1, 2); /* folders */
	made_le(b, 1, 2); /* files */
	made_le(b, 0, 6);
	made_le(b, data, 4); /* the folder */
	made_le(b, 1, 2);
	made_le(b, 0, 2);
	made_le(b, n, 4); /* the file */
	made_le(b, 0, 4);
	made_le(b, 0, 2);
	made_le(b, 0x5821, 2);
	made_le(b, 0, 2);
	made_le(b, is_utf8 ? 0x80 : 0, 2);
	made_text(b, name);
	made_le(b, 0, 1);
	made_le(b, 0, 4); /* no sum */
	made_le(b, n, 2);
	made_le(b, n, 2);
	made_text(b, content);
	return b;
}

static inline void made_rar4_block(GByteArray *b, guint type, guint flags, const GByteArray *rest)
{
	g_autoptr(GByteArray) head = g_byte_array_new();

	made_le(head, type, 1);
	made_le(head, flags, 2);
	made_le(head, 7 + rest->len, 2);
	g_byte_array_append(head, rest->data, rest->len);
	made_le(b, made_crc32(head->data, head->len) & 0xffff, 2);
	g_byte_array_append(b, head->data, head->len);
}

/* A RAR 4 of one stored file, with its end block. ${flags}: of the file, 0x04: with password. */
static inline GByteArray *made_rar4(const char *name, const char *content, guint flags)
{
	GByteArray *b = g_byte_array_new();
	g_autoptr(GByteArray) main = g_byte_array_new(), file = g_byte_array_new(),
			      end = g_byte_array_new();
	size_t n = strlen(content);

	made_text(b, "Rar!\x1a\x07");
	made_le(b, 0, 1);
	made_le(main, 0, 6);
	made_rar4_block(b, 0x73, 0, main);
	made_le(file, n, 4);
	made_le(file, n, 4);
	made_le(file, 2, 1);
	made_le(file, made_crc32(content, n), 4);
	made_le(file, 0x58210000, 4);
	made_le(file, 20, 1);
	made_le(file, 0x30, 1);
	made_le(file, strlen(name), 2);
	made_le(file, 0x20, 4);
	made_text(file, name);
	made_rar4_block(b, 0x74, 0x8000 | flags, file);
	made_text(b, content);
	made_rar4_block(b, 0x7b, 0x4000, end);
	return b;
}

/* RAR 5: CRC, then what it is over. ${body} has no number over 127. */
static inline void made_rar5_block(GByteArray *b, const GByteArray *body)
{
	g_autoptr(GByteArray) head = g_byte_array_new();

	made_le(head, body->len, 1);
	g_byte_array_append(head, body->data, body->len);
	made_le(b, made_crc32(head->data, head->len), 4);
	g_byte_array_append(b, head->data, head->len);
}

/* A RAR 5 of one stored file, at most 127 bytes. */
static inline GByteArray *made_rar5(const char *name, const char *content)
{
	GByteArray *b = g_byte_array_new();
	g_autoptr(GByteArray) main = g_byte_array_new(), file = g_byte_array_new(),
			      end = g_byte_array_new();
	size_t n = strlen(content);

	made_text(b, "Rar!\x1a\x07\x01");
	made_le(b, 0, 1);
	made_le(main, 1, 1); /* main header, no flags, no archive flags */
	made_le(main, 0, 2);
	made_rar5_block(b, main);
	made_le(file, 2, 1); /* file, with data behind it */
	made_le(file, 2, 1);
	made_le(file, n, 1);
	made_le(file, 4, 1); /* with a CRC */
	made_le(file, n, 1);
	made_le(file, 0x20, 1);
	made_le(file, made_crc32(content, n), 4);
	made_le(file, 0, 1); /* stored */
	made_le(file, 1, 1); /* Unix */
	made_le(file, strlen(name), 1);
	made_text(file, name);
	made_rar5_block(b, file);
	made_text(b, content);
	made_le(end, 5, 1);
	made_le(end, 0, 2);
	made_rar5_block(b, end);
	return b;
}

/* ---- what came out ---- */

static inline bool answer_has(const struct archive_answer *a, enum finding_id id)
{
	for (guint i = 0; i < a->found->len; i++)
		if (((struct archive_found *)g_ptr_array_index(a->found, i))->id == id)
			return true;
	return false;
}

static inline const struct member *answer_member(const struct archive_answer *a, const char *path)
{
	for (guint i = 0; i < a->members.list->len; i++) {
		const struct member *m = g_ptr_array_index(a->members.list, i);
		if (strcmp(m->path, path) == 0)
			return m;
	}
	ck_abort_msg("no member %s", path);
}

static inline void assert_content(const struct archive_answer *a, const char *path,
				  const char *content)
{
	const struct member *m = answer_member(a, path);

	ck_assert_uint_eq(m->n, strlen(content));
	ck_assert_mem_eq(m->data, content, m->n);
}

static inline void assert_open(const struct archive_answer *a, unsigned members)
{
	const struct archive_found *f = a->found->len ? g_ptr_array_index(a->found, 0) : NULL;

	if (f)
		ck_abort_msg("%s: %s", word_of(VOCABULARY_FINDING, (int)f->id), f->detail);
	ck_assert(a->is_open);
	ck_assert_uint_eq(a->members.list->len, members);
}

#endif
