/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sandbox.c: which walls, in which order, and what happens where one is missing.
 *
 * Order matters: root's powers go first, no-new-privs allows an ordinary user
 * the two walls after it, seccomp comes last because it forbids building the
 * others. Seccomp is the wall that must stand; Landlock is the second one and
 * may be missing: seccomp alone refuses every open and every socket.
 * Tests: tests/sandbox/.
 */
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "misogi/io.h"

#define NOBODY 65534u /* Debian's nobody and nogroup */
#define FILES_BESIDES_PARTS 256u
#define FILES_OF_A_PART 4

#ifdef MISOGI_SANITIZED
/* Sanitizers reserve terabytes of address space, and cannot fork a symbolizer in here. */
#define LIMITS_ADDRESS_SPACE false

const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0:symbolize=0:handle_segv=0:handle_abort=0:handle_sigill=0:"
	       "handle_sigbus=0:handle_sigfpe=0";
}
#else
#define LIMITS_ADDRESS_SPACE true
#endif

static bool limit(int resource, rlim_t soft, rlim_t hard)
{
	return setrlimit((__rlimit_resource_t)resource, &(struct rlimit){ soft, hard }) == 0;
}

/* A front that runs as root (the command line) has a nursery that does not. */
static bool give_up_root(void)
{
	if (geteuid() != 0)
		return true;
	return setgroups(0, NULL) == 0 && setresgid(NOBODY, NOBODY, NOBODY) == 0 &&
	       setresuid(NOBODY, NOBODY, NOBODY) == 0;
}

/*
 * A child may have several descriptors for a part (its bytes, the mail parsed
 * within it, the parser's own); the nursery has a job socket for each child.
 */
static bool limit_files(const struct limits *limits)
{
	rlim_t files = FILES_BESIDES_PARTS +
		       MAX((rlim_t)FILES_OF_A_PART * limits_all_parts(limits), limits->workers);
	struct rlimit now;

	if (getrlimit(RLIMIT_NOFILE, &now) < 0)
		return false;
	files = MIN(files, now.rlim_max);
	return limit(RLIMIT_NOFILE, files, files);
}

static bool limit_nursery(const struct limits *limits)
{
	return limit(RLIMIT_CORE, 0, 0) && limit_files(limits);
}

/*
 * Where memory runs out, the nursery and its children go first: memfds count
 * for no limit of a process, and a mail can be tried again. Best effort.
 */
static void offer_to_oom_killer(void)
{
	AUTO_FD fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);

	if (fd >= 0)
		(void)!write(fd, "1000", strlen("1000"));
}

static bool required_wall(const struct config *config, bool stands, const char *name,
			  const char *why, struct err *err)
{
	if (stands || config->sandbox != CONFIG_SANDBOX_REQUIRED)
		return true;
	return err_set(err, SCOPE_TEMP, REASON_SANDBOX,
		       "sandbox = required, but %s cannot be had here%s%s", name, *why ? ": " : "",
		       why);
}

bool sandbox_lock_nursery(struct sandbox *box, const struct config *config, struct err *err)
{
	struct err filter = { 0 };

	*box = (struct sandbox){ 0 };
	offer_to_oom_killer();
	if (!give_up_root())
		return err_errno(err, REASON_SANDBOX, "root's powers cannot be given up");
	box->no_new_privs = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
	/* No core file, no ptrace by a process of the same user, no reading of /proc/PID/mem. */
	box->rlimits = limit_nursery(&config->limits) && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
	box->landlock_abi = sandbox_landlock();
	box->seccomp = sandbox_seccomp_child(&box->child_filter, &filter) &&
		       sandbox_seccomp_nursery(&filter);

	return required_wall(config, box->no_new_privs, "no-new-privs", "", err) &&
	       required_wall(config, box->rlimits, "resource limits", "", err) &&
	       required_wall(config, box->seccomp, "seccomp", filter.text, err);
}

/* A memfd is a file to RLIMIT_FSIZE: none may grow past the largest thing that is ever sent. */
static rlim_t largest_file(const struct limits *limits)
{
	return MAX(MAX(limits->part_bytes, limits->output_bytes), limits->message_bytes);
}

static bool limit_child(const struct limits *limits)
{
	rlim_t memory = LIMITS_ADDRESS_SPACE ? limits->job_memory_bytes : RLIM_INFINITY;
	rlim_t file = largest_file(limits);

	/* SIGXCPU at the soft limit tells the front "time", SIGKILL a second later does not ask. */
	return limit(RLIMIT_AS, memory, memory) &&
	       limit(RLIMIT_CPU, limits->job_cpu_seconds, limits->job_cpu_seconds + 1) &&
	       limit(RLIMIT_FSIZE, file, file) && limit(RLIMIT_NPROC, 0, 0);
}

bool sandbox_lock_child(const struct sandbox *box, const struct limits *limits)
{
	/* What stood for the nursery must stand for each child. */
	if (!limit_child(limits) && box->rlimits)
		return false;
	return !box->seccomp || sandbox_seccomp_install(&box->child_filter);
}
