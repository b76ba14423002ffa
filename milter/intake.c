/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * intake.c: takes a message as the MTA tells it. The raw mail is put together
 * again byte by byte: "Name:", the value with its folds as CRLF, an empty
 * line, the body. Headers and body get no reply of ours (it would cost a
 * round trip each), so what fails here is remembered and told at the end.
 *
 * Never looks at what the bytes mean. Tests: tests/unit/milter/test_intake.c.
 */
#include "intake.h"

#include <errno.h>
#include <string.h>

static void field_count_free(gpointer p)
{
	struct field_count *f = p;

	g_free(f->name);
	g_free(f);
}

char *intake_address(const char *argument)
{
	size_t n = strlen(argument);

	if (n >= 2 && argument[0] == '<' && argument[n - 1] == '>')
		return g_strndup(argument + 1, n - 2);
	return g_strdup(argument);
}

struct intake *intake_new(struct milter *m, const char *client, const char *helo,
			  const char *sender)
{
	struct intake *in = g_new0(struct intake, 1);
	struct envelope *e = envelope_new();

	g_free(e->id);
	g_free(e->client);
	g_free(e->helo);
	g_free(e->sender);
	e->id = envelope_new_id();
	e->client = g_strdup(client ? client : "");
	e->helo = g_utf8_make_valid(helo ? helo : "", -1);
	g_autofree char *address = intake_address(sender);
	e->sender = g_utf8_make_valid(address, -1);
	e->received = g_get_real_time() / G_USEC_PER_SEC;
	in->milter = m;
	in->envelope = e;
	in->generation = generations_current(m->generations);
	in->fields = g_ptr_array_new_with_free_func(field_count_free);
	in->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	in->spool = spool_new(in->generation->config);
	if (!in->spool)
		err_errno(&in->failed, REASON_SPOOL, "cannot make a spool");
	atomic_fetch_add(&m->receiving, 1);
	return in;
}

void intake_free(struct intake *in)
{
	if (!in)
		return;
	atomic_fetch_sub(&in->milter->receiving, 1);
	if (in->spool)
		spool_free(in->spool);
	g_hash_table_unref(in->by_name);
	g_ptr_array_unref(in->fields);
	envelope_free(in->envelope);
	generation_unref(in->generation);
	g_free(in);
}

bool intake_recipient(struct intake *in, const char *argument, struct reply *reply)
{
	struct envelope *e = in->envelope;
	struct route_answer route;
	g_autofree char *raw = intake_address(argument);
	g_autofree char *address = g_utf8_make_valid(raw, -1);

	if (atomic_load(&in->milter->draining)) {
		reply_draining(reply, e->id);
		return false;
	}
	if (e->recipients->len >= in->generation->config->limits.recipients) {
		reply_too_many_recipients(reply, e->id);
		return false;
	}
	policy_route(in->generation->policy, e->client, address, &route);
	switch (route.route) {
	case ROUTE_NONE:
	case ROUTE_REFUSE:
		reply_no_crossing(reply, e->id);
		return false;
	case ROUTE_PASS:
		in->passing++;
		in->pass_rule = route.name;
		in->pass_why = route.why;
		in->pass_where = route.where;
		break;
	case ROUTE_CROSSING:
		break;
	}
	envelope_add_recipient(e, address, route.name);
	return true;
}

static void spool(struct intake *in, const void *bytes, size_t n)
{
	if (in->failed.scope != SCOPE_OK || in->too_large)
		return;
	if (spool_size(in->spool) + n > in->generation->config->limits.message_bytes) {
		in->too_large = true;
		return;
	}
	if (!spool_write(in->spool, bytes, n))
		err_errno(&in->failed, REASON_SPOOL, "cannot spool");
}

/* What of a value may be long is its folds: each LF without a CR before it becomes CRLF. */
static void spool_value(struct intake *in, const char *value)
{
	const char *from = value;

	for (const char *lf = strchr(from, '\n'); lf; lf = strchr(from, '\n')) {
		size_t n = (size_t)(lf - from);
		spool(in, from, n && lf[-1] == '\r' ? n - 1 : n);
		spool(in, "\r\n", 2);
		from = lf + 1;
	}
	spool(in, from, strlen(from));
}

static void count_field(struct intake *in, const char *name)
{
	g_autofree char *key = g_ascii_strdown(name, -1);
	struct field_count *f = g_hash_table_lookup(in->by_name, key);

	if (!f) {
		f = g_new0(struct field_count, 1);
		f->name = g_strdup(name);
		g_ptr_array_add(in->fields, f);
		g_hash_table_insert(in->by_name, g_steal_pointer(&key), f);
	}
	f->count++;
}

void intake_header(struct intake *in, const char *name, const char *value, bool leading_space)
{
	count_field(in, name);
	spool(in, name, strlen(name));
	spool(in, leading_space ? ":" : ": ", leading_space ? 1 : 2);
	spool_value(in, value);
	spool(in, "\r\n", 2);
}

static void begin_body(struct intake *in)
{
	if (!in->in_body)
		spool(in, "\r\n", 2);
	in->in_body = true;
}

void intake_body(struct intake *in, const void *chunk, size_t n)
{
	begin_body(in);
	spool(in, chunk, n);
}

bool intake_end(struct intake *in, const char *queue_id, struct reply *reply)
{
	begin_body(in);
	g_free(in->envelope->queue_id);
	in->envelope->queue_id = g_utf8_make_valid(queue_id ? queue_id : "", -1);
	if (in->envelope->recipients->len == 0)
		err_set(&in->failed, SCOPE_TEMP, REASON_INTERNAL, "a message to nobody");
	if (in->too_large)
		reply_too_large(reply, in->envelope->id);
	else if (in->failed.scope != SCOPE_OK)
		reply_of_err(reply, &in->failed, in->envelope->id);
	return !in->too_large && in->failed.scope == SCOPE_OK;
}
