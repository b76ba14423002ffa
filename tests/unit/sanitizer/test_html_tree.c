/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_html_tree.c: the parser's memory has an end, and all of it is given back.
 */
#include "unit.h"

#include "html/html_tree.h"

static GString *nested(const char *unit, unsigned times)
{
	GString *s = g_string_new(NULL);

	for (unsigned i = 0; i < times; i++)
		g_string_append(s, unit);
	return s;
}

START_TEST(makes_a_tree)
{
	struct html_tree *t = html_tree_new("<p>a", 4, 1 << 20);

	ck_assert_ptr_nonnull(t);
	ck_assert_int_eq(html_tree_root(t)->type, GUMBO_NODE_ELEMENT);
	html_tree_free(t);
}
END_TEST

/* From too little for anything to enough: either a tree or none, never an end of the process. */
START_TEST(any_budget_ends_well)
{
	g_autoptr(GString) html = nested("<div class=a>text<b>", 200);
	unsigned made = 0;

	for (size_t max = 0; max < (1 << 20); max += 9973) {
		struct html_tree *t = html_tree_new(html->str, html->len, max);
		made += t != NULL;
		html_tree_free(t);
	}
	ck_assert_uint_gt(made, 0);
	ck_assert_uint_lt(made, (1 << 20) / 9973);
}
END_TEST

START_TEST(one_big_attribute_is_a_piece_of_its_own)
{
	g_autoptr(GString) html = nested("<a x=0123456789abcdef0123456789>", 1);
	g_autoptr(GString) value = nested("0123456789abcdef", 10000);

	g_string_insert(html, 5, value->str);
	struct html_tree *t = html_tree_new(html->str, html->len, 4 << 20);
	ck_assert_ptr_nonnull(t);
	html_tree_free(t);
	ck_assert_ptr_null(html_tree_new(html->str, html->len, 100000));
}
END_TEST

START_TEST(frees_nothing)
{
	html_tree_free(NULL);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_test(t, makes_a_tree);
	tcase_add_test(t, any_budget_ends_well);
	tcase_add_test(t, one_big_attribute_is_a_piece_of_its_own);
	tcase_add_test(t, frees_nothing);
}

UNIT_MAIN("html_tree", add_tests)
