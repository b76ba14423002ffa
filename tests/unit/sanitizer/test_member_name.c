/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_member_name.c: names of members, from any bytes to a path that means the
 * same on every machine and is no other member's.
 */
#include "archive/member_name.h"

#include "text/charset.h"
#include "unit.h"

static void setup(void)
{
	ck_assert(charset_init(NULL));
}

START_TEST(reads_names_in_the_charset_they_are_in)
{
	static const struct {
		const char *raw;
		size_t n;
		bool is_utf8;
		const char *want;
	} cases[] = {
#define CASE(raw, is_utf8, want) { raw, sizeof(raw) - 1, is_utf8, want }
		CASE("a.txt", false, "a.txt"),
		CASE("見積.pdf", true, "見積.pdf"),
		CASE("見積.pdf", false, "見積.pdf"),
		CASE("\x8c\xa9\x90\xcf\x8f\x91.pdf", false, "見積書.pdf"),
		CASE("\xb8\xab\xc0\xd1\xbd\xf1.pdf", false, "見積書.pdf"),
		CASE("\x90}\x96\xca/\x95\\.xls", false, "図面/表.xls"), /* 表 ends in a backslash */
		CASE("a\xff.txt", true, "a\xef\xbf\xbd.txt"),
		CASE("a.txt\0.exe", false, "a.txt\1.exe"),
		CASE("", false, ""),
#undef CASE
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *raw = g_memdup2(cases[i].raw, MAX(cases[i].n, 1));
		g_autofree char *got = member_name_decode(raw, cases[i].n, cases[i].is_utf8);
		ck_assert_str_eq(got, cases[i].want);
	}
}
END_TEST

START_TEST(folds_long_names_as_short_ones)
{
	for (unsigned n = 0; n < 200; n++) {
		g_autofree char *front = g_strnfill(n, 'a');
		g_autofree char *apart = g_strconcat(front, "か\u3099ｶﾞE\u0301\u0323", NULL);
		g_autofree char *joined = g_strconcat(front, "がガẹ\u0301", NULL);
		g_autofree char *x = member_name_fold(apart), *y = member_name_fold(joined);
		ck_assert_str_eq(x, y);
	}
	g_autoptr(GString) marks = g_string_new("a");
	for (unsigned i = 0; i < 30000; i++)
		g_string_append(marks, i % 2 ? "\u0323" : "\u0301");
	g_autofree char *all = member_name_fold(marks->str);
	ck_assert_uint_ge(strlen(all), 59999);
}
END_TEST

static char *findings_of(const struct member *m)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; m->findings && i < m->findings->len; i++)
		g_string_append_printf(out, "%s%s", i ? " " : "",
				       word_of(VOCABULARY_FINDING,
					       g_array_index(m->findings, enum finding_id, i)));
	return g_string_free(out, FALSE);
}

static char *clean(const char *name, size_t max, char **findings)
{
	struct member m = { 0 };
	char *got = member_name_clean(&m, name, max);

	*findings = findings_of(&m);
	if (m.findings)
		g_array_unref(m.findings);
	return got;
}

struct clean_case {
	const char *name, *want, *findings;
};

static void check_clean(const struct clean_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		g_autofree char *findings = NULL, *again = NULL;
		g_autofree char *got = clean(cases[i].name, 100, &findings);
		ck_assert_msg(strcmp(got, cases[i].want) == 0, "%s: got %s", cases[i].name, got);
		ck_assert_msg(strcmp(findings, cases[i].findings) == 0, "%s: %s", cases[i].name,
			      findings);
		g_autofree char *twice = clean(got, 100, &again);
		ck_assert_msg(strcmp(got, twice) == 0 && *again == '\0', "%s again: %s (%s)", got,
			      twice, again);
	}
}

START_TEST(leaves_honest_paths_alone)
{
	static const struct clean_case cases[] = {
		{ "a.txt", "a.txt", "" },
		{ "図面/平面図 (1).pdf", "図面/平面図 (1).pdf", "" },
		{ ".profile", ".profile", "" },
		{ "a/.b/~c", "a/.b/~c", "" },
		{ "a..b/c...d", "a..b/c...d", "" },
		{ "council.txt", "council.txt", "" },
		{ "か\u3099き", "がき", "" },
		{ "Ａ／Ｂ：Ｃ.txt", "Ａ／Ｂ：Ｃ.txt", "" },
		{ "\\folder\\of\\windows.txt" + 1, "folder/of/windows.txt", "" },
		{ "a//b", "a/b", "" },
		{ "./a/./b", "a/b", "" },
		{ "a/b/", "a/b", "" },
		{ "", "file", "" },
	};

	check_clean(cases, G_N_ELEMENTS(cases));
}
END_TEST

START_TEST(leads_out_of_no_folder)
{
	static const struct clean_case cases[] = {
		{ "../a", "a", "name-traversal" },
		{ "a/../../b", "a/b", "name-traversal" },
		{ "..\\..\\a", "a", "name-traversal" },
		{ "..", "file", "name-traversal" },
		{ "a/.. /b", "a/b", "name-traversal" },
		{ "a/.../b", "a/b", "name-traversal" },
		{ "/etc/passwd", "etc/passwd", "name-traversal" },
		{ "\\\\server\\share\\x", "server/share/x", "name-traversal" },
		{ "\\\\?\\C:\\x", "_/C_/x", "name-traversal name-trailing name-path" },
		{ "C:\\x.txt", "x.txt", "name-traversal" },
		{ "c:x.txt", "x.txt", "name-traversal" },
		{ "a/C:x", "a/C_x", "name-path" },
		{ "a.txt:evil.exe", "a.txt_evil.exe", "name-path" },
		{ "..\u2215a", ".._a", "" },
		{ "..¥a", "..￥a", "" },
	};

	check_clean(cases, G_N_ELEMENTS(cases));
}
END_TEST

START_TEST(has_no_name_that_some_system_takes_otherwise)
{
	static const struct clean_case cases[] = {
		{ "CON", "_CON", "name-device" },
		{ "a/nul.txt/b", "a/_nul.txt/b", "name-device" },
		{ "com1", "_com1", "name-device" },
		{ "a.txt. . ", "a.txt", "name-trailing" },
		{ "d. /a", "d/a", "name-trailing" },
		{ "a<b>c|d?e*f\"g", "a_b_c_d_e_f_g", "" },
		{ "a\nb\tc", "a b c", "name-control" },
		{ "a\1.exe", "a .exe", "name-control" },
		{ "a\u200b.exe", "a.exe", "name-control" },
		{ "photo\u202egpj.exe", "photogpj.exe", "name-direction-override" },
		{ "\u202e\u200b", "file", "name-direction-override name-control" },
	};

	check_clean(cases, G_N_ELEMENTS(cases));
}
END_TEST

START_TEST(cuts_long_components_and_keeps_their_extension)
{
	g_autofree char *findings = NULL;
	g_autofree char *name = g_strdup_printf("d/%0150d.pdf", 1);
	g_autofree char *got = clean(name, 20, &findings);

	ck_assert_str_eq(got, "d/0000000000000000.pdf");
	ck_assert_str_eq(findings, "name-long");
}
END_TEST

START_TEST(loses_folders_that_are_too_many_or_too_long)
{
	g_autoptr(GString) deep = g_string_new(NULL);
	g_autofree char *none = NULL, *some = NULL, *too = NULL;

	for (unsigned i = 0; i < 32; i++)
		g_string_append(deep, "d/");
	g_autofree char *just = g_strconcat(deep->str, "a.txt", NULL);
	g_autofree char *kept = clean(just, 100, &none);
	ck_assert_str_eq(kept, just);
	ck_assert_str_eq(none, "");
	g_autofree char *more = g_strconcat(deep->str, "d/a.txt", NULL);
	g_autofree char *flat = clean(more, 100, &some);
	ck_assert_str_eq(flat, "a.txt");
	ck_assert_str_eq(some, "name-long");
	g_autofree char *wide = g_strdup_printf("%0100d/%0100d/a.txt", 1, 2);
	g_autofree char *gone = clean(wide, 200, &too);
	ck_assert_str_eq(gone, "a.txt");
	ck_assert_str_eq(too, "name-long");
}
END_TEST

START_TEST(gives_every_member_a_path_of_its_own)
{
	static const struct {
		const char *path, *want;
	} cases[] = {
		{ "a.txt", "a.txt" },
		{ "a.txt", "a (2).txt" },
		{ "A.TXT", "A (3).TXT" },
		{ "a (2).txt", "a (2) (2).txt" },
		{ "d/a.txt", "d/a.txt" },
		{ "D/A.txt", "D/A (2).txt" },
		{ "ガ", "ガ" },
		{ "ｶﾞ", "ｶﾞ (2)" },
		{ ".x", ".x" },
		{ ".x", ".x (2)" },
		{ "b", "b" }, /* a file, then folders of that name */
		{ "b/c", "b (2)/c" },
		{ "b/d", "b (2)/d" },
		{ "b/c", "b (2)/c (2)" },
		{ "d", "d (2)" }, /* a folder, then a file of that name */
		{ "e.d/f", "e.d/f" },
		{ "e.d", "e (2).d" },
	};
	GTree *taken = member_paths_new();

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		bool was_taken;
		g_autofree char *got = member_name_unique(taken, cases[i].path, &was_taken);
		ck_assert_str_eq(got, cases[i].want);
		ck_assert(was_taken == (strcmp(cases[i].path, cases[i].want) != 0));
	}
	g_tree_unref(taken);
}
END_TEST

START_TEST(tries_no_number_twice)
{
	GTree *taken = member_paths_new();
	g_autofree char *got = NULL;
	bool was_taken;

	for (unsigned i = 0; i < 20000; i++) {
		g_free(got);
		got = member_name_unique(taken, "a", &was_taken);
	}
	ck_assert_str_eq(got, "a (20000)");
	g_tree_unref(taken);
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_unchecked_fixture(tc, setup, NULL);
	tcase_add_test(tc, reads_names_in_the_charset_they_are_in);
	tcase_add_test(tc, folds_long_names_as_short_ones);
	tcase_add_test(tc, leaves_honest_paths_alone);
	tcase_add_test(tc, leads_out_of_no_folder);
	tcase_add_test(tc, has_no_name_that_some_system_takes_otherwise);
	tcase_add_test(tc, cuts_long_components_and_keeps_their_extension);
	tcase_add_test(tc, loses_folders_that_are_too_many_or_too_long);
	tcase_add_test(tc, gives_every_member_a_path_of_its_own);
	tcase_add_test(tc, tries_no_number_twice);
}

UNIT_MAIN("member_name", add_tests)
