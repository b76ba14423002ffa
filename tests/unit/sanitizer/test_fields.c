/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "fields.h"
#include "unit.h"

/* Fields as "name=value" joined by "|", then "#" and where the body begins. */
static char *shown(const char *data)
{
	size_t at;
	bool bad;
	g_autoptr(GArray) fields = fields_read(data, strlen(data), &at, &bad);
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < fields->len; i++) {
		const struct field *f = &g_array_index(fields, struct field, i);
		g_string_append_printf(out, "%s%.*s=%.*s", i ? "|" : "", (int)f->name_len, f->name,
				       (int)f->value_len, f->value);
	}
	g_string_append_printf(out, "#%zu%s", at, bad ? " malformed" : "");
	return g_string_free(out, FALSE);
}

START_TEST(splits_fields)
{
	static const struct {
		const char *name, *data, *want;
	} cases[] = {
		{ "one", "A: b\r\n\r\nbody", "A=b#8" },
		{ "two with LF", "A: b\nC: d\n\nx", "A=b|C=d#11" },
		{ "folded", "A: b\r\n  c\r\n\r\n", "A=b\r\n  c#13" },
		{ "blank before colon", "A : b\r\n\r\n", "A=b#9" },
		{ "no body", "A: b", "A=b#4" },
		{ "empty value", "A:\r\n\r\n", "A=#6" },
		{ "no header", "\r\nbody", "#2" },
		{ "mbox line", "From a b\r\nA: b\r\n\r\n", "A=b#18" },
		{ "junk line", "junk\r\nA: b\r\n\r\n", "A=b#14 malformed" },
		{ "fold after junk", "A: b\r\njunk\r\n more\r\n\r\n", "A=b#21 malformed" },
		{ "nothing", "", "#0" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = shown(cases[i].data);
		ck_assert_msg(strcmp(got, cases[i].want) == 0, "%s: got %s want %s", cases[i].name,
			      got, cases[i].want);
	}
}
END_TEST

START_TEST(finds_the_nth_field_without_case)
{
	static const char data[] = "To: a\r\nX: y\r\nTO: b\r\n\r\n";
	g_autoptr(GArray) fields = fields_read(data, strlen(data), NULL, NULL);

	ck_assert_int_eq(*fields_nth(fields, "to", 0)->value, 'a');
	ck_assert_int_eq(*fields_nth(fields, "to", 1)->value, 'b');
	ck_assert_ptr_null(fields_nth(fields, "to", 2));
	ck_assert_ptr_null(fields_nth(fields, "t", 0));
}
END_TEST

START_TEST(finds_where_a_header_can_begin)
{
	ck_assert_uint_eq(fields_find_first("From x\nA: b\n", 12), 7);
	ck_assert_uint_eq(fields_find_first("A: b\n", 5), 0);
	ck_assert_uint_eq(fields_find_first("\nA: b\n", 6), 0);
	ck_assert_uint_eq(fields_find_first("junk", 4), 4);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, splits_fields);
	tcase_add_test(t, finds_the_nth_field_without_case);
	tcase_add_test(t, finds_where_a_header_can_begin);
}

UNIT_MAIN("fields", add)
