/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fakes.h: the rooms below the milter as a test wants them: a store, scanner,
 * policy and child that say what the case says and note what was asked. Linked
 * in place of the real ones, because a program's own objects come before the
 * archives. Included once by each test program that needs it.
 */
#ifndef MISOGI_FAKES_H
#define MISOGI_FAKES_H

#include <string.h>
#include <unistd.h>

#include "misogi/compose.h"
#include "misogi/io.h"
#include "misogi/log.h"

#include "milter.h"

static struct {
	/* what the case says */
	struct err unhealthy, no_room, blob_fails, commit_fails, job_fails;
	const char *notice_subject; /* NULL: a good one */
	struct job_answer *answer;  /* taken by job_run() */
	unsigned slow_ms;	    /* how long job_run() takes */
	unsigned slow_commit_ms;
	/* what was noted */
	GString *calls; /* "job blob:part commit mark:handed-over …" */
	char *reply;
	enum mail_action committed;
	unsigned dropped;
	GString *original; /* clear bytes of the blob "original" */
	char *crossings;
} fake;

static struct generation fake_generation;
static struct config fake_config;
static struct milter fake_milter;

static void note(const char *what)
{
	g_string_append_printf(fake.calls, "%s%s", fake.calls->len ? " " : "", what);
}

static bool fails(const struct err *planned, struct err *err)
{
	if (planned->scope == SCOPE_OK)
		return false;
	*err = *planned;
	return true;
}

/* A new world: everything is well. */
static void fake_reset(void)
{
	if (fake.calls)
		g_string_free(fake.calls, TRUE);
	if (fake.original)
		g_string_free(fake.original, TRUE);
	g_free(fake.reply);
	g_free(fake.crossings);
	memset(&fake, 0, sizeof(fake));
	memset(&fake_milter, 0, sizeof(fake_milter));
	memset(&fake_config, 0, sizeof(fake_config));
	fake.calls = g_string_new(NULL);
	fake.original = g_string_new(NULL);
	fake_config.limits = limits_default();
	fake_config.spool_directory = (char *)g_get_tmp_dir();
	fake_config.hostname = (char *)"misogi.test";
	fake_generation.references = 1000000;
	fake_generation.config = &fake_config;
	fake_milter.config = &fake_config;
	fake_milter.cut_off_path = "/nonexistent/cut-off";
	log_open("test", "error");
}

struct generation *generations_current(struct generations *gs)
{
	(void)gs;
	fake_generation.references++;
	return &fake_generation;
}

void generation_unref(struct generation *g)
{
	if (g)
		g->references--;
}

/* kojin@ is refused, nobody@ has no crossing, probe@ passes, out@ goes out, all else comes in. */
void policy_route(const struct policy *p, const char *client, const char *recipient,
		  struct route_answer *answer)
{
	(void)p;
	(void)client;
	*answer = (struct route_answer){ ROUTE_CROSSING, "inbound", "", "policy.conf:1" };
	if (g_str_has_prefix(recipient, "out@"))
		answer->name = "outbound";
	if (g_str_has_prefix(recipient, "kojin@"))
		answer->route = ROUTE_REFUSE;
	if (g_str_has_prefix(recipient, "nobody@"))
		answer->route = ROUTE_NONE;
	if (g_str_has_prefix(recipient, "probe@"))
		*answer = (struct route_answer){ ROUTE_PASS, "probe", "in full", "policy.conf:9" };
}

bool policy_has_crossing(const struct policy *p, const char *name)
{
	(void)p;
	return g_str_equal(name, "inbound") || g_str_equal(name, "outbound");
}

const struct body_policy *policy_body(const struct policy *p)
{
	static const struct body_policy body = { .charset = MAIL_CHARSET_ISO_2022_JP };

	(void)p;
	return &body;
}

const char *policy_digest(const struct policy *p)
{
	(void)p;
	return "digest";
}

bool scanner_healthy(struct scanner *s, struct err *err)
{
	(void)s;
	return !fails(&fake.unhealthy, err);
}

char *scanner_version(struct scanner *s)
{
	(void)s;
	return g_strdup("ClamAV 1.4/1");
}

bool store_has_room(struct store *s, struct err *err)
{
	(void)s;
	return !fails(&fake.no_room, err);
}

bool store_put_blob(struct store *s, int fd, enum blob_kind kind, const char *aad_id,
		    struct blob *out, struct err *err)
{
	char buf[4096];
	ssize_t n = io_pread_full(fd, buf, sizeof(buf), 0);

	(void)s;
	(void)aad_id;
	if (fails(&fake.blob_fails, err))
		return false;
	note(kind == BLOB_PART ? "blob:part" : "blob:original");
	if (kind == BLOB_ORIGINAL && n > 0)
		g_string_append_len(fake.original, buf, n);
	g_strlcpy(out->id, "0123456789abcdef0123456789abcdef", sizeof(out->id));
	return true;
}

void store_drop_blob(struct store *s, const struct blob *b)
{
	(void)s;
	(void)b;
	fake.dropped++;
}

bool store_commit(struct store *s, const struct store_record *r, struct err *err)
{
	GString *crossings = g_string_new(NULL);

	(void)s;
	if (fails(&fake.commit_fails, err)) {
		g_string_free(crossings, TRUE);
		return false;
	}
	for (unsigned i = 0; i < r->envelope->recipients->len; i++) {
		const struct recipient *to = g_ptr_array_index(r->envelope->recipients, i);
		g_string_append_printf(crossings, "%s%s", i ? "," : "", to->crossing);
	}
	note("commit");
	g_usleep(fake.slow_commit_ms * 1000);
	fake.reply = g_strdup(r->reply);
	fake.committed = r->message->action;
	fake.crossings = g_string_free(crossings, FALSE);
	return true;
}

bool store_mark(struct store *s, const char *id, bool handed_over, struct err *err)
{
	(void)s;
	(void)id;
	(void)err;
	note(handed_over ? "mark:handed-over" : "mark:orphaned");
	return true;
}

struct job_answer *job_run(struct nursery *n, const struct job *job, struct err *err)
{
	(void)n;
	(void)job;
	note("job");
	g_usleep(fake.slow_ms * 1000);
	if (fails(&fake.job_fails, err))
		return NULL;
	return g_steal_pointer(&fake.answer);
}

void job_answer_free(struct job_answer *a)
{
	for (unsigned i = 0; i < a->leaves->len; i++)
		fd_close(&g_array_index(a->leaves, struct leaf, i).fd);
	g_array_unref(a->leaves);
	message_free(a->message);
	g_free(a);
}

void notice_in_place(struct message *m, const struct envelope *e, const struct config *config,
		     enum finding_id why)
{
	const char *body = m->charset == MAIL_CHARSET_ISO_2022_JP ? "held\r\n" : "in utf-8\r\n";

	(void)e;
	(void)config;
	(void)why;
	m->action = MAIL_HOLD;
	g_ptr_array_set_size(m->headers, 0);
	message_add_header(m, "Subject", fake.notice_subject ? fake.notice_subject : "held");
	message_add_header(m, "MIME-Version", "1.0");
	message_add_header(m, "Content-Type", "text/plain; charset=utf-8");
	message_add_header(m, "Content-Transfer-Encoding", "7bit");
	if (m->body)
		g_bytes_unref(m->body);
	m->body = g_bytes_new_static(body, strlen(body));
}

/* An answer that sanitizes: one header field and a body. */
static inline struct job_answer *fake_answer(enum mail_action action)
{
	static const char body[] = "hello\r\n";
	struct job_answer *a = g_new0(struct job_answer, 1);

	a->message = message_new();
	a->message->action = action;
	message_add_header(a->message, "Subject", "hello");
	if (a->message->body)
		g_bytes_unref(a->message->body);
	a->message->body = g_bytes_new_static(body, sizeof(body) - 1);
	a->leaves = g_array_new(FALSE, TRUE, sizeof(struct leaf));
	return a;
}

/* Adds an attachment with ${action}, with or without bytes of its own. */
static inline struct part *fake_part(struct job_answer *a, enum part_action action, bool has_bytes)
{
	struct part *p = message_add_part(a->message, "2", -1);
	struct leaf leaf = { .fd = has_bytes ? io_memfd_of("secret", 6) : -1 };

	p->is_attachment = true;
	p->action = action;
	g_array_append_val(a->leaves, leaf);
	return p;
}

#endif
