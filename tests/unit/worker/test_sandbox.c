/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_sandbox.c: a kernel that lacks a wall, played by a filter that refuses
 * the call which builds it: required refuses to start, best-effort says what
 * stands. That the walls hold is shown in tests/sandbox/.
 */
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

enum missing { NOTHING, SECCOMP, LANDLOCK, RLIMITS, NO_NEW_PRIVS };

static void deny(scmp_filter_ctx filter, int call, unsigned error)
{
	seccomp_rule_add(filter, SCMP_ACT_ERRNO(error), call, 0);
}

static void deny_prctl(scmp_filter_ctx filter, int option)
{
	seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prctl), 1,
			 SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)option));
}

/* From here on this process lives on such a kernel. */
static void take_away(enum missing what)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);

	switch (what) {
	case NOTHING:
		break;
	case SECCOMP:
		deny(filter, SCMP_SYS(seccomp), ENOSYS);
		deny_prctl(filter, PR_SET_SECCOMP);
		break;
	case LANDLOCK:
		deny(filter, SCMP_SYS(landlock_create_ruleset), ENOSYS);
		break;
	case RLIMITS:
		deny(filter, SCMP_SYS(prlimit64), EPERM);
		deny(filter, SCMP_SYS(setrlimit), EPERM);
		break;
	case NO_NEW_PRIVS:
		deny_prctl(filter, PR_SET_NO_NEW_PRIVS);
		break;
	}
	if (seccomp_load(filter) < 0)
		_exit(90);
	seccomp_release(filter);
}

enum {
	STARTS = 1,
	HAS_SECCOMP = 2,
	HAS_LANDLOCK = 4,
	HAS_RLIMITS = 8,
	HAS_NO_NEW_PRIVS = 16,
	ALL = 31
};

static int lock_in(enum missing what, enum config_sandbox sandbox)
{
	struct config config = { .limits = limits_default(), .sandbox = sandbox };
	struct sandbox box;
	struct err err = { 0 };

	take_away(what);
	if (!sandbox_lock_nursery(&box, &config, &err))
		return err.reason == REASON_SANDBOX && *err.text ? 0 : 91;
	return STARTS | (box.seccomp ? HAS_SECCOMP : 0) | (box.landlock_abi ? HAS_LANDLOCK : 0) |
	       (box.rlimits ? HAS_RLIMITS : 0) | (box.no_new_privs ? HAS_NO_NEW_PRIVS : 0);
}

static int outcome_of(enum missing what, enum config_sandbox sandbox)
{
	int status;
	pid_t pid = fork();

	if (pid == 0)
		_exit(lock_in(what, sandbox));
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static const struct {
	const char *name;
	enum missing missing;
	enum config_sandbox sandbox;
	int want; /* the Landlock bit aside, which this kernel may lack */
} cases[] = {
	{ "all walls", NOTHING, CONFIG_SANDBOX_REQUIRED, ALL },
	{ "no seccomp, required", SECCOMP, CONFIG_SANDBOX_REQUIRED, 0 },
	{ "no seccomp, best effort", SECCOMP, CONFIG_SANDBOX_BEST_EFFORT, ALL & ~HAS_SECCOMP },
	{ "no rlimits, required", RLIMITS, CONFIG_SANDBOX_REQUIRED, 0 },
	{ "no rlimits, best effort", RLIMITS, CONFIG_SANDBOX_BEST_EFFORT, ALL & ~HAS_RLIMITS },
	{ "no no-new-privs, required", NO_NEW_PRIVS, CONFIG_SANDBOX_REQUIRED, 0 },
	{ "no Landlock, required", LANDLOCK, CONFIG_SANDBOX_REQUIRED, ALL },
};

START_TEST(is_never_weaker_in_silence)
{
	int got = outcome_of(cases[_i].missing, cases[_i].sandbox);

	ck_assert_msg((got & ~HAS_LANDLOCK) == (cases[_i].want & ~HAS_LANDLOCK),
		      "%s: got %d, want %d", cases[_i].name, got, cases[_i].want);
	if (cases[_i].missing == LANDLOCK)
		ck_assert_int_eq(got & HAS_LANDLOCK, 0);
}
END_TEST

/* Landlock alone, without the filter that would refuse the open before it. */
START_TEST(landlock_closes_the_file_system)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
		if (sandbox_landlock() == 0)
			_exit(77);
		int fd = open("/etc/passwd", O_RDONLY);
		_exit(fd < 0 && errno == EACCES ? 0 : 1);
	}
	waitpid(pid, &status, 0);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
		return; /* this kernel has no Landlock */
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "status %x", (unsigned)status);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, is_never_weaker_in_silence, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, landlock_closes_the_file_system);
}

UNIT_MAIN("sandbox", add_tests)
