/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "date.h"
#include "unit.h"

START_TEST(writes_dates_anew)
{
	static const struct {
		const char *raw, *want; /* NULL: refused */
	} cases[] = {
		{ "Mon, 01 Jul 2024 10:00:00 +0900", "Mon, 1 Jul 2024 10:00:00 +0900" },
		{ "1 Jul 2024 10:00 +0900", "Mon, 1 Jul 2024 10:00:00 +0900" },
		{ "Sun, 1 Jul 2024 10:00:00 +0900", "Mon, 1 Jul 2024 10:00:00 +0900" },
		{ "Mon, 1 Jul 2024 10:00:00 +0900 (JST)", "Mon, 1 Jul 2024 10:00:00 +0900" },
		{ "Mon, 1 Jul 2024 10:00:00 JST", "Mon, 1 Jul 2024 10:00:00 +0900" },
		{ "Mon, 1 Jul 2024 10:00:00 GMT", "Mon, 1 Jul 2024 10:00:00 +0000" },
		{ "Mon, 1 Jul 2024 10:00:00 -0330", "Mon, 1 Jul 2024 10:00:00 -0330" },
		{ "Mon, 1 Jul 2024 10:00:00 GMT+0900", "Mon, 1 Jul 2024 10:00:00 +0900" },
		{ "Mon, 1 Jul 2024 10:00:00 +09:30", "Mon, 1 Jul 2024 10:00:00 +0930" },
		{ "Mon, 1 Jul 2024 10:00:00 +9", "Mon, 1 Jul 2024 10:00:00 +0900" },
		{ "Mon, 1 Jul 2024 10:00:00 +0030", "Mon, 1 Jul 2024 10:00:00 +0030" },
		{ "Mon 1 Jul 2024 10:00:00 +0900", "Mon, 1 Jul 2024 10:00:00 +0900" },
		{ "月, 1 Jul 2024 10:00:00 +0900 (東京 (標準時))",
		  "Mon, 1 Jul 2024 10:00:00 +0900" },
		{ "Mon,\r\n 1 Jul 2024 10:00:00 +0900", "Mon, 1 Jul 2024 10:00:00 +0900" },
		{ "1-Jul-99 10:00:00 +0000", "Thu, 1 Jul 1999 10:00:00 +0000" },
		{ "1 Jul 24 10:00:00 +0000", "Mon, 1 Jul 2024 10:00:00 +0000" },
		{ "41 Jul 2024 10:00:00 +0000", NULL },
		{ "0 Jul 2024 10:00:00 +0000", NULL },
		{ "29 Feb 2023 10:00:00 +0000", NULL },
		{ "1 Foo 2024 10:00:00 +0000", NULL },
		{ "1 Jul 2024 24:00:00 +0000", NULL },
		{ "1 Jul 2024 10:61:00 +0000", NULL },
		{ "1 Jul 2024 10:00:00 +9900", NULL },
		{ "-1 Jul 2024 10:00:00 +0000", NULL },
		{ "2024-07-01T10:00:00Z", NULL },
		{ "tomorrow", NULL },
		{ "", NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = date_rewrite(cases[i].raw, strlen(cases[i].raw));
		ck_assert_msg(g_strcmp0(got, cases[i].want) == 0, "%s: got %s want %s",
			      cases[i].raw, got ? got : "none",
			      cases[i].want ? cases[i].want : "none");
	}
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, writes_dates_anew);
}

UNIT_MAIN("date", add)
