/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ole_word.c: an old Word text ([MS-DOC]): its information block says whether
 * it is locked; its fields are read piece by piece in the order of the text, or
 * where there is no list of pieces (Word 6) as the bytes stand.
 * Tests: tests/unit/sanitizer/test_inspect_word.c.
 */
#include <string.h>

#include "inspect/office_field.h"
#include "inspect/office_target.h"
#include "inspect/ole.h"
#include "kinds/little.h"

#define FIB_BYTES 32u
#define FIB_ENCRYPTED 0x0100u
#define FIB_TABLE_1 0x0200u
#define FIB_OBFUSCATED 0x8000u
#define FIB_WORD_97 0x00c0u /* the first version with a table stream */
#define FIB_NAMES 0x019au   /* offset and size of the associated strings */
#define FIB_PIECES 0x01a2u  /* … of the list of pieces */
#define PIECE_BYTES 0x40000000u
#define ASSOCIATED_TEMPLATE 1u

#define FIELD_BEGIN 0x13u
#define FIELD_SEPARATE 0x14u
#define FIELD_END 0x15u

struct text {
	struct field_reader fields;
	const char *data; /* the stream WordDocument */
	size_t len;
};

/* Bytes that are characters, ${step} to each; what is not ASCII is of no keyword. */
static void read_text(struct text *t, const char *p, size_t n, size_t step)
{
	for (size_t at = 0; at + step <= n; at += step) {
		guint8 c = (guint8)p[at];
		char byte = step == 2 && p[at + 1] ? '?' : (char)c;
		if (byte == '?' && c != '?') {
			field_text(&t->fields, "?", 1);
			continue;
		}
		if (c == FIELD_BEGIN)
			field_begin(&t->fields);
		else if (c == FIELD_SEPARATE)
			field_separate(&t->fields);
		else if (c == FIELD_END)
			field_end(&t->fields);
		else
			field_text(&t->fields, &byte, 1);
	}
}

/* The list: positions, one more than there are pieces, then eight bytes of each. */
static void read_pieces(struct text *t, const char *p, size_t n)
{
	size_t pieces = n >= 4 ? (n - 4) / 12 : 0;

	for (size_t i = 0; i < pieces; i++) {
		guint32 from = little_u32(p + 4 * i), to = little_u32(p + 4 * i + 4);
		guint32 place = little_u32(p + 4 * (pieces + 1) + 8 * i + 2);
		size_t step = place & PIECE_BYTES ? 1 : 2;
		guint64 at = place & (PIECE_BYTES - 1), bytes = (guint64)(to - from) * step;
		if (step == 1)
			at /= 2;
		if (to < from || at > t->len || bytes > t->len - at) {
			office_damaged(t->fields.o, "pieces of the text");
			return;
		}
		/* Pieces may share their bytes. */
		if (!office_spend(t->fields.o, bytes))
			return;
		read_text(t, t->data + at, (size_t)bytes, step);
	}
}

/* Formatting comes first, each with its size, then the list. */
static bool find_pieces(struct text *t, const char *p, size_t n)
{
	const char *end = p + n;

	while (end - p >= 3 && *p == 1)
		p += MIN((size_t)(end - p), 3u + little_u16(p + 1));
	if (end - p < 5 || *p != 2 || little_u32(p + 1) > (size_t)(end - p) - 5)
		return false;
	read_pieces(t, p + 5, little_u32(p + 1));
	return true;
}

/* Counted strings: which one is the template is known by its place. */
static void read_names(struct office *o, const char *p, size_t n)
{
	size_t at = 6;

	for (unsigned i = 0; at + 2 <= n; i++) {
		size_t bytes = 2 * (size_t)little_u16(p + at);
		at += 2;
		if (bytes > n - at)
			return;
		if (i == ASSOCIATED_TEMPLATE) {
			g_autoptr(GString) name = g_string_new(NULL);
			for (size_t k = 0; k < bytes; k += 2)
				g_string_append_unichar(name, little_u16(p + at + k));
			g_autofree char *path = g_utf8_make_valid(name->str, -1);
			if (target_is_outside(path) && !target_is_drive(path))
				office_find(o, FINDING_EXTERNAL_TEMPLATE, path);
		}
		at += bytes;
	}
}

/* The part of ${table} that the block names at ${at}; NULL: beyond it. */
static const char *table_part(const struct text *t, size_t at, const char *table, size_t len,
			      size_t *n)
{
	if (at + 8 > t->len)
		return NULL;
	guint32 from = little_u32(t->data + at), size = little_u32(t->data + at + 4);
	if (from > len || size > len - from)
		return NULL;
	*n = size;
	return table + from;
}

static void read_with_table(struct text *t, const struct ole_file *f, int parent, unsigned flags)
{
	struct office *o = t->fields.o;
	int at = ole_child(f, parent, flags & FIB_TABLE_1 ? "1Table" : "0Table");
	size_t len = 0, n = 0;
	g_autofree char *table = at >= 0 ? ole_stream(o, f, at, &len) : NULL;
	const char *part = table ? table_part(t, FIB_NAMES, table, len, &n) : NULL;

	if (part)
		read_names(o, part, n);
	part = table ? table_part(t, FIB_PIECES, table, len, &n) : NULL;
	if (!part || !find_pieces(t, part, n))
		office_damaged(o, "list of pieces of the text");
}

void ole_word(struct office *o, const struct ole_file *f, int i)
{
	struct text t = { .len = 0 };
	g_autofree char *data = ole_stream(o, f, i, &t.len);

	if (!data)
		return;
	if (t.len < FIB_BYTES) {
		office_damaged(o, "WordDocument");
		return;
	}
	unsigned version = little_u16(data + 2), flags = little_u16(data + 10);
	if (flags & (FIB_ENCRYPTED | FIB_OBFUSCATED)) {
		office_find(o, FINDING_ENCRYPTED, NULL);
		return;
	}
	t.data = data;
	field_reader_init(&t.fields, o);
	if (version >= FIB_WORD_97)
		read_with_table(&t, f, ole_entry(f, (guint)i)->parent, flags);
	else
		read_text(&t, data + FIB_BYTES, t.len - FIB_BYTES, 1);
	field_reader_clear(&t.fields);
}
