/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * evil_walls.c: deeds that run into a wall of the cage, or die. A deed that
 * is refused with an errno answers with its name; one that is let through
 * answers "ALLOWED", which no test wants.
 */
#include "evil.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "misogi/io.h"

/* DEED(name, expression): evaluates, and reports how it went. */
#define DEED(name, expression)                                                                     \
	static void name(struct evil *e)                                                           \
	{                                                                                          \
		long r = (long)(expression);                                                       \
		evil_report(e, r < 0 && r != 0 ? errno : 0);                                       \
	}

static char page[4096];

DEED(open_passwd, open("/etc/passwd", O_RDONLY))
DEED(open_old, syscall(SYS_open, "/etc/passwd", O_RDONLY))
DEED(open_own_memory, open("/proc/self/mem", O_RDWR))
DEED(open_mail_writable, open("/proc/self/fd/4", O_RDWR))
DEED(create_file, open("/tmp/misogi-evil", O_CREAT | O_WRONLY, 0600))
DEED(stat_file, syscall(SYS_stat, "/etc/passwd", page))
DEED(read_link, readlink("/proc/self/exe", page, sizeof page))
DEED(unlink_file, unlink("/tmp/misogi-evil"))
DEED(terminal_input, syscall(SYS_ioctl, 2, 0x5412, "x"))
DEED(no_such_call, syscall(999))
DEED(write_mail, pwrite(e->message_fd, "x", 1, 0))
DEED(cut_mail, ftruncate(e->message_fd, 0))
DEED(set_owner, fcntl(e->sock, F_SETOWN, 1))
DEED(more_files, syscall(SYS_prlimit64, 0, 7, NULL, page))
DEED(talk_elsewhere, syscall(SYS_sendto, e->sock, "x", 1, 0, NULL, 0))
DEED(make_socket, socket(AF_INET, SOCK_STREAM, 0))
DEED(make_unix_socket, socket(AF_UNIX, SOCK_STREAM, 0))
DEED(make_pair, socketpair(AF_UNIX, SOCK_STREAM, 0, (int *)(void *)page))
DEED(connect_out, syscall(SYS_connect, e->sock, page, 16))
DEED(bind_socket, syscall(SYS_bind, e->sock, page, 16))
DEED(exec_shell, syscall(SYS_execve, "/bin/sh", NULL, NULL))
DEED(exec_at, syscall(SYS_execveat, e->message_fd, "", NULL, NULL, AT_EMPTY_PATH))
DEED(fork_child, fork())
DEED(vfork_child, syscall(SYS_vfork))
DEED(make_thread, syscall(SYS_clone, CLONE_VM | CLONE_THREAD | CLONE_SIGHAND, NULL, 0, 0, 0))
DEED(clone_new, syscall(SYS_clone3, page, 64))
DEED(trace_parent, ptrace(PTRACE_ATTACH, getpid() - 1, 0, 0))
DEED(read_others, syscall(SYS_process_vm_readv, getpid() - 1, page, 1, page, 1, 0))
DEED(kill_group, kill(0, SIGKILL))
DEED(kill_parent, kill(getpid() - 1, SIGTERM))
DEED(kill_thread, syscall(SYS_tgkill, getpid() - 1, getpid() - 1, SIGTERM))
DEED(map_code, (long)mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
DEED(make_code, mprotect((void *)((uintptr_t)page & ~4095ul), 4096, PROT_READ | PROT_EXEC))
DEED(load_bpf, syscall(SYS_bpf, BPF_PROG_LOAD, page, 48))
DEED(io_uring, syscall(SYS_io_uring_setup, 1, page))
DEED(user_fault, syscall(SYS_userfaultfd, 0))
DEED(new_namespace, unshare(CLONE_NEWUSER))
DEED(mount_something, syscall(SYS_mount, "none", "/", "tmpfs", 0, NULL))
DEED(change_root, chroot("/"))
DEED(become_root, setuid(0))
DEED(set_dumpable, prctl(PR_SET_DUMPABLE, 1))
DEED(other_filter, syscall(SYS_seccomp, 1, 0, page))
DEED(use_keys, syscall(SYS_keyctl, 0, 0))
DEED(measure, syscall(SYS_perf_event_open, page, 0, -1, -1, 0))
DEED(open_process, syscall(SYS_pidfd_open, 1, 0))

#ifdef __x86_64__
/* The same calls through the other doors of the same processor. */
static void old_gate(struct evil *e)
{
	long r;
	__asm__ volatile("int $0x80" : "=a"(r) : "a"(359L), "b"(1L), "c"(1L), "d"(0L) : "memory");
	evil_report(e, r < 0 ? (int)-r : 0);
}
DEED(x32_gate, syscall(0x40000000 | 41, AF_INET, SOCK_STREAM, 0))
#endif

/* ---- what limits must stop ---- */

static void fork_bomb(struct evil *e)
{
	for (;;)
		if (fork() < 0)
			evil_report(e, errno);
}

static void memory_bomb(struct evil *e)
{
	size_t step = 1 << 20, eaten = 0;
	void *p;

	while ((p = malloc(step)) != NULL && eaten < 2ull * e->limits->job_memory_bytes)
		eaten += memset(p, 1, step) != NULL ? step : 0;
	evil_report(e, p ? 0 : ENOMEM);
}

static void file_bomb(struct evil *e)
{
	int fd = io_memfd("bomb");

	while (write(fd, page, sizeof page) > 0)
		continue;
	evil_report(e, errno);
}

static void endless_loop(struct evil *e)
{
	for (volatile unsigned i = 0;; i++)
		(void)e;
}

static void endless_loop_deaf(struct evil *e)
{
	signal(SIGXCPU, SIG_IGN);
	endless_loop(e);
}

static void sleep_for_ever(struct evil *e)
{
	(void)e;
	for (;;)
		clock_nanosleep(CLOCK_MONOTONIC, 0, &(struct timespec){ .tv_sec = 100 }, NULL);
}

static void close_and_sleep(struct evil *e)
{
	close(e->sock);
	sleep_for_ever(e);
}

/* ---- deaths ---- */

static void die_segv(struct evil *e)
{
	*(volatile int *)(uintptr_t)(e->raw_size * 0) = 1;
}

static void die_bus(struct evil *e)
{
	volatile char *p = mmap(NULL, 8192, PROT_READ, MAP_PRIVATE, e->message_fd, 0);

	evil_report(e, p[4096]);
}

static void die_ill(struct evil *e)
{
	(void)e;
	__builtin_trap();
}

static void die_fpe(struct evil *e)
{
#ifdef __x86_64__
	int q = 1, r = 0;
	__asm__ volatile("idivl %2" : "+a"(q), "+d"(r) : "r"(e->sock * 0));
#else
	(void)e;
	__builtin_trap();
#endif
}

static void die_abort(struct evil *e)
{
	(void)e;
	abort();
}

static void die_stack(struct evil *e)
{
	volatile char room[65536];

	room[0] = e->deed[0];
	if (room[0])
		die_stack(e);
	room[1] = room[0];
}

static void die_quietly(struct evil *e)
{
	(void)e;
	_exit(0);
}

static void die_badly(struct evil *e)
{
	(void)e;
	_exit(3);
}

static void die_first(struct evil *e)
{
	if (*evil_births == 1)
		_exit(1);
	evil_answer(e, evil_good("second"));
}

/* clang-format off */
const struct evil_deed evil_walls[] = {
#define D(name) { #name, name }
	D(open_passwd),	      D(open_old),	  D(open_own_memory), D(open_mail_writable),
	D(create_file),	      D(stat_file),	  D(read_link),	      D(unlink_file),
	D(terminal_input),    D(no_such_call),	  D(write_mail),      D(cut_mail),
	D(set_owner),	      D(more_files),	  D(talk_elsewhere),  D(make_socket),
	D(make_unix_socket),  D(make_pair),	  D(connect_out),     D(bind_socket),
	D(exec_shell),	      D(exec_at),	  D(fork_child),      D(vfork_child),
	D(make_thread),	      D(clone_new),	  D(trace_parent),    D(read_others),
	D(kill_group),	      D(kill_parent),	  D(kill_thread),     D(map_code),
	D(make_code),	      D(load_bpf),	  D(io_uring),	      D(user_fault),
	D(new_namespace),     D(mount_something), D(change_root),     D(become_root),
	D(set_dumpable),      D(other_filter),	  D(use_keys),	      D(measure),
	D(open_process),
#ifdef __x86_64__
	D(old_gate),	      D(x32_gate),
#endif
	D(fork_bomb),	      D(memory_bomb),	  D(file_bomb),	      D(endless_loop),
	D(endless_loop_deaf), D(sleep_for_ever),  D(close_and_sleep), D(die_segv),
	D(die_bus),	      D(die_ill),	  D(die_fpe),	      D(die_abort),
	D(die_stack),	      D(die_quietly),	  D(die_badly),	      D(die_first),
	{ NULL, NULL },
};
