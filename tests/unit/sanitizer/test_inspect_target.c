/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_inspect_target.c: where links of documents lead.
 */
#include "inspect/office_target.h"

#include "unit.h"

START_TEST(tells_where_targets_lead)
{
	static const struct {
		const char *target;
		bool drive, outside, unsafe;
	} cases[] = {
		{ "https://example.jp/a", false, true, false },
		{ "mailto:a@example.jp", false, true, false },
		{ "HTTP://example.jp", false, true, false },
		{ " \thttp://example.jp", false, true, false },
		{ "#sheet1!A1", false, false, false },
		{ "Pictures/1.png", false, false, false },
		{ "../a.docx", false, true, false },
		{ "/a/b", false, true, false },
		{ "\\\\server\\share\\x.dotm", false, true, true },
		{ "//server/share", false, true, true },
		{ "file://server/x", false, true, true },
		{ "file:///C:/x.dotx", true, true, true },
		{ "file:///C|/x.dotx", true, true, true },
		{ "C:\\Users\\x.dotx", true, true, true },
		{ "file://C:/x", false, true, true },
		{ "mhtml:http://x/y!z", false, true, true },
		{ "ms-msdt:/id PCWDiagnostic", false, true, true },
		{ "JavaScript:alert(1)", false, true, true },
		{ "\x01javascript:alert(1)", false, true, true },
		{ "search-ms:query", false, true, true },
		{ "localhost:8080/x", false, true, false },
		{ "", false, false, false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		const char *t = cases[i].target;
		ck_assert_msg(target_is_drive(t) == cases[i].drive, "drive: %s", t);
		ck_assert_msg(target_is_outside(t) == cases[i].outside, "outside: %s", t);
		ck_assert_msg(target_is_unsafe(t) == cases[i].unsafe, "unsafe: %s", t);
	}
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, tells_where_targets_lead);
}

UNIT_MAIN("inspect_target", add)
