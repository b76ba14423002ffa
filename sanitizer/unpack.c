/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * unpack.c: an archive's members become parts of the mail, each decided by
 * itself. What is locked waits until the walk is over where the policy lets
 * the mail's own passwords be tried: they may stand in a text behind it. A
 * password stands in no finding and in no log.
 * Tests: tests/unit/sanitizer/test_unpack.c, test_limits.c.
 */
#include "unpack.h"

#include "archive/archive.h"
#include "archive/passwords.h"
#include "identify.h"
#include "types.h"

#define TEXT_MAX 65536u /* of each text, for passwords */

/* How many archives ${part} is inside of. */
static unsigned depth_of(const struct work *w, unsigned part)
{
	unsigned n = 0;

	for (int p = message_part(w->m, part)->parent; p >= 0;
	     p = message_part(w->m, (unsigned)p)->parent)
		n += work_content(w, (unsigned)p)->is_archive;
	return n;
}

/* ---- passwords ---- */

static void add_texts(const struct work *w, GPtrArray *texts)
{
	struct limits limits = *w->limits;
	struct text_options options = { .limits = &limits,
					.links = w->body->links,
					.hidden = w->body->hidden,
					.lang = w->job->config->notice_language };

	limits.text_bytes = MIN(limits.text_bytes, TEXT_MAX);
	for (unsigned i = 0; i < w->m->parts->len; i++) {
		const struct content *c = work_content(w, i);
		struct body_found found = { 0 };
		if (!message_part(w->m, i)->is_body || !c->data || c->form == BODY_FORM_SIGNATURE ||
		    c->form == BODY_FORM_EMPTY)
			continue;
		struct body_input in = {
			.buf = c->data, .n = c->len, .charset = c->charset, .form = c->form
		};
		GString *text = body_convert(&in, &options, &found);
		g_ptr_array_add(texts, g_string_free(text, FALSE));
	}
}

static GPtrArray *passwords_of(const struct work *w)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(texts, g_strdup(w->m->subject ? w->m->subject : ""));
	add_texts(w, texts);
	return passwords_find(texts, w->limits->passwords);
}

/* ---- opening ---- */

static void open_archive(struct work *w, unsigned part, const GPtrArray *passwords,
			 struct archive_answer *answer)
{
	const struct content *c = work_content(w, part);

	w->archives.limits = w->limits;
	archive_open(identify_type(w, part), c->data, c->len, message_part(w->m, part)->name,
		     passwords, &w->archives, answer);
}

/* Records what was found; the members, if it is open. Clears ${answer}. */
static struct members *take(struct work *w, unsigned part, struct archive_answer *answer)
{
	struct members *m = NULL;

	for (guint i = 0; i < answer->found->len; i++) {
		const struct archive_found *f = g_ptr_array_index(answer->found, i);
		work_find(w, (int)part, f->id, NULL, f->detail);
	}
	if (answer->is_open) {
		work_content(w, part)->is_archive = true;
		m = g_new(struct members, 1);
		*m = answer->members;
		answer->members = (struct members){ 0 };
	}
	archive_answer_clear(answer);
	return m;
}

static bool is_locked(const struct archive_answer *answer)
{
	for (guint i = 0; i < answer->found->len; i++)
		if (((struct archive_found *)g_ptr_array_index(answer->found, i))->id ==
		    FINDING_ENCRYPTED)
			return true;
	return false;
}

/* Whether the rule for ${part}, as a locked archive, has passwords tried. */
static bool tries_passwords(const struct work *w, unsigned part, enum type_id type)
{
	const enum finding_id encrypted = FINDING_ENCRYPTED;
	struct part locked = *message_part(w->m, part);
	g_autoptr(GArray) findings = g_array_copy(locked.findings);
	g_autofree char *name = g_strdup(type_name(type));
	struct decision d = { 0 };

	g_array_append_val(findings, encrypted);
	locked.findings = findings;
	locked.type = name;
	locked.class = type_class(type);
	locked.is_attachment = true;
	policy_decide_part(w->job->policy, w->job->envelope, w->m, &locked, NULL, &d);
	return d.tries_passwords;
}

struct members *unpack_leaf(struct work *w, unsigned part)
{
	struct content *c = work_content(w, part);
	struct archive_budget before = w->archives;
	struct archive_answer answer;

	if (message_part(w->m, part)->is_body || c->is_message || c->is_wrapper || c->is_absent ||
	    c->len == 0)
		return NULL;
	enum type_id type = identify_type(w, part);
	if (type_class(type) != CLASS_ARCHIVE && !archive_is_opened(type))
		return NULL;
	if (depth_of(w, part) >= w->limits->archive_depth) {
		work_find(w, (int)part, FINDING_LIMIT_ARCHIVE_DEPTH, NULL, "");
		return NULL;
	}
	open_archive(w, part, NULL, &answer);
	if (is_locked(&answer) && tries_passwords(w, part, type)) {
		w->archives.bytes = before.bytes;
		w->archives.entries = before.entries;
		c->waits = true;
		archive_answer_clear(&answer);
		return NULL;
	}
	return take(w, part, &answer);
}

struct members *unpack_next_locked(struct work *w, unsigned *part)
{
	struct members *m = NULL;

	for (unsigned i = 0; i < w->m->parts->len && !m; i++) {
		struct content *c = work_content(w, i);
		struct archive_answer answer;
		if (!c->waits)
			continue;
		g_autoptr(GPtrArray) passwords = passwords_of(w);
		c->waits = false;
		open_archive(w, i, passwords, &answer);
		m = take(w, i, &answer);
		*part = i;
	}
	return m;
}
