/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_worker.c: the real misogi-worker, its libraries and all, inside the
 * cage: what it must load is loaded before the door is locked, and no mail
 * knows of another. $BUILD/bin/misogi-worker, or $MISOGI_WORKER.
 */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "misogi/front.h"
#include "misogi/policy.h"
#include "unit.h"

#define POLICY "conf/policies/alpha-town.conf"

static char *worker_program(void)
{
	const char *named = g_getenv("MISOGI_WORKER"), *build = g_getenv("BUILD");

	return named ? g_strdup(named)
		     : g_build_filename(build ? build : "build", "bin", "misogi-worker", NULL);
}

struct bench {
	struct config *config;
	struct policy *policy;
	struct scanner *scanner;
	struct nursery *nursery;
};

static struct nursery *start(struct bench *b, const char *policy_path, struct err *err)
{
	g_autofree char *program = worker_program();
	struct nursery_options o = { .program = program,
				     .policy_path = policy_path,
				     .policy_digest = b->policy ? policy_digest(b->policy) : NULL,
				     .config = b->config };

	return nursery_start(&o, err);
}

static void bench_up(struct bench *b)
{
	g_autoptr(diags_t) diags = diags_new();
	struct err err = { 0 };

	b->config = config_load(NULL, diags);
	b->policy = policy_load(POLICY, diags);
	ck_assert(b->config && b->policy);
	b->scanner = scanner_new(b->config, "none");
	b->nursery = start(b, POLICY, &err);
	ck_assert_msg(b->nursery != NULL, "nursery: %s", err.text);
}

static void bench_down(struct bench *b)
{
	nursery_unref(b->nursery);
	scanner_free(b->scanner);
	policy_unref(b->policy);
	config_free(b->config);
}

static struct job_answer *sanitize(struct bench *b, const char *mail, struct err *err)
{
	struct spool *spool = spool_new(b->config);
	struct envelope *e = envelope_new();

	g_free(e->id);
	e->id = envelope_new_id();
	g_free(e->sender);
	e->sender = g_strdup("a@example.jp");
	envelope_add_recipient(e, "b@town.example.lg.jp", policy_first_crossing(b->policy));
	ck_assert(spool_write(spool, mail, strlen(mail)));
	struct job job = { .config = b->config,
			   .envelope = e,
			   .message_fd = spool_fd(spool),
			   .raw_size = spool_size(spool),
			   .scanner = b->scanner,
			   .trace = true };
	struct job_answer *a = job_run(b->nursery, &job, err);
	envelope_free(e);
	spool_free(spool);
	return a;
}

/* The delivered text, decoded if it is base64. */
static char *text_of(const struct job_answer *a)
{
	gsize n;
	const char *body = g_bytes_get_data(a->message->body, &n);
	g_autofree char *raw = g_strndup(body, n);

	for (guint i = 0; i < a->message->headers->len; i++) {
		const struct header *h = g_ptr_array_index(a->message->headers, i);
		if (strcmp(h->value, "base64") == 0) {
			g_autofree guchar *decoded = g_base64_decode(raw, &n);
			return g_strndup((char *)decoded, n);
		}
	}
	return g_steal_pointer(&raw);
}

/* All that the answer says of the mail, as one string. */
static char *everything_in(const struct job_answer *a)
{
	const struct message *m = a->message;
	g_autofree char *text = text_of(a);
	GString *s = g_string_new(text);

	g_string_append_printf(s, "%s %s %s", m->from, m->subject, m->message_id);
	for (guint i = 0; i < m->headers->len; i++)
		g_string_append(s, ((struct header *)g_ptr_array_index(m->headers, i))->value);
	for (guint i = 0; i < m->parts->len; i++)
		g_string_append_printf(s, "%s %s %s", message_part(m, i)->name,
				       message_part(m, i)->raw_name,
				       message_part(m, i)->declared_type);
	for (guint i = 0; i < m->findings->len; i++)
		g_string_append(s, ((struct finding *)g_ptr_array_index(m->findings, i))->detail);
	return g_string_free(s, FALSE);
}

static const struct {
	const char *name, *mail, *want;
} mails[] = {
	{ "plain",
	  "From: a@example.jp\r\nSubject: s\r\nMIME-Version: 1.0\r\n"
	  "Content-Type: text/plain\r\n\r\nplain words\r\n",
	  "plain words" },
	{ "iso-2022-jp",
	  "From: a@example.jp\r\nSubject: s\r\nMIME-Version: 1.0\r\n"
	  "Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n"
	  "\033$B$3$s$K$A$O!\"@$3&!#\033(B\r\n\033$B$3$s$K$A$O!\"@$3&!#\033(B\r\n",
	  "こんにちは、世界。" },
	{ "shift_jis",
	  "From: a@example.jp\r\nSubject: s\r\nMIME-Version: 1.0\r\n"
	  "Content-Type: text/plain; charset=Shift_JIS\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
	  "\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd\r\n",
	  "こんにちは" },
	{ "gb18030",
	  "From: a@example.jp\r\nSubject: s\r\nMIME-Version: 1.0\r\n"
	  "Content-Type: text/plain; charset=gb18030\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
	  "\xc4\xe3\xba\xc3\xca\xc0\xbd\xe7\r\n",
	  "你好世界" },
	{ "html",
	  "From: a@example.jp\r\nSubject: s\r\nMIME-Version: 1.0\r\n"
	  "Content-Type: text/html; charset=utf-8\r\n\r\n<p>marked <b>words</b></p>\r\n",
	  "words" },
	{ "mail within a mail",
	  "From: a@example.jp\r\nSubject: s\r\nMIME-Version: 1.0\r\n"
	  "Content-Type: multipart/mixed; boundary=x\r\n\r\n"
	  "--x\r\nContent-Type: text/plain\r\n\r\nouter words\r\n"
	  "--x\r\nContent-Type: message/rfc822\r\n\r\nFrom: c@example.jp\r\nSubject: inner\r\n\r\n"
	  "inner words\r\n--x--\r\n",
	  "outer words" },
	{ "attachment for libmagic",
	  "From: a@example.jp\r\nSubject: s\r\nMIME-Version: 1.0\r\n"
	  "Content-Type: multipart/mixed; boundary=x\r\n\r\n"
	  "--x\r\nContent-Type: text/plain\r\n\r\nouter words\r\n"
	  "--x\r\nContent-Type: application/octet-stream; name=a.bin\r\n"
	  "Content-Transfer-Encoding: base64\r\n\r\nAAECAwQFBgcICQoLDA0ODw==\r\n--x--\r\n",
	  "outer words" },
};

START_TEST(works_inside_the_cage)
{
	struct bench b;
	struct err err = { 0 };

	bench_up(&b);
	struct job_answer *a = sanitize(&b, mails[_i].mail, &err);
	ck_assert_msg(a != NULL, "%s: %s (%s)", mails[_i].name, reason_word(err.reason), err.text);
	ck_assert_int_eq(a->message->action, MAIL_SANITIZE);
	g_autofree char *text = text_of(a);
	ck_assert_msg(strstr(text, mails[_i].want) != NULL, "%s: got %s", mails[_i].name, text);
	job_answer_free(a);
	bench_down(&b);
}
END_TEST

/* Its file was read before the door was locked. */
START_TEST(knows_the_time_zone_inside_the_cage)
{
	struct bench b;
	struct err err = { 0 };

	setenv("TZ", "Asia/Tokyo", 1);
	bench_up(&b);
	struct job_answer *a = sanitize(&b, "From: a@example.jp\r\n\r\nno date\r\n", &err);
	ck_assert_msg(a != NULL, "%s", err.text);
	g_autofree char *all = everything_in(a);
	ck_assert_msg(strstr(all, " +0900") != NULL, "%s", all);
	job_answer_free(a);
	bench_down(&b);
	unsetenv("TZ");
}
END_TEST

struct thread {
	struct bench *bench;
	unsigned number;
};

/* Mail ${number} carries its own token in every place; no other token may come back. */
static void *sends_tokens(void *data)
{
	const struct thread *t = data;
	struct err err = { 0 };

	for (unsigned i = 0; i < 10; i++) {
		g_autofree char *mine = g_strdup_printf("token%04ux%04u", t->number, i);
		g_autofree char *mail = g_strdup_printf(
			"From: %s@example.jp\r\nSubject: %s\r\nMessage-ID: <%s@example.jp>\r\n"
			"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=%s\r\n\r\n"
			"--%s\r\n\r\nbody %s\r\n--%s\r\nContent-Type: application/%s\r\n"
			"Content-Disposition: attachment; filename=%s.bin\r\n\r\n%s\r\n--%s--\r\n",
			mine, mine, mine, mine, mine, mine, mine, mine, mine, mine, mine);
		struct job_answer *a = sanitize(t->bench, mail, &err);
		if (!a)
			return g_strdup(err.text);
		g_autofree char *all = everything_in(a);
		job_answer_free(a);
		if (!strstr(all, mine))
			return g_strdup_printf("%s is missing", mine);
		for (const char *p = all; (p = strstr(p, "token")) != NULL; p++)
			if (strncmp(p, mine, strlen(mine)) != 0)
				return g_strdup_printf("%.14s in the answer of %s", p, mine);
	}
	return NULL;
}

START_TEST(keeps_mails_apart)
{
	struct bench b;
	struct thread threads[8];
	GThread *running[G_N_ELEMENTS(threads)];

	bench_up(&b);
	for (unsigned i = 0; i < G_N_ELEMENTS(threads); i++) {
		threads[i] = (struct thread){ &b, i };
		running[i] = g_thread_new("mail", sends_tokens, &threads[i]);
	}
	for (unsigned i = 0; i < G_N_ELEMENTS(threads); i++) {
		g_autofree char *failure = g_thread_join(running[i]);
		ck_assert_msg(!failure, "%s", failure);
	}
	bench_down(&b);
}
END_TEST

START_TEST(refuses_to_start_with_a_broken_policy)
{
	struct bench b = { .policy = NULL };
	struct err err = { 0 };
	g_autoptr(diags_t) diags = diags_new();

	b.config = config_load(NULL, diags);
	ck_assert_ptr_null(start(&b, "/dev/null", &err));
	ck_assert_msg(err.reason == REASON_CONFIG && strstr(err.text, "/dev/null"), "got %s (%s)",
		      reason_word(err.reason), err.text);
	config_free(b.config);
}
END_TEST

START_TEST(refuses_to_run_by_hand)
{
	g_autofree char *program = worker_program();
	const char *argv[] = { program, NULL };
	g_autofree char *said = NULL;
	int status;

	ck_assert(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
			       NULL, &said, &status, NULL));
	ck_assert_int_eq(WEXITSTATUS(status), 64);
	ck_assert_ptr_nonnull(strstr(said, "misogi-worker(8)"));
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, works_inside_the_cage, 0, G_N_ELEMENTS(mails));
	tcase_add_test(t, knows_the_time_zone_inside_the_cage);
	tcase_add_test(t, keeps_mails_apart);
	tcase_add_test(t, refuses_to_start_with_a_broken_policy);
	tcase_add_test(t, refuses_to_run_by_hand);
}

UNIT_MAIN("worker", add_tests)
