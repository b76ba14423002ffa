/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * decide.c: asks the policy about the message, then about each attachment, and
 * takes the first action of its list that can be had: text of what is text,
 * an archive opened, a clean file as it is. What is not built yet falls through
 * with a finding that says so, down to quarantine. What is inside a mail or an
 * archive shares its fate unless that becomes text or is opened. The floor is
 * the policy's; here it is only never undercut.
 * Tests: tests/unit/sanitizer/test_decide.c.
 */
#include "decide.h"

#include <string.h>

#include "enclose.h"

static void set(char **to, const char *s)
{
	char *copy = g_strdup(s ? s : "");

	g_free(*to);
	*to = copy;
}

static void raise_mail(struct work *w, enum mail_action action, const char *rule, const char *where,
		       const char *why)
{
	if (action <= w->m->action)
		return;
	w->m->action = action;
	set(&w->m->rule, rule);
	set(&w->m->rule_where, where);
	set(&w->m->why, why);
}

/* Whether the text of ${part} can be had: it is text, or a mail that was walked into. */
static bool can_be_text(const struct work *w, unsigned part)
{
	const struct part *p = message_part(w->m, part);
	const struct content *c = work_content(w, part);

	if (p->class == CLASS_MAIL)
		return c->is_message && !c->member_path;
	/* A member becomes a file, whole or not at all. */
	if (c->member_path && c->len > w->limits->text_bytes)
		return false;
	return p->class == CLASS_TEXT || p->class == CLASS_HTML || p->class == CLASS_CALENDAR ||
	       p->class == CLASS_CONTACT;
}

/* What contains others, or cannot be looked into, never goes out as it is. */
static bool can_be_delivered(const struct work *w, unsigned part)
{
	const struct part *p = message_part(w->m, part);

	return p->scan == SCAN_CLEAN && work_floor(p) == FLOOR_OK && p->class != CLASS_ARCHIVE &&
	       p->class != CLASS_ENCRYPTED && p->class != CLASS_MAIL &&
	       !work_content(w, part)->is_archive;
}

static bool has_members(const struct work *w, unsigned part)
{
	for (unsigned i = part + 1; i < w->m->parts->len; i++)
		if (message_part(w->m, i)->parent == (int)part)
			return true;
	return false;
}

/* Whether ${action} can be done to ${part}. */
static bool can_do(struct work *w, unsigned part, enum part_action action)
{
	const struct content *c = work_content(w, part);

	switch (action) {
	case PART_TEXT:
		return can_be_text(w, part) &&
		       (!c->member_path || enclose_reserve(w, part, action));
	case PART_DELIVER:
		return can_be_delivered(w, part) && enclose_reserve(w, part, action);
	case PART_OPEN:
		return c->is_archive && has_members(w, part);
	case PART_QUARANTINE:
	case PART_STRIP:
		return true;
	case PART_NONE:
	case PART_DISARM:
	case PART_IMAGE_PDF:
	case PART_ACTION_MAX:
		break;
	}
	return false;
}

/* Whether nobody can have ${action} yet, of whatever file. */
static bool is_missing(enum part_action action)
{
	return action == PART_DISARM || action == PART_IMAGE_PDF;
}

static enum part_action first_possible(struct work *w, unsigned part, const struct decision *d)
{
	for (unsigned i = 0; i < d->n_actions && i < DECISION_ACTIONS; i++) {
		if (can_do(w, part, d->actions[i]))
			return d->actions[i];
		if (is_missing(d->actions[i]))
			work_find(w, (int)part, FINDING_ACTION_UNAVAILABLE, NULL,
				  word_of(VOCABULARY_PART_ACTION, (int)d->actions[i]));
	}
	return PART_QUARANTINE;
}

static void take(struct work *w, unsigned part, const struct decision *d)
{
	struct part *p = message_part(w->m, part);

	if (d->recipients_differ)
		work_find(w, (int)part, FINDING_RECIPIENTS_DIFFER, NULL, d->rule);
	p->wanted = d->n_actions > 0 ? d->actions[0] : PART_QUARANTINE;
	bool is_kept = work_floor(p) >= FLOOR_KEEP;
	p->action = is_kept ? MAX(d->actions[0], PART_QUARANTINE) : first_possible(w, part, d);
	/* There are no bytes to be kept. */
	if (work_content(w, part)->is_absent)
		p->action = PART_STRIP;
	set(&p->rule, d->rule);
	set(&p->rule_where, d->where);
	set(&p->release, d->release);
	set(&p->approver, d->approver);
	p->keep_seconds = d->keep_seconds;
	raise_mail(w, d->mail, d->rule, d->where, d->floor);
}

/*
 * What a mail inside that is not shown as text, or an archive that is not
 * opened, means for its parts: they are held within it. Of a mail they are kept
 * beside it, too; of an archive only what is infected.
 */
static void inherit(struct work *w, unsigned part)
{
	struct part *p = message_part(w->m, part);
	const struct part *above = message_part(w->m, (unsigned)p->parent);
	const struct content *c = work_content(w, part);
	/* A body has no leaf of its own. */
	bool is_apart = c->given && (!c->member_path || p->scan == SCAN_INFECTED);

	p->is_attachment = false;
	p->action = p->wanted = is_apart ? MAX(above->action, PART_QUARANTINE) : PART_NONE;
	set(&p->rule, above->rule);
	set(&p->rule_where, above->rule_where);
	set(&p->release, above->release);
	set(&p->approver, above->approver);
	p->keep_seconds = above->keep_seconds;
}

static void decide_body(struct work *w, unsigned part, struct message *trace)
{
	struct part *p = message_part(w->m, part);
	struct decision d = { 0 };

	/* A body that must be kept (infected under `scan = all`) is an attachment to the rules. */
	if (work_floor(p) >= FLOOR_KEEP) {
		p->is_body = false;
		p->is_attachment = true;
		policy_decide_part(w->job->policy, w->job->envelope, w->m, p, trace, &d);
		take(w, part, &d);
		return;
	}
	p->action = p->wanted = PART_TEXT;
	set(&p->rule, "body");
}

static void decide_part(struct work *w, unsigned part, struct message *trace)
{
	struct part *p = message_part(w->m, part);
	struct decision d = { 0 };

	enum part_action above =
		p->parent >= 0 ? message_part(w->m, (unsigned)p->parent)->action : PART_TEXT;

	if (above != PART_TEXT && above != PART_OPEN) {
		inherit(w, part);
	} else if (p->is_body) {
		decide_body(w, part, trace);
	} else {
		policy_decide_part(w->job->policy, w->job->envelope, w->m, p, trace, &d);
		take(w, part, &d);
	}
}

void decide_all(struct work *w)
{
	struct message *m = w->m, *trace = w->job->trace ? m : NULL;
	struct decision d = { 0 };

	m->action = MAIL_SANITIZE;
	m->keep_original = w->body->keep_original;
	m->keep_original_seconds = w->body->keep_original_seconds;
	policy_decide_message(w->job->policy, w->job->envelope, m, trace, &d);
	if (d.recipients_differ)
		work_find(w, -1, FINDING_RECIPIENTS_DIFFER, NULL, d.rule);
	raise_mail(w, d.mail, d.rule, d.where, d.floor);
	for (unsigned i = 0; i < m->parts->len; i++)
		decide_part(w, i, trace);
	for (guint i = 0; i < m->findings->len; i++) {
		const struct finding *f = g_ptr_array_index(m->findings, i);
		if (finding_floor_of(f->id) == FLOOR_HOLD)
			raise_mail(w, MAIL_HOLD, "floor", "",
				   word_of(VOCABULARY_FINDING, (int)f->id));
	}
	if (w->is_held)
		raise_mail(w, MAIL_HOLD, "floor", "", "");
}
