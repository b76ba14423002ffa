/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * logline.c: the log line of a mail. Every value that a stranger chose goes
 * through text_log_value(), so that a line is one line and reads one way.
 *
 * Never logs what a mail says, not its subject either.
 * Tests: tests/unit/milter/test_logline.c.
 */
#include "logline.h"

#include <string.h>

#include "misogi/log.h"
#include "misogi/text.h"

#define RECIPIENTS_SHOWN 5u

/* from=<a@b>: < and > are ours, what is between was made safe. */
static void append_address(GString *out, const char *key, const char *address)
{
	g_autofree char *safe = text_log_value(address);
	bool quote = strpbrk(address, "<>") && safe[0] != '"';

	g_string_append_printf(out, quote ? "%s<\"%s\">" : "%s<%s>", key, *address ? safe : "");
}

static GString *begin(const struct envelope *e)
{
	GString *out = g_string_new(NULL);
	g_autofree char *queue_id = text_log_value(e->queue_id);
	unsigned n = e->recipients->len;

	g_string_append_printf(out, "%s: id=%s", *e->queue_id ? queue_id : "NOQUEUE", e->id);
	append_address(out, " from=", e->sender);
	for (unsigned i = 0; i < n && i < RECIPIENTS_SHOWN; i++) {
		const struct recipient *r = g_ptr_array_index(e->recipients, i);
		append_address(out, i ? "," : " to=", r->address);
	}
	if (n > RECIPIENTS_SHOWN)
		g_string_append_printf(out, " nrcpt=%u", n);
	return out;
}

static void append_crossings(GString *out, const struct envelope *e)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (unsigned i = 0; i < e->recipients->len; i++) {
		const struct recipient *r = g_ptr_array_index(e->recipients, i);
		if (!g_hash_table_add(seen, r->crossing))
			continue;
		g_autofree char *safe = text_log_value(r->crossing);
		g_string_append_printf(out, "%s%s",
				       g_hash_table_size(seen) > 1 ? "," : " crossing=", safe);
	}
}

static void append_findings(GString *out, const struct message *m)
{
	bool seen[FINDING_MAX] = { false };
	bool any = false;

	for (unsigned i = 0; i < m->findings->len; i++) {
		const struct finding *f = g_ptr_array_index(m->findings, i);
		if (seen[f->id])
			continue;
		seen[f->id] = true;
		g_string_append_printf(out, "%s%s", any ? "," : " findings=",
				       word_of(VOCABULARY_FINDING, (int)f->id));
		any = true;
	}
}

/* Why a mail was held although no rule says so. */
static void append_detail(GString *out, const struct message *m)
{
	for (unsigned i = 0; m->action == MAIL_HOLD && i < m->findings->len; i++) {
		const struct finding *f = g_ptr_array_index(m->findings, i);
		if (finding_floor_of(f->id) != FLOOR_HOLD || !*f->detail)
			continue;
		g_autofree char *safe = text_log_value(f->detail);
		g_string_append_printf(out, " detail=%s", safe);
		return;
	}
}

char *logline_text(const struct envelope *e, const struct message *m, const struct reply *reply,
		   int64_t ms)
{
	GString *out = begin(e);
	unsigned parts = 0, held = 0;

	for (unsigned i = 0; i < m->parts->len; i++) {
		const struct part *p = message_part(m, i);
		parts += p->is_attachment;
		held += p->is_attachment && p->action == PART_QUARANTINE;
	}
	append_crossings(out, e);
	g_string_append_printf(out, " action=%s parts=%u held=%u",
			       word_of(VOCABULARY_MAIL_ACTION, (int)m->action), parts, held);
	append_findings(out, m);
	append_detail(out, m);
	if (m->rule && *m->rule) {
		g_autofree char *rule = text_log_value(m->rule);
		g_string_append_printf(out, " rule=%s", rule);
	}
	if (reply->code[0] != '2')
		g_string_append_printf(out, " reply=\"%s %s\"", reply->code, reply->status);
	g_string_append_printf(out, " ms=%" G_GINT64_FORMAT, ms);
	return g_string_free(out, FALSE);
}

void logline_done(const struct envelope *e, const struct message *m, const struct reply *reply,
		  int64_t ms)
{
	g_autofree char *line = logline_text(e, m, reply, ms);

	log_write(LOG_LEVEL_INFO, "%s", line);
}

void logline_refused(const struct envelope *e, const struct reply *reply, const struct err *err)
{
	GString *out = begin(e);
	g_autofree char *detail = text_log_value(err->text);

	append_crossings(out, e);
	g_string_append_printf(out, " action=%s", reply->code[0] == '5' ? "reject" : "defer");
	if (err->scope != SCOPE_OK)
		g_string_append_printf(out, " why=%s detail=%s", reason_word(err->reason), detail);
	g_string_append_printf(out, " reply=\"%s %s\"", reply->code, reply->status);
	log_write(LOG_LEVEL_WARNING, "%s", out->str);
	g_string_free(out, TRUE);
}

void logline_trouble(const struct envelope *e, const char *what, const struct err *err)
{
	g_autofree char *queue_id = text_log_value(e->queue_id);
	g_autofree char *detail = text_log_value(err->text);

	log_write(LOG_LEVEL_ERROR, "%s: id=%s %s: %s detail=%s", queue_id, e->id, what,
		  reason_word(err->reason), detail);
}
