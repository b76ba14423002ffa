/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * misogi check: what stands on this machine: settings, rules, directories, keys,
 * store, clamd (asked, not believed), worker and its walls, the running milter.
 * Every row says how to mend it. Changes nothing. Tests: tests/flow/test_cli.py.
 */
#include "checks.h"

#include <sys/stat.h>
#include <unistd.h>

#include "check_machine.h"
#include "control.h"
#include "misogi/clamd.h"
#include "misogi/front.h"
#include "misogi/store.h"

#define CLAMD_MS 30000

/* The row of an operation that failed: what ${err} says. */
static void add_err(struct checks *c, enum check_level level, const char *name,
		    const char *remedy_en, const char *remedy_ja, const struct err *err)
{
	check_add(c, level, name, remedy_en, remedy_ja, "%s: %s", reason_word(err->reason),
		  err->text);
}

/* ---- directories and keys ---- */

static void check_directory(struct checks *c, const char *name, const char *path)
{
	struct stat st;
	if (stat(path, &st) < 0 || !S_ISDIR(st.st_mode)) {
		check_add(c, CHECK_FAIL, name,
			  "make it, owned by the milter's user, mode 0700 (systemd-tmpfiles does)",
			  "milter の実行ユーザーを所有者に 0700 で作る（systemd-tmpfiles が作る）",
			  "%s: no such directory", path);
		return;
	}
	bool is_open = (st.st_mode & 0007) != 0;
	bool is_ours = access(path, W_OK | X_OK) == 0;
	check_add(c,
		  is_open   ? CHECK_FAIL
		  : is_ours ? CHECK_OK
			    : CHECK_WARN,
		  name,
		  is_open ? "chmod o-rwx: others can read mail there"
			  : "check as the milter's user",
		  is_open ? "chmod o-rwx。ほかのユーザーがメールを読める"
			  : "milter の実行ユーザーで確かめる",
		  "%s: mode %04o, uid %u", path, st.st_mode & 07777, (unsigned)st.st_uid);
}

static void check_keys(struct checks *c, const struct config *config)
{
	struct err err = { 0 };
	struct stat st;
	if (!store_key_check(config, false, &err)) {
		add_err(c, CHECK_FAIL, "keys", "misogi key init", "misogi key init", &err);
		return;
	}
	bool has_secret = stat(config->secret_key_file, &st) == 0;
	bool is_open = has_secret && (st.st_mode & 0077) != 0;
	check_add(c, is_open ? CHECK_FAIL : CHECK_OK, "keys", "chmod 600", "chmod 600", "%s%s%s%s",
		  config->public_key_file, has_secret ? ", " : "",
		  has_secret ? config->secret_key_file : "",
		  is_open ? " can be read by others" : "");
}

static void check_store(struct checks *c, const struct config *config)
{
	struct err err = { 0 };
	struct store *store = store_open(config, STORE_READ, &err);
	if (!store)
		add_err(c, CHECK_WARN, "store", "the milter makes it at its first start",
			"milter が最初に起動するときに作る", &err);
	else if (!store_has_room(store, &err))
		add_err(c, CHECK_FAIL, "store", "free space there, or lower store_reserve",
			"空きを増やすか store_reserve を下げる", &err);
	else
		check_add(c, CHECK_OK, "store", "", "", "%s", config->store_directory);
	json_t *stats = store ? store_stats(store, &err) : NULL;
	if (stats)
		check_machine_commits(c, stats);
	check_machine_clock(c, g_get_real_time() / G_USEC_PER_SEC,
			    json_integer_value(json_object_get(stats, "newest")));
	json_decref(stats);
	store_close(store);
}

/* ---- clamd ---- */

static void check_alerts(struct checks *c, const struct config *config)
{
	struct clamd_alerts a;
	struct err err = { 0 };
	uint64_t size = MAX(config->limits.part_bytes, config->limits.message_bytes);
	if (!clamd_alerts(config->clamd_socket, size, CLAMD_MS, &a, &err)) {
		add_err(c, CHECK_FAIL, "clamd-settings", "look at clamd's log",
			"clamd のログを見る", &err);
		return;
	}
	check_add(c, a.encrypted ? CHECK_OK : CHECK_FAIL, "clamd-encrypted",
		  "AlertEncrypted yes in clamd.conf (conf/clamav/clamd.conf)",
		  "clamd.conf に AlertEncrypted yes（conf/clamav/clamd.conf）",
		  "an encrypted zip is %s", a.encrypted ? "not OK" : "OK");
	check_add(c, a.exceeds_max ? CHECK_OK : CHECK_FAIL, "clamd-exceeds-max",
		  "AlertExceedsMax yes in clamd.conf", "clamd.conf に AlertExceedsMax yes",
		  "a file that is too large is %s", a.exceeds_max ? "not OK" : "OK");
	check_add(c, a.large ? CHECK_OK : CHECK_WARN, "clamd-size",
		  "raise MaxFileSize and MaxScanSize, or lower limit_part_bytes",
		  "MaxFileSize と MaxScanSize を上げるか limit_part_bytes を下げる",
		  "%" G_GUINT64_FORMAT " bytes are %s", size, a.large ? "scanned" : "not scanned");
}

static void check_clamd(struct checks *c, const struct config *config)
{
	struct err err = { 0 };
	struct scanner *s = scanner_new(config, config->clamd_socket);
	if (scanner_is_none(s)) {
		check_add(c, CHECK_WARN, "clamd", "set clamd_socket", "clamd_socket を設定する",
			  "nothing is scanned");
	} else if (!scanner_check(s, &err)) {
		bool is_canary = err.reason == REASON_CANARY_LOST;
		bool is_old = err.reason == REASON_SIGNATURES_OLD;
		add_err(c, CHECK_FAIL, "clamd-canary",
			is_canary ? "put misogi-canary.ndb into DatabaseDirectory, see "
				    "TemporaryDirectory"
			: is_old  ? "run freshclam"
				  : "start clamd, see setting clamd_socket",
			is_canary ? "misogi-canary.ndb を DatabaseDirectory に置く。"
				    "TemporaryDirectory も確かめる"
			: is_old  ? "freshclam を動かす"
				  : "clamd を起動する。設定 clamd_socket を見る",
			&err);
	} else {
		g_autofree char *version = scanner_version(s);
		check_add(c, CHECK_OK, "clamd-canary", "", "", "found; %s", version);
	}
	if (!scanner_is_none(s) && err.scope == SCOPE_OK)
		check_alerts(c, config);
	scanner_free(s);
}

/* ---- worker and milter ---- */

static void check_worker(struct checks *c, const struct config *config, const struct policy *policy)
{
	struct err err = { 0 };
	const struct nursery_options options = {
		.program = config->worker_program,
		.config_path = *config->path ? config->path : NULL,
		.policy_path = config->policy_file,
		.policy_digest = policy_digest(policy),
		.config = config,
	};
	struct nursery *n = nursery_start(&options, &err);
	if (!n) {
		add_err(c, CHECK_FAIL, "worker", "see setting worker_program; misogi help sandbox",
			"設定 worker_program を見る。misogi help sandbox", &err);
		return;
	}
	struct walls w = nursery_walls(n);
	nursery_unref(n);
	bool all = w.seccomp && w.rlimits && w.no_new_privs;
	check_add(c,
		  !all		   ? CHECK_FAIL
		  : w.landlock_abi ? CHECK_OK
				   : CHECK_WARN,
		  "worker", "this kernel lacks a wall: misogi help sandbox",
		  "このカーネルで使えない保護がある。misogi help sandbox",
		  "seccomp %s, landlock %u, rlimits %s, no-new-privs %s", w.seccomp ? "yes" : "NO",
		  w.landlock_abi, w.rlimits ? "yes" : "NO", w.no_new_privs ? "yes" : "NO");
}

static void check_milter(struct checks *c, const struct config *config)
{
	g_autofree char *why = NULL;
	json_t *answer = control_ask(config, "status", &why);
	check_add(c, answer ? CHECK_OK : CHECK_WARN, "milter", "systemctl start misogi-milter",
		  "systemctl start misogi-milter", "%s",
		  answer ? control_text(answer, "version") : why);
	if (answer)
		check_machine_user(c, json_integer_value(control_at(answer, "pid")));
	json_decref(answer);
}

/* Whoever waits must wait longer than whom it waits for. */
static void check_times(struct checks *c, const struct limits *l)
{
	bool ordered = l->eom_seconds > l->job_seconds && l->job_seconds > l->scan_seconds;
	check_add(c, ordered ? CHECK_OK : CHECK_WARN, "times",
		  "limit_eom_seconds > limit_job_seconds > limit_scan_seconds",
		  "limit_eom_seconds > limit_job_seconds > limit_scan_seconds",
		  "end of mail %u s, worker %u s, clamd %u s", l->eom_seconds, l->job_seconds,
		  l->scan_seconds);
}

void check_settings(struct checks *c, struct cli *cli)
{
	const struct config *config = cli_config(cli);
	if (!config) {
		check_add(c, CHECK_FAIL, "settings", "each error is shown above",
			  "誤りは上のとおり", "%s", cli->config_path ? cli->config_path : "");
		return;
	}
	check_add(c, CHECK_OK, "settings", "", "", "%s",
		  *config->path ? config->path : "no file: defaults");
	const struct policy *policy = cli_policy(cli, NULL);
	check_add(c, policy ? CHECK_OK : CHECK_FAIL, "policy", "misogi policy check",
		  "misogi policy check", "%s", config->policy_file);
	check_times(c, &config->limits);
	check_directory(c, "spool", config->spool_directory);
	check_directory(c, "store-directory", config->store_directory);
	check_keys(c, config);
	check_store(c, config);
	check_clamd(c, config);
	if (policy)
		check_worker(c, config, policy);
	check_milter(c, config);
	check_machine_unit(c);
}
