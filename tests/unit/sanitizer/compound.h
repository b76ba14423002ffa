/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compound.h: compound files with streams in storages, and compressed VBA
 * source, for tests.
 *
 *	struct compound_part parts[] = { { "Macros/VBA/dir", "x", 1 } };
 *	g_autoptr(GByteArray) b = compound_of(parts, 1);
 */
#ifndef MISOGI_TEST_COMPOUND_H
#define MISOGI_TEST_COMPOUND_H

#include <glib.h>
#include <stdbool.h>
#include <string.h>

struct compound_part {
	const char *path; /* storages are made; one that ends in '/' is a storage itself */
	const char *data;
	size_t n;
};

#define COMPOUND_SECTOR 512u
#define COMPOUND_SMALL 64u
#define COMPOUND_CUTOFF 4096u
#define COMPOUND_END 0xfffffffeu

struct compound {
	GByteArray *sectors, *small;
	GArray *fat, *small_fat;
	GPtrArray *paths; /* of char *: one to each entry of the directory */
	GByteArray *directory;
};

static inline void compound_put32(guint8 *p, guint32 v)
{
	for (unsigned i = 0; i < 4; i++)
		p[i] = (guint8)(v >> 8 * i);
}

/* Appends in whole units, chained in ${fat}; the first one's number. */
static inline guint32 compound_append(GByteArray *to, GArray *fat, size_t unit, const void *data,
				      size_t n)
{
	guint32 first = fat->len;

	for (size_t at = 0; at < n; at += unit) {
		guint32 next = at + unit < n ? fat->len + 1 : COMPOUND_END;
		guint was = to->len;
		g_byte_array_set_size(to, was + (guint)unit);
		memset(to->data + was, 0, unit);
		memcpy(to->data + was, (const char *)data + at, MIN(unit, n - at));
		g_array_append_val(fat, next);
	}
	return n > 0 ? first : COMPOUND_END;
}

static inline guint compound_entry(struct compound *c, const char *path, unsigned kind)
{
	guint at = c->directory->len;
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	glong n = 0;
	g_autofree gunichar2 *units = g_utf8_to_utf16(name, -1, NULL, &n, NULL);

	g_byte_array_set_size(c->directory, at + 128);
	guint8 *e = c->directory->data + at;
	memset(e, 0, 128);
	for (glong i = 0; i < n && i < 31; i++) {
		e[2 * i] = (guint8)units[i];
		e[2 * i + 1] = (guint8)(units[i] >> 8);
	}
	e[64] = (guint8)(2 * n + 2);
	e[66] = (guint8)kind;
	e[67] = 1;
	memset(e + 68, 0xff, 12);
	g_ptr_array_add(c->paths, g_strdup(path));
	return c->paths->len - 1;
}

/* The number of the storage that holds ${path}; it and those around it are made. */
static inline guint compound_parent(struct compound *c, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return 0;
	g_autofree char *storage = g_strndup(path, (gsize)(slash - path));
	for (guint i = 1; i < c->paths->len; i++)
		if (strcmp(g_ptr_array_index(c->paths, i), storage) == 0)
			return i;
	guint above = compound_parent(c, storage), i = compound_entry(c, storage, 1);
	guint8 *p = c->directory->data + 128 * (gsize)above,
	       *e = c->directory->data + 128 * (gsize)i;
	memcpy(e + 72, p + 76, 4);
	compound_put32(p + 76, i);
	return i;
}

static inline void compound_add(struct compound *c, const struct compound_part *part)
{
	guint above = compound_parent(c, part->path);

	if (g_str_has_suffix(part->path, "/"))
		return;
	bool is_small = part->n < COMPOUND_CUTOFF;
	guint32 start =
		compound_append(is_small ? c->small : c->sectors, is_small ? c->small_fat : c->fat,
				is_small ? COMPOUND_SMALL : COMPOUND_SECTOR, part->data, part->n);
	guint i = compound_entry(c, part->path, 2);
	guint8 *p = c->directory->data + 128 * (gsize)above,
	       *e = c->directory->data + 128 * (gsize)i;
	/* The newest is the first child, and the others stand to its right. */
	memcpy(e + 72, p + 76, 4);
	compound_put32(p + 76, i);
	compound_put32(e + 116, start);
	compound_put32(e + 120, (guint32)part->n);
}

static inline GByteArray *compound_finish(struct compound *c)
{
	guint8 head[COMPOUND_SECTOR] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
	guint8 *root = c->directory->data;
	GByteArray *out = g_byte_array_new();

	compound_put32(root + 116, compound_append(c->sectors, c->fat, COMPOUND_SECTOR,
						   c->small->data, c->small->len));
	compound_put32(root + 120, c->small->len);
	compound_put32(head + 60, compound_append(c->sectors, c->fat, COMPOUND_SECTOR,
						  c->small_fat->data, 4 * c->small_fat->len));
	compound_put32(head + 48, compound_append(c->sectors, c->fat, COMPOUND_SECTOR,
						  c->directory->data, c->directory->len));
	guint32 n = 1, table = c->fat->len, mark = 0xfffffffd;
	while (n * 128 < table + n)
		n++;
	memset(head + 76, 0xff, COMPOUND_SECTOR - 76);
	for (guint32 i = 0; i < n; i++) {
		compound_put32(head + 76 + 4 * i, table + i);
		g_array_append_val(c->fat, mark);
	}
	for (mark = 0xffffffff; c->fat->len < n * 128;)
		g_array_append_val(c->fat, mark);
	memcpy(head + 24, "\x3e\0\3\0\xfe\xff\x09\0\x06", 9);
	compound_put32(head + 44, n);
	compound_put32(head + 56, COMPOUND_CUTOFF);
	compound_put32(head + 68, COMPOUND_END);
	g_byte_array_append(out, head, sizeof(head));
	g_byte_array_append(out, c->sectors->data, c->sectors->len);
	g_byte_array_append(out, (const guint8 *)c->fat->data, 4 * c->fat->len);
	return out;
}

static inline GByteArray *compound_of(const struct compound_part *parts, size_t n)
{
	struct compound c = { .sectors = g_byte_array_new(),
			      .small = g_byte_array_new(),
			      .fat = g_array_new(FALSE, FALSE, 4),
			      .small_fat = g_array_new(FALSE, FALSE, 4),
			      .paths = g_ptr_array_new_with_free_func(g_free),
			      .directory = g_byte_array_new() };

	compound_entry(&c, "Root Entry", 5);
	for (size_t i = 0; i < n; i++)
		compound_add(&c, &parts[i]);
	GByteArray *out = compound_finish(&c);
	g_byte_array_unref(c.sectors);
	g_byte_array_unref(c.small);
	g_byte_array_unref(c.directory);
	g_array_unref(c.fat);
	g_array_unref(c.small_fat);
	g_ptr_array_unref(c.paths);
	return out;
}

/* ${text} in the container of [MS-OVBA] 2.4.1, as literals. */
static inline GByteArray *vba_compressed(const char *text, size_t n)
{
	GByteArray *out = g_byte_array_new();

	g_byte_array_append(out, (const guint8 *)"\1", 1);
	for (size_t at = 0; at < n; at += 3600) {
		size_t piece = MIN(3600, n - at), size = piece + (piece + 7) / 8;
		guint8 head[2] = { (guint8)(size - 1), (guint8)(0xb0 | (size - 1) >> 8) };
		g_byte_array_append(out, head, 2);
		for (size_t i = 0; i < piece; i += 8) {
			g_byte_array_append(out, (const guint8 *)"\0", 1);
			g_byte_array_append(out, (const guint8 *)text + at + i,
					    (guint)MIN(8, piece - i));
		}
	}
	return out;
}

#endif
