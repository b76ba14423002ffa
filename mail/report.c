/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report.c: the story of a mail as JSON; a function for each object of it.
 * Fields are only ever added; docs/REPORT.md describes them.
 * Tests: tests/unit/mail/test_report.c.
 */
#include "misogi/report.h"

/* No field is ever missing because a client said bad UTF-8. */
static void set_string(json_t *o, const char *key, const char *s)
{
	g_autofree char *valid = g_utf8_make_valid(s ? s : "", -1);

	json_object_set_new(o, key, json_string(valid));
}

static void set_word(json_t *o, const char *key, enum vocabulary which, int v)
{
	set_string(o, key, word_of(which, v));
}

static void set_int(json_t *o, const char *key, int64_t v)
{
	json_object_set_new(o, key, json_integer(v));
}

static json_t *recipients_of(const struct envelope *e)
{
	json_t *list = json_array();

	for (unsigned i = 0; i < e->recipients->len; i++) {
		const struct recipient *r = g_ptr_array_index(e->recipients, i);
		json_t *o = json_object();

		set_string(o, "address", r->address);
		set_string(o, "crossing", r->crossing);
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *envelope_of(const struct envelope *e)
{
	json_t *o = json_object();

	set_string(o, "id", e->id);
	set_string(o, "queue_id", e->queue_id);
	set_string(o, "client", e->client);
	set_string(o, "helo", e->helo);
	set_string(o, "sender", e->sender);
	json_object_set_new(o, "recipients", recipients_of(e));
	set_int(o, "received", e->received);
	return o;
}

static json_t *facts_of(const struct message *m)
{
	json_t *o = json_object();

	set_string(o, "from", m->from);
	set_string(o, "subject", m->subject);
	set_string(o, "message_id", m->message_id);
	set_word(o, "auth", VOCABULARY_AUTH, (int)m->auth);
	set_string(o, "auth_detail", m->auth_detail);
	set_int(o, "size", (int64_t)m->raw_size);
	json_object_set_new(o, "keep_original_seconds",
			    m->keep_original ? json_integer(m->keep_original_seconds)
					     : json_null());
	return o;
}

static const char *role_of(const struct part *p)
{
	return p->is_body ? "body" : p->is_attachment ? "attachment" : "container";
}

static json_t *part_findings_of(const struct part *p)
{
	json_t *list = json_array();

	for (unsigned i = 0; i < p->findings->len; i++) {
		int id = (int)g_array_index(p->findings, enum finding_id, i);

		json_array_append_new(list, json_string(word_of(VOCABULARY_FINDING, id)));
	}
	return list;
}

static void set_part_facts(json_t *o, const struct part *p)
{
	set_string(o, "path", p->path);
	json_object_set_new(o, "parent", p->parent < 0 ? json_null() : json_integer(p->parent));
	set_string(o, "role", role_of(p));
	set_string(o, "declared_type", p->declared_type);
	set_string(o, "type", p->type);
	set_word(o, "class", VOCABULARY_CLASS, (int)p->class);
	set_string(o, "name", p->name);
	set_string(o, "raw_name", p->raw_name);
	set_int(o, "size", (int64_t)p->size);
	set_string(o, "sha256", p->sha256);
	set_word(o, "scan", VOCABULARY_SCAN, (int)p->scan);
	set_string(o, "scan_word", p->scan_word);
	json_object_set_new(o, "findings", part_findings_of(p));
}

static json_t *part_of(const struct part *p)
{
	json_t *o = json_object();

	set_part_facts(o, p);
	set_word(o, "action", VOCABULARY_PART_ACTION, (int)p->action);
	set_word(o, "wanted", VOCABULARY_PART_ACTION, (int)p->wanted);
	set_string(o, "rule", p->rule);
	set_string(o, "rule_where", p->rule_where);
	set_string(o, "release", p->release);
	set_string(o, "approver", p->approver);
	set_int(o, "keep_seconds", p->keep_seconds);
	return o;
}

static json_t *parts_of(const struct message *m)
{
	json_t *list = json_array();

	for (unsigned i = 0; i < m->parts->len; i++)
		json_array_append_new(list, part_of(message_part(m, i)));
	return list;
}

static json_t *findings_of(const struct message *m)
{
	json_t *list = json_array();

	for (unsigned i = 0; i < m->findings->len; i++) {
		const struct finding *f = g_ptr_array_index(m->findings, i);
		json_t *o = json_object();

		set_word(o, "finding", VOCABULARY_FINDING, (int)f->id);
		set_string(o, "place", f->place);
		set_string(o, "detail", f->detail);
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *trace_of(const struct message *m)
{
	json_t *list = json_array();

	for (unsigned i = 0; i < m->trace->len; i++) {
		const struct trace *t = g_ptr_array_index(m->trace, i);
		json_t *o = json_object();

		set_string(o, "part", t->part);
		set_string(o, "rule", t->rule);
		set_string(o, "where", t->where);
		json_object_set_new(o, "matched", json_boolean(t->matched));
		set_string(o, "why", t->why);
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *times_of(const struct message *m)
{
	json_t *o = json_object();

	for (unsigned i = 0; i < m->times->len; i++) {
		const struct stage_time *t = g_ptr_array_index(m->times, i);

		set_int(o, t->stage, t->micros);
	}
	return o;
}

json_t *report_of(const struct envelope *e, const struct message *m, const char *policy_digest,
		  const char *scanner)
{
	json_t *o = json_object();

	set_int(o, "version", REPORT_VERSION);
	set_string(o, "misogi", MISOGI_VERSION);
	set_string(o, "policy", policy_digest);
	set_string(o, "scanner", scanner);
	set_word(o, "verdict", VOCABULARY_MAIL_ACTION, (int)m->action);
	set_string(o, "rule", m->rule);
	set_string(o, "rule_where", m->rule_where);
	set_string(o, "reason", m->why);
	json_object_set_new(o, "envelope", envelope_of(e));
	json_object_set_new(o, "facts", facts_of(m));
	json_object_set_new(o, "parts", parts_of(m));
	json_object_set_new(o, "findings", findings_of(m));
	json_object_set_new(o, "trace", trace_of(m));
	json_object_set_new(o, "times", times_of(m));
	return o;
}
