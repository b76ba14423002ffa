/* SPDX-License-Identifier: BSD-2-Clause */
/* misogi check: the user, the commits, the clock and the unit, each flipped. */
#include "unit.h"

#include <unistd.h>

#include "check_machine.h"

static const struct cli cli = { .lang = LANGUAGE_EN };

static void expect(const struct checks *c, const char *name, enum check_level want,
		   const char *text)
{
	const struct check *row = checks_find(c, name);
	ck_assert_msg(row != NULL, "no row %s", name);
	ck_assert_msg(row->level == want, "%s: level %d, want %d", row->text, (int)row->level,
		      (int)want);
	ck_assert_str_eq(row->text, text);
	ck_assert_int_eq(*row->remedy != '\0', want != CHECK_OK);
}

START_TEST(root_is_warned_of)
{
	struct checks *c = checks_new(&cli);
	check_machine_uid(c, 7, 998);
	expect(c, "user", CHECK_OK, "misogi-milter, process 7, runs as uid 998");
	check_machine_uid(c, 7, 0);
	expect(c, "user", CHECK_WARN, "misogi-milter, process 7, runs as uid 0");
	checks_free(c);
}
END_TEST

START_TEST(the_user_is_that_of_the_process)
{
	struct checks *c = checks_new(&cli);
	g_autofree char *want = g_strdup_printf("misogi-milter, process %d, runs as uid %u",
						(int)getpid(), (unsigned)getuid());
	check_machine_user(c, getpid());
	expect(c, "user", getuid() == 0 ? CHECK_WARN : CHECK_OK, want);
	checks_free(c);
	c = checks_new(&cli);
	check_machine_user(c, 0);
	expect(c, "user", CHECK_WARN, "process 0 of misogi-milter cannot be seen");
	checks_free(c);
}
END_TEST

static const struct {
	int wal, synchronous;
	enum check_level want;
	const char *text;
} commits[] = {
	{ 1, 2, CHECK_OK, "journal_mode WAL, synchronous FULL" },
	{ 1, 3, CHECK_OK, "journal_mode WAL, synchronous FULL" },
	{ 1, 1, CHECK_FAIL, "journal_mode WAL, synchronous less than FULL" },
	{ 0, 2, CHECK_FAIL, "journal_mode not WAL, synchronous FULL" },
};

START_TEST(commits_must_survive_a_power_cut)
{
	struct checks *c = checks_new(&cli);
	json_t *stats = json_pack("{s:i, s:i}", "wal", commits[_i].wal, "synchronous",
				  commits[_i].synchronous);
	check_machine_commits(c, stats);
	expect(c, "store-commit", commits[_i].want, commits[_i].text);
	json_decref(stats);
	checks_free(c);
}
END_TEST

#define DAY_2026 1795000000 /* 2026-11-18T11:06:40Z */

static const struct {
	int64_t now, newest;
	enum check_level want;
	const char *text;
} clocks[] = {
	{ DAY_2026, 0, CHECK_OK, "2026-11-18T11:06:40Z" },
	{ DAY_2026, DAY_2026, CHECK_OK, "2026-11-18T11:06:40Z" },
	{ DAY_2026, DAY_2026 + 300, CHECK_OK, "2026-11-18T11:06:40Z" },
	{ DAY_2026, DAY_2026 + 301, CHECK_FAIL,
	  "2026-11-18T11:06:40Z, before the newest mail of the store" },
	{ 0, 0, CHECK_FAIL, "1970-01-01T00:00:00Z" },
	{ 4102444800, 0, CHECK_FAIL, "2100-01-01T00:00:00Z" },
	{ INT64_MAX - 1000, 0, CHECK_FAIL, "?" },
};

START_TEST(a_clock_is_in_its_years_and_past_the_newest_mail)
{
	struct checks *c = checks_new(&cli);
	check_machine_clock(c, clocks[_i].now, clocks[_i].newest);
	expect(c, "clock", clocks[_i].want, clocks[_i].text);
	checks_free(c);
}
END_TEST

static const struct {
	const char *shown;
	enum check_level want;
	const char *text;
} units[] = {
	{ NULL, CHECK_OK, "does not run here: not looked at" },
	{ "Restart=always\nActiveState=active\nUnitFileState=enabled\n", CHECK_OK,
	  "misogi-milter.service: enabled, active, Restart=always" },
	{ "Restart=on-failure\nActiveState=active\nUnitFileState=enabled\n", CHECK_WARN,
	  "misogi-milter.service: enabled, active, Restart=on-failure" },
	{ "Restart=always\nActiveState=active\nUnitFileState=disabled\n", CHECK_WARN,
	  "misogi-milter.service: disabled, active, Restart=always" },
	{ "Restart=always\nActiveState=failed\nUnitFileState=enabled\n", CHECK_WARN,
	  "misogi-milter.service: enabled, failed, Restart=always" },
	{ "Restart=no\nActiveState=inactive\nUnitFileState=\n", CHECK_WARN,
	  "misogi-milter.service: not installed, inactive, Restart=no" },
	{ "RestartSec=always\n", CHECK_WARN,
	  "misogi-milter.service: not installed, unknown, Restart=unknown" },
};

START_TEST(systemd_must_start_it_again)
{
	struct checks *c = checks_new(&cli);
	check_machine_shown(c, units[_i].shown);
	expect(c, "systemd", units[_i].want, units[_i].text);
	checks_free(c);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, root_is_warned_of);
	tcase_add_test(t, the_user_is_that_of_the_process);
	tcase_add_loop_test(t, commits_must_survive_a_power_cut, 0, G_N_ELEMENTS(commits));
	tcase_add_loop_test(t, a_clock_is_in_its_years_and_past_the_newest_mail, 0,
			    G_N_ELEMENTS(clocks));
	tcase_add_loop_test(t, systemd_must_start_it_again, 0, G_N_ELEMENTS(units));
}

UNIT_MAIN("machine", add)
