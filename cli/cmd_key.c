/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * misogi key: makes the site's key pair once and says how it stands. Never
 * prints a key. Tests: tests/unit/cli/test_quarantine.c
 */
#include "cli.h"

#include <string.h>
#include <unistd.h>

#include "held.h"

/* A store that exists gets a record of its keys; before the first start there is none. */
static void record(struct cli *cli, const struct config *c)
{
	struct err err = { 0 };
	g_autofree char *database = g_build_filename(c->store_directory, "store.db", NULL);
	if (access(database, F_OK) != 0)
		return;
	g_autofree char *actor = held_actor();
	struct store *s = store_open(c, STORE_READ, &err);
	json_t *detail = json_pack("{s:s}", "public_key_file", c->public_key_file);
	if (!s || !store_audit(s, actor, "key-init", "", detail, &err))
		held_fail(cli, &err);
	json_decref(detail);
	store_close(s);
}

static int init(struct cli *cli, const struct config *c)
{
	struct err err = { 0 };
	if (!store_key_init(c, &err))
		return held_fail(cli, &err);
	record(cli, c);
	printf("%s %s\n%s %s\n", cli_text(cli, "public:", "公開鍵:"), c->public_key_file,
	       cli_text(cli, "secret:", "秘密鍵:"), c->secret_key_file);
	printf("%s\n", cli_text(cli,
				"Keep a copy of the secret key away from this machine: without it "
				"nothing that is held can be opened.",
				"秘密鍵の写しを別の場所に保管してください。なくすと、隔離した"
				"ファイルを二度と開けません。"));
	return EX_OK;
}

static int status(struct cli *cli, const struct config *c)
{
	struct err err = { 0 };
	bool has_secret = access(c->secret_key_file, F_OK) == 0;
	bool ok = store_key_check(c, has_secret && access(c->secret_key_file, R_OK) == 0, &err);
	if (cli->json)
		cli_json(json_pack("{s:b, s:s, s:s, s:b, s:s}", "ok", ok, "public_key_file",
				   c->public_key_file, "secret_key_file", c->secret_key_file,
				   "has_secret", has_secret, "why", ok ? "" : err.text));
	else if (ok)
		printf("%s: ok\n%s: %s\n", c->public_key_file, c->secret_key_file,
		       has_secret ? "ok" : "not on this machine (nothing held can be opened here)");
	if (!ok && !cli->json)
		return held_fail(cli, &err);
	return ok ? EX_OK : EX_NOPERM;
}

int cmd_key(struct cli *cli, int argc, char **argv)
{
	int done = cli_parse(cli, NULL, &argc, &argv);
	if (done >= 0)
		return done;
	bool is_init = argc == 2 && strcmp(argv[1], "init") == 0;
	if (!is_init && !(argc == 2 && strcmp(argv[1], "status") == 0))
		return cli_usage(cli);
	const struct config *c = cli_config(cli);
	if (!c)
		return EX_CONFIG;
	return is_init ? init(cli, c) : status(cli, c);
}
