/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_leaves.c: leaves past a clamd that says what the test wants: verdicts
 * are the scanner's, and no answer of the scanner's means that the mail waits.
 */
#include "leaves.h"

#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>

#include "fake_clamd.h"
#include "misogi/hash.h"
#include "misogi/io.h"
#include "unit.h"
#include "verdicts.h"

#define SAYS(text) text, sizeof(text) - 1
#define SOON_MS 5000

struct bench {
	struct fake_clamd clamd;
	struct limits limits;
	struct scanner *scanner;
	struct leaves *leaves;
	int front, child;
};

static struct scanner *scanner_at(const char *address, const struct limits *limits)
{
	struct config c = { .limits = *limits };

	return scanner_new(&c, address);
}

static void bench_up(struct bench *b, bool with_clamd)
{
	int pair[2];

	b->limits = limits_default();
	b->limits.scan_seconds = 1;
	b->limits.parts = 100;
	b->limits.part_bytes = 1000;
	if (with_clamd)
		fake_start(&b->clamd);
	b->scanner = scanner_at(with_clamd ? b->clamd.address : "none", &b->limits);
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
	b->front = pair[0];
	b->child = pair[1];
	b->leaves = leaves_new(b->scanner, &b->limits, b->front, 2500);
}

static void bench_down(struct bench *b)
{
	leaves_free(b->leaves);
	scanner_free(b->scanner);
	fd_close(&b->front);
	fd_close(&b->child);
	if (b->clamd.thread)
		fake_stop(&b->clamd);
}

static bool give(struct bench *b, unsigned part, const char *bytes, struct err *err)
{
	return leaves_take(b->leaves, part, io_memfd_of(bytes, strlen(bytes)), err);
}

/* Until all verdicts are there, or an error. */
static bool settle(struct bench *b, struct err *err)
{
	while (!leaves_settled(b->leaves)) {
		struct pollfd p = { .fd = leaves_fd(b->leaves), .events = POLLIN };
		poll(&p, 1, 50);
		if (!leaves_pump(b->leaves, err))
			return false;
	}
	return true;
}

/* What the child was told, as "part:answer:word ". */
static char *told(struct bench *b)
{
	g_autoptr(GString) out = g_string_new("");
	struct wire_in in;
	struct scanned s;

	wire_in_init(&in);
	while (wire_receive(b->child, &in, 0) == 1 && scanned_decode(&in, &s)) {
		g_string_append_printf(out, "%u:%s:%s ", s.part,
				       word_of(VOCABULARY_SCAN, (int)s.answer), s.word);
		g_free(s.word);
	}
	wire_in_clear(&in);
	return g_strdup(out->str);
}

static const struct {
	const char *name;
	unsigned leaves;
	const char *lines;
	size_t len;
	enum fake_end end;
	const char *want; /* told, or the reason of the error after "!" */
} cases[] = {
	{ "clean", 1, SAYS("1: fd[9]: OK\0"), FAKE_SILENT, "0:clean: " },
	{ "out of order", 2, SAYS("2: fd[9]: X FOUND\0001: fd[9]: OK\0"), FAKE_SILENT,
	  "1:infected:X 0:clean: " },
	{ "over a limit", 1, SAYS("1: fd[9]: Heuristics.Limits.Exceeded.MaxFiles FOUND\0"),
	  FAKE_SILENT, "0:not-scanned:Heuristics.Limits.Exceeded.MaxFiles " },
	{ "silent", 1, SAYS(""), FAKE_SILENT, "!clamd-timeout" },
	{ "silent after one", 2, SAYS("1: fd[9]: OK\0"), FAKE_SILENT, "!clamd-timeout" },
	{ "hangs up", 1, SAYS(""), FAKE_CLOSE, "!clamd-down" },
	{ "hangs up after one", 2, SAYS("1: fd[9]: OK\0"), FAKE_CLOSE, "!clamd-down" },
	{ "lies", 1, SAYS("7: fd[9]: OK\0"), FAKE_SILENT, "!clamd-answer" },
};

START_TEST(tells_what_clamd_says_and_waits_otherwise)
{
	struct bench b = { .clamd = { .requests = cases[_i].leaves,
				      .lines = cases[_i].lines,
				      .len = cases[_i].len,
				      .end = cases[_i].end } };
	struct err err = { 0 };
	bool good = true;

	bench_up(&b, true);
	for (unsigned i = 0; i < cases[_i].leaves; i++) {
		g_autofree char *bytes = g_strdup_printf("leaf %u", i);
		ck_assert_msg(give(&b, i, bytes, &err), "%s", err.text);
	}
	good = settle(&b, &err);
	g_autofree char *got = good ? told(&b) : g_strdup_printf("!%s", reason_word(err.reason));
	ck_assert_msg(strcmp(got, cases[_i].want) == 0, "%s: got %s (%s), want %s", cases[_i].name,
		      got, err.text, cases[_i].want);
	bench_down(&b);
}
END_TEST

START_TEST(asks_nobody_when_the_scanner_is_off)
{
	struct bench b = { .front = -1 };
	struct err err;

	bench_up(&b, false);
	ck_assert(give(&b, 3, "leaf", &err));
	ck_assert(leaves_settled(b.leaves));
	g_autofree char *got = told(&b);
	ck_assert_str_eq(got, "3:not-scanned:scanner-off ");
	bench_down(&b);
}
END_TEST

/* The second part has the contents of the first: clamd answers once only. */
START_TEST(asks_once_about_the_same_contents)
{
	struct bench b = { .clamd = { .requests = 1,
				      .lines = "1: fd[9]: OK",
				      .len = sizeof "1: fd[9]: OK",
				      .end = FAKE_SILENT } };
	struct err err;

	bench_up(&b, true);
	ck_assert(give(&b, 0, "same", &err) && settle(&b, &err));
	ck_assert(give(&b, 1, "same", &err));
	ck_assert(leaves_settled(b.leaves));
	g_autofree char *got = told(&b);
	ck_assert_str_eq(got, "0:clean: 1:clean: ");
	bench_down(&b);
}
END_TEST

/* Whether the scanner still knows a verdict on these bytes. */
static bool remembered(struct bench *b, const char *bytes)
{
	AUTO_FD fd = io_memfd_of(bytes, strlen(bytes));
	char sha256[SHA256_HEX];
	enum scan_answer answer;
	g_autofree char *word = NULL;

	ck_assert(hash_fd(fd, sha256));
	return scanner_recall(b->scanner, sha256, &answer, &word);
}

/* The session is there, clamd is not: a leaf that cannot be asked about is no leaf taken. */
START_TEST(a_question_that_cannot_be_sent_makes_the_mail_wait)
{
	struct bench b = { .clamd = { .requests = 1,
				      .lines = "1: fd[9]: OK",
				      .len = sizeof "1: fd[9]: OK",
				      .end = FAKE_SILENT } };
	struct err err = { 0 };

	bench_up(&b, true);
	ck_assert(give(&b, 0, "first", &err) && settle(&b, &err));
	ck_assert(remembered(&b, "first"));
	fake_stop(&b.clamd);
	b.clamd.thread = NULL;
	ck_assert(!give(&b, 1, "second", &err));
	ck_assert_str_eq(reason_word(err.reason), "clamd-down");
	ck_assert(!leaves_settled(b.leaves));
	ck_assert_msg(!remembered(&b, "first"), "a scanner in doubt remembers nothing");
	bench_down(&b);
}
END_TEST

START_TEST(an_answer_that_does_not_come_puts_the_scanner_in_doubt)
{
	struct bench b = { .clamd = { .requests = 2,
				      .lines = "1: fd[9]: OK",
				      .len = sizeof "1: fd[9]: OK",
				      .end = FAKE_CLOSE } };
	struct err err = { 0 };

	bench_up(&b, true);
	ck_assert(give(&b, 0, "first", &err) && give(&b, 1, "second", &err));
	ck_assert(!settle(&b, &err));
	ck_assert_str_eq(reason_word(err.reason), "clamd-down");
	ck_assert_msg(!remembered(&b, "first"), "a scanner in doubt remembers nothing");
	bench_down(&b);
}
END_TEST

/* clamd says OK of a leaf; then the canary in a zip is asked for in the same session. */
static const struct {
	const char *name, *canary;
	const char *want; /* the reason of the error, "": confirmed */
	bool remembered;
} afters[] = {
	{ "found", "Misogi.Canary.UNOFFICIAL FOUND", "", true },
	{ "blind", "OK", "canary-lost", false },
	{ "broken", "Can't write to file ERROR", "clamd-answer", false },
};

START_TEST(verdicts_count_when_the_canary_is_found_after_them)
{
	struct bench b = { .clamd = { .version = "ClamAV",
				      .benign_answer = "OK",
				      .canary_answer = afters[_i].canary,
				      .end = FAKE_SILENT } };
	struct err err = { 0 };

	bench_up(&b, true);
	ck_assert_msg(leaves_confirm(b.leaves, SOON_MS, &err), "nothing was asked");
	ck_assert(give(&b, 0, "leaf", &err) && settle(&b, &err));
	g_autofree char *got = told(&b);
	ck_assert_str_eq(got, "0:clean: ");
	bool ok = leaves_confirm(b.leaves, SOON_MS, &err);
	ck_assert_msg(ok == (*afters[_i].want == '\0'), "%s: %s", afters[_i].name, err.text);
	if (!ok)
		ck_assert_str_eq(reason_word(err.reason), afters[_i].want);
	ck_assert_msg(remembered(&b, "leaf") == afters[_i].remembered, "%s", afters[_i].name);
	ck_assert_int_eq(g_atomic_int_get(&b.clamd.connections), 1);
	bench_down(&b);
}
END_TEST

START_TEST(keeps_the_descriptor_that_was_scanned)
{
	struct bench b = { .front = -1 };
	struct err err;
	char back[5] = "";

	bench_up(&b, false);
	ck_assert(give(&b, 1, "leaf", &err));
	GArray *list = leaves_steal(b.leaves);
	ck_assert_uint_eq(list->len, 2);
	ck_assert_int_eq(g_array_index(list, struct leaf, 0).fd, -1);
	ck_assert_int_eq(io_pread_full(g_array_index(list, struct leaf, 1).fd, back, 4, 0), 4);
	ck_assert_str_eq(back, "leaf");
	g_array_unref(list);
	bench_down(&b);
}
END_TEST

static int unsealed(void)
{
	return io_memfd("x");
}

static int read_only(void)
{
	AUTO_FD fd = io_memfd_of("x", 1);
	g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", fd);

	return open(path, O_RDONLY | O_CLOEXEC);
}

static int path_only(void)
{
	AUTO_FD fd = io_memfd_of("x", 1);
	g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", fd);

	return open(path, O_PATH | O_CLOEXEC);
}

static int file(void)
{
	return io_tmpfile(g_get_tmp_dir());
}

static int too_large(void)
{
	char bytes[1001] = "";

	return io_memfd_of(bytes, sizeof bytes);
}

static int (*const bad_files[])(void) = { unsealed, read_only, path_only, file, too_large };

START_TEST(refuses_what_is_no_leaf)
{
	struct bench b = { .front = -1 };
	struct err err;

	bench_up(&b, false);
	ck_assert(!leaves_take(b.leaves, 0, bad_files[_i](), &err));
	ck_assert_int_eq(err.reason, REASON_WORKER_ANSWER);
	bench_down(&b);
}
END_TEST

START_TEST(refuses_too_much_altogether)
{
	struct bench b = { .front = -1 };
	struct err err;
	g_autofree char *bytes = g_strnfill(1000, 'x');

	bench_up(&b, false);
	ck_assert(give(&b, 0, bytes, &err) && give(&b, 1, bytes, &err));
	ck_assert(!give(&b, 2, bytes, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "together"));
	ck_assert(!give(&b, 1, "again", &err));
	ck_assert(!give(&b, limits_all_parts(&b.limits), "no such part", &err));
	bench_down(&b);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, tells_what_clamd_says_and_waits_otherwise, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, asks_nobody_when_the_scanner_is_off);
	tcase_add_test(t, asks_once_about_the_same_contents);
	tcase_add_test(t, a_question_that_cannot_be_sent_makes_the_mail_wait);
	tcase_add_test(t, an_answer_that_does_not_come_puts_the_scanner_in_doubt);
	tcase_add_loop_test(t, verdicts_count_when_the_canary_is_found_after_them, 0,
			    G_N_ELEMENTS(afters));
	tcase_add_test(t, keeps_the_descriptor_that_was_scanned);
	tcase_add_loop_test(t, refuses_what_is_no_leaf, 0, G_N_ELEMENTS(bad_files));
	tcase_add_test(t, refuses_too_much_altogether);
}

UNIT_MAIN("leaves", add_tests)
