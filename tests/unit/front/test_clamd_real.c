/* SPDX-License-Identifier: BSD-2-Clause */
/* A real clamd with a tiny database: does it speak as clamd.c believes, and does the canary tell?
 */
#include "unit.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "clamd_io.h"
#include "misogi/clamd.h"
#include "misogi/io.h"

struct real {
	char *dir, *address;
};

/* Starts tools/private-clamd.sh with a line or two added to its settings (NULL: none). */
static struct real start2(const char *line, const char *second)
{
	struct real r = { .dir = g_dir_make_tmp("misogi-clamd-XXXXXX", NULL) };
	r.address = g_strdup_printf("unix:%s/clamd.sock", r.dir);
	const char *argv[] = { "tools/private-clamd.sh", r.dir, line, second, NULL };
	int status = -1;
	ck_assert(g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, 0, NULL, NULL, NULL, NULL,
			       &status, NULL));
	ck_assert_int_eq(status, 0);
	return r;
}

static struct real start(const char *line)
{
	return start2(line, NULL);
}

static void stop(struct real *r)
{
	g_autofree char *line =
		g_strdup_printf("tools/private-clamd.sh --stop %s; rm -rf %s", r->dir, r->dir);
	ck_assert_int_eq(system(line), 0);
	g_free(r->dir);
	g_free(r->address);
}

/* clamd's word of ${bytes}: "clean", "infected NAME" … Caller frees. */
static char *word(const char *address, const void *bytes, size_t n)
{
	struct err err = { 0 };
	struct clamd_answer a;
	AUTO_FD fd = io_memfd_of(bytes, n);
	struct clamd_session *s = clamd_open(address, 5000, &err);
	ck_assert_msg(s && clamd_send(s, fd, 9, 5000, &err), "%s", err.text);
	int got = clamd_receive(s, &a, 20000, &err);
	clamd_close(s);
	if (got != 1)
		return g_strdup(got == 0 ? "silence" : err.text);
	return g_strdup_printf("%s %s%s", word_of(VOCABULARY_SCAN, (int)a.answer), a.word,
			       a.limit ? " limit" : "");
}

static char *eicar(void)
{
	/* Put together here, so that this file is not taken for it. */
	return g_strconcat("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD", "-ANTIVIRUS-TEST-FILE!",
			   "$H+H*", NULL);
}

START_TEST(speaks_as_we_believe)
{
	struct real r = start("MaxFileSize 1M");
	struct err err = { 0 };
	g_autofree char *virus = eicar();
	g_autofree char *large = g_malloc0((1 << 20) + 1);
	ck_assert_msg(clamd_canary(r.address, 10000, &err), "%s", err.text);
	g_autofree char *version = clamd_version(r.address, 5000, &err);
	ck_assert_msg(version != NULL, "%s", err.text);

	g_autofree char *harmless = word(r.address, "hello", 5);
	g_autofree char *infected = word(r.address, virus, strlen(virus));
	g_autofree char *over = word(r.address, large, (1 << 20) + 1);
	g_autofree char *empty = word(r.address, "", 0);
	ck_assert_str_eq(harmless, "clean ");
	ck_assert_str_eq(infected, "infected Eicar-Test.UNOFFICIAL");
	ck_assert_str_eq(over, "not-scanned Heuristics.Limits.Exceeded.MaxFileSize limit");
	ck_assert_str_eq(empty, "clean ");
	stop(&r);
}
END_TEST

START_TEST(answers_find_their_questions)
{
	struct real r = start(NULL);
	struct err err = { 0 };
	g_autofree char *virus = eicar();
	struct clamd_session *s = clamd_open(r.address, 5000, &err);
	bool infected[200] = { false };
	unsigned sent = 0, heard = 0;
	/* Every seventh is infected; the window is kept full. */
	while (heard < 200) {
		while (sent < 200 && clamd_outstanding(s) < CLAMD_WINDOW) {
			const char *bytes = sent % 7 == 0 ? virus : "harmless";
			AUTO_FD fd = io_memfd_of(bytes, strlen(bytes));
			ck_assert_msg(clamd_send(s, fd, sent++, 5000, &err), "%s", err.text);
		}
		struct clamd_answer a;
		ck_assert_msg(clamd_receive(s, &a, 20000, &err) == 1, "%s", err.text);
		infected[a.tag] = a.answer == SCAN_INFECTED;
		heard++;
	}
	for (unsigned i = 0; i < 200; i++)
		ck_assert_msg(infected[i] == (i % 7 == 0), "question %u", i);
	clamd_close(s);
	stop(&r);
}
END_TEST

static unsigned free_port(void)
{
	struct sockaddr_in addr = { .sin_family = AF_INET,
				    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(addr);
	AUTO_FD fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&addr, sizeof(addr)), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&addr, &len), 0);
	return ntohs(addr.sin_port);
}

START_TEST(inet_sessions_stream_the_bytes)
{
	unsigned port = free_port();
	g_autofree char *line = g_strdup_printf("TCPSocket %u", port);
	struct real r = start2("TCPAddr 127.0.0.1", line);
	g_autofree char *address = g_strdup_printf("inet:%u@127.0.0.1", port);
	struct err err = { 0 };
	ck_assert_msg(clamd_canary(address, 10000, &err), "%s", err.text);
	/* More than one chunk. */
	g_autofree char *large = g_strnfill(300000, 'x');
	g_autofree char *clean = word(address, large, 300000);
	ck_assert_str_eq(clean, "clean ");
	stop(&r);
}
END_TEST

START_TEST(the_offset_of_the_file_does_not_matter)
{
	struct real r = start(NULL);
	struct err err = { 0 };
	g_autofree char *virus = eicar();
	AUTO_FD fd = io_memfd_of(virus, strlen(virus));
	ck_assert_int_eq(lseek(fd, 0, SEEK_END), (off_t)strlen(virus));
	struct clamd_session *s = clamd_open(r.address, 5000, &err);
	struct clamd_answer a;
	ck_assert(clamd_send(s, fd, 1, 5000, &err));
	ck_assert_int_eq(clamd_receive(s, &a, 20000, &err), 1);
	ck_assert_int_eq(a.answer, SCAN_INFECTED);
	clamd_close(s);
	stop(&r);
}
END_TEST

struct alert_case {
	const char *name, *line; /* of clamd.conf */
	uint64_t size;
	bool encrypted, large, exceeds_max;
};

static const struct alert_case alerts[] = {
	{ "as_we_ship_it", NULL, 100u << 20, true, true, true },
	{ "encrypted_is_ok", "AlertEncrypted no", 1 << 20, false, true, true },
	{ "too_small_but_says_so", "MaxFileSize 1M", 2 << 20, true, false, true },
	{ "too_small_in_silence", "AlertExceedsMax no", UINT64_C(2100) << 20, true, false, false },
};

START_TEST(alerts_show_the_settings)
{
	const struct alert_case *c = &alerts[_i];
	struct real r = start(c->line);
	struct clamd_alerts a = { 0 };
	struct err err = { 0 };
	ck_assert_msg(clamd_alerts(r.address, c->size, 60000, &a, &err), "%s: %s", c->name,
		      err.text);
	ck_assert_msg(a.encrypted == c->encrypted && a.large == c->large &&
			      a.exceeds_max == c->exceeds_max,
		      "%s: got %d %d %d", c->name, a.encrypted, a.large, a.exceeds_max);
	stop(&r);
}
END_TEST

static void expect_lost(const char *address)
{
	struct err err = { 0 };
	ck_assert(!clamd_canary(address, 10000, &err));
	ck_assert_msg(err.reason == REASON_CANARY_LOST || err.reason == REASON_CLAMD_ANSWER,
		      "%s: %s", reason_word(err.reason), err.text);
}

START_TEST(canary_tells_of_archives_switched_off)
{
	struct real r = start("ScanArchive no");
	expect_lost(r.address);
	stop(&r);
}
END_TEST

START_TEST(canary_tells_of_a_missing_temporary_directory)
{
	struct real r = start(NULL);
	g_autofree char *tmp = g_build_filename(r.dir, "tmp", NULL);
	ck_assert(clamd_canary(r.address, 10000, NULL));
	g_autofree char *line = g_strdup_printf("rm -rf %s", tmp);
	ck_assert_int_eq(system(line), 0);
	expect_lost(r.address);
	stop(&r);
}
END_TEST

START_TEST(canary_tells_of_lost_signatures)
{
	struct real r = start(NULL);
	g_autofree char *signature = g_build_filename(r.dir, "db", "misogi-canary.ndb", NULL);
	ck_assert_int_eq(unlink(signature), 0);
	struct clamd_io io;
	int64_t deadline = io_now_ms() + 5000;
	ck_assert(clamd_io_open(&io, r.address, deadline, NULL));
	ck_assert(clamd_io_send(&io, "zRELOAD", 8, -1, deadline, NULL));
	/* The old engine answers until the new one is ready. */
	while (clamd_canary(r.address, 10000, NULL) && io_now_ms() < deadline + 30000)
		g_usleep(50000);
	expect_lost(r.address);
	clamd_io_close(&io);
	stop(&r);
}
END_TEST

START_TEST(a_stopped_clamd_is_a_timeout)
{
	struct real r = start(NULL);
	g_autofree char *file = g_build_filename(r.dir, "clamd.pid", NULL);
	g_autofree char *text = NULL;
	ck_assert(g_file_get_contents(file, &text, NULL, NULL));
	pid_t pid = (pid_t)atoi(text);
	ck_assert_int_eq(kill(pid, SIGSTOP), 0);
	struct err err = { 0 };
	bool ok = clamd_canary(r.address, 500, &err);
	ck_assert_int_eq(kill(pid, SIGCONT), 0);
	ck_assert(!ok);
	ck_assert_int_eq(err.reason, REASON_CLAMD_TIMEOUT);
	stop(&r);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, speaks_as_we_believe);
	tcase_add_test(t, answers_find_their_questions);
	tcase_add_test(t, inet_sessions_stream_the_bytes);
	tcase_add_test(t, the_offset_of_the_file_does_not_matter);
	tcase_add_loop_test(t, alerts_show_the_settings, 0, G_N_ELEMENTS(alerts));
	tcase_add_test(t, canary_tells_of_archives_switched_off);
	tcase_add_test(t, canary_tells_of_a_missing_temporary_directory);
	tcase_add_test(t, canary_tells_of_lost_signatures);
	tcase_add_test(t, a_stopped_clamd_is_a_timeout);
}

static void add_if_installed(TCase *t)
{
	g_autofree char *path = g_find_program_in_path("clamd");
	if (path || g_file_test("/usr/sbin/clamd", G_FILE_TEST_IS_EXECUTABLE))
		add(t);
	else
		puts("SKIP clamd_real: clamd is not installed (package clamav-daemon)");
}

UNIT_MAIN("clamd_real", add_if_installed)
