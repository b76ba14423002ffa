/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * policy_decide.c: facts → decision. For each recipient the first rule that
 * matches; of their answers the strictest; then the floor, which no rule can
 * take back. Pure: expiry is measured against the mail's own date.
 * Tests: tests/unit/settings/test_policy_decide.c.
 */
#include "predicates.h"

#include <string.h>

/* What a rule asks for, with the default block's words where it has none. */
struct answer {
	const struct rule *rule; /* NULL: no rule speaks (of the message) */
	unsigned recipient;
};

static bool is_expired(const struct facts *f, const struct rule *r)
{
	int64_t when = f->envelope->received ? f->envelope->received : f->policy->loaded;

	return r->expires && when >= r->expires_at;
}

static const struct condition *first_failing(const GPtrArray *conditions, const struct facts *f)
{
	for (unsigned i = 0; i < conditions->len; i++) {
		const struct condition *c = g_ptr_array_index(conditions, i);
		if (!condition_holds(c, f))
			return c;
	}
	return NULL;
}

/* A line of the trace in both languages, owned. */
typedef struct why {
	char *en, *ja;
} why_t;

static void why_clear(struct why *w)
{
	g_free(w->en);
	g_free(w->ja);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(why_t, why_clear)

static void why_excepted(struct why *why, const GPtrArray *except)
{
	g_autofree char *text = condition_text(g_ptr_array_index(except, 0));

	why->en = g_strdup_printf("excepted by %s", text);
	why->ja = g_strdup_printf("except の %s に当たる", text);
}

/* Whether ${r} matches; if not, ${*why} (may be NULL) says why not. */
static bool rule_matches(const struct rule *r, const struct facts *f, struct why *why)
{
	if (is_expired(f, r)) {
		if (why) {
			why->en = g_strdup_printf("expired on %s", r->expires);
			why->ja = g_strdup_printf("期限切れ（%s）", r->expires);
		}
		return false;
	}
	const struct condition *failing = first_failing(r->match, f);
	if (failing) {
		if (why) {
			why->en = condition_why_not(failing, f, LANGUAGE_EN);
			why->ja = condition_why_not(failing, f, LANGUAGE_JA);
		}
		return false;
	}
	for (unsigned i = 0; i < r->excepts->len; i++) {
		const GPtrArray *except = g_ptr_array_index(r->excepts, i);
		if (first_failing(except, f))
			continue;
		if (why)
			why_excepted(why, except);
		return false;
	}
	return true;
}

static const struct rule *first_match(const struct facts *f)
{
	const GPtrArray *rules = f->policy->rules;

	for (unsigned i = 0; i < rules->len; i++) {
		const struct rule *r = g_ptr_array_index(rules, i);
		if (r->of_message == !f->part && rule_matches(r, f, NULL))
			return r;
	}
	return f->part ? f->policy->fallback : NULL;
}

/* "disarm, image-pdf, quarantine" or the message action. */
static char *what_is_done(const struct rule *r)
{
	GString *out = g_string_new(NULL);

	if (r->mail != MAIL_SANITIZE || !r->n_actions)
		g_string_append(out, word_of(VOCABULARY_MAIL_ACTION, (int)r->mail));
	for (unsigned i = 0; r->mail == MAIL_SANITIZE && i < r->n_actions; i++)
		g_string_append_printf(out, "%s%s", i ? ", " : "",
				       word_of(VOCABULARY_PART_ACTION, (int)r->actions[i]));
	return g_string_free(out, FALSE);
}

static void trace_rules(const struct facts *f, struct message *trace)
{
	const GPtrArray *rules = f->policy->rules;
	const char *path = f->part && f->part->path ? f->part->path : "";

	for (unsigned i = 0; i < rules->len; i++) {
		const struct rule *r = g_ptr_array_index(rules, i);
		g_auto(why_t) why = { 0 };
		if (r->of_message != !f->part)
			continue;
		if (rule_matches(r, f, &why)) {
			g_autofree char *done = what_is_done(r);
			message_add_trace(trace, path, r->name, r->where, true, done, done);
			return;
		}
		message_add_trace(trace, path, r->name, r->where, false, why.en, why.ja);
	}
	if (!f->part)
		return;
	g_autofree char *done = what_is_done(f->policy->fallback);
	message_add_trace(trace, path, f->policy->fallback->name, f->policy->fallback->where, true,
			  done, done);
}

/* > 0: ${a} is stricter than ${b}. */
static int compare_actions(const struct rule *a, const struct rule *b)
{
	if (a->mail != b->mail)
		return (int)a->mail - (int)b->mail;
	for (unsigned i = 0; i < DECISION_ACTIONS; i++) {
		enum part_action x = i < a->n_actions ? a->actions[i] : PART_NONE;
		enum part_action y = i < b->n_actions ? b->actions[i] : PART_NONE;
		if (x != y)
			return (int)x - (int)y;
	}
	return 0;
}

static const char *release_of(const struct policy *p, const struct rule *r)
{
	return r->release ? r->release : p->fallback->release;
}

static int release_rank(const char *release)
{
	static const char *const ranks[] = { "self", "after-password", "approval", "never" };

	for (int i = 0; i < (int)G_N_ELEMENTS(ranks); i++)
		if (strcmp(ranks[i], release) == 0)
			return i;
	return (int)G_N_ELEMENTS(ranks);
}

static void take_release(const struct policy *p, const struct rule *r, struct decision *out)
{
	const char *release = release_of(p, r);

	if (out->release && release_rank(release) <= release_rank(out->release))
		return;
	out->release = release;
	out->approver = "";
	if (strcmp(release, "approval") == 0)
		out->approver = r->approver ? r->approver : p->fallback->approver;
}

static void take_rule(const struct policy *p, const struct rule *r, struct decision *out)
{
	out->n_actions = r->n_actions;
	memcpy(out->actions, r->actions, sizeof out->actions);
	out->mail = r->mail;
	out->rule = r->name;
	out->where = r->where;
	out->keep_seconds = r->keep_seconds >= 0 ? r->keep_seconds : p->fallback->keep_seconds;
}

/*
 * Asks for each recipient and keeps the strictest rule; the release is the
 * strictest of all, so that nobody takes out what another's rule forbids.
 */
static struct answer strictest(struct facts *f, struct decision *out)
{
	static const struct recipient nobody = { (char *)"", (char *)"" };
	const GPtrArray *recipients = f->envelope->recipients;
	struct answer best = { 0 };

	for (unsigned i = 0; i < MAX(recipients->len, 1); i++) {
		f->recipient = recipients->len ? g_ptr_array_index(recipients, i) : &nobody;
		const struct rule *r = first_match(f);
		if (i > 0 && r != best.rule)
			out->recipients_differ = true;
		if (r && f->part)
			take_release(f->policy, r, out);
		out->tries_passwords = (i == 0 || out->tries_passwords) && r && r->tries_passwords;
		if (i == 0 || (r && (!best.rule || compare_actions(r, best.rule) > 0)))
			best = (struct answer){ r, i };
	}
	f->recipient = recipients->len ? g_ptr_array_index(recipients, best.recipient) : &nobody;
	if (best.rule)
		take_rule(f->policy, best.rule, out);
	return best;
}

static void raise_mail(struct decision *out, enum mail_action mail, const char *word)
{
	if (out->mail >= mail)
		return;
	out->mail = mail;
	out->floor = word;
}

static void raise_part(struct decision *out, const char *word)
{
	if (out->n_actions && out->actions[0] >= PART_QUARANTINE)
		return;
	out->actions[0] = PART_QUARANTINE;
	out->n_actions = 1;
	out->floor = word;
}

static void floor_of_finding(struct decision *out, enum finding_id id)
{
	const char *word = word_of(VOCABULARY_FINDING, (int)id);

	switch (finding_floor_of(id)) {
	case FLOOR_OK:
		return;
	case FLOOR_HOLD:
		raise_mail(out, MAIL_HOLD, word);
		raise_part(out, word);
		return;
	case FLOOR_KEEP:
		raise_part(out, word);
	}
}

/* Of the scan: only clean is clean. What needed no scan may become text, nothing else. */
static void floor_of_scan(struct decision *out, const struct part *part)
{
	switch (part->scan) {
	case SCAN_CLEAN:
		return;
	case SCAN_INFECTED:
		floor_of_finding(out, FINDING_INFECTED);
		return;
	case SCAN_NOT_NEEDED:
		if (out->n_actions && out->actions[0] == PART_TEXT)
			return;
		floor_of_finding(out, FINDING_NOT_SCANNED);
		return;
	case SCAN_NOT_SCANNED:
		/* The scanner cannot look into it; what was in it is scanned and decided each. */
		if (out->n_actions && out->actions[0] == PART_OPEN &&
		    part_has_finding(part, FINDING_PASSWORD_FOUND))
			return;
		break;
	case SCAN_MAX:
		break;
	}
	floor_of_finding(out, FINDING_NOT_SCANNED);
}

static void floor_of_part(struct decision *out, const struct part *part)
{
	floor_of_scan(out, part);
	if (part->class == CLASS_UNKNOWN)
		floor_of_finding(out, FINDING_TYPE_UNKNOWN);
	if (part->class == CLASS_ENCRYPTED)
		floor_of_finding(out, FINDING_ENCRYPTED);
	for (unsigned i = 0; i < part->findings->len; i++)
		floor_of_finding(out, g_array_index(part->findings, enum finding_id, i));
	if (part->scan == SCAN_INFECTED || part_has_finding(part, FINDING_INFECTED)) {
		out->release = "never";
		out->approver = "";
	}
}

static void floor_of_message(struct decision *out, const struct message *m)
{
	for (unsigned i = 0; i < m->findings->len; i++) {
		const struct finding *one = g_ptr_array_index(m->findings, i);
		if (finding_floor_of(one->id) == FLOOR_HOLD)
			raise_mail(out, MAIL_HOLD, word_of(VOCABULARY_FINDING, (int)one->id));
	}
}

static void trace_decision(const struct facts *f, const struct decision *d, struct message *trace)
{
	const char *path = f->part && f->part->path ? f->part->path : "";

	trace_rules(f, trace);
	if (d->recipients_differ) {
		const char *who = f->recipient->address;
		g_autofree char *en =
			g_strdup_printf("recipients differ: the strictest is %s's", who);
		g_autofree char *ja = g_strdup_printf("宛先により違う。最も厳しいのは %s", who);
		message_add_trace(trace, path, d->rule, d->where, true, en, ja);
	}
	if (d->floor) {
		enum finding_id id = (enum finding_id)word_find(VOCABULARY_FINDING, d->floor);
		const char *least = finding_floor_of(id) == FLOOR_HOLD ? "hold" : "quarantine";
		g_autofree char *en =
			g_strdup_printf("%s: %s at least, whatever a rule says", d->floor, least);
		g_autofree char *ja =
			g_strdup_printf("%s: どの規則でも %s より緩くはならない", d->floor, least);
		message_add_trace(trace, path, "floor", "", true, en, ja);
	}
}

void policy_decide_message(const struct policy *p, const struct envelope *e,
			   const struct message *m, struct message *trace, struct decision *out)
{
	struct facts f = { .policy = p, .envelope = e, .message = m };
	struct decision d = { .mail = MAIL_SANITIZE,
			      .rule = "",
			      .where = "",
			      .release = p->fallback->release,
			      .approver = p->fallback->approver,
			      .keep_seconds = p->fallback->keep_seconds };

	strictest(&f, &d);
	floor_of_message(&d, m);
	if (trace)
		trace_decision(&f, &d, trace);
	*out = d;
}

void policy_decide_part(const struct policy *p, const struct envelope *e, const struct message *m,
			const struct part *part, struct message *trace, struct decision *out)
{
	struct facts f = { .policy = p, .envelope = e, .message = m, .part = part };
	struct decision d = { .mail = MAIL_SANITIZE };

	strictest(&f, &d);
	floor_of_part(&d, part);
	if (trace)
		trace_decision(&f, &d, trace);
	*out = d;
}
