/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_inspect_word.c: old Word texts: fields in pieces, templates, locks.
 */
#include "sanitizer/compound.h"
#include "sanitizer/inspected.h"

#define TEXT_AT 0x600u

struct piece {
	const char *text;
	bool is_wide;
};

static void put32(GByteArray *b, guint32 v)
{
	guint8 bytes[4];

	compound_put32(bytes, v);
	g_byte_array_append(b, bytes, 4);
}

/* The list of pieces, whose texts are put behind ${word}. */
static void put_pieces(GByteArray *table, GByteArray *word, const struct piece *pieces, guint32 n)
{
	guint32 at = 0;

	g_byte_array_append(table, (const guint8 *)"\1\2\0xy\2", 6);
	put32(table, 4 * (n + 1) + 8 * n);
	put32(table, 0);
	for (guint32 i = 0; i < n; i++)
		put32(table, at += (guint32)strlen(pieces[i].text));
	for (guint32 i = 0; i < n; i++) {
		guint32 place = word->len;
		g_byte_array_append(table, (const guint8 *)"\0\0", 2);
		put32(table, pieces[i].is_wide ? place : place * 2 | 0x40000000);
		g_byte_array_append(table, (const guint8 *)"\0\0", 2);
		for (const char *p = pieces[i].text; *p; p++)
			g_byte_array_append(word, (const guint8 *)(const char[]){ *p, 0 },
					    pieces[i].is_wide ? 2 : 1);
	}
}

static GByteArray *text_of(const struct piece *pieces, guint32 n, const char *template,
			   unsigned flags)
{
	g_autoptr(GByteArray) table = g_byte_array_new(), word = g_byte_array_new();

	g_byte_array_set_size(word, TEXT_AT);
	memset(word->data, 0, word->len);
	memcpy(word->data, "\xec\xa5\xc1\0", 4);
	word->data[10] = (guint8)flags;
	word->data[11] = (guint8)(flags >> 8 | 2); /* 1Table */
	put_pieces(table, word, pieces, n);
	compound_put32(word->data + 0x1a6, table->len);
	compound_put32(word->data + 0x19a, table->len);
	g_byte_array_append(table, (const guint8 *)"\xff\xff\x12\0\0\0\0\0", 8);
	guint8 length[2] = { (guint8)strlen(template), 0 };
	g_byte_array_append(table, length, 2);
	for (const char *p = template; *p; p++)
		g_byte_array_append(table, (const guint8 *)(const char[]){ *p, 0 }, 2);
	compound_put32(word->data + 0x19e, 10 + 2 * (guint32)strlen(template));
	struct compound_part parts[] = {
		{ "WordDocument", (const char *)word->data, word->len },
		{ "1Table", (const char *)table->data, table->len },
		{ "0Table", "no", 2 },
		{ "ObjectPool/", "", 0 },
	};
	return compound_of(parts, G_N_ELEMENTS(parts));
}

static void is(const struct piece *pieces, guint32 n, const char *template, unsigned flags,
	       const char *want)
{
	g_autoptr(GByteArray) b = text_of(pieces, n, template, flags);

	inspected_is(pieces[0].text, TYPE_DOC, (const char *)b->data, b->len, want);
}

START_TEST(finds_nothing_in_an_honest_text)
{
	const struct piece pieces[] = { { "Hello \x13 PAGE \x14"
					  "1\x15",
					  true } };

	is(pieces, 1, "Normal.dot", 0, "");
	is(pieces, 1, "C:\\Templates\\letter.dot", 0, "");
}
END_TEST

START_TEST(finds_fields_in_pieces)
{
	const struct piece whole[] = { { "a \x13 DDEAUTO x y \x14!\x15", false } };
	const struct piece wide[] = { { "a \x13 DDEAUTO x y \x14!\x15", true } };
	const struct piece split[] = { { "\x13 DD", false }, { "EAUTO x\x15", true } };

	is(whole, 1, "", 0, "dde");
	is(wide, 1, "", 0, "dde");
	is(split, 2, "", 0, "dde");
}
END_TEST

START_TEST(finds_templates_of_others)
{
	const struct piece pieces[] = { { "a", false } };

	is(pieces, 1, "https://example.jp/x.dotm", 0, "external-template");
	is(pieces, 1, "\\\\server\\x.dotm", 0, "external-template");
}
END_TEST

START_TEST(finds_locks)
{
	const struct piece pieces[] = { { "a", false } };

	is(pieces, 1, "", 0x0100, "encrypted");
	is(pieces, 1, "", 0x8100, "encrypted");
}
END_TEST

START_TEST(reads_word_6_as_it_stands)
{
	static const char text[] =
		"\xdc\xa5\x65\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
		"x\x13 DDE a b\x15";
	struct compound_part part = { "WordDocument", text, sizeof(text) - 1 };
	g_autoptr(GByteArray) b = compound_of(&part, 1);

	inspected_is("Word 6", TYPE_DOC, (const char *)b->data, b->len, "dde");
}
END_TEST

START_TEST(says_when_pieces_lead_nowhere)
{
	const struct piece pieces[] = { { "a", false } };
	g_autoptr(GByteArray) b = text_of(pieces, 1, "", 0);
	struct compound_part part = { "WordDocument", "\xec\xa5\xc1\0", 4 };
	g_autoptr(GByteArray) cut = compound_of(&part, 1);

	inspected_is("cut", TYPE_DOC, (const char *)cut->data, cut->len, "type-damaged");
	/* The table that it names is another one. */
	for (guint at = 0; at + 4 < b->len; at += 512)
		if (memcmp(b->data + at, "\xec\xa5\xc1\0", 4) == 0)
			b->data[at + 11] = 0;
	inspected_is("other table", TYPE_DOC, (const char *)b->data, b->len, "type-damaged");
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, finds_nothing_in_an_honest_text);
	tcase_add_test(t, finds_fields_in_pieces);
	tcase_add_test(t, finds_templates_of_others);
	tcase_add_test(t, finds_locks);
	tcase_add_test(t, reads_word_6_as_it_stands);
	tcase_add_test(t, says_when_pieces_lead_nowhere);
}

UNIT_MAIN("inspect_word", add)
