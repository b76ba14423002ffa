/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * misogi status and misogi reload: what the running milter says of itself. The
 * one idea: each thing that is not green is one line that says why and what to
 * do. Looks at no mail. Tests: tests/unit/cli/test_status.c, tests/flow.
 */
#include "cmd_status.h"

#include "control.h"
#include "misogi/store.h"

/* ---- what is not green: a row each ---- */

struct light {
	const char *path; /* a boolean of the answer */
	bool green;
	const char *detail; /* a text of the answer that says why, or NULL */
	const char *en, *ja;
};

static const struct light lights[] = {
	{ "nursery.alive", true, NULL, "the nursery is gone: misogi reload starts another",
	  "ワーカーの親プロセスが動いていません: misogi reload で起動し直します" },
	{ "nursery.walls.seccomp", true, NULL, "seccomp does not stand: misogi help sandbox",
	  "seccomp による保護が働いていません: misogi help sandbox" },
	{ "nursery.walls.rlimits", true, NULL, "resource limits do not stand",
	  "メモリなどの上限 (rlimit) が設定されていません" },
	{ "nursery.walls.no_new_privs", true, NULL, "no-new-privs does not stand",
	  "no-new-privs が設定されていません" },
	{ "scanner.healthy", true, "scanner.error", "clamd cannot be trusted, mail is deferred",
	  "clamd を信用できません。メールの受け取りを延期しています" },
	{ "scanner.none", false, NULL, "nothing is scanned: setting clamd_socket is none",
	  "ウイルス検査をしていません: 設定 clamd_socket が none です" },
	{ "store.room", true, "store.error", "the store takes nothing, mail is deferred",
	  "保管庫に書けません。メールの受け取りを延期しています" },
	{ "draining", false, NULL, "the milter is ending: it takes no new mail",
	  "milter は終了中です。新しいメールを受け取りません" },
	{ "cut_off", false, NULL, "the cut-off is on: every mail is deferred",
	  "遮断中です。すべてのメールの受け取りを延期しています" },
};

json_t *status_problems(const struct cli *cli, const json_t *answer)
{
	json_t *problems = json_array();
	for (size_t i = 0; i < G_N_ELEMENTS(lights); i++) {
		const struct light *l = &lights[i];
		const json_t *value = control_at(answer, l->path);
		if (json_is_boolean(value) && json_is_true(value) == l->green)
			continue;
		/* What is not told is not green, unless green is that it is absent. */
		if (!json_is_boolean(value) && !l->green)
			continue;
		const char *detail = l->detail ? control_text(answer, l->detail) : "";
		json_array_append_new(problems, json_sprintf("%s%s%s", cli_text(cli, l->en, l->ja),
							     *detail ? ": " : "", detail));
	}
	return problems;
}

/* ---- on a terminal ---- */

static char *duration(json_int_t seconds)
{
	if (seconds >= 86400)
		return g_strdup_printf("%lldd %lldh", seconds / 86400, seconds % 86400 / 3600);
	if (seconds >= 3600)
		return g_strdup_printf("%lldh %lldm", seconds / 3600, seconds % 3600 / 60);
	return g_strdup_printf("%lldm %llds", seconds / 60, seconds % 60);
}

/* "a=1 b=2" of the numbers and texts of an object; caller frees. */
static char *pairs(const json_t *object)
{
	GString *out = g_string_new(NULL);
	const char *key;
	json_t *value;
	json_object_foreach((json_t *)(uintptr_t)object, key, value)
	{
		const char *gap = out->len ? "  " : "";
		if (json_is_integer(value))
			g_string_append_printf(out, "%s%s=%lld", gap, key,
					       json_integer_value(value));
		else if (json_is_string(value))
			g_string_append_printf(out, "%s%s=%s", gap, key, json_string_value(value));
		else if (json_is_boolean(value))
			g_string_append_printf(out, "%s%s=%s", gap, key,
					       json_is_true(value) ? "yes" : "no");
	}
	return g_string_free(out, FALSE);
}

static long long number(const json_t *answer, const char *path)
{
	return json_integer_value(control_at(answer, path));
}

static void print_status(const struct cli *cli, const json_t *a)
{
	g_autofree char *up = duration(number(a, "uptime_s"));
	g_autofree char *milter = g_strdup_printf(
		"%s  pid %lld  %s  %s %lld", control_text(a, "version"), number(a, "pid"), up,
		cli_text(cli, "generation", "世代"), number(a, "generation"));
	g_autofree char *policy = g_strdup_printf("%s  %.12s", control_text(a, "policy_file"),
						  control_text(a, "policy_digest"));
	g_autofree char *walls = pairs(control_at(a, "nursery.walls"));
	g_autofree char *nursery = g_strdup_printf("pid %lld  %s", number(a, "nursery.pid"), walls);
	g_autofree char *counters = pairs(control_at(a, "counters"));
	g_autofree char *store = pairs(control_at(a, "store.stats"));

	struct cli_table *t = cli_table_new(NULL);
	cli_table_row(t, "milter", milter, NULL);
	cli_table_row(t, cli_text(cli, "policy", "規則"), policy, NULL);
	cli_table_row(t, cli_text(cli, "nursery", "ワーカー"), nursery, NULL);
	cli_table_row(t, "clamd", control_text(a, "scanner.version"), NULL);
	cli_table_row(t, cli_text(cli, "store", "保管庫"), store, NULL);
	cli_table_row(t, cli_text(cli, "mails", "メール"), counters, NULL);
	cli_table_end(t, stdout);
}

static void print_problems(const struct cli *cli, const json_t *problems)
{
	size_t i;
	json_t *problem;
	json_array_foreach(problems, i, problem)
		printf("%s  %s\n", cli_text(cli, "NOT GREEN", "異常"), json_string_value(problem));
	if (json_array_size(problems) == 0)
		printf("%s\n", cli_text(cli, "green", "正常"));
}

/* ---- without the milter the store can still be read ---- */

static json_t *store_alone(const struct config *config)
{
	struct err err = { 0 };
	struct store *store = store_open(config, STORE_READ, &err);
	json_t *stats = store ? store_stats(store, &err) : NULL;
	store_close(store);
	return stats ? json_pack("{s:o}", "stats", stats) : json_pack("{s:s}", "error", err.text);
}

static int milter_is_away(const struct cli *cli, const char *why)
{
	json_t *store = store_alone(cli->config);
	if (cli->json) {
		cli_json(json_pack("{s:b, s:s, s:o}", "ok", 0, "error", why, "store", store));
		return EX_UNAVAILABLE;
	}
	g_autofree char *stats = pairs(control_at(store, "stats"));
	if (*stats)
		printf("%s  %s\n", cli_text(cli, "store", "保管庫"), stats);
	json_decref(store);
	return cli_error(
		EX_UNAVAILABLE,
		cli_text(cli, "systemctl start misogi-milter, as root or the milter's user",
			 "systemctl start misogi-milter（root か milter の実行ユーザーで）"),
		"%s: %s", cli_text(cli, "the milter is not running", "milter が動いていません"),
		why);
}

/* The milter's answer to a command without words of its own; NULL: ${*status} says how to exit. */
static json_t *ask_milter(struct cli *cli, int argc, char **argv, const char *command, int *status)
{
	*status = cli_parse(cli, NULL, &argc, &argv);
	if (*status >= 0)
		return NULL;
	if (argc > 1) {
		*status = cli_usage(cli);
		return NULL;
	}
	*status = EX_CONFIG;
	const struct config *config = cli_config(cli);
	if (!config)
		return NULL;
	g_autofree char *why = NULL;
	json_t *answer = control_ask(config, command, &why);
	if (!answer)
		*status = milter_is_away(cli, why);
	return answer;
}

int cmd_status(struct cli *cli, int argc, char **argv)
{
	int status;
	json_t *answer = ask_milter(cli, argc, argv, "status", &status);
	if (!answer)
		return status;
	if (!json_is_true(json_object_get(answer, "ok"))) {
		status = cli_error(EX_NOPERM,
				   cli_text(cli, "ask as root or as the milter's user",
					    "root か milter の実行ユーザーで実行してください"),
				   "%s", control_text(answer, "error"));
		json_decref(answer);
		return status;
	}
	json_t *problems = status_problems(cli, answer);
	status = json_array_size(problems) == 0 ? EX_OK : EX_UNAVAILABLE;
	if (cli->json) {
		json_object_set(answer, "problems", problems);
		cli_json(json_incref(answer));
	} else {
		print_status(cli, answer);
		print_problems(cli, problems);
	}
	json_decref(problems);
	json_decref(answer);
	return status;
}

/* ---- reload ---- */

static void print_lines(const json_t *lines, const char *before)
{
	size_t i;
	json_t *line;
	json_array_foreach(lines, i, line)
		fprintf(stderr, "%s%s\n", before, json_string_value(line));
}

static int reload_refused(const struct cli *cli, const json_t *answer)
{
	print_lines(json_object_get(answer, "diags"), "");
	return cli_error(
		EX_CONFIG,
		cli_text(cli, "the running generation stays; misogi check shows the errors",
			 "今の設定と規則のまま動いています。misogi check で誤りを確かめてください"),
		"reload: %s", control_text(answer, "error"));
}

int cmd_reload(struct cli *cli, int argc, char **argv)
{
	int status;
	json_t *answer = ask_milter(cli, argc, argv, "reload", &status);
	if (!answer)
		return status;
	bool is_done = json_is_true(json_object_get(answer, "ok"));
	status = EX_OK;
	if (cli->json) {
		cli_json(json_incref(answer));
		status = is_done ? EX_OK : EX_CONFIG;
	} else if (!is_done) {
		status = reload_refused(cli, answer);
	} else {
		print_lines(json_object_get(answer, "diags"), "");
		print_lines(json_object_get(answer, "needs_restart"),
			    cli_text(cli, "needs a restart: ", "再起動が必要: "));
		printf("%s %lld  %.12s\n", cli_text(cli, "generation", "世代"),
		       number(answer, "generation"), control_text(answer, "policy_digest"));
	}
	json_decref(answer);
	return status;
}
