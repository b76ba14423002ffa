/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Descriptors: short writes, seals, limits of what is read.
 */
#include "misogi/io.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

#define MUCH (300u << 10) /* more than a pipe holds */

START_TEST(closing_keeps_errno_and_forgets)
{
	int fd = dup(STDOUT_FILENO), copy = fd;

	errno = ENOSPC;
	fd_close(&fd);
	ck_assert_int_eq(fd, -1);
	ck_assert_int_eq(errno, ENOSPC);
	ck_assert_int_lt(fcntl(copy, F_GETFD), 0);
	fd_close(&fd);
}
END_TEST

START_TEST(stealing_hands_over)
{
	AUTO_FD fd = dup(STDOUT_FILENO);
	AUTO_FD taken = fd_steal(&fd);

	ck_assert_int_eq(fd, -1);
	ck_assert_int_ge(fcntl(taken, F_GETFD), 0);
}
END_TEST

/* Writes MUCH into a pipe that a child reads in small bites; the child tells whether all came. */
static void child_reads(int fd)
{
	char bite[1000];
	size_t have = 0;
	ssize_t n;

	while ((n = read(fd, bite, sizeof bite)) > 0) {
		for (ssize_t i = 0; i < n; i++)
			if (bite[i] != (char)((have + (size_t)i) % 251))
				_exit(1);
		have += (size_t)n;
	}
	_exit(have == MUCH ? 0 : 2);
}

START_TEST(writes_all_through_a_pipe)
{
	g_autofree char *bytes = g_malloc(MUCH);
	int pipes[2], status;

	for (size_t i = 0; i < MUCH; i++)
		bytes[i] = (char)(i % 251);
	ck_assert_int_eq(pipe2(pipes, O_CLOEXEC), 0);
	pid_t pid = fork();
	if (pid == 0) {
		close(pipes[1]);
		child_reads(pipes[0]);
	}
	close(pipes[0]);
	ck_assert(io_write_all(pipes[1], bytes, MUCH));
	close(pipes[1]);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
}
END_TEST

START_TEST(a_full_pipe_is_an_error_where_it_must_not_block)
{
	g_autofree char *bytes = g_malloc0(MUCH);
	int pipes[2];

	ck_assert_int_eq(pipe2(pipes, O_CLOEXEC | O_NONBLOCK), 0);
	ck_assert(!io_write_all(pipes[1], bytes, MUCH));
	ck_assert_int_eq(errno, EAGAIN);
	close(pipes[0]);
	close(pipes[1]);
}
END_TEST

START_TEST(reads_until_full_or_end)
{
	char buf[8] = "";
	int pipes[2];

	ck_assert_int_eq(pipe2(pipes, O_CLOEXEC), 0);
	pid_t pid = fork();
	if (pid == 0) {
		for (const char *p = "abcdef"; *p; p++)
			ck_assert(io_write_all(pipes[1], p, 1));
		_exit(0);
	}
	close(pipes[1]);
	ck_assert_int_eq(io_read_full(pipes[0], buf, 4), 4);
	ck_assert_mem_eq(buf, "abcd", 4);
	ck_assert_int_eq(io_read_full(pipes[0], buf, 4), 2);
	ck_assert_mem_eq(buf, "ef", 2);
	ck_assert_int_eq(io_read_full(pipes[0], buf, 4), 0);
	ck_assert_int_lt(io_read_full(-1, buf, 4), 0);
	waitpid(pid, NULL, 0);
	close(pipes[0]);
}
END_TEST

START_TEST(positioned_reads_and_writes)
{
	AUTO_FD fd = io_memfd("x");
	char buf[16];

	ck_assert(io_pwrite_all(fd, "world", 5, 6));
	ck_assert(io_pwrite_all(fd, "hello ", 6, 0));
	ck_assert_int_eq(io_pread_full(fd, buf, sizeof buf, 0), 11);
	ck_assert_mem_eq(buf, "hello world", 11);
	ck_assert_int_eq(io_pread_full(fd, buf, sizeof buf, 9), 2);
	ck_assert_int_eq(io_pread_full(fd, buf, sizeof buf, 99), 0);
	ck_assert(!io_pwrite_all(-1, "x", 1, 0));
}
END_TEST

START_TEST(only_regular_files_have_a_size)
{
	AUTO_FD fd = io_memfd_of("abc", 3);
	uint64_t size = 99;
	int pipes[2];

	ck_assert_int_eq(pipe2(pipes, O_CLOEXEC), 0);
	ck_assert(!io_size(pipes[0], &size));
	ck_assert(!io_size(-1, &size));
	ck_assert_uint_eq(size, 99);
	ck_assert(io_size(fd, &size));
	ck_assert_uint_eq(size, 3);
	close(pipes[0]);
	close(pipes[1]);
}
END_TEST

static const struct {
	uint64_t max;
	bool good;
} read_cases[] = { { 6, true }, { 5, true }, { 4, false }, { 0, false } };

START_TEST(reads_no_more_than_allowed)
{
	AUTO_FD fd = io_memfd_of("abcde", 5);
	struct err err = { 0 };
	g_autoptr(GBytes) got = io_read_bytes(fd, read_cases[_i].max, &err);

	ck_assert_int_eq(got != NULL, read_cases[_i].good);
	ck_assert_int_eq(err.scope, read_cases[_i].good ? SCOPE_OK : SCOPE_TEMP);
	if (got)
		ck_assert_mem_eq(g_bytes_get_data(got, NULL), "abcde", 5);
}
END_TEST

START_TEST(a_sealed_memfd_never_changes_again)
{
	AUTO_FD fd = io_memfd("x");

	ck_assert(io_write_all(fd, "abc", 3));
	ck_assert(!io_is_sealed(fd));
	ck_assert(io_seal(fd));
	ck_assert(io_is_sealed(fd));
	ck_assert_int_lt(pwrite(fd, "z", 1, 0), 0);
	ck_assert_int_lt(pwrite(fd, "z", 1, 3), 0);
	ck_assert_int_lt(ftruncate(fd, 1), 0);
	ck_assert_int_lt(ftruncate(fd, 100), 0);
	ck_assert_int_lt(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE), 0);
}
END_TEST

static const int half_seals[] = {
	F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK,
	F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SEAL,
	F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_SEAL,
	F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL,
	0,
};

START_TEST(three_seals_are_not_enough)
{
	AUTO_FD fd = io_memfd("x");

	if (half_seals[_i])
		ck_assert_int_eq(fcntl(fd, F_ADD_SEALS, half_seals[_i]), 0);
	ck_assert(!io_is_sealed(fd));
}
END_TEST

START_TEST(what_is_no_memfd_is_not_sealed)
{
	int pipes[2];

	ck_assert_int_eq(pipe2(pipes, O_CLOEXEC), 0);
	ck_assert(!io_is_sealed(pipes[0]));
	ck_assert(!io_is_sealed(-1));
	close(pipes[0]);
	close(pipes[1]);
}
END_TEST

START_TEST(memfds_are_close_on_exec)
{
	AUTO_FD fd = io_memfd_of("abc", 3);

	ck_assert_int_eq(fcntl(fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
	ck_assert(io_is_sealed(fd));
}
END_TEST

START_TEST(a_temporary_file_has_no_name)
{
	g_autofree char *directory = g_dir_make_tmp("misogi-XXXXXX", NULL);
	AUTO_FD fd = io_tmpfile(directory);

	ck_assert_int_ge(fd, 0);
	ck_assert(io_write_all(fd, "abc", 3));
	ck_assert_int_eq(fcntl(fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
	/* rmdir() succeeds only when nothing is left in it. */
	ck_assert_int_eq(rmdir(directory), 0);
	ck_assert_int_lt(io_tmpfile(directory), 0);
}
END_TEST

START_TEST(the_clock_runs_forward)
{
	int64_t before = io_now_ms();

	g_usleep(3000);
	ck_assert_int_gt(io_now_ms(), before);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, closing_keeps_errno_and_forgets);
	tcase_add_test(t, stealing_hands_over);
	tcase_add_test(t, writes_all_through_a_pipe);
	tcase_add_test(t, a_full_pipe_is_an_error_where_it_must_not_block);
	tcase_add_test(t, reads_until_full_or_end);
	tcase_add_test(t, positioned_reads_and_writes);
	tcase_add_test(t, only_regular_files_have_a_size);
	tcase_add_loop_test(t, reads_no_more_than_allowed, 0, G_N_ELEMENTS(read_cases));
	tcase_add_test(t, a_sealed_memfd_never_changes_again);
	tcase_add_loop_test(t, three_seals_are_not_enough, 0, G_N_ELEMENTS(half_seals));
	tcase_add_test(t, what_is_no_memfd_is_not_sealed);
	tcase_add_test(t, memfds_are_close_on_exec);
	tcase_add_test(t, a_temporary_file_has_no_name);
	tcase_add_test(t, the_clock_runs_forward);
}

UNIT_MAIN("lib/io", add)
