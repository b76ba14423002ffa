/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The log: levels, prefixes, one line for one event. Standard error of the
 * test's own process (Check forks) is a file that is read back.
 */
#include "misogi/log.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "misogi/io.h"
#include "unit.h"

static int captured = -1;

static void capture(void)
{
	captured = io_memfd("log");
	ck_assert_int_ge(captured, 0);
	ck_assert_int_eq(dup2(captured, STDERR_FILENO), STDERR_FILENO);
	g_unsetenv("JOURNAL_STREAM");
}

static char *written(void)
{
	g_autoptr(GBytes) bytes = io_read_bytes(captured, 1 << 20, NULL);
	size_t n;
	const char *data = g_bytes_get_data(bytes, &n);

	return g_strndup(data, n);
}

static void one_of_each(void)
{
	log_write(LOG_LEVEL_ERROR, "e");
	log_write(LOG_LEVEL_WARNING, "w");
	log_write(LOG_LEVEL_INFO, "i");
	log_write(LOG_LEVEL_DEBUG, "d");
}

static const struct {
	const char *level;
	bool warning, info, debug;
} levels[] = {
	{ "error", false, false, false }, { "warning", true, false, false },
	{ "info", true, true, false },	  { "debug", true, true, true },
	{ "loud", true, true, false },	  { NULL, true, true, false },
};

START_TEST(level_chooses_what_is_written)
{
	capture();
	log_open("prog", levels[_i].level);
	one_of_each();
	long pid = (long)getpid();
	g_autoptr(GString) want = g_string_new(NULL);
	g_string_append_printf(want, "prog[%ld]: error: e\n", pid);
	if (levels[_i].warning)
		g_string_append_printf(want, "prog[%ld]: warning: w\n", pid);
	if (levels[_i].info)
		g_string_append_printf(want, "prog[%ld]: i\n", pid);
	if (levels[_i].debug)
		g_string_append_printf(want, "prog[%ld]: debug: d\n", pid);
	g_autofree char *got = written();
	ck_assert_str_eq(got, want->str);
}
END_TEST

START_TEST(journald_gets_its_prefixes)
{
	struct stat st;

	capture();
	fstat(STDERR_FILENO, &st);
	g_autofree char *stream =
		g_strdup_printf("%lu:%lu", (unsigned long)st.st_dev, (unsigned long)st.st_ino);
	g_setenv("JOURNAL_STREAM", stream, TRUE);
	log_open("prog", "debug");
	one_of_each();
	g_autofree char *got = written();
	ck_assert_str_eq(got, "<3>e\n<4>w\n<6>i\n<7>d\n");
}
END_TEST

START_TEST(another_journal_stream_is_not_ours)
{
	capture();
	g_setenv("JOURNAL_STREAM", "1:2", TRUE);
	log_open("prog", "info");
	log_write(LOG_LEVEL_INFO, "x");
	g_autofree char *got = written();
	ck_assert(g_str_has_prefix(got, "prog["));
}
END_TEST

START_TEST(a_line_break_cannot_forge_a_line)
{
	capture();
	log_open("prog", "info");
	log_write(LOG_LEVEL_INFO, "%s", "a\r\nprog[1]: forged");
	g_autofree char *got = written();
	ck_assert_ptr_eq(strchr(got, '\r'), NULL);
	ck_assert_ptr_eq(strchr(got, '\n'), got + strlen(got) - 1);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, level_chooses_what_is_written, 0, G_N_ELEMENTS(levels));
	tcase_add_test(t, journald_gets_its_prefixes);
	tcase_add_test(t, another_journal_stream_is_not_ours);
	tcase_add_test(t, a_line_break_cannot_forge_a_line);
}

UNIT_MAIN("lib/log", add)
