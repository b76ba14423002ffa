/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * answer.c: the child's half: a message as frames, facts cut to what the
 * front accepts; what is delivered (headers, body, files) is never cut. The other
 * half: answer_take.c; the fields: docs/WIRE.md.
 * Tests: tests/unit/mail/test_answer.c.
 */
#include "misogi/answer.h"

#include "bounds.h"
#include "misogi/io.h"

/* Behind so many bytes of a frame the longest header still fits. */
#define HEADERS_TOGETHER 8192u
G_STATIC_ASSERT(HEADERS_TOGETHER + BOUND_WORD + BOUND_VALUE + 8 <= WIRE_FRAME_MAX);

static void put_bool(struct wire_out *w, bool v)
{
	wire_put_u8(w, v);
}

static void put_part_facts(struct wire_out *w, const struct part *p)
{
	put_cut(w, p->path, BOUND_NAME);
	wire_put_u32(w, (uint32_t)(p->parent + 1));
	put_bool(w, p->is_body);
	put_bool(w, p->is_attachment);
	put_cut(w, p->declared_type, BOUND_WORD);
	put_cut(w, p->type, BOUND_WORD);
	wire_put_u8(w, (uint8_t)p->class);
	put_cut(w, p->name, BOUND_NAME);
	put_cut(w, p->raw_name, BOUND_NAME);
	wire_put_u64(w, p->size);
	wire_put_string(w, p->sha256);
	wire_put_u8(w, (uint8_t)p->scan);
	put_cut(w, p->scan_word, BOUND_WORD);
}

static bool send_part(int sock, const struct part *p, int timeout_ms)
{
	struct wire_out w;

	wire_begin(&w, FRAME_PART);
	put_part_facts(&w, p);
	wire_put_u8(&w, (uint8_t)p->findings->len);
	for (unsigned i = 0; i < p->findings->len; i++)
		wire_put_u8(&w, (uint8_t)g_array_index(p->findings, enum finding_id, i));
	wire_put_u8(&w, (uint8_t)p->action);
	wire_put_u8(&w, (uint8_t)p->wanted);
	put_cut(&w, p->rule, BOUND_LINE);
	put_cut(&w, p->rule_where, BOUND_NAME);
	put_cut(&w, p->release, BOUND_WORD);
	put_cut(&w, p->approver, BOUND_WORD);
	wire_put_u64(&w, (uint64_t)p->keep_seconds);
	return wire_send(sock, &w, -1, timeout_ms);
}

static bool send_finding(int sock, const struct finding *f, int timeout_ms)
{
	struct wire_out w;

	wire_begin(&w, FRAME_FINDING);
	wire_put_u8(&w, (uint8_t)f->id);
	put_cut(&w, f->place, BOUND_LINE);
	put_cut(&w, f->detail, BOUND_LINE);
	return wire_send(sock, &w, -1, timeout_ms);
}

/* As many as fit into one frame: each frame wakes the front. ${*i} is the next one. */
static bool send_headers(int sock, const GPtrArray *headers, unsigned *i, int timeout_ms)
{
	struct wire_out w;

	wire_begin(&w, FRAME_HEADER);
	do {
		const struct header *h = g_ptr_array_index(headers, *i);
		wire_put_string(&w, h->name);
		wire_put_string(&w, h->value);
	} while (++*i < headers->len && w.bytes->len < HEADERS_TOGETHER);
	return wire_send(sock, &w, -1, timeout_ms);
}

static bool send_body(int sock, GBytes *body, int timeout_ms)
{
	size_t n;
	const void *bytes = g_bytes_get_data(body, &n);
	AUTO_FD fd = io_memfd_of(bytes, n);
	struct wire_out w;

	if (fd < 0)
		return false;
	wire_begin(&w, FRAME_BODY);
	return wire_send(sock, &w, fd, timeout_ms);
}

static bool send_enclosed(int sock, const struct enclosed *entry, int timeout_ms)
{
	size_t n = 0;
	const void *text = entry->bytes ? g_bytes_get_data(entry->bytes, &n) : NULL;
	AUTO_FD fd = entry->bytes ? io_memfd_of(text, n) : -1;
	struct wire_out w;

	if (entry->bytes && fd < 0)
		return false;
	wire_begin(&w, FRAME_ENCLOSED);
	wire_put_u32(&w, entry->part);
	wire_put_string(&w, entry->name);
	put_bool(&w, entry->bytes != NULL);
	return wire_send(sock, &w, fd, timeout_ms);
}

static bool send_enclosure(int sock, const struct enclosure *e, int timeout_ms)
{
	struct wire_out w;

	wire_begin(&w, FRAME_ENCLOSURE);
	wire_put_u32(&w, e->part);
	put_bool(&w, e->is_zip);
	wire_put_string(&w, e->name);
	if (!wire_send(sock, &w, -1, timeout_ms))
		return false;
	for (unsigned i = 0; i < e->entries->len; i++)
		if (!send_enclosed(sock, g_ptr_array_index(e->entries, i), timeout_ms))
			return false;
	return true;
}

static bool send_trace(int sock, const struct trace *t, int timeout_ms)
{
	struct wire_out w;

	wire_begin(&w, FRAME_TRACE);
	put_cut(&w, t->part, BOUND_WORD);
	put_cut(&w, t->rule, BOUND_WORD);
	put_cut(&w, t->where, BOUND_WORD);
	put_bool(&w, t->matched);
	put_cut(&w, t->why, BOUND_LINE);
	put_cut(&w, t->why_ja, BOUND_LINE);
	return wire_send(sock, &w, -1, timeout_ms);
}

static bool send_times(int sock, const GPtrArray *times, int timeout_ms)
{
	struct wire_out w;

	if (times->len == 0)
		return true;
	wire_begin(&w, FRAME_TIME);
	for (unsigned i = 0; i < MIN(times->len, BOUND_TIMES); i++) {
		const struct stage_time *t = g_ptr_array_index(times, i);
		put_cut(&w, t->stage, BOUND_WORD);
		wire_put_u32(&w, t->micros);
	}
	return wire_send(sock, &w, -1, timeout_ms);
}

static bool send_done(int sock, const struct message *m, int timeout_ms)
{
	struct wire_out w;

	wire_begin(&w, FRAME_DONE);
	put_cut(&w, m->from, BOUND_NAME);
	put_cut(&w, m->subject, BOUND_NAME);
	put_cut(&w, m->message_id, BOUND_NAME);
	wire_put_u8(&w, (uint8_t)m->auth);
	put_cut(&w, m->auth_detail, BOUND_LINE);
	wire_put_u64(&w, m->raw_size);
	wire_put_u8(&w, (uint8_t)m->action);
	put_cut(&w, m->rule, BOUND_LINE);
	put_cut(&w, m->rule_where, BOUND_NAME);
	put_cut(&w, m->why, BOUND_LINE);
	put_bool(&w, m->keep_original);
	wire_put_u64(&w, (uint64_t)m->keep_original_seconds);
	return wire_send(sock, &w, -1, timeout_ms);
}

static bool send_parts_and_findings(int sock, const struct message *m, int timeout_ms)
{
	for (unsigned i = 0; i < m->parts->len; i++)
		if (!send_part(sock, message_part(m, i), timeout_ms))
			return false;
	for (unsigned i = 0; i < m->findings->len; i++)
		if (!send_finding(sock, g_ptr_array_index(m->findings, i), timeout_ms))
			return false;
	return true;
}

static bool send_written(int sock, const struct message *m, int timeout_ms)
{
	for (unsigned i = 0; i < m->headers->len;)
		if (!send_headers(sock, m->headers, &i, timeout_ms))
			return false;
	if (m->body && !send_body(sock, m->body, timeout_ms))
		return false;
	for (unsigned i = 0; i < m->enclosures->len; i++)
		if (!send_enclosure(sock, g_ptr_array_index(m->enclosures, i), timeout_ms))
			return false;
	return true;
}

/* Trace and times are for people: what is too much of them is left out. */
static bool send_story(int sock, const struct message *m, int timeout_ms)
{
	for (unsigned i = 0; i < MIN(m->trace->len, BOUND_TRACE); i++)
		if (!send_trace(sock, g_ptr_array_index(m->trace, i), timeout_ms))
			return false;
	return send_times(sock, m->times, timeout_ms);
}

bool answer_send(int sock, const struct message *m, int timeout_ms)
{
	return send_parts_and_findings(sock, m, timeout_ms) && send_written(sock, m, timeout_ms) &&
	       send_story(sock, m, timeout_ms) && send_done(sock, m, timeout_ms);
}

bool failed_send(int sock, const struct err *err, int timeout_ms)
{
	struct wire_out w;

	wire_begin(&w, FRAME_FAILED);
	wire_put_u8(&w, (uint8_t)err->scope);
	wire_put_u8(&w, (uint8_t)err->reason);
	put_cut(&w, err->text, BOUND_LINE);
	return wire_send(sock, &w, -1, timeout_ms);
}

bool died_send(int sock, int wait_status, bool out_of_time, int timeout_ms)
{
	struct wire_out w;

	wire_begin(&w, FRAME_DIED);
	wire_put_u32(&w, (uint32_t)wait_status);
	put_bool(&w, out_of_time);
	return wire_send(sock, &w, -1, timeout_ms);
}
