/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sandbox_seccomp.c: the wall that must stand: the list of system calls.
 *
 * One line a call: who may make it and why. What asks for the outside world
 * is refused with an errno, so that a library that only probes goes on; what
 * only an attacker asks for kills; what is not listed does not exist
 * (ENOSYS). A child runs under both lists, the nursery's and its own.
 * Tests: tests/sandbox/, which runs into the walls.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <linux/seccomp.h>
#include <unistd.h>

#include "misogi/io.h"
#include "sandbox.h"

typedef void scmp_filter_t;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(scmp_filter_t, seccomp_release)

enum who { NURSERY = 1, CHILD = 2, BOTH = 3 };

struct call {
	int nr;
	enum who who;
	uint32_t action;
	unsigned n_conditions;
	struct scmp_arg_cmp conditions[2];
};

#define ALLOW(who, name)                                                                           \
	{                                                                                          \
		SCMP_SYS(name), who, SCMP_ACT_ALLOW, 0,                                            \
		{                                                                                  \
			{                                                                          \
				0                                                                  \
			}                                                                          \
		}                                                                                  \
	}
#define ALLOW_IF(who, name, ...)                                                                   \
	{                                                                                          \
		SCMP_SYS(name), who, SCMP_ACT_ALLOW, 1,                                            \
		{                                                                                  \
			__VA_ARGS__                                                                \
		}                                                                                  \
	}
#define ALLOW_IF2(who, name, ...)                                                                  \
	{                                                                                          \
		SCMP_SYS(name), who, SCMP_ACT_ALLOW, 2,                                            \
		{                                                                                  \
			__VA_ARGS__                                                                \
		}                                                                                  \
	}
#define REFUSE(who, name, error)                                                                   \
	{                                                                                          \
		SCMP_SYS(name), who, SCMP_ACT_ERRNO(error), 0,                                     \
		{                                                                                  \
			{                                                                          \
				0                                                                  \
			}                                                                          \
		}                                                                                  \
	}
#define KILL(who, name)                                                                            \
	{                                                                                          \
		SCMP_SYS(name), who, SCMP_ACT_KILL_PROCESS, 0,                                     \
		{                                                                                  \
			{                                                                          \
				0                                                                  \
			}                                                                          \
		}                                                                                  \
	}
#define KILL_IF(who, name, ...)                                                                    \
	{                                                                                          \
		SCMP_SYS(name), who, SCMP_ACT_KILL_PROCESS, 1,                                     \
		{                                                                                  \
			__VA_ARGS__                                                                \
		}                                                                                  \
	}

/* clang-format off */
#define EQUALS(arg, value) SCMP_CMP64(arg, SCMP_CMP_EQ, value)
#define HAS_BITS(arg, bits) SCMP_CMP64(arg, SCMP_CMP_MASKED_EQ, bits, bits)
#define LACKS_BITS(arg, bits) SCMP_CMP64(arg, SCMP_CMP_MASKED_EQ, bits, 0)

/* A plain fork has none of these. */
#define CLONE_MORE_THAN_FORK                                                                  \
	((uint64_t)(CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD |        \
		    CLONE_PTRACE | CLONE_PARENT | CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | \
		    CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWCGROUP))

static const struct call calls[] = {
	/* reading and writing what is open already */
	ALLOW(BOTH, read),
	ALLOW(BOTH, readv),
	ALLOW(BOTH, pread64),
	ALLOW(BOTH, write),
	ALLOW(BOTH, writev),
	ALLOW(BOTH, pwrite64),
	ALLOW(BOTH, lseek),
	ALLOW(BOTH, close),
	ALLOW(BOTH, fstat),
	ALLOW_IF(BOTH, newfstatat, HAS_BITS(3, AT_EMPTY_PATH)), /* glibc's fstat() */
	ALLOW(BOTH, recvmsg),   /* frames */
	ALLOW(BOTH, sendmsg),   /* frames, with the descriptor of a leaf or the body */
	ALLOW(BOTH, poll),      /* time limits of frames; the nursery's loop */
	ALLOW(BOTH, ppoll),     /* poll() where the processor has only this one */

	/* leaves and the body: memfds, filled, sealed, sent */
	ALLOW(BOTH, memfd_create),
	ALLOW(BOTH, ftruncate),
	ALLOW(BOTH, fallocate),
	ALLOW(BOTH, fsync), /* GMime flushes its streams */
	ALLOW_IF(BOTH, fcntl, EQUALS(1, F_ADD_SEALS)),
	ALLOW_IF(BOTH, fcntl, EQUALS(1, F_GET_SEALS)),
	ALLOW_IF(BOTH, fcntl, EQUALS(1, F_GETFL)),
	ALLOW_IF(BOTH, fcntl, EQUALS(1, F_GETFD)),
	ALLOW_IF(BOTH, fcntl, EQUALS(1, F_SETFD)),
	ALLOW_IF(BOTH, fcntl, EQUALS(1, F_DUPFD_CLOEXEC)),
	ALLOW(BOTH, dup), /* GMime's streams close what they are given */

	/* memory, never executable */
	ALLOW(BOTH, brk),
	ALLOW_IF(BOTH, mmap, LACKS_BITS(2, PROT_EXEC)),
	KILL_IF(BOTH, mmap, HAS_BITS(2, PROT_EXEC)),
	ALLOW_IF(BOTH, mprotect, LACKS_BITS(2, PROT_EXEC)),
	KILL_IF(BOTH, mprotect, HAS_BITS(2, PROT_EXEC)),
	ALLOW(BOTH, munmap),
	ALLOW(BOTH, mremap),
	ALLOW(BOTH, madvise),

	/* what libc does on the way */
	ALLOW(BOTH, futex),           /* locks of libc and GLib */
	ALLOW(BOTH, getrandom),       /* seeds of hash tables */
	ALLOW(BOTH, clock_gettime),   /* where the vDSO has no clock */
	ALLOW(BOTH, gettimeofday),    /* the same */
	ALLOW(BOTH, clock_nanosleep), /* back-off in libc */
	ALLOW(BOTH, getpid),
	ALLOW(BOTH, gettid),
	ALLOW(BOTH, sysinfo),         /* qsort() asks how much memory there is */
	ALLOW(BOTH, sched_yield),
	ALLOW(BOTH, rt_sigreturn),
	ALLOW(BOTH, rt_sigprocmask),  /* fork() and abort() */
	ALLOW(BOTH, rt_sigaction),    /* abort() */
	ALLOW(BOTH, exit),
	ALLOW(BOTH, exit_group),
	ALLOW(BOTH, restart_syscall), /* poll() after a stop and continue */

	/* bearing children */
	ALLOW_IF(NURSERY, clone, LACKS_BITS(0, CLONE_MORE_THAN_FORK)),
	ALLOW(NURSERY, fork),            /* where libc uses it */
	ALLOW(NURSERY, set_robust_list), /* libc in the newborn */
	ALLOW(NURSERY, getppid),         /* the newborn: is the nursery still there? */
	ALLOW(NURSERY, wait4),
	ALLOW_IF2(NURSERY, kill, LACKS_BITS(0, 0x80000000u), EQUALS(1, SIGKILL)),
	ALLOW(NURSERY, dup2),            /* the newborn: its socket becomes descriptor 3 */
	ALLOW(NURSERY, dup3),
	ALLOW(NURSERY, close_range),     /* the newborn: everything else is closed */
	ALLOW(NURSERY, setrlimit),       /* the newborn: its own limits */
	ALLOW(NURSERY, prlimit64),       /* setrlimit() in libc's words */
	ALLOW_IF(NURSERY, prctl, EQUALS(0, PR_SET_PDEATHSIG)),
	ALLOW_IF(NURSERY, seccomp, EQUALS(0, SECCOMP_SET_MODE_FILTER)), /* the newborn's own list */

	/* asking for files: refused, since libraries probe */
	REFUSE(BOTH, open, EACCES),
	REFUSE(BOTH, openat, EACCES),
	REFUSE(BOTH, openat2, EACCES),
	REFUSE(BOTH, creat, EACCES),
	REFUSE(BOTH, access, EACCES),
	REFUSE(BOTH, faccessat, EACCES),
	REFUSE(BOTH, faccessat2, EACCES),
	REFUSE(BOTH, stat, EACCES),
	REFUSE(BOTH, lstat, EACCES),
	REFUSE(BOTH, statx, EACCES),
	REFUSE(BOTH, readlink, EACCES),
	REFUSE(BOTH, readlinkat, EACCES),
	REFUSE(BOTH, getcwd, EACCES),
	REFUSE(BOTH, ioctl, ENOTTY),     /* isatty() */

	/* the network */
	KILL(BOTH, socket),
	KILL(BOTH, socketpair),
	KILL(BOTH, connect),
	KILL(BOTH, bind),
	KILL(BOTH, listen),
	KILL(BOTH, accept),
	KILL(BOTH, accept4),

	/* other programs and processes */
	KILL(BOTH, execve),
	KILL(BOTH, execveat),
	KILL(CHILD, fork),
	KILL(BOTH, vfork),
	KILL(CHILD, clone),
	KILL(CHILD, clone3),
	KILL(BOTH, ptrace),
	KILL(BOTH, process_vm_readv),
	KILL(BOTH, process_vm_writev),
	KILL(CHILD, kill),
	KILL(BOTH, tkill),
	KILL(BOTH, tgkill),
	KILL(BOTH, rt_sigqueueinfo),
	KILL(BOTH, rt_tgsigqueueinfo),
	KILL(BOTH, pidfd_open),
	KILL(BOTH, pidfd_getfd),
	KILL(BOTH, pidfd_send_signal),
	KILL(CHILD, prctl),
	KILL(CHILD, seccomp),

	/* the kernel's wide open doors */
	KILL(BOTH, bpf),
	KILL(BOTH, perf_event_open),
	KILL(BOTH, userfaultfd),
	KILL(BOTH, io_uring_setup),
	KILL(BOTH, io_uring_enter),
	KILL(BOTH, io_uring_register),
	KILL(BOTH, keyctl),
	KILL(BOTH, add_key),
	KILL(BOTH, request_key),
	KILL(BOTH, mount),
	KILL(BOTH, umount2),
	KILL(BOTH, move_mount),
	KILL(BOTH, open_tree),
	KILL(BOTH, fsopen),
	KILL(BOTH, pivot_root),
	KILL(BOTH, chroot),
	KILL(BOTH, unshare),
	KILL(BOTH, setns),
	KILL(BOTH, open_by_handle_at),
	KILL(BOTH, init_module),
	KILL(BOTH, finit_module),
	KILL(BOTH, delete_module),
	KILL(BOTH, kexec_load),
	KILL(BOTH, reboot),
	KILL(BOTH, setuid),
	KILL(BOTH, setgid),
	KILL(BOTH, setreuid),
	KILL(BOTH, setregid),
	KILL(BOTH, setresuid),
	KILL(BOTH, setresgid),
	KILL(BOTH, setgroups),
	KILL(BOTH, capset),
	KILL(BOTH, personality),
	KILL(BOTH, modify_ldt),

#ifdef MISOGI_SANITIZED
	ALLOW(BOTH, sigaltstack),
	ALLOW(BOTH, sched_getaffinity),
	ALLOW(CHILD, prlimit64),
	ALLOW(CHILD, getrlimit),
#endif
};
/* clang-format on */

static scmp_filter_ctx filter_of(enum who who, struct err *err)
{
	g_autoptr(scmp_filter_t) filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
	if (!filter) {
		err_set(err, SCOPE_TEMP, REASON_SANDBOX, "no memory for a seccomp filter");
		return NULL;
	}
	seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
	/* A binary tree instead of a long chain: some calls are many. */
	seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	for (size_t i = 0; i < G_N_ELEMENTS(calls); i++) {
		const struct call *c = &calls[i];
		if (!(c->who & who))
			continue;
		int r = seccomp_rule_add_array(filter, c->action, c->nr, c->n_conditions,
					       c->conditions);
		if (r < 0) {
			err_set(err, SCOPE_TEMP, REASON_SANDBOX, "seccomp rule for call %d: %s",
				c->nr, g_strerror(-r));
			return NULL;
		}
	}
	return g_steal_pointer(&filter);
}

bool sandbox_seccomp_nursery(struct err *err)
{
	g_autoptr(scmp_filter_t) filter = filter_of(NURSERY, err);
	if (!filter)
		return false;
	int r = seccomp_load(filter);
	if (r < 0)
		return err_set(err, SCOPE_TEMP, REASON_SANDBOX, "the kernel refuses it: %s",
			       g_strerror(-r));
	return true;
}

bool sandbox_seccomp_child(struct sock_fprog *program, struct err *err)
{
	g_autoptr(scmp_filter_t) filter = filter_of(CHILD, err);
	if (!filter)
		return false;
	AUTO_FD fd = io_memfd("filter");
	uint64_t size;
	if (fd < 0 || seccomp_export_bpf(filter, fd) < 0 || !io_size(fd, &size))
		return err_errno(err, REASON_SANDBOX, "seccomp filter of the children");
	size_t count = (size_t)size / sizeof(struct sock_filter);
	if (count == 0 || count > BPF_MAXINSNS)
		return err_set(err, SCOPE_TEMP, REASON_SANDBOX, "seccomp filter of %zu steps",
			       count);
	struct sock_filter *steps = g_new(struct sock_filter, count);
	if (io_pread_full(fd, steps, (size_t)size, 0) != (ssize_t)size) {
		g_free(steps);
		return err_errno(err, REASON_SANDBOX, "seccomp filter of the children");
	}
	*program = (struct sock_fprog){ .len = (unsigned short)count, .filter = steps };
	return true;
}

bool sandbox_seccomp_install(const struct sock_fprog *program)
{
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, program) == 0;
}
