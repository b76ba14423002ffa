/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_listener.c: modes, stale sockets, living neighbours, TCP_NODELAY,
 * sockets given by number.
 */
#include "unit.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "misogi/io.h"

#include "listener.h"

static char *directory, *path, *address;

static void set_up(void)
{
	directory = g_dir_make_tmp("misogi-test-XXXXXX", NULL);
	path = g_build_filename(directory, "s", NULL);
	address = g_strconcat("unix:", path, NULL);
}

static void tear_down(void)
{
	unlink(path);
	rmdir(directory);
	g_free(directory);
	g_free(path);
	g_free(address);
}

static const unsigned modes[] = { 0600, 0660, 0666 };

START_TEST(gives_a_unix_socket_its_mode_whatever_the_umask)
{
	struct err err = { 0 };
	struct stat st;
	mode_t old = umask(0077);
	AUTO_FD fd = listener_open(address, modes[_i], &err);

	umask(old);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, modes[_i]);
}
END_TEST

START_TEST(removes_a_stale_socket)
{
	struct err err = { 0 };
	int first = listener_open(address, 0600, &err);

	close(first); /* as after a kill -9: the name stays */
	ck_assert_int_eq(access(path, F_OK), 0);
	AUTO_FD fd = listener_open(address, 0600, &err);
	ck_assert_int_ge(fd, 0);
}
END_TEST

START_TEST(leaves_a_living_neighbour_alone)
{
	struct err err = { 0 };
	AUTO_FD first = listener_open(address, 0600, &err);
	AUTO_FD second = listener_open(address, 0600, &err);

	ck_assert_int_ge(first, 0);
	ck_assert_int_lt(second, 0);
	ck_assert_ptr_nonnull(strstr(err.text, "another process"));
}
END_TEST

START_TEST(never_removes_what_is_no_socket)
{
	struct err err = { 0 };

	ck_assert(g_file_set_contents(path, "precious", -1, NULL));
	ck_assert_int_lt(listener_open(address, 0600, &err), 0);
	ck_assert_int_eq(access(path, F_OK), 0);
}
END_TEST

START_TEST(sets_nodelay_on_tcp)
{
	struct err err = { 0 };
	AUTO_FD fd = listener_open("inet:0@127.0.0.1", 0, &err);
	int on = 0;
	socklen_t size = sizeof(on);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(getsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, &size), 0);
	ck_assert_int_ne(on, 0);
}
END_TEST

START_TEST(takes_a_listening_descriptor_by_number)
{
	struct err err = { 0 };
	AUTO_FD fd = listener_open(address, 0600, &err);
	g_autofree char *by_number = g_strdup_printf("fd:%d", fd);

	ck_assert_int_eq(listener_open(by_number, 0, &err), fd);
}
END_TEST

static const char *const bad[] = { "fd:0",	"fd:x",
				   "fd:999999", "inet:1",
				   "/path",	"inet:x@127.0.0.1",
				   "",		"unix:/nonexistent/d/s" };

START_TEST(refuses_addresses_that_are_none)
{
	struct err err = { 0 };

	ck_assert_msg(listener_open(bad[_i], 0600, &err) < 0, "%s was taken", bad[_i]);
	ck_assert_str_ne(err.text, "");
}
END_TEST

START_TEST(refuses_a_path_that_is_too_long)
{
	g_autofree char *long_name = g_strnfill(200, 'a');
	g_autofree char *too_long = g_strconcat("unix:/tmp/", long_name, NULL);
	struct err err = { 0 };

	ck_assert_int_lt(listener_open(too_long, 0600, &err), 0);
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, gives_a_unix_socket_its_mode_whatever_the_umask, 0,
			    G_N_ELEMENTS(modes));
	tcase_add_test(tc, removes_a_stale_socket);
	tcase_add_test(tc, leaves_a_living_neighbour_alone);
	tcase_add_test(tc, never_removes_what_is_no_socket);
	tcase_add_test(tc, sets_nodelay_on_tcp);
	tcase_add_test(tc, takes_a_listening_descriptor_by_number);
	tcase_add_loop_test(tc, refuses_addresses_that_are_none, 0, G_N_ELEMENTS(bad));
	tcase_add_test(tc, refuses_a_path_that_is_too_long);
}

UNIT_MAIN("milter/listener", add_tests)
