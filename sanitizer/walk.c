/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * walk.c: the tree of a mail, walked with a stack of our own: the sender
 * chooses the depth. A mail inside (also a base64-encoded one, which the
 * parser leaves alone) is guarded, parsed and walked in turn; its own part
 * stands before its children. Never decodes: that is leaf.c's.
 * Tests: tests/unit/sanitizer/test_walk.c, test_limits.c.
 */
#include "walk.h"

#include <string.h>

#include "alternative.h"
#include "ambiguity.h"
#include "declare.h"
#include "guard.h"
#include "leaf.h"
#include "parse.h"
#include "unpack.h"
#include "unwrap.h"

/* An entity, or a wrapper, whose children are being visited. */
struct frame {
	const struct parsed *parsed; /* borrowed from walk.mails */
	struct entity *e;
	struct members *members; /* of a wrapper, instead of ${e}; owned */
	bool is_mail;		 /* its one child is ${e} itself, the root of a mail */
	unsigned next, count;
	unsigned alternative, branch;
	bool is_alternative; /* each child is a branch of its own */
	int parent;	     /* part index of the mail it is in */
	char *path;	     /* prefix of its children's paths, "" */
};

struct walk {
	struct work *w;
	GArray *stack;	  /* of struct frame */
	GPtrArray *mails; /* of struct parsed: all that was parsed, freed at the end */
};

static void frame_clear(gpointer p)
{
	struct frame *f = p;

	g_free(f->path);
	unwrap_free(f->members);
}

static char *child_path(const char *prefix, unsigned i)
{
	return *prefix ? g_strdup_printf("%s.%u", prefix, i + 1) : g_strdup_printf("%u", i + 1);
}

static void record_warnings(struct work *w, const GArray *warnings, int part)
{
	for (guint i = 0; i < warnings->len; i++)
		work_find(w, part, g_array_index(warnings, enum finding_id, i), NULL, "");
}

static void push_multipart(struct walk *k, const struct parsed *p, struct entity *e,
			   const struct leaf_place *at)
{
	struct frame f = { .parsed = p, .e = e, .count = entity_count(e), .parent = at->parent };

	f.path = g_strdup(at->path);
	f.alternative = at->alternative;
	f.branch = at->branch;
	f.is_alternative = strcmp(entity_subtype(e), "alternative") == 0;
	/* What is an alternative in an alternative is more branches of it. */
	if (f.is_alternative && f.alternative == WORK_NO_ALTERNATIVE)
		f.alternative = ++k->w->n_alternatives;
	if (f.count == 0)
		work_find(k->w, -1, FINDING_MIME_MALFORMED, at->path, "multipart without parts");
	else
		declare_look(k->w, at->path, e);
	g_array_append_val(k->stack, f);
}

static void push_mail(struct walk *k, struct parsed *p, const char *path, int parent)
{
	struct frame f = { .parsed = p, .e = parse_root(p), .is_mail = true, .count = 1 };

	f.path = g_strdup(path);
	f.parent = parent;
	g_ptr_array_add(k->mails, p);
	g_array_append_val(k->stack, f);
}

static void push_members(struct walk *k, struct members *m, unsigned part)
{
	struct frame f = { .members = m, .count = m->list->len, .parent = (int)part };

	f.path = g_strdup(message_part(k->w->m, part)->path);
	g_array_append_val(k->stack, f);
}

/* The mail ${data}, which is inside ${part}: guarded, parsed, its root to be visited next. */
static bool enter_mail(struct walk *k, unsigned part, const char *data, size_t len, struct err *err)
{
	struct work *w = k->w;
	struct content *c = work_content(w, part);
	g_autoptr(GArray) warnings = g_array_new(FALSE, FALSE, sizeof(enum finding_id));
	g_autofree char *place = NULL;
	enum finding_id id;
	bool has_controls = guard_has_controls(data, len);

	if (has_controls)
		work_find(w, (int)part, FINDING_MIME_CONTROL, NULL, "");
	/* A member's bytes do not outlive its frame. */
	if (has_controls || data != c->data) {
		int fd = guard_clean(data, len);
		if (fd < 0)
			return err_errno(err, REASON_SPOOL, "cannot clean a mail in a mail");
		c->inner = source_new(fd, err);
		if (!c->inner)
			return false;
		data = c->inner->data;
		len = c->inner->len;
	}
	if (!guard_check(data, len, w->limits, &id, &place)) {
		work_find(w, (int)part, id, NULL, place);
		w->is_held = true;
		return true;
	}
	ambiguity_find(data, len, w->limits->params, warnings);
	struct parsed *p = len > 0 ? parse_bytes(data, len, warnings) : NULL;
	record_warnings(w, warnings, (int)part);
	if (!p) {
		work_find(w, (int)part, FINDING_MIME_MALFORMED, NULL, "no mail inside");
		if (c->is_wrapper)
			message_part(w->m, part)->is_body = false;
		c->is_message = c->is_wrapper = false;
		return true;
	}
	push_mail(k, p, message_part(w->m, part)->path, (int)part);
	return true;
}

/* Whether one part more may be had; false holds the mail. */
static bool may_visit(struct work *w, const char *path)
{
	if (++w->visited <= w->limits->parts)
		return true;
	work_find(w, -1, FINDING_LIMIT_PARTS, path, "");
	w->is_held = true;
	return false;
}

/* Goes into ${part} where there is something inside. */
static bool enter(struct walk *k, unsigned part, struct err *err)
{
	struct content *c = work_content(k->w, part);

	if (c->is_message)
		return enter_mail(k, part, c->data ? c->data : "", c->len, err);
	struct members *m = unpack_leaf(k->w, part);
	/* A text within an archive is a file: nothing of it is a body. */
	if (!m && !c->member_path && k->stack->len <= k->w->limits->mime_depth)
		m = unwrap_leaf(k->w, part);
	if (m)
		push_members(k, m, part);
	return true;
}

/* What stands where the parts of a multipart should be, as its part 1. */
static bool take_prologue(struct walk *k, const struct entity *e, const struct leaf_place *at,
			  struct err *err)
{
	g_autofree char *path = child_path(at->path, 0);
	struct leaf_place inside = *at;
	unsigned part;

	inside.path = path;
	if (!entity_prologue(e))
		return true;
	if (!leaf_take_prologue(k->w, e, &inside, &part, err))
		return false;
	struct members *m =
		k->stack->len > k->w->limits->mime_depth
			? NULL
			: unwrap_multipart(k->w, part, entity_header(e, "Content-Type", 0));
	if (!m)
		return enter(k, part, err);
	push_members(k, m, part);
	return true;
}

static bool visit(struct walk *k, const struct parsed *p, struct entity *e,
		  const struct leaf_place *at, struct err *err)
{
	struct work *w = k->w;
	enum entity_kind kind = entity_kind(e);
	unsigned part;

	if (!may_visit(w, at->path))
		return true;
	if (k->stack->len > w->limits->mime_depth && kind != ENTITY_LEAF)
		return leaf_take_whole(w, e, at, FINDING_LIMIT_MIME_DEPTH, &part, err);
	switch (kind) {
	case ENTITY_MULTIPART:
		push_multipart(k, p, e, at);
		return entity_count(e) > 0 || take_prologue(k, e, at, err);
	case ENTITY_MESSAGE:
		if (!leaf_take_whole(w, e, at, FINDING_MAX, &part, err))
			return false;
		break;
	case ENTITY_LEAF:
		if (!leaf_take(w, p, e, at, &part, err))
			return false;
		break;
	}
	return enter(k, part, err);
}

/* The next member of a wrapper or an archive; those of archives have a limit of their own. */
static bool visit_member(struct walk *k, struct member *m, int wrapper, const char *path,
			 struct err *err)
{
	unsigned part;

	if (!m->path && !may_visit(k->w, path))
		return true;
	if (m->kind == MEMBER_MAIL)
		return enter_mail(k, (unsigned)wrapper, m->data, m->n, err);
	struct leaf_place at = { .path = path, .parent = wrapper, .subtype = "" };
	if (!leaf_take_member(k->w, m, &at, &part, err))
		return false;
	if (m->kind == MEMBER_BODY)
		alternative_join(k->w, (unsigned)wrapper, part);
	return enter(k, part, err);
}

/* Visits the next child of the innermost frame. */
static bool step(struct walk *k, struct err *err)
{
	struct frame *f = &g_array_index(k->stack, struct frame, k->stack->len - 1);

	if (f->next == f->count) {
		g_array_set_size(k->stack, k->stack->len - 1);
		return true;
	}
	unsigned i = f->next++;
	if (f->members) {
		struct member *m = g_ptr_array_index(f->members->list, i);
		g_autofree char *at = m->path ? g_strdup_printf("%s/%s", f->path, m->path)
					      : child_path(f->path, i);
		return visit_member(k, m, f->parent, at, err);
	}
	struct entity *e = f->is_mail ? f->e : entity_child(f->e, i);
	/* A multipart at the root of a mail keeps the mail's path, a leaf is its part 1. */
	bool keeps_path = f->is_mail && entity_kind(e) == ENTITY_MULTIPART;
	g_autofree char *path = keeps_path ? g_strdup(f->path) : child_path(f->path, i);
	struct leaf_place at = { .path = path,
				 .parent = f->parent,
				 .alternative = f->alternative,
				 .branch = f->is_alternative ? k->w->visited : f->branch,
				 .is_only = f->is_mail,
				 .subtype = f->is_mail ? "" : entity_subtype(f->e) };
	return visit(k, f->parsed, e, &at, err);
}

/* Whether there is something left: archives that waited for a password come last. */
static bool has_more(struct walk *k)
{
	struct members *m;
	unsigned part;

	if (k->stack->len == 0 && (m = unpack_next_locked(k->w, &part)))
		push_members(k, m, part);
	return k->stack->len > 0;
}

bool walk_mail(struct work *w, struct err *err)
{
	g_autoptr(GArray) warnings = g_array_new(FALSE, FALSE, sizeof(enum finding_id));
	struct walk k = { .w = w };
	bool done = true;

	if (w->source->len == 0)
		return true;
	ambiguity_find(w->source->data, w->source->len, w->limits->params, warnings);
	struct parsed *p = parse_mail(w->source->data, w->source->len, warnings);
	record_warnings(w, warnings, -1);
	if (!p) {
		work_find(w, -1, FINDING_MIME_UNPARSABLE, NULL, "");
		w->is_held = true;
		return true;
	}
	k.stack = g_array_new(FALSE, FALSE, sizeof(struct frame));
	g_array_set_clear_func(k.stack, frame_clear);
	k.mails = g_ptr_array_new_with_free_func((GDestroyNotify)parse_free);
	push_mail(&k, p, "", -1);
	while (done && !w->is_held && has_more(&k))
		done = step(&k, err);
	g_array_unref(k.stack);
	g_ptr_array_unref(k.mails);
	return done;
}
