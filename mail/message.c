/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * message.c: making and freeing the structs of a mail, and the one way in
 * which findings are recorded: a part always learns its own, and no flood of
 * findings hides one that was not seen before.
 * Tests: tests/unit/mail/test_message.c.
 */
#include "misogi/message.h"

#include <string.h>

#include "misogi/text.h"

#define DETAIL_BYTES 200

static void recipient_free(void *p)
{
	struct recipient *r = p;

	g_free(r->address);
	g_free(r->crossing);
	g_free(r);
}

struct envelope *envelope_new(void)
{
	struct envelope *e = g_new0(struct envelope, 1);

	e->id = g_strdup("");
	e->queue_id = g_strdup("");
	e->client = g_strdup("");
	e->helo = g_strdup("");
	e->sender = g_strdup("");
	e->recipients = g_ptr_array_new_with_free_func(recipient_free);
	return e;
}

void envelope_free(struct envelope *e)
{
	if (!e)
		return;
	g_free(e->id);
	g_free(e->queue_id);
	g_free(e->client);
	g_free(e->helo);
	g_free(e->sender);
	g_ptr_array_unref(e->recipients);
	g_free(e);
}

void envelope_add_recipient(struct envelope *e, const char *address, const char *crossing)
{
	struct recipient *r = g_new0(struct recipient, 1);

	r->address = g_strdup(address);
	r->crossing = g_strdup(crossing ? crossing : "");
	g_ptr_array_add(e->recipients, r);
}

static void part_free(void *p)
{
	struct part *part = p;

	g_free(part->path);
	g_free(part->declared_type);
	g_free(part->type);
	g_free(part->name);
	g_free(part->raw_name);
	g_free(part->scan_word);
	g_array_unref(part->findings);
	g_free(part->rule);
	g_free(part->rule_where);
	g_free(part->release);
	g_free(part->approver);
	g_free(part);
}

static void finding_free(void *p)
{
	struct finding *f = p;

	g_free(f->place);
	g_free(f->detail);
	g_free(f);
}

static void header_free(void *p)
{
	struct header *h = p;

	g_free(h->name);
	g_free(h->value);
	g_free(h);
}

static void enclosed_free(void *p)
{
	struct enclosed *e = p;

	g_free(e->name);
	g_clear_pointer(&e->bytes, g_bytes_unref);
	g_free(e);
}

static void enclosure_free(void *p)
{
	struct enclosure *e = p;

	g_free(e->name);
	g_ptr_array_unref(e->entries);
	g_free(e);
}

static void trace_free(void *p)
{
	struct trace *t = p;

	g_free(t->part);
	g_free(t->rule);
	g_free(t->where);
	g_free(t->why);
	g_free(t->why_ja);
	g_free(t);
}

static void stage_time_free(void *p)
{
	struct stage_time *t = p;

	g_free(t->stage);
	g_free(t);
}

struct message *message_new(void)
{
	struct message *m = g_new0(struct message, 1);

	m->from = g_strdup("");
	m->subject = g_strdup("");
	m->message_id = g_strdup("");
	m->auth_detail = g_strdup("");
	m->rule = g_strdup("");
	m->rule_where = g_strdup("");
	m->why = g_strdup("");
	m->action = MAIL_SANITIZE;
	m->parts = g_ptr_array_new_with_free_func(part_free);
	m->findings = g_ptr_array_new_with_free_func(finding_free);
	m->headers = g_ptr_array_new_with_free_func(header_free);
	m->enclosures = g_ptr_array_new_with_free_func(enclosure_free);
	m->trace = g_ptr_array_new_with_free_func(trace_free);
	m->times = g_ptr_array_new_with_free_func(stage_time_free);
	return m;
}

void message_free(struct message *m)
{
	if (!m)
		return;
	g_free(m->from);
	g_free(m->subject);
	g_free(m->message_id);
	g_free(m->auth_detail);
	g_free(m->rule);
	g_free(m->rule_where);
	g_free(m->why);
	g_ptr_array_unref(m->parts);
	g_ptr_array_unref(m->findings);
	g_ptr_array_unref(m->headers);
	g_ptr_array_unref(m->enclosures);
	g_ptr_array_unref(m->trace);
	g_ptr_array_unref(m->times);
	g_clear_pointer(&m->body, g_bytes_unref);
	g_free(m);
}

struct part *message_add_part(struct message *m, const char *path, int parent)
{
	struct part *p = g_new0(struct part, 1);

	p->path = g_strdup(path);
	p->parent = parent;
	p->declared_type = g_strdup("");
	p->type = g_strdup("");
	p->name = g_strdup("");
	p->raw_name = g_strdup("");
	p->scan_word = g_strdup("");
	p->rule = g_strdup("");
	p->rule_where = g_strdup("");
	p->release = g_strdup("");
	p->approver = g_strdup("");
	p->findings = g_array_new(FALSE, FALSE, sizeof(enum finding_id));
	g_ptr_array_add(m->parts, p);
	return p;
}

struct part *message_part(const struct message *m, unsigned i)
{
	return i < m->parts->len ? g_ptr_array_index(m->parts, i) : NULL;
}

bool part_has_finding(const struct part *p, enum finding_id id)
{
	for (unsigned i = 0; i < p->findings->len; i++)
		if (g_array_index(p->findings, enum finding_id, i) == id)
			return true;
	return false;
}

/* Whether ${id} is recorded: at ${place}, or anywhere when that is NULL. */
static bool is_recorded(const struct message *m, enum finding_id id, const char *place)
{
	for (unsigned i = 0; i < m->findings->len; i++) {
		const struct finding *f = g_ptr_array_index(m->findings, i);

		if (f->id == id && (!place || strcmp(f->place, place) == 0))
			return true;
	}
	return false;
}

static void record(struct message *m, enum finding_id id, const char *place, const char *detail)
{
	struct finding *f = g_new0(struct finding, 1);

	f->id = id;
	f->place = text_one_line(place, DETAIL_BYTES);
	f->detail = text_one_line(detail, DETAIL_BYTES);
	g_ptr_array_add(m->findings, f);
}

/*
 * Past the limit a word still gets its first record: a sender who buys 200
 * harmless findings must not hide the one that holds the message.
 */
void message_find(struct message *m, struct part *p, enum finding_id id, const char *place,
		  const char *detail, unsigned max_findings)
{
	g_autofree char *at = text_one_line(place ? place : p ? p->path : "", DETAIL_BYTES);

	if (p && part_has_finding(p, id))
		return;
	if (p)
		g_array_append_val(p->findings, id);
	else if (is_recorded(m, id, at))
		return;
	if (m->findings->len < max_findings || !is_recorded(m, id, NULL))
		record(m, id, at, detail);
	else if (!is_recorded(m, FINDING_LIMIT_FINDINGS, NULL))
		record(m, FINDING_LIMIT_FINDINGS, "", "");
}

struct enclosure *message_add_enclosure(struct message *m, unsigned part, const char *name,
					bool is_zip)
{
	struct enclosure *e = g_new0(struct enclosure, 1);

	e->part = part;
	e->name = g_strdup(name);
	e->is_zip = is_zip;
	e->entries = g_ptr_array_new_with_free_func(enclosed_free);
	g_ptr_array_add(m->enclosures, e);
	return e;
}

void enclosure_add(struct enclosure *e, unsigned part, const char *name, GBytes *bytes)
{
	struct enclosed *one = g_new0(struct enclosed, 1);

	one->part = part;
	one->name = g_strdup(name);
	one->bytes = bytes ? g_bytes_ref(bytes) : NULL;
	g_ptr_array_add(e->entries, one);
}

void message_add_header(struct message *m, const char *name, const char *value)
{
	struct header *h = g_new0(struct header, 1);

	h->name = g_strdup(name);
	h->value = g_strdup(value);
	g_ptr_array_add(m->headers, h);
}

void message_add_trace(struct message *m, const char *part, const char *rule, const char *where,
		       bool matched, const char *why, const char *why_ja)
{
	struct trace *t = g_new0(struct trace, 1);

	t->part = g_strdup(part ? part : "");
	t->rule = g_strdup(rule ? rule : "");
	t->where = g_strdup(where ? where : "");
	t->matched = matched;
	t->why = g_strdup(why ? why : "");
	t->why_ja = g_strdup(why_ja ? why_ja : "");
	g_ptr_array_add(m->trace, t);
}
