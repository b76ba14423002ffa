/* SPDX-License-Identifier: BSD-2-Clause */
/* Policies of several files: include where it stands, lists from files, no loops; help for every
 * word. */
#include "policy_unit.h"

#include "misogi/types.h"

#include <glib/gstdio.h>

static char *folder;

static void make_folder(void)
{
	folder = g_dir_make_tmp("misogi-test-XXXXXX", NULL);
}

static void remove_folder(void)
{
	GDir *d = g_dir_open(folder, 0, NULL);
	const char *name;

	while ((name = g_dir_read_name(d))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_unlink(path);
	}
	g_dir_close(d);
	g_rmdir(folder);
	g_free(folder);
}

static void write_file(const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);

	ck_assert(g_file_set_contents(path, text, -1, NULL));
}

/* Loads p.conf; ${*lines} gets the diagnostics without the folder's name. */
static struct policy *load(char **lines)
{
	g_autofree char *path = g_build_filename(folder, "p.conf", NULL);
	g_autofree char *prefix = g_strconcat(folder, "/", NULL);
	g_autoptr(diags_t) d = diags_new();
	struct policy *p = policy_load(path, d);
	g_autofree char *all = all_lines(d);
	g_auto(GStrv) pieces = g_strsplit(all, prefix, -1);

	*lines = g_strjoinv("", pieces);
	return p;
}

START_TEST(include_is_read_where_it_stands)
{
	g_autofree char *lines = NULL;

	write_file("p.conf", ZONES "include \"rules.conf\"\nlist l { file = l.txt }\n" DEFAULT);
	write_file("rules.conf", "# 規則\nrule a { match = from:@l action = strip }\n");
	write_file("l.txt", "# 県\npref.example # comment\n\n  .pref.example\r\n");
	g_autoptr(policy_t) p = load(&lines);
	ck_assert_str_eq(lines, "");
	g_autofree char *shown = policy_show(p);
	ck_assert_ptr_nonnull(strstr(shown, "\tentries = pref.example, .pref.example\n"));
	ck_assert_ptr_nonnull(strstr(shown, "# rules.conf:2\nrule a {"));
	g_autofree char *digest = g_strdup(policy_digest(p));
	write_file("l.txt", "pref.example\n");
	g_autofree char *again_lines = NULL;
	g_autoptr(policy_t) again = load(&again_lines);
	ck_assert_str_ne(digest, policy_digest(again));
}
END_TEST

static const struct {
	const char *name, *main, *other, *want;
} mistakes[] = {
	{ "mistake in an included file", "include other\n" DEFAULT, "\n  bodi { }\n",
	  "other:2:3: error: unknown block \"bodi\" (did you mean \"body\"?)\n" },
	{ "missing file", "include nowhere\n" DEFAULT, "",
	  "p.conf:1:9: error: cannot open nowhere: No such file or directory\n" },
	{ "include of itself", "include p.conf\n" DEFAULT, "",
	  "p.conf:1:9: error: p.conf is included already\n" },
	{ "loop over two files", "include other\n" DEFAULT, "include \"./p.conf\"\n",
	  "other:1:9: error: ./p.conf is included already\n" },
	{ "the same file twice", "include other\ninclude other\n" DEFAULT, "",
	  "p.conf:2:9: error: other is included already\n" },
	{ "missing list file", "list l { file = nowhere }\n" DEFAULT, "",
	  "p.conf:1:17: error: cannot open nowhere: No such file or directory\n" },
	{ "empty list file", "list l { file = other }\n" DEFAULT, "# nothing\n",
	  "p.conf:1:6: error: list \"l\" is empty\n" },
	{ "bad entry", "list l { file = other }\n" DEFAULT, "a.example\n  a b\n",
	  "other:2:3: error: \"a b\" is not an address, domain, .domain or network\n" },
	{ "list of other bytes", "list l { file = other }\n" DEFAULT, "a.example\n\xe0\xff\n",
	  "other:2:1: error: byte 0xe0: not UTF-8 text; save the file as UTF-8\n" },
	{ "rule after default of another file",
	  "include other\nrule a { match = type:pdf action = strip }\n", DEFAULT,
	  "p.conf:2:1: error: rule \"a\" stands after default (line 1)\n" },
};

START_TEST(mistakes_of_several_files)
{
	g_autofree char *lines = NULL;

	write_file("p.conf", mistakes[_i].main);
	write_file("other", mistakes[_i].other);
	g_autoptr(policy_t) p = load(&lines);
	ck_assert_msg(p == NULL, "%s: accepted", mistakes[_i].name);
	ck_assert_msg(g_str_has_prefix(lines, mistakes[_i].want), "%s: got %s", mistakes[_i].name,
		      lines);
}
END_TEST

START_TEST(includes_are_nested_at_most_8_deep)
{
	for (int deepest = 8; deepest <= 9; deepest++) {
		g_autofree char *lines = NULL;
		write_file("p.conf", ZONES "include n1\n" DEFAULT);
		for (int i = 1; i <= deepest; i++) {
			g_autofree char *name = g_strdup_printf("n%d", i);
			g_autofree char *text = i < deepest
							? g_strdup_printf("include n%d\n", i + 1)
							: g_strdup("# end\n");
			write_file(name, text);
		}
		g_autoptr(policy_t) p = load(&lines);
		ck_assert_msg((p != NULL) == (deepest == 8), "%s", lines);
		if (!p)
			ck_assert_str_eq(lines,
					 "n8:1:9: error: includes are nested more than 8 deep\n");
	}
}
END_TEST

START_TEST(missing_policy_is_an_error)
{
	g_autofree char *lines = NULL;

	ck_assert_ptr_null(load(&lines));
	ck_assert_ptr_nonnull(strstr(lines, "p.conf: error: cannot open "));
}
END_TEST

START_TEST(every_word_has_help_in_both_languages)
{
	size_t n = 0;

	for (const char *word; (word = policy_help_word(n)); n++) {
		const char *en = policy_help(word, LANGUAGE_EN),
			   *ja = policy_help(word, LANGUAGE_JA);
		ck_assert_msg(en && strstr(en, "e.g. "), "%s", word);
		ck_assert_msg(ja && strstr(ja, "例 "), "%s", word);
	}
	ck_assert_uint_gt(n, 150);
	ck_assert_ptr_null(policy_help("nonsense", LANGUAGE_EN));
	static const char *const some[] = { "match",	     "crossing",  "docx",
					    "executable",    "image-pdf", "reject",
					    "type-mismatch", "release",	  "attachments" };
	for (size_t i = 0; i < G_N_ELEMENTS(some); i++)
		ck_assert_msg(policy_help(some[i], LANGUAGE_EN) != NULL, "%s", some[i]);
}
END_TEST

/* However long the tables grow. */
START_TEST(every_type_and_finding_has_help)
{
#define X(c, name, ...) name,
	static const char *const types[] = { TYPES(X) }, *const findings[] = { FINDINGS(X) };
#undef X

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		ck_assert_msg(policy_help(types[i], LANGUAGE_JA) != NULL, "%s", types[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(findings); i++)
		ck_assert_msg(policy_help(findings[i], LANGUAGE_JA) != NULL, "%s", findings[i]);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_checked_fixture(t, make_folder, remove_folder);
	tcase_add_test(t, include_is_read_where_it_stands);
	tcase_add_loop_test(t, mistakes_of_several_files, 0, G_N_ELEMENTS(mistakes));
	tcase_add_test(t, includes_are_nested_at_most_8_deep);
	tcase_add_test(t, missing_policy_is_an_error);
	tcase_add_test(t, every_word_has_help_in_both_languages);
	tcase_add_test(t, every_type_and_finding_has_help);
}

UNIT_MAIN("policy_files", add_tests)
