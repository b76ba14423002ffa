/* SPDX-License-Identifier: BSD-2-Clause */
/* Tables line up with wide characters in them; errors fit one line and carry their status. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "cli.h"

struct width_case {
	const char *text;
	size_t want;
};

static const struct width_case widths[] = {
	{ "", 0 },
	{ "abc", 3 },
	{ "見積書", 6 },
	{ "ｶﾅ", 2 },		 /* half-width kana */
	{ "ＡＢ", 4 },		 /* full-width letters */
	{ "か\xe3\x82\x99", 2 }, /* combining voiced mark */
	{ "a\xe2\x80\x8b"
	  "b",
	  2 }, /* zero-width space */
	{ "𠮷", 2 },
};

START_TEST(width)
{
	ck_assert_uint_eq(cli_width(widths[_i].text), widths[_i].want);
}
END_TEST

/* What ${t} prints; caller frees. */
static char *printed(struct cli_table *t)
{
	char *text = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&text, &n);
	cli_table_end(t, out);
	fclose(out);
	return text;
}

START_TEST(columns_line_up)
{
	static const char *const headings[] = { "名前", "n", NULL };
	struct cli_table *t = cli_table_new(headings);
	cli_table_row(t, "a", "1", NULL);
	cli_table_row(t, "見積書", "22", NULL);
	char *got = printed(t);
	ck_assert_str_eq(got, "名前    n\na       1\n見積書  22\n");
	free(got);
}
END_TEST

START_TEST(no_heading_no_rows)
{
	char *got = printed(cli_table_new(NULL));
	ck_assert_str_eq(got, "");
	free(got);
}
END_TEST

START_TEST(cells_are_safe_on_a_terminal)
{
	struct cli_table *t = cli_table_new(NULL);
	cli_table_row(t, "a\x1b[2J\nb",
		      "\xe2\x80\xae"
		      "fdp.exe",
		      "\xff", NULL);
	char *got = printed(t);
	ck_assert_ptr_null(strchr(got, '\x1b'));
	ck_assert_ptr_null(strstr(got, "\xe2\x80\xae"));
	ck_assert(g_utf8_validate(got, -1, NULL));
	ck_assert_ptr_eq(strchr(got, '\n'), got + strlen(got) - 1);
	free(got);
}
END_TEST

START_TEST(indent_is_kept)
{
	struct cli_table *t = cli_table_new(NULL);
	cli_table_row(t, "  a", "b", NULL);
	char *got = printed(t);
	ck_assert_str_eq(got, "  a  b\n");
	free(got);
}
END_TEST

START_TEST(row_may_be_shorter)
{
	struct cli_table *t = cli_table_new(NULL);
	cli_table_row(t, "a", "b", "c", NULL);
	cli_table_row(t, "long", NULL);
	char *got = printed(t);
	ck_assert_str_eq(got, "a     b  c\nlong\n");
	free(got);
}
END_TEST

struct status_case {
	enum reason reason;
	int want;
};

static const struct status_case statuses[] = {
	{ REASON_CONFIG, EX_CONFIG },
	{ REASON_CLAMD_DOWN, EX_UNAVAILABLE },
	{ REASON_CANARY_LOST, EX_UNAVAILABLE },
	{ REASON_KEY, EX_NOPERM },
	{ REASON_STORE_FULL, EX_TEMPFAIL },
	{ REASON_MTA_GONE, EX_TEMPFAIL },
	{ REASON_NURSERY_DOWN, EX_UNAVAILABLE },
};

START_TEST(statuses_are_those_of_sysexits)
{
	const struct cli cli = { .lang = LANGUAGE_JA };
	struct err err = { .scope = SCOPE_TEMP, .reason = statuses[_i].reason };
	ck_assert_int_eq(cli_fail(&cli, &err), statuses[_i].want);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, width, 0, G_N_ELEMENTS(widths));
	tcase_add_test(t, columns_line_up);
	tcase_add_test(t, no_heading_no_rows);
	tcase_add_test(t, cells_are_safe_on_a_terminal);
	tcase_add_test(t, indent_is_kept);
	tcase_add_test(t, row_may_be_shorter);
	tcase_add_loop_test(t, statuses_are_those_of_sysexits, 0, G_N_ELEMENTS(statuses));
}

UNIT_MAIN("output", add)
