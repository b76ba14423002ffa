/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sanitize.c: the way of a mail through the sanitizer. The table of stages is
 * the whole of it: each stage finishes before the next begins, and what a stage
 * cannot judge makes the mail held, never passed. No effects of its own: what
 * it needs of the outside it asks of its host.
 * Tests: tests/unit/sanitizer/test_sanitize.c, test_limits.c.
 */
#include "misogi/sanitize.h"

#include <locale.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "archive/archive.h"
#include "bodies.h"
#include "decide.h"
#include "enclose.h"
#include "fields.h"
#include "guard.h"
#include "heading.h"
#include "identify.h"
#include "inspect/inspect.h"
#include "kinds/secure.h"
#include "misogi/io.h"
#include "misogi/iso2022jp.h"
#include "parse.h"
#include "rebuild.h"
#include "scan.h"
#include "text/charset.h"
#include "walk.h"
#include "work.h"

static bool guard(struct work *w, struct err *err);
static bool walk(struct work *w, struct err *err);
static bool identify(struct work *w, struct err *err);
static bool scan(struct work *w, struct err *err);
static bool decide(struct work *w, struct err *err);
static bool text(struct work *w, struct err *err);
static bool enclose(struct work *w, struct err *err);
static bool rebuild(struct work *w, struct err *err);

enum when { ALWAYS, UNLESS_HELD, IF_SANITIZED };

static const struct stage {
	const char *name;
	enum when when;
	bool (*run)(struct work *w, struct err *err);
} stages[] = {
	{ "guard", ALWAYS, guard },	       /* linear pre-limits, the header as facts */
	{ "walk", UNLESS_HELD, walk },	       /* structure → parts, decoded */
	{ "identify", UNLESS_HELD, identify }, /* content, name and declaration must agree */
	{ "scan", UNLESS_HELD, scan },	       /* every leaf to the scanner */
	{ "decide", ALWAYS, decide },	       /* the policy's answers */
	{ "text", IF_SANITIZED, text },	       /* what becomes text, as UTF-8 */
	{ "enclose", IF_SANITIZED, enclose },  /* the files that are delivered, by name */
	{ "rebuild", IF_SANITIZED, rebuild },  /* header, notice and text written anew */
};

static bool guard(struct work *w, struct err *err)
{
	AUTO_FD fd = dup(w->job->message_fd);
	enum finding_id id;
	g_autofree char *place = NULL;

	if (fd < 0)
		return err_errno(err, REASON_SPOOL, "cannot take the mail's descriptor");
	w->source = source_new(fd_steal(&fd), err);
	if (!w->source)
		return false;
	if (guard_has_controls(w->source->data, w->source->len)) {
		int clean = guard_clean(w->source->data, w->source->len);
		if (clean < 0)
			return err_errno(err, REASON_SPOOL, "cannot clean the mail");
		source_free(w->source);
		w->source = source_new(clean, err);
		if (!w->source)
			return false;
		work_find(w, -1, FINDING_MIME_CONTROL, NULL, "");
	}
	w->fields = fields_read(w->source->data, w->source->len, NULL, NULL);
	if (w->source->len > w->limits->message_bytes) {
		work_find(w, -1, FINDING_LIMIT_MESSAGE_BYTES, NULL, "");
		w->is_held = true;
	} else if (!guard_check(w->source->data, w->source->len, w->limits, &id, &place)) {
		work_find(w, -1, id, place, "");
		w->is_held = true;
	}
	heading_read(w);
	return true;
}

static bool walk(struct work *w, struct err *err)
{
	bool done = walk_mail(w, err);

	/* The scanner may take long, and other children hold mails, too. */
	source_rest(w->source);
	return done;
}

static bool identify(struct work *w, struct err *err)
{
	(void)err;
	for (unsigned i = 0; i < w->m->parts->len; i++)
		identify_part(w, i);
	return true;
}

static bool scan(struct work *w, struct err *err)
{
	return scan_parts(w, err);
}

static bool decide(struct work *w, struct err *err)
{
	(void)err;
	decide_all(w);
	return true;
}

static bool text(struct work *w, struct err *err)
{
	(void)err;
	bodies_convert(w);
	return true;
}

static bool enclose(struct work *w, struct err *err)
{
	(void)err;
	enclose_all(w);
	return true;
}

static bool rebuild(struct work *w, struct err *err)
{
	(void)err;
	rebuild_message(w);
	return true;
}

static bool applies(const struct stage *s, const struct work *w)
{
	switch (s->when) {
	case UNLESS_HELD:
		return !w->is_held;
	case IF_SANITIZED:
		return w->m->action == MAIL_SANITIZE;
	case ALWAYS:
		break;
	}
	return true;
}

static bool run(struct work *w, struct err *err)
{
	for (size_t i = 0; i < G_N_ELEMENTS(stages); i++) {
		if (!applies(&stages[i], w))
			continue;
		gint64 began = g_get_monotonic_time();
		if (!stages[i].run(w, err))
			return false;
		struct stage_time *t = g_new0(struct stage_time, 1);
		t->stage = g_strdup(stages[i].name);
		t->micros = (uint32_t)MIN(g_get_monotonic_time() - began, G_MAXUINT32);
		g_ptr_array_add(w->m->times, t);
	}
	return true;
}

bool sanitize_init(struct err *err)
{
	/* Of a locale only this one: each category is a file that stays mapped. */
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return err_set(err, SCOPE_TEMP, REASON_CONFIG, "no locale C.UTF-8");
	tzset();
	parse_init();
	secure_init();
	inspect_init();
	archive_init();
	return charset_init(err) && iso2022jp_init(err) && identify_init(err);
}

bool sanitize_message(const struct sanitize_job *job, const struct sanitize_host *host,
		      struct message **out, struct err *err)
{
	g_autoptr(message_t) m = message_new();
	struct work w = { .job = job, .host = host, .limits = &job->config->limits, .m = m };

	w.body = policy_body(job->policy);
	w.contents = NULL;
	m->raw_size = job->raw_size;
	m->charset = w.body->charset;
	bool done = run(&w, err);
	work_clear(&w);
	if (done)
		*out = g_steal_pointer(&m);
	return done;
}
