/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * misogi check: the ground that misogi stands on: whose process the milter is,
 * how SQLite commits, the clock, the systemd unit. Each row is made from its
 * facts alone; only the looking needs the machine.
 * Tests: tests/unit/cli/test_machine.c, tests/flow/test_cli.py.
 */
#include "check_machine.h"

#include <string.h>
#include <sys/stat.h>

#define UNIT "misogi-milter.service"
#define YEAR_FIRST 2026 /* misogi is not older */
#define YEAR_LAST 2100
#define CLOCK_SLACK 300 /* seconds: a step of NTP is no fault */
#define SYNCHRONOUS_FULL 2

/* ---- user ---- */

void check_machine_uid(struct checks *c, long long pid, unsigned uid)
{
	check_add(c, uid == 0 ? CHECK_WARN : CHECK_OK, "user",
		  "start it by its unit, as user misogi, not with --allow-root",
		  "--allow-root で起動せず、ユニットから misogi ユーザーで動かす",
		  "misogi-milter, process %lld, runs as uid %u", pid, uid);
}

void check_machine_user(struct checks *c, long long pid)
{
	g_autofree char *path = g_strdup_printf("/proc/%lld", pid);
	struct stat st;
	if (pid > 0 && stat(path, &st) == 0)
		check_machine_uid(c, pid, (unsigned)st.st_uid);
	else
		check_add(c, CHECK_WARN, "user", "run as root to see it", "root で実行する",
			  "process %lld of misogi-milter cannot be seen", pid);
}

/* ---- store ---- */

void check_machine_commits(struct checks *c, const json_t *stats)
{
	long long synchronous = json_integer_value(json_object_get(stats, "synchronous"));
	bool is_wal = json_integer_value(json_object_get(stats, "wal")) == 1;
	bool is_safe = is_wal && synchronous >= SYNCHRONOUS_FULL;
	check_add(c, is_safe ? CHECK_OK : CHECK_FAIL, "store-commit",
		  "restart misogi-milter: it sets both; see who else writes to store.db",
		  "misogi-milter を再起動する（両方を設定する）。ほかに store.db "
		  "を書くものがないか確かめる",
		  "journal_mode %s, synchronous %s", is_wal ? "WAL" : "not WAL",
		  synchronous >= SYNCHRONOUS_FULL ? "FULL" : "less than FULL");
}

/* ---- clock ---- */

void check_machine_clock(struct checks *c, int64_t now, int64_t newest)
{
	g_autoptr(GDateTime) t = g_date_time_new_from_unix_utc(now);
	int year = t ? g_date_time_get_year(t) : 0;
	g_autofree char *date = t ? g_date_time_format(t, "%Y-%m-%dT%H:%M:%SZ") : g_strdup("?");
	bool is_believed = year >= YEAR_FIRST && year < YEAR_LAST;
	bool is_behind = newest > 0 && now + CLOCK_SLACK < newest;
	check_add(c, is_believed && !is_behind ? CHECK_OK : CHECK_FAIL, "clock",
		  "set the clock (NTP): dates of mail, keep times and signature age go by it",
		  "時計を合わせる（NTP）。受付日時、保管期限、定義の古さの判断が狂う", "%s%s", date,
		  is_behind ? ", before the newest mail of the store" : "");
}

/* ---- systemd ---- */

/* "Name=value" in what systemctl printed, "" when it is not there. Caller frees. */
static char *shown_value(const char *shown, const char *name)
{
	g_auto(GStrv) lines = g_strsplit(shown, "\n", -1);
	size_t len = strlen(name);
	for (char **l = lines; *l; l++)
		if (strncmp(*l, name, len) == 0 && (*l)[len] == '=')
			return g_strdup(*l + len + 1);
	return g_strdup("");
}

void check_machine_shown(struct checks *c, const char *shown)
{
	if (!shown) {
		check_add(c, CHECK_OK, "systemd", "", "", "does not run here: not looked at");
		return;
	}
	g_autofree char *enabled = shown_value(shown, "UnitFileState");
	g_autofree char *restart = shown_value(shown, "Restart");
	g_autofree char *active = shown_value(shown, "ActiveState");
	bool is_enabled = strcmp(enabled, "enabled") == 0;
	bool is_restarted = strcmp(restart, "always") == 0;
	bool is_good = is_enabled && is_restarted && strcmp(active, "active") == 0;
	check_add(c, is_good ? CHECK_OK : CHECK_WARN, "systemd",
		  is_restarted || !is_enabled
			  ? "systemctl enable --now misogi-milter.socket misogi-milter.service"
			  : "Restart=always: without it mail waits until somebody comes",
		  is_restarted || !is_enabled
			  ? "systemctl enable --now misogi-milter.socket misogi-milter.service"
			  : "Restart=always にする。ないと、人が気づくまでメールが止まる",
		  "%s: %s, %s, Restart=%s", UNIT, *enabled ? enabled : "not installed",
		  *active ? active : "unknown", *restart ? restart : "unknown");
}

void check_machine_unit(struct checks *c)
{
	const char *argv[] = { "systemctl", "show", "-p", "UnitFileState,Restart,ActiveState",
			       UNIT,	    NULL };
	g_autofree char *shown = NULL;
	/* As sd_booted(3) does. */
	if (g_file_test("/run/systemd/system", G_FILE_TEST_IS_DIR) &&
	    !g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL,
			  G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &shown,
			  NULL, NULL, NULL))
		shown = g_strdup("");
	check_machine_shown(c, shown);
}
