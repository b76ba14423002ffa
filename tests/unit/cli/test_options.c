/* SPDX-License-Identifier: BSD-2-Clause */
/* Options mean the same before and after operands; wrong ones end with 64. */
#include "unit.h"

#include <string.h>

#include "cli.h"

struct option_case {
	const char *name;
	const char *line; /* words after the command */
	int want;	  /* what cli_parse() returns */
	const char *operands;
	const char *to; /* values of --to, joined */
	bool json;
	const char *lang; /* "" when unchanged */
};

static const struct option_case cases[] = {
	{ "nothing", "", -1, "", "", false, "" },
	{ "operands", "a b", -1, "a b", "", false, "" },
	{ "json_before", "--json a", -1, "a", "", true, "" },
	{ "json_after", "a --json", -1, "a", "", true, "" },
	{ "several_to", "--to x a --to y", -1, "a", "x y", false, "" },
	{ "language", "--lang ja", -1, "", "", false, "ja" },
	{ "wrong_language", "--lang fr", EX_USAGE, "", "", false, "" },
	{ "unknown_option", "--frobnicate", EX_USAGE, "", "", false, "" },
	{ "missing_value", "--to", EX_USAGE, "", "", false, "" },
	{ "help", "-h", EX_OK, "", "", false, "" },
	{ "dash_is_an_operand", "-", -1, "-", "", false, "" },
	{ "double_dash_ends_options", "-- --json", -1, "--json", "", false, "" },
};

static int run_nothing(struct cli *cli, int argc, char **argv)
{
	(void)cli;
	(void)argc;
	(void)argv;
	return EX_OK;
}

START_TEST(options_anywhere)
{
	static const struct command command = { "test", "does nothing", "何もしない", "test",
						run_nothing };
	const struct option_case *c = &cases[_i];
	struct cli cli = { .command = &command };
	g_auto(GStrv) to = NULL;
	const GOptionEntry entries[] = {
		{ "to", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &to, NULL, NULL }, G_OPTION_ENTRY_NULL
	};
	g_autofree char *line = g_strconcat("test", *c->line ? " " : "", c->line, NULL);
	g_auto(GStrv) words = g_strsplit(line, " ", -1);
	g_autofree char **argv = g_memdup2(words, (g_strv_length(words) + 1) * sizeof(char *));
	char **rest = argv;
	int argc = (int)g_strv_length(words);
	int got = cli_parse(&cli, entries, &argc, &rest);
	ck_assert_msg(got == c->want, "%s: got %d, want %d", c->name, got, c->want);
	if (got < 0) {
		g_autofree char *operands = g_strjoinv(" ", rest + 1);
		g_autofree char *joined = to ? g_strjoinv(" ", to) : g_strdup("");
		ck_assert_str_eq(operands, c->operands);
		ck_assert_str_eq(joined, c->to);
		ck_assert_int_eq(cli.json, c->json);
		ck_assert_int_eq(cli.lang, strcmp(c->lang, "en") == 0 ? LANGUAGE_EN : LANGUAGE_JA);
	}
	g_free(cli.config_path);
}
END_TEST

START_TEST(names_are_bytes_in_any_locale)
{
	struct cli cli = { 0 };
	g_autofree char *name = NULL;
	const GOptionEntry entries[] = {
		{ "crossing", 0, 0, G_OPTION_ARG_FILENAME, &name, NULL, NULL }, G_OPTION_ENTRY_NULL
	};
	char command[] = "test", option[] = "--crossing", value[] = "内部\xff";
	char *argv[] = { command, option, value, NULL };
	char **rest = argv;
	int argc = 3;
	ck_assert_int_eq(cli_parse(&cli, entries, &argc, &rest), -1);
	ck_assert_str_eq(name, "内部\xff");
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, options_anywhere, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, names_are_bytes_in_any_locale);
}

UNIT_MAIN("options", add)
