/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_inspect_ole_file.c: compound files, honest, crossed and cut.
 */
#include "inspect/ole_file.h"

#include "sanitizer/compound.h"
#include "unit.h"

#define SMALL "a small stream"

static char large[10000];

static GByteArray *example(void)
{
	for (size_t i = 0; i < sizeof(large); i++)
		large[i] = (char)(i * 7 + i / 256);
	struct compound_part parts[] = {
		{ "Small", SMALL, sizeof(SMALL) - 1 },
		{ "A/Large", large, sizeof(large) },
		{ "A/B/\1Deep", "deep", 4 },
		{ "Other", "", 0 },
	};
	return compound_of(parts, G_N_ELEMENTS(parts));
}

static void holds(const struct ole_file *f, int parent, const char *name, const char *data,
		  size_t n)
{
	int i = ole_child(f, parent, name);

	ck_assert_msg(i >= 0, "no %s", name);
	ck_assert_uint_eq(ole_entry(f, (guint)i)->size, n);
	g_autofree char *got = ole_read(f, ole_entry(f, (guint)i));
	ck_assert_ptr_nonnull(got);
	ck_assert_mem_eq(got, data, n);
}

START_TEST(reads_streams_of_both_sizes)
{
	g_autoptr(GByteArray) b = example();
	struct ole_file f;

	ck_assert(ole_open((const char *)b->data, b->len, &f));
	ck_assert(!f.is_damaged);
	holds(&f, 0, "small", SMALL, sizeof(SMALL) - 1);
	holds(&f, 0, "Other", "", 0);
	int a = ole_child(&f, 0, "A");
	holds(&f, a, "Large", large, sizeof(large));
	holds(&f, ole_child(&f, a, "B"), "\1Deep", "deep", 4);
	ck_assert_int_eq(ole_child(&f, 0, "Large"), -1);
	ole_close(&f);
}
END_TEST

/* Where entry ${name} stands in the bytes of ${b}. */
static guint8 *entry_at(GByteArray *b, const char *name)
{
	guint8 units[64] = { 0 };

	for (size_t i = 0; name[i]; i++)
		units[2 * i] = (guint8)name[i];
	for (guint at = 512; at + 128 <= b->len; at += 128)
		if (memcmp(b->data + at, units, 2 * strlen(name) + 2) == 0)
			return b->data + at;
	return NULL;
}

static bool is_damaged(GByteArray *b)
{
	struct ole_file f;

	if (!ole_open((const char *)b->data, b->len, &f))
		return true;
	bool damaged = f.is_damaged;
	ole_close(&f);
	return damaged;
}

START_TEST(notices_a_tree_that_meets_itself)
{
	g_autoptr(GByteArray) b = example();

	ck_assert(!is_damaged(b));
	compound_put32(entry_at(b, "Small") + 68, 0);
	ck_assert(is_damaged(b));
}
END_TEST

START_TEST(keeps_what_the_tree_does_not_lead_to)
{
	g_autoptr(GByteArray) b = example();
	struct ole_file f;
	bool is_there = false;

	/* The storage forgets its children. */
	compound_put32(entry_at(b, "A") + 76, G_MAXUINT32);
	ck_assert(ole_open((const char *)b->data, b->len, &f));
	for (guint i = 0; i < f.entries->len; i++)
		is_there |= strcmp(ole_entry(&f, i)->name, "Large") == 0 &&
			    !ole_entry(&f, i)->is_reached;
	ck_assert(is_there);
	ole_close(&f);
}
END_TEST

START_TEST(refuses_streams_longer_than_their_chain)
{
	g_autoptr(GByteArray) b = example();
	struct ole_file f;

	compound_put32(entry_at(b, "Large") + 120, sizeof(large) + 600);
	ck_assert(ole_open((const char *)b->data, b->len, &f));
	int i = ole_child(&f, ole_child(&f, 0, "A"), "Large");
	ck_assert_ptr_null(ole_read(&f, ole_entry(&f, (guint)i)));
	ole_close(&f);
	compound_put32(entry_at(b, "Large") + 120, 0x7fffffff);
	ck_assert(ole_open((const char *)b->data, b->len, &f));
	ck_assert_ptr_null(ole_read(&f, ole_entry(&f, (guint)i)));
	ole_close(&f);
}
END_TEST

START_TEST(says_what_is_no_compound_file)
{
	g_autoptr(GByteArray) b = example();
	struct ole_file f;

	ck_assert(!ole_open((const char *)b->data, 600, &f));
	b->data[30] = 31;
	ck_assert(!ole_open((const char *)b->data, b->len, &f));
	b->data[30] = 9;
	b->data[0] = 0;
	ck_assert(!ole_open((const char *)b->data, b->len, &f));
}
END_TEST

static void read_all(const char *data, size_t n)
{
	struct ole_file f;

	if (!ole_open(data, n, &f))
		return;
	for (guint i = 0; i < f.entries->len; i++)
		g_free(ole_read(&f, ole_entry(&f, i)));
	ole_close(&f);
}

START_TEST(survives_lies)
{
	g_autoptr(GByteArray) b = example();
	g_autoptr(GRand) rand = g_rand_new_with_seed(7);

	for (guint n = 0; n < b->len; n += 61) {
		g_autofree char *cut = g_memdup2(b->data, n ? n : 1);
		read_all(cut, n);
	}
	for (unsigned i = 0; i < 3000; i++) {
		g_autofree guint8 *bad = g_memdup2(b->data, b->len);
		for (unsigned k = 0; k < 4; k++)
			bad[g_rand_int_range(rand, k % 2 ? 0 : (gint32)b->len - 2048,
					     k % 2 ? 100 : (gint32)b->len)] =
				(guint8)g_rand_int_range(rand, 0, 256);
		read_all((const char *)bad, b->len);
	}
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, reads_streams_of_both_sizes);
	tcase_add_test(t, notices_a_tree_that_meets_itself);
	tcase_add_test(t, keeps_what_the_tree_does_not_lead_to);
	tcase_add_test(t, refuses_streams_longer_than_their_chain);
	tcase_add_test(t, says_what_is_no_compound_file);
	tcase_add_test(t, survives_lies);
}

UNIT_MAIN("inspect_ole_file", add)
