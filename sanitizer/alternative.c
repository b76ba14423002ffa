/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * alternative.c: RFC 2046 says that all branches say the same; senders do not
 * always, and a fraud may show one thing to filters and another to people. So
 * every branch is read. The leaves of a branch stay together and in order, as
 * in Apple's mails: text, picture, text. Of a branch that nobody gets, only
 * what was meant to deceive is recorded; its faults of form harm no reader.
 * Tests: tests/unit/sanitizer/test_alternative.c.
 */
#include "alternative.h"

#include <string.h>

#include "convert.h"
#include "text/difference.h"
#include "text/stub.h"

/* How much a form can say; what is no text of the mail by itself is an addition. */
enum richness { ADDITION, PLAIN, ENRICHED, RTF, HTML, AMP };

struct leaf {
	unsigned part;
	GString *text; /* with its links shown */
	struct body_found found;
};

struct branch {
	unsigned number;
	enum richness richness;
	GArray *leaves; /* of struct leaf */
	GString *text;	/* of all leaves */
	bool is_blank, is_delivered;
	enum stub stub;
};

static enum richness richness_of(enum body_form form)
{
	switch (form) {
	case BODY_FORM_PLAIN:
	case BODY_FORM_FLOWED:
	case BODY_FORM_FLOWED_DELSP:
		return PLAIN;
	case BODY_FORM_ENRICHED:
		return ENRICHED;
	case BODY_FORM_RTF:
		return RTF;
	case BODY_FORM_HTML:
		return HTML;
	case BODY_FORM_AMP:
		return AMP;
	case BODY_FORM_CALENDAR:
	case BODY_FORM_CONTACT:
	case BODY_FORM_REPORT:
	case BODY_FORM_HEADERS:
	case BODY_FORM_SIGNATURE:
	case BODY_FORM_EMPTY:
		break;
	}
	return ADDITION;
}

/* ---- reading ---- */

static void branch_clear(gpointer p)
{
	struct branch *b = p;

	for (guint i = 0; i < b->leaves->len; i++) {
		struct leaf *leaf = &g_array_index(b->leaves, struct leaf, i);
		if (leaf->text)
			g_string_free(leaf->text, TRUE);
	}
	g_array_unref(b->leaves);
	g_string_free(b->text, TRUE);
}

/* The branch of ${number}, which is the last one or a new one: leaves come in reading order. */
static struct branch *branch_of(GArray *branches, unsigned number)
{
	struct branch fresh = { .number = number };

	for (guint i = branches->len; i > 0; i--)
		if (g_array_index(branches, struct branch, i - 1).number == number)
			return &g_array_index(branches, struct branch, i - 1);
	fresh.leaves = g_array_new(FALSE, FALSE, sizeof(struct leaf));
	fresh.text = g_string_new(NULL);
	g_array_append_val(branches, fresh);
	return &g_array_index(branches, struct branch, branches->len - 1);
}

static GArray *read_branches(const struct work *w, unsigned alternative)
{
	GArray *branches = g_array_new(FALSE, FALSE, sizeof(struct branch));

	g_array_set_clear_func(branches, branch_clear);
	for (unsigned i = 0; i < w->m->parts->len; i++) {
		const struct part *p = message_part(w->m, i);
		const struct content *c = work_content(w, i);
		if (!p->is_body || p->action != PART_TEXT || c->alternative != alternative)
			continue;
		struct branch *b = branch_of(branches, c->branch);
		struct leaf leaf = { .part = i };
		leaf.text = convert_to_compare(w, i, &leaf.found);
		b->richness = MAX(b->richness, richness_of(c->form));
		g_string_append_len(b->text, leaf.text->str, (gssize)leaf.text->len);
		g_array_append_val(b->leaves, leaf);
	}
	return branches;
}

/* ---- choosing ---- */

static struct branch *at(const GArray *branches, guint i)
{
	return &g_array_index(branches, struct branch, i);
}

/* Smaller is tried earlier; AMP is what nobody asks for, whatever it can say. */
static int order_of(const struct branch *b, enum body_alternative wanted)
{
	int richness = (int)b->richness;

	return wanted == BODY_HTML && b->richness != AMP ? -richness : richness;
}

/* The branch that can say most and says something; NULL: none. */
static const struct branch *richest(const GArray *branches)
{
	const struct branch *best = NULL;

	for (guint i = 0; i < branches->len; i++) {
		const struct branch *b = at(branches, i);
		if (!b->is_blank && b->richness != AMP && b->richness != ADDITION &&
		    (!best || b->richness > best->richness))
			best = b;
	}
	return best;
}

static void judge(GArray *branches)
{
	for (guint i = 0; i < branches->len; i++)
		at(branches, i)->is_blank = stub_is_blank(at(branches, i)->text);
	const struct branch *rich = richest(branches);
	for (guint i = 0; rich && i < branches->len; i++) {
		struct branch *b = at(branches, i);
		if (b->richness < rich->richness)
			b->stub = stub_look(b->text, rich->text);
	}
}

/* What speaks against a branch: what says nothing comes behind what says it elsewhere. */
static int fault_of(const struct branch *b)
{
	return b->text->len == 0 ? 3 : b->is_blank ? 2 : b->stub != STUB_NONE ? 1 : 0;
}

/* Whether ${a} is to be delivered rather than ${b}. */
static bool is_better(const struct branch *a, const struct branch *b, enum body_alternative wanted)
{
	int faults = fault_of(a) - fault_of(b);

	/* Better a stub than AMP. */
	if ((a->richness == AMP) != (b->richness == AMP))
		return b->richness == AMP ? fault_of(a) < 2 || faults < 0
					  : fault_of(b) >= 2 && faults < 0;
	return faults < 0 || (faults == 0 && order_of(a, wanted) < order_of(b, wanted));
}

static struct branch *choose(GArray *branches, enum body_alternative wanted)
{
	struct branch *best = NULL;

	for (guint i = 0; i < branches->len; i++) {
		struct branch *b = at(branches, i);
		if (b->richness != ADDITION && (!best || is_better(b, best, wanted)))
			best = b;
	}
	return best;
}

static void mark_delivered(GArray *branches, enum body_alternative wanted)
{
	struct branch *best = choose(branches, wanted);

	for (guint i = 0; i < branches->len; i++) {
		struct branch *b = at(branches, i);
		bool also = wanted == BODY_BOTH && b->richness != AMP;
		b->is_delivered = b == best || b->richness == ADDITION || also;
	}
}

/* ---- what is said of it ---- */

/* A text that only says that the mail is elsewhere differs by intent. */
static void compare(struct work *w, GArray *branches)
{
	const struct branch *rich = richest(branches);

	for (guint i = 0; rich && i < branches->len; i++) {
		const struct branch *b = at(branches, i);
		if (b == rich || b->is_blank || b->richness == AMP || b->richness == ADDITION ||
		    b->stub == STUB_SAYS_SO)
			continue;
		g_autofree char *difference = difference_of(b->text, rich->text);
		int part = (int)g_array_index(rich->leaves, struct leaf, 0).part;
		if (difference)
			work_find(w, part, FINDING_ALTERNATIVE_DIFFERS, NULL, difference);
	}
}

/* Only what was meant to deceive. */
static void report_undelivered(struct work *w, const struct leaf *leaf)
{
	struct body_found found = { 0 };

	found.html.hidden = leaf->found.html.hidden;
	found.html.mismatches = leaf->found.html.mismatches;
	found.html.lookalikes = leaf->found.html.lookalikes;
	found.html.unsafe = leaf->found.html.unsafe;
	memcpy(found.html.mismatch, leaf->found.html.mismatch, sizeof(found.html.mismatch));
	memcpy(found.html.lookalike, leaf->found.html.lookalike, sizeof(found.html.lookalike));
	body_report(&found, w->m, message_part(w->m, leaf->part), w->limits);
}

static void deliver(struct work *w, struct leaf *leaf, uint32_t *left)
{
	struct content *c = work_content(w, leaf->part);

	c->is_delivered = true;
	if (w->body->links == LINKS_SHOW && leaf->text->len <= *left)
		convert_adopt(w, leaf->part, g_steal_pointer(&leaf->text), &leaf->found, left);
	else
		convert_part(w, leaf->part, left);
}

void alternative_convert(struct work *w, unsigned alternative, uint32_t *left)
{
	g_autoptr(GArray) branches = read_branches(w, alternative);

	judge(branches);
	mark_delivered(branches, w->body->alternative);
	compare(w, branches);
	for (guint i = 0; i < branches->len; i++) {
		const struct branch *b = at(branches, i);
		for (guint k = 0; k < b->leaves->len; k++) {
			struct leaf *leaf = &g_array_index(b->leaves, struct leaf, k);
			if (b->is_delivered) {
				deliver(w, leaf, left);
				continue;
			}
			report_undelivered(w, leaf);
			message_part(w->m, leaf->part)->action = PART_NONE;
		}
	}
}

void alternative_join(struct work *w, unsigned wrapper, unsigned body)
{
	enum { BESIDE = 1, WITHIN };
	struct content *outer = work_content(w, wrapper), *inner = work_content(w, body);

	if (outer->alternative == WORK_NO_ALTERNATIVE && outer->form == BODY_FORM_EMPTY &&
	    wrapper > 0) {
		const struct part *p = message_part(w->m, wrapper - 1);
		struct content *beside = work_content(w, wrapper - 1);
		if (!p->is_body || p->parent != message_part(w->m, wrapper)->parent ||
		    beside->is_wrapper || beside->alternative != WORK_NO_ALTERNATIVE)
			return;
		beside->alternative = outer->alternative = ++w->n_alternatives;
		beside->branch = BESIDE;
		outer->branch = WITHIN;
	}
	inner->alternative = outer->alternative;
	inner->branch = outer->branch;
}
