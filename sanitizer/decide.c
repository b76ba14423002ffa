/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * decide.c: asks the policy about the message, then about each attachment, and
 * takes the first action of its list that can be had: text of what is text.
 * What is not built yet falls through with a finding that says so, down to
 * quarantine. The parts of a mail inside share its fate unless it becomes
 * text. The floor is the policy's; here it is only never undercut.
 * Tests: tests/unit/sanitizer/test_decide.c.
 */
#include "decide.h"

#include <string.h>

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
		return c->is_message;
	return p->class == CLASS_TEXT || p->class == CLASS_HTML || p->class == CLASS_CALENDAR ||
	       p->class == CLASS_CONTACT;
}

/* Whether ${action} can be done to ${part} today. */
static bool can_do(const struct work *w, unsigned part, enum part_action action)
{
	switch (action) {
	case PART_TEXT:
		return can_be_text(w, part);
	case PART_QUARANTINE:
	case PART_STRIP:
		return true;
	case PART_NONE:
	case PART_DELIVER:
	case PART_DISARM:
	case PART_OPEN:
	case PART_IMAGE_PDF:
	case PART_ACTION_MAX:
		break;
	}
	return false;
}

static enum part_action first_possible(struct work *w, unsigned part, const struct decision *d)
{
	for (unsigned i = 0; i < d->n_actions && i < DECISION_ACTIONS; i++) {
		if (can_do(w, part, d->actions[i]))
			return d->actions[i];
		if (d->actions[i] != PART_TEXT)
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
	p->action = first_possible(w, part, d);
	if (work_floor(p) >= FLOOR_KEEP)
		p->action = MAX(p->action, PART_QUARANTINE);
	set(&p->rule, d->rule);
	set(&p->rule_where, d->where);
	set(&p->release, d->release);
	set(&p->approver, d->approver);
	p->keep_seconds = d->keep_seconds;
	raise_mail(w, d->mail, d->rule, d->where, d->floor);
}

/* What a mail inside that is not shown as text means for its parts: they are held within it. */
static void inherit(struct work *w, unsigned part)
{
	struct part *p = message_part(w->m, part);
	const struct part *mail = message_part(w->m, (unsigned)p->parent);

	p->is_attachment = false;
	/* A body has no leaf of its own: it is kept within the mail's. */
	p->action = p->wanted = work_content(w, part)->given ? mail->action : PART_NONE;
	set(&p->rule, mail->rule);
	set(&p->rule_where, mail->rule_where);
	set(&p->release, mail->release);
	set(&p->approver, mail->approver);
	p->keep_seconds = mail->keep_seconds;
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

	if (p->parent >= 0 && message_part(w->m, (unsigned)p->parent)->action != PART_TEXT) {
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
