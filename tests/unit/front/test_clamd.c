/* SPDX-License-Identifier: BSD-2-Clause */
/* Sessions with a clamd that lies, stutters, hangs up: nothing but the exact words is believed. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "fake_clamd.h"
#include "misogi/clamd.h"
#include "misogi/io.h"

struct script {
	const char *name;
	unsigned questions;
	const char *lines;
	size_t len;
	enum fake_end end;
	bool byte_by_byte;
	/* for each answer "TAG:answer:word ", then "." all answered, "~" silent, or a reason */
	const char *want;
};

#define SAYS(text) text, sizeof(text) - 1

static const struct script scripts[] = {
	{ "clean", 1, SAYS("1: fd[9]: OK\0"), FAKE_SILENT, false, "100:clean: ." },
	{ "infected", 1, SAYS("1: fd[9]: Eicar FOUND\0"), FAKE_SILENT, false,
	  "100:infected:Eicar ." },
	{ "out_of_order", 3, SAYS("3: fd[1]: OK\0001: fd[2]: X FOUND\0002: fd[3]: OK\0"),
	  FAKE_SILENT, false, "102:clean: 100:infected:X 101:clean: ." },
	{ "byte_by_byte", 2, SAYS("2: fd[1]: OK\0001: fd[2]: X FOUND\0"), FAKE_SILENT, true,
	  "101:clean: 100:infected:X ." },
	{ "limits_are_not_scanned", 1,
	  SAYS("1: fd[9]: Heuristics.Limits.Exceeded.MaxFiles FOUND\0"), FAKE_SILENT, false,
	  "100:not-scanned:Heuristics.Limits.Exceeded.MaxFiles ." },
	{ "silence_is_no_answer", 1, SAYS(""), FAKE_SILENT, false, "~" },
	{ "ok_without_nul_is_no_answer", 1, SAYS("1: fd[9]: OK"), FAKE_SILENT, false, "~" },
	{ "ok_with_newline_is_no_answer", 1, SAYS("1: fd[9]: OK\n"), FAKE_SILENT, false, "~" },
	{ "ok_without_nul_then_eof", 1, SAYS("1: fd[9]: OK"), FAKE_CLOSE, false, "clamd-down" },
	{ "eof_at_once", 1, SAYS(""), FAKE_CLOSE, false, "clamd-down" },
	{ "reset_at_once", 1, SAYS(""), FAKE_RESET, false, "clamd-down" },
	{ "eof_after_the_first_of_two", 2, SAYS("1: fd[9]: OK\0"), FAKE_CLOSE, false,
	  "100:clean: clamd-down" },
	{ "eof_inside_the_second", 2, SAYS("1: fd[9]: OK\0002: fd[9]: O"), FAKE_CLOSE, false,
	  "100:clean: clamd-down" },
	{ "silent_after_the_first_of_two", 2, SAYS("1: fd[9]: OK\0"), FAKE_SILENT, false,
	  "100:clean: ~" },
	{ "same_id_twice", 2, SAYS("1: fd[9]: OK\0001: fd[9]: OK\0"), FAKE_SILENT, false,
	  "100:clean: clamd-answer" },
	{ "id_never_asked", 1, SAYS("2: fd[9]: OK\0"), FAKE_SILENT, false, "clamd-answer" },
	{ "id_zero", 1, SAYS("0: fd[9]: OK\0"), FAKE_SILENT, false, "clamd-answer" },
	{ "id_negative", 1, SAYS("-1: fd[9]: OK\0"), FAKE_SILENT, false, "clamd-answer" },
	{ "id_wraps_to_one", 1, SAYS("4294967297: fd[9]: OK\0"), FAKE_SILENT, false,
	  "clamd-answer" },
	{ "no_id", 1, SAYS("fd[9]: OK\0"), FAKE_SILENT, false, "clamd-answer" },
	{ "reply_of_instream", 1, SAYS("1: stream: OK\0"), FAKE_SILENT, false, "clamd-answer" },
	{ "garbage", 1, SAYS("\xff\xfe\x01\x02\x03\0"), FAKE_SILENT, false, "clamd-answer" },
	{ "empty_reply", 1, SAYS("\0"), FAKE_SILENT, false, "clamd-answer" },
	{ "empty_reply_before_ok", 1, SAYS("\0001: fd[9]: OK\0"), FAKE_SILENT, false,
	  "clamd-answer" },
	{ "http", 1, SAYS("HTTP/1.1 200 OK\r\n\r\nOK\0"), FAKE_SILENT, false, "clamd-answer" },
	{ "error_reply", 1, SAYS("1: fd[9]: Can't create temporary file ERROR\0"), FAKE_SILENT,
	  false, "clamd-answer" },
	{ "read_timed_out", 1, SAYS("COMMAND READ TIMED OUT\0"), FAKE_CLOSE, false,
	  "clamd-answer" },
	{ "control_characters", 1, SAYS("1: fd[9]: a\x1b[31m\r\nX-Evil: 1 FOUND\0"), FAKE_SILENT,
	  false, "100:infected:a?[31m??X-Evil:?1 ." },
	{ "extra_bytes_after_the_last", 1, SAYS("1: fd[9]: OK\0FOUND"), FAKE_SILENT, false,
	  "100:clean: ." },
	{ "answers_before_a_lie_still_count", 3,
	  SAYS("2: fd[9]: Y FOUND\0003: fd[9]: OK\0007: fd[9]: OK\0"), FAKE_SILENT, false,
	  "101:infected:Y 102:clean: clamd-answer" },
};

/* Short: a silent fake is asked for this long. */
#define SILENCE_MS 150

static void ask(struct clamd_session *s, unsigned n)
{
	AUTO_FD fd = io_memfd_of("x", 1);
	for (unsigned i = 0; i < n; i++)
		ck_assert(clamd_send(s, fd, 100 + i, 5000, NULL));
}

/* What the session says until it is done, as in struct script. Caller frees. */
static char *listen_to(struct clamd_session *s, bool expect_silence)
{
	GString *got = g_string_new(NULL);
	while (clamd_outstanding(s) > 0) {
		struct clamd_answer a;
		struct err err = { 0 };
		int rc = clamd_receive(s, &a, expect_silence ? SILENCE_MS : 10000, &err);
		if (rc <= 0) {
			g_string_append(got, rc == 0 ? "~" : reason_word(err.reason));
			return g_string_free(got, FALSE);
		}
		g_string_append_printf(got, "%u:%s:%s ", a.tag,
				       word_of(VOCABULARY_SCAN, (int)a.answer), a.word);
	}
	g_string_append_c(got, '.');
	return g_string_free(got, FALSE);
}

START_TEST(script)
{
	const struct script *c = &scripts[_i];
	struct fake_clamd f = { .requests = c->questions,
				.lines = c->lines,
				.len = c->len,
				.end = c->end,
				.byte_by_byte = c->byte_by_byte };
	fake_start(&f);
	struct clamd_session *s = clamd_open(f.address, 5000, NULL);
	ck_assert_ptr_nonnull(s);
	ask(s, c->questions);
	g_autofree char *got = listen_to(s, strchr(c->want, '~') != NULL);
	clamd_close(s);
	fake_stop(&f);
	ck_assert_msg(strcmp(got, c->want) == 0, "%s: got \"%s\", want \"%s\"", c->name, got,
		      c->want);
}
END_TEST

START_TEST(refuses_a_megabyte_without_nul)
{
	g_autofree char *megabyte = g_strnfill(1 << 20, 'x');
	struct fake_clamd f = { .requests = 1, .lines = megabyte, .len = 1 << 20 };
	f.end = FAKE_CLOSE;
	fake_start(&f);
	struct clamd_session *s = clamd_open(f.address, 5000, NULL);
	ask(s, 1);
	g_autofree char *got = listen_to(s, false);
	clamd_close(s);
	fake_stop(&f);
	ck_assert_str_eq(got, "clamd-answer");
}
END_TEST

START_TEST(a_broken_session_stays_broken)
{
	struct fake_clamd f = { .requests = 1, .lines = "nonsense\0001: fd[9]: OK\0", .len = 22 };
	fake_start(&f);
	struct clamd_session *s = clamd_open(f.address, 5000, NULL);
	ask(s, 1);
	struct clamd_answer a;
	struct err err = { 0 };
	ck_assert_int_eq(clamd_receive(s, &a, 5000, &err), -1);
	ck_assert_int_eq(clamd_receive(s, &a, 5000, &err), -1);
	AUTO_FD fd = io_memfd_of("x", 1);
	ck_assert(!clamd_send(s, fd, 2, 5000, &err));
	ck_assert_int_eq(err.scope, SCOPE_TEMP);
	clamd_close(s);
	fake_stop(&f);
}
END_TEST

START_TEST(window_is_never_passed)
{
	struct fake_clamd f = { .requests = 10000 };
	fake_start(&f);
	struct clamd_session *s = clamd_open(f.address, 5000, NULL);
	ask(s, CLAMD_WINDOW);
	AUTO_FD fd = io_memfd_of("x", 1);
	struct err err = { 0 };
	ck_assert(!clamd_send(s, fd, 0, 5000, &err));
	ck_assert_int_eq(err.scope, SCOPE_BUG);
	ck_assert_uint_eq(clamd_outstanding(s), CLAMD_WINDOW);
	clamd_close(s);
	fake_stop(&f);
}
END_TEST

/* What clamd would answer OK to without reading, or not at all. */
START_TEST(refuses_descriptors_that_clamd_cannot_read)
{
	g_autofree char *dir = g_dir_make_tmp("misogi-fd-XXXXXX", NULL);
	g_autofree char *file = g_build_filename(dir, "f", NULL);
	ck_assert(g_file_set_contents(file, "x", 1, NULL));
	struct {
		const char *path;
		int flags;
	} refused[] = {
		{ file, O_RDONLY }, { file, O_WRONLY },	     { file, O_PATH },
		{ dir, O_RDONLY },  { "/dev/null", O_RDWR },
	};
	struct fake_clamd f = { .requests = 10000 };
	fake_start(&f);
	struct clamd_session *s = clamd_open(f.address, 5000, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
		AUTO_FD fd = open(refused[i].path, refused[i].flags | O_CLOEXEC);
		ck_assert_int_ge(fd, 0);
		struct err err = { 0 };
		ck_assert_msg(!clamd_send(s, fd, 0, 1000, &err), "case %zu", i);
		ck_assert_int_eq(err.scope, SCOPE_BUG);
	}
	ck_assert_uint_eq(clamd_outstanding(s), 0);
	clamd_close(s);
	fake_stop(&f);
	g_unlink(file);
	g_rmdir(dir);
}
END_TEST

START_TEST(refuses_addresses_it_cannot_reach)
{
	static const char *const bad[] = { "unix:/nonexistent/clamd.sock", "fd:3", "", "none",
					   "inet:1@127.0.0.1" };
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		struct err err = { 0 };
		ck_assert_msg(!clamd_open(bad[i], 2000, &err), "%s", bad[i]);
		ck_assert_int_eq(err.reason, REASON_CLAMD_DOWN);
		ck_assert_int_eq(err.scope, SCOPE_TEMP);
	}
}
END_TEST

struct version_case {
	const char *name, *reply;
	size_t len;
	const char *want; /* the version, or a reason */
};

static const struct version_case versions[] = {
	{ "takes_a_version", SAYS("ClamAV 1.4.3/1/x\0"), "ClamAV 1.4.3/1/x" },
	{ "refuses_another_program", SAYS("Sophos 1\0"), "clamd-answer" },
	{ "refuses_closed", SAYS(""), "clamd-down" },
	{ "refuses_half", SAYS("ClamAV 1"), "clamd-down" },
	{ "cleans_control_characters", SAYS("ClamAV \x1b[2J\n\0"), "ClamAV ?[2J?" },
};

START_TEST(version)
{
	const struct version_case *c = &versions[_i];
	struct fake_clamd f = { .lines = c->reply, .len = c->len, .end = FAKE_CLOSE };
	fake_start(&f);
	struct err err = { 0 };
	g_autofree char *got = clamd_version(f.address, 5000, &err);
	fake_stop(&f);
	const char *said = got ? got : reason_word(err.reason);
	ck_assert_msg(strcmp(said, c->want) == 0, "%s: got \"%s\", want \"%s\"", c->name, said,
		      c->want);
}
END_TEST

struct canary_case {
	const char *name, *benign, *found;
	const char *want; /* "" for good, else a reason */
};

static const struct canary_case canaries[] = {
	{ "good", "OK", "Misogi.Canary.UNOFFICIAL FOUND", "" },
	{ "canary_ok_is_lost", "OK", "OK", "canary-lost" },
	{ "another_name_is_lost", "OK", "Eicar FOUND", "canary-lost" },
	{ "all_is_found_is_lost", "Misogi.Canary FOUND", "Misogi.Canary FOUND", "canary-lost" },
	{ "limit_is_lost", "OK", "Heuristics.Limits.Exceeded FOUND", "canary-lost" },
	{ "error_is_an_answer_error", "OK", "Can't write ERROR", "clamd-answer" },
};

START_TEST(canary)
{
	const struct canary_case *c = &canaries[_i];
	struct fake_clamd f = { .version = "ClamAV 1",
				.benign_answer = c->benign,
				.canary_answer = c->found };
	fake_start(&f);
	struct err err = { 0 };
	bool ok = clamd_canary(f.address, 5000, &err);
	fake_stop(&f);
	const char *got = ok ? "" : reason_word(err.reason);
	ck_assert_msg(strcmp(got, c->want) == 0, "%s: got \"%s\" (%s), want \"%s\"", c->name, got,
		      err.text, c->want);
}
END_TEST

/* The signature that we ship finds the canary that we send. */
START_TEST(signature_is_the_hex_of_the_canary)
{
	size_t n;
	const unsigned char *bytes = (const unsigned char *)clamd_canary_bytes(&n);
	g_autoptr(GString) want = g_string_new("Misogi.Canary:0:0:");
	for (size_t i = 0; i < n; i++)
		g_string_append_printf(want, "%02x", bytes[i]);
	g_string_append_c(want, '\n');
	g_autofree char *got = NULL;
	ck_assert(g_file_get_contents("conf/clamav/misogi-canary.ndb", &got, NULL, NULL));
	ck_assert_str_eq(got, want->str);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, script, 0, G_N_ELEMENTS(scripts));
	tcase_add_test(t, refuses_a_megabyte_without_nul);
	tcase_add_test(t, a_broken_session_stays_broken);
	tcase_add_test(t, window_is_never_passed);
	tcase_add_test(t, refuses_descriptors_that_clamd_cannot_read);
	tcase_add_test(t, refuses_addresses_it_cannot_reach);
	tcase_add_test(t, signature_is_the_hex_of_the_canary);
	tcase_add_loop_test(t, version, 0, G_N_ELEMENTS(versions));
	tcase_add_loop_test(t, canary, 0, G_N_ELEMENTS(canaries));
}

UNIT_MAIN("clamd", add)
