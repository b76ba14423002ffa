/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_spool.c: whatever the sizes of the pieces, what comes out is what went
 * in; past limit spool_memory it stands in a file without a name.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "misogi/front.h"
#include "misogi/io.h"
#include "unit.h"

#define MEMORY 100000u

static char *directory;

static void setup(void)
{
	directory = g_dir_make_tmp("misogi-spool-XXXXXX", NULL);
}

static void teardown(void)
{
	ck_assert_msg(rmdir(directory) == 0, "something is left in the spool directory");
	g_free(directory);
}

static struct spool *new_spool(const char *where)
{
	struct config c = { .spool_directory = (char *)where, .limits = limits_default() };

	c.limits.spool_memory = MEMORY;
	return spool_new(&c);
}

static const struct {
	const char *name;
	size_t piece, total;
	bool in_file;
} cases[] = {
	{ "nothing", 1, 0, false },
	{ "one byte", 1, 1, false },
	{ "byte by byte", 1, 40000, false },
	{ "header lines", 70, 90000, false },
	{ "exactly what memory takes", 1000, MEMORY, false },
	{ "one byte more than memory takes", 1, MEMORY + 1, true },
	{ "milter chunks", 65535, 1000000, true },
	{ "all at once", 1000000, 1000000, true },
};

static bool is_file(int fd)
{
	g_autofree char *link = g_strdup_printf("/proc/self/fd/%d", fd);
	g_autofree char *name = g_file_read_link(link, NULL);

	return name && g_str_has_prefix(name, directory);
}

START_TEST(gives_back_what_it_got)
{
	size_t total = cases[_i].total;
	g_autofree char *bytes = g_malloc(total + 1), *back = g_malloc(total + 2);
	struct spool *s = new_spool(directory);

	for (size_t i = 0; i < total; i++)
		bytes[i] = (char)(i * 31 + i / 251);
	for (size_t at = 0; at < total; at += cases[_i].piece)
		ck_assert(spool_write(s, bytes + at, MIN(cases[_i].piece, total - at)));
	ck_assert_uint_eq(spool_size(s), total);
	int fd = spool_fd(s);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(io_pread_full(fd, back, total + 1, 0), (int)total);
	ck_assert_msg(memcmp(bytes, back, total) == 0, "%s: other bytes", cases[_i].name);
	ck_assert_msg(is_file(fd) == cases[_i].in_file, "%s: in the wrong place", cases[_i].name);
	spool_free(s);
}
END_TEST

START_TEST(fails_when_the_directory_is_missing)
{
	struct spool *s = new_spool("/nonexistent/spool");
	g_autofree char *bytes = g_malloc0(MEMORY + 1);

	ck_assert(!spool_write(s, bytes, MEMORY + 1));
	ck_assert_int_eq(errno, ENOENT);
	spool_free(s);
}
END_TEST

START_TEST(can_go_on_after_a_look)
{
	struct spool *s = new_spool(directory);
	char back[7] = "";

	ck_assert(spool_write(s, "abc", 3));
	ck_assert_int_ge(spool_fd(s), 0);
	ck_assert(spool_write(s, "def", 3));
	ck_assert_int_eq(io_pread_full(spool_fd(s), back, 6, 0), 6);
	ck_assert_str_eq(back, "abcdef");
	spool_free(s);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, gives_back_what_it_got, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, fails_when_the_directory_is_missing);
	tcase_add_test(t, can_go_on_after_a_look);
}

UNIT_MAIN("spool", add_tests)
