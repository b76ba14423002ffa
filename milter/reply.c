/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reply.c: reasons → SMTP, as a table. What a sender reads says when to come
 * back and the reference to name on the telephone; why is in our log.
 *
 * There is no row that means "pass". Tests: tests/unit/milter/test_reply.c.
 */
#include "reply.h"

#include <string.h>

/* X(REASON, code, status, text) */
#define REPLIES(X)                                                                                 \
	X(NONE, "451", "4.3.0", "local problem, try again later")                                  \
	X(INTERNAL, "451", "4.3.0", "local problem, try again later")                              \
	X(CONFIG, "451", "4.3.5", "local configuration problem, try again later")                  \
	X(NO_CROSSING, "550", "5.7.1", "no mail is exchanged between these networks")              \
	X(CUT_OFF, "451", "4.3.2", "mail is suspended by the administrator, try again later")      \
	X(BUSY, "451", "4.3.2", "too busy, try again later")                                       \
	X(SPOOL, "452", "4.3.1", "no room now, try again later")                                   \
	X(CLAMD_DOWN, "451", "4.7.1", "cannot be checked now, try again later")                    \
	X(CLAMD_TIMEOUT, "451", "4.7.1", "cannot be checked now, try again later")                 \
	X(CLAMD_ANSWER, "451", "4.7.1", "cannot be checked now, try again later")                  \
	X(CANARY_LOST, "451", "4.7.1", "cannot be checked now, try again later")                   \
	X(SIGNATURES_OLD, "451", "4.7.1", "cannot be checked now, try again later")                \
	X(WORKER_DIED, "451", "4.3.0", "local problem, try again later")                           \
	X(WORKER_TIMEOUT, "451", "4.3.0", "local problem, try again later")                        \
	X(WORKER_ANSWER, "451", "4.3.0", "local problem, try again later")                         \
	X(NURSERY_DOWN, "451", "4.3.0", "local problem, try again later")                          \
	X(SANDBOX, "451", "4.3.0", "local problem, try again later")                               \
	X(STORE_FULL, "452", "4.3.1", "no room now, try again later")                              \
	X(STORE_IO, "452", "4.3.1", "storage problem, try again later")                            \
	X(STORE_LOCKED, "452", "4.3.1", "storage problem, try again later")                        \
	X(STORE_VERSION, "451", "4.3.5", "local configuration problem, try again later")           \
	X(KEY, "452", "4.3.1", "storage problem, try again later")                                 \
	X(DEADLINE, "451", "4.3.0", "took too long, try again later")                              \
	X(OUTPUT, "451", "4.3.0", "local problem, try again later")                                \
	X(MTA_GONE, "451", "4.3.0", "connection lost, try again later")

static const struct {
	const char *code, *status, *text;
} replies[] = {
#define X(reason, c, s, t) [REASON_##reason] = { c, s, t },
	REPLIES(X)
#undef X
};

static void fill(struct reply *r, const char *code, const char *status, const char *text,
		 const char *id)
{
	r->verdict = code[0] == '5' ? VERDICT_REJECT : VERDICT_DEFER;
	g_strlcpy(r->code, code, sizeof(r->code));
	g_strlcpy(r->status, status, sizeof(r->status));
	g_snprintf(r->text, sizeof(r->text), "misogi: %s (%s)", text, id);
}

static void positive(struct reply *r, enum verdict verdict)
{
	memset(r, 0, sizeof(*r));
	r->verdict = verdict;
	g_strlcpy(r->code, "250", sizeof(r->code));
	g_strlcpy(r->status, "2.0.0", sizeof(r->status));
	g_strlcpy(r->text, "misogi", sizeof(r->text));
}

void reply_take(struct reply *r)
{
	positive(r, VERDICT_TAKE);
}

void reply_discard(struct reply *r)
{
	positive(r, VERDICT_DISCARD);
}

void reply_of_err(struct reply *r, const struct err *err, const char *id)
{
	bool known = (size_t)err->reason < G_N_ELEMENTS(replies);
	enum reason reason = known ? err->reason : REASON_INTERNAL;

	fill(r, replies[reason].code, replies[reason].status, replies[reason].text, id);
}

/* A rule's own words go out only where every byte of them may. */
void reply_reject_by_rule(struct reply *r, const char *why, const char *id)
{
	g_autofree char *text = g_strndup(why ? why : "", 200);
	bool fit = *text != '\0';

	for (const char *p = text; *p; p++)
		fit = fit && *p >= 0x20 && *p < 0x7f;
	fill(r, "550", "5.7.1", fit ? text : "not accepted here", id);
}

void reply_defer_by_rule(struct reply *r, const char *id)
{
	fill(r, "451", "4.7.1", "not accepted now, try again later", id);
}

void reply_no_crossing(struct reply *r, const char *id)
{
	struct err err = { .scope = SCOPE_PERM, .reason = REASON_NO_CROSSING };

	reply_of_err(r, &err, id);
}

void reply_too_large(struct reply *r, const char *id)
{
	fill(r, "552", "5.3.4", "message too large", id);
}

void reply_too_many_recipients(struct reply *r, const char *id)
{
	fill(r, "452", "4.5.3", "too many recipients, send again to the rest", id);
}

void reply_draining(struct reply *r, const char *id)
{
	fill(r, "421", "4.3.2", "restarting, try again later", id);
}

char *reply_line(const struct reply *r)
{
	return g_strdup_printf("%s %s %s", r->code, r->status, r->text);
}

char *reply_escaped(const struct reply *r)
{
	g_auto(GStrv) pieces = g_strsplit(r->text, "%", -1);

	return g_strjoinv("%%", pieces);
}
