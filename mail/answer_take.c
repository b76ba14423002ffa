/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * answer_take.c: the front's half: each frame of an answer as hostile input.
 * A field out of range, a frame too many, a descriptor where none belongs:
 * the whole answer is refused. What the texts mean is front/check.c's.
 * Tests: tests/unit/mail/test_answer.c, tests/fuzz/fuzz_answer.c.
 */
#include "misogi/answer.h"

#include <signal.h>
#include <sys/wait.h>

#include "answer_files.h"
#include "bounds.h"
#include "misogi/io.h"

/* "for ever" is no duration; a century is. */
#define KEEP_MAX ((uint64_t)36525 * 86400)

static bool refuse(struct err *err, const char *why)
{
	return err_set(err, SCOPE_TEMP, REASON_WORKER_ANSWER, "answer of the worker: %s", why);
}

static void get_string(struct wire_in *in, size_t max, char **to)
{
	g_free(*to);
	*to = wire_get_string(in, max);
}

static bool get_bool(struct wire_in *in)
{
	return wire_get_enum(in, 2) == 1;
}

static int64_t get_seconds(struct wire_in *in)
{
	uint64_t v = wire_get_u64(in);

	if (v > KEEP_MAX)
		in->failed = true;
	return in->failed ? 0 : (int64_t)v;
}

/* "" or 64 lower-case hex digits. */
static void get_sha256(struct wire_in *in, char hex[SHA256_HEX])
{
	g_autofree char *s = wire_get_string(in, SHA256_HEX - 1);
	size_t digits = strspn(s, "0123456789abcdef");

	if (s[digits] || (digits != 0 && digits != SHA256_HEX - 1))
		in->failed = true;
	else
		g_strlcpy(hex, s, SHA256_HEX);
}

/* A parent stands before its children: no loops, no index into the void. */
static void get_parent(struct wire_in *in, const struct message *m, struct part *p)
{
	uint32_t above = wire_get_u32(in);

	if (above >= m->parts->len)
		in->failed = true;
	else
		p->parent = (int)above - 1;
}

static void get_part_facts(struct wire_in *in, const struct message *m, struct part *p)
{
	get_string(in, BOUND_NAME, &p->path);
	get_parent(in, m, p);
	p->is_body = get_bool(in);
	p->is_attachment = get_bool(in);
	get_string(in, BOUND_WORD, &p->declared_type);
	get_string(in, BOUND_WORD, &p->type);
	p->class = (enum class)wire_get_enum(in, CLASS_MAX);
	get_string(in, BOUND_NAME, &p->name);
	get_string(in, BOUND_NAME, &p->raw_name);
	p->size = wire_get_u64(in);
	get_sha256(in, p->sha256);
	p->scan = (enum scan_answer)wire_get_enum(in, SCAN_MAX);
	get_string(in, BOUND_WORD, &p->scan_word);
}

static void get_part_findings(struct wire_in *in, struct part *p)
{
	G_STATIC_ASSERT(FINDING_MAX < UINT8_MAX);
	unsigned n = wire_get_enum(in, FINDING_MAX + 1);

	for (unsigned i = 0; i < n && !in->failed; i++) {
		enum finding_id id = (enum finding_id)wire_get_enum(in, FINDING_MAX);

		if (part_has_finding(p, id))
			in->failed = true;
		g_array_append_val(p->findings, id);
	}
}

static bool take_part(struct wire_in *in, struct message *m, const struct limits *limits,
		      struct err *err)
{
	if (m->parts->len >= limits_all_parts(limits))
		return refuse(err, "too many parts");
	struct part *p = message_add_part(m, "", -1);
	get_part_facts(in, m, p);
	get_part_findings(in, p);
	p->action = (enum part_action)wire_get_enum(in, PART_ACTION_MAX);
	p->wanted = (enum part_action)wire_get_enum(in, PART_ACTION_MAX);
	get_string(in, BOUND_LINE, &p->rule);
	get_string(in, BOUND_NAME, &p->rule_where);
	get_string(in, BOUND_WORD, &p->release);
	get_string(in, BOUND_WORD, &p->approver);
	p->keep_seconds = get_seconds(in);
	return wire_complete(in) || refuse(err, "part");
}

static bool take_finding(struct wire_in *in, struct message *m, const struct limits *limits,
			 struct err *err)
{
	if (m->findings->len >= (uint64_t)limits->findings + FINDING_MAX)
		return refuse(err, "too many findings");
	enum finding_id id = (enum finding_id)wire_get_enum(in, FINDING_MAX);
	g_autofree char *place = wire_get_string(in, BOUND_LINE);
	g_autofree char *detail = wire_get_string(in, BOUND_LINE);
	if (!wire_complete(in))
		return refuse(err, "finding");
	struct finding *f = g_new0(struct finding, 1);
	f->id = id;
	f->place = g_steal_pointer(&place);
	f->detail = g_steal_pointer(&detail);
	g_ptr_array_add(m->findings, f);
	return true;
}

static bool take_header(struct wire_in *in, struct message *m, struct err *err)
{
	g_autofree char *name = wire_get_string(in, BOUND_WORD);
	g_autofree char *value = wire_get_string(in, BOUND_VALUE);

	if (in->failed)
		return refuse(err, "header");
	if (m->headers->len >= BOUND_HEADERS)
		return refuse(err, "too many headers");
	message_add_header(m, name, value);
	return true;
}

static bool take_headers(struct wire_in *in, struct message *m, struct err *err)
{
	do {
		if (!take_header(in, m, err))
			return false;
	} while (!wire_complete(in));
	return true;
}

static bool take_body(struct wire_in *in, struct message *m, const struct limits *limits,
		      struct err *err)
{
	if (!wire_complete(in) || m->body)
		return refuse(err, "body");
	if (in->fd < 0 || !io_is_sealed(in->fd))
		return refuse(err, "body is not a sealed memfd");
	struct err why;
	m->body = io_read_bytes(in->fd, limits->output_bytes, &why);
	if (!m->body)
		return refuse(err, why.text);
	return true;
}

static bool take_trace(struct wire_in *in, struct message *m, struct err *err)
{
	g_autofree char *part = wire_get_string(in, BOUND_WORD);
	g_autofree char *rule = wire_get_string(in, BOUND_WORD);
	g_autofree char *where = wire_get_string(in, BOUND_WORD);
	bool matched = get_bool(in);
	g_autofree char *why = wire_get_string(in, BOUND_LINE);
	g_autofree char *why_ja = wire_get_string(in, BOUND_LINE);

	if (!wire_complete(in))
		return refuse(err, "trace");
	if (m->trace->len >= BOUND_TRACE)
		return refuse(err, "too many lines of trace");
	message_add_trace(m, part, rule, where, matched, why, why_ja);
	return true;
}

static bool take_time(struct wire_in *in, struct message *m, struct err *err)
{
	g_autofree char *stage = wire_get_string(in, BOUND_WORD);
	uint32_t micros = wire_get_u32(in);

	if (in->failed || m->times->len >= BOUND_TIMES)
		return refuse(err, "time");
	struct stage_time *t = g_new0(struct stage_time, 1);
	t->stage = g_steal_pointer(&stage);
	t->micros = micros;
	g_ptr_array_add(m->times, t);
	return true;
}

static bool take_times(struct wire_in *in, struct message *m, struct err *err)
{
	do {
		if (!take_time(in, m, err))
			return false;
	} while (!wire_complete(in));
	return true;
}

static bool take_done(struct wire_in *in, struct message *m, struct err *err)
{
	get_string(in, BOUND_NAME, &m->from);
	get_string(in, BOUND_NAME, &m->subject);
	get_string(in, BOUND_NAME, &m->message_id);
	m->auth = (enum auth_result)wire_get_enum(in, AUTH_MAX);
	get_string(in, BOUND_LINE, &m->auth_detail);
	m->raw_size = wire_get_u64(in);
	m->action = (enum mail_action)wire_get_enum(in, MAIL_ACTION_MAX);
	get_string(in, BOUND_LINE, &m->rule);
	get_string(in, BOUND_NAME, &m->rule_where);
	get_string(in, BOUND_LINE, &m->why);
	m->keep_original = get_bool(in);
	m->keep_original_seconds = get_seconds(in);
	if (!wire_complete(in))
		return refuse(err, "end");
	if (m->action == MAIL_SANITIZE && !m->body)
		return refuse(err, "sanitized, and no body");
	return true;
}

/* ---- the two ways of giving up; both return false ---- */

static bool take_failed(struct wire_in *in, struct err *err)
{
	static const enum reason reasons[] = {
#define X(c, w) REASON_##c,
		REASONS(X)
#undef X
	};
	enum scope scope = (enum scope)wire_get_enum(in, SCOPE_BUG + 1);
	enum reason reason = reasons[wire_get_enum(in, G_N_ELEMENTS(reasons))];
	g_autofree char *text = wire_get_string(in, BOUND_LINE);

	if (!wire_complete(in))
		return refuse(err, "failure");
	return err_set(err, MAX(scope, SCOPE_TEMP),
		       reason == REASON_NONE ? REASON_INTERNAL : reason, "worker: %s", text);
}

static bool take_died(struct wire_in *in, struct err *err)
{
	int status = (int)wire_get_u32(in);
	bool out_of_time = get_bool(in);

	if (!wire_complete(in))
		return refuse(err, "death");
	if (out_of_time)
		return err_set(err, SCOPE_TEMP, REASON_WORKER_TIMEOUT, "worker ran out of time");
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
		return err_set(err, SCOPE_TEMP, REASON_WORKER_TIMEOUT,
			       "worker ran out of CPU time");
	if (WIFSIGNALED(status)) {
		const char *name = sigabbrev_np(WTERMSIG(status));

		return err_set(err, SCOPE_TEMP, REASON_WORKER_DIED, "worker died of SIG%s",
			       name ? name : "?");
	}
	return err_set(err, SCOPE_TEMP, REASON_WORKER_DIED, "worker ended with status %d",
		       WEXITSTATUS(status));
}

int answer_take(struct wire_in *in, struct message *m, const struct limits *limits, struct err *err)
{
	bool taken;

	if (in->fd >= 0 && in->type != FRAME_BODY && in->type != FRAME_ENCLOSED) {
		refuse(err, "a descriptor where none belongs");
		return -1;
	}
	switch (in->type) {
	case FRAME_PART:
		taken = take_part(in, m, limits, err);
		break;
	case FRAME_FINDING:
		taken = take_finding(in, m, limits, err);
		break;
	case FRAME_HEADER:
		taken = take_headers(in, m, err);
		break;
	case FRAME_BODY:
		taken = take_body(in, m, limits, err);
		break;
	case FRAME_ENCLOSURE:
		taken = take_enclosure(in, m, limits, err);
		break;
	case FRAME_ENCLOSED:
		taken = take_enclosed(in, m, limits, err);
		break;
	case FRAME_TRACE:
		taken = take_trace(in, m, err);
		break;
	case FRAME_TIME:
		taken = take_times(in, m, err);
		break;
	case FRAME_DONE:
		return take_done(in, m, err) ? 1 : -1;
	case FRAME_FAILED:
		taken = take_failed(in, err);
		break;
	case FRAME_DIED:
		taken = take_died(in, err);
		break;
	default:
		taken = refuse(err, "a frame that is none of an answer");
	}
	return taken ? 0 : -1;
}
