/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pdf_walk.c: a stack of our own, for the sender chooses the depth; each
 * indirect object once for each role; at most limit pdf_objects values in all.
 * An object that nothing leads to is looked at as well: a reader that mends the
 * file in another way may be led there.
 * Tests: tests/unit/sanitizer/test_inspect_pdf.c.
 */
#include "inspect/pdf_walk.h"

#include "inspect/pdf_look.h"

struct todo {
	qpdf_oh oh; /* released when it was visited */
	enum pdf_role role;
	int id; /* of the indirect object that it is or stands in; 0: the trailer */
};

struct pdf_walker {
	struct inspection *in;
	qpdf_data q;
	GArray *stack;	  /* of struct todo */
	GTree *seen;	  /* of key_of() */
	uint32_t visited; /* values so far */
	unsigned forms;
};

/* False when the limit is reached: nothing more is to be visited. */
static bool may_visit(struct pdf_walker *k)
{
	if (k->visited++ < k->in->limits->pdf_objects)
		return true;
	inspection_find(k->in, FINDING_LIMIT_PDF_OBJECTS, "");
	return false;
}

static bool is_container(enum qpdf_object_type_e type)
{
	return type == ot_array || type == ot_dictionary || type == ot_stream;
}

/* A tree, for the sender chooses the numbers, and with them where they fall in a table. */
static gint compare_keys(gconstpointer a, gconstpointer b)
{
	return ((guintptr)a > (guintptr)b) - ((guintptr)a < (guintptr)b);
}

static bool was_seen(struct pdf_walker *k, int id, int generation, enum pdf_role role)
{
	G_STATIC_ASSERT(sizeof(guintptr) == sizeof(guint64));
	guintptr key = (guintptr)(unsigned)id << 20 | (guintptr)(generation & 0xffff) << 4 | role;

	if (g_tree_lookup(k->seen, (gpointer)key))
		return true;
	g_tree_insert(k->seen, (gpointer)key, k);
	return false;
}

/* Takes ${oh}: to be visited later, or released. */
static void push(struct pdf_walker *k, qpdf_oh oh, enum pdf_role role, int id)
{
	struct todo t = { .oh = oh, .role = role, .id = id };

	if (qpdf_oh_is_indirect(k->q, oh)) {
		t.id = qpdf_oh_get_object_id(k->q, oh);
		if (was_seen(k, t.id, qpdf_oh_get_generation(k->q, oh), role)) {
			qpdf_oh_release(k->q, oh);
			return;
		}
	}
	if (is_container(qpdf_oh_get_type_code(k->q, oh)))
		g_array_append_val(k->stack, t);
	else
		qpdf_oh_release(k->q, oh);
}

static void visit_array(struct pdf_walker *k, const struct todo *t)
{
	int n = qpdf_oh_get_array_n_items(k->q, t->oh);
	enum pdf_role role = t->role == PDF_ACTION ? PDF_ACTION : PDF_PLAIN;

	for (int i = 0; i < n && may_visit(k); i++)
		push(k, qpdf_oh_get_array_item(k->q, t->oh, i), role, t->id);
}

static void visit_dictionary(struct pdf_walker *k, const struct todo *t, bool is_stream)
{
	char where[32];
	qpdf_oh dict = is_stream ? qpdf_oh_get_dict(k->q, t->oh) : t->oh;
	struct pdf_dict d = { k->q, dict, t->role, is_stream, where, &k->forms };

	g_snprintf(where, sizeof(where), t->id ? "object %d" : "trailer", t->id);
	qpdf_oh_begin_dict_key_iter(k->q, dict);
	while (qpdf_oh_dict_more_keys(k->q) && may_visit(k)) {
		const char *key = qpdf_oh_dict_next_key(k->q);
		qpdf_oh value = qpdf_oh_get_key(k->q, dict, key);
		push(k, value, pdf_look(k->in, &d, key, value), t->id);
	}
	if (is_stream)
		qpdf_oh_release(k->q, dict);
}

static void drain(struct pdf_walker *k)
{
	while (k->stack->len > 0) {
		struct todo t = g_array_index(k->stack, struct todo, k->stack->len - 1);
		enum qpdf_object_type_e type = qpdf_oh_get_type_code(k->q, t.oh);
		g_array_set_size(k->stack, k->stack->len - 1);
		if (type == ot_array)
			visit_array(k, &t);
		else
			visit_dictionary(k, &t, type == ot_stream);
		qpdf_oh_release(k->q, t.oh);
	}
}

/* How many objects the file says it has. */
static int size_of(struct pdf_walker *k)
{
	qpdf_oh trailer = qpdf_get_trailer(k->q), size = qpdf_oh_get_key(k->q, trailer, "/Size");
	int n = 0;

	if (!qpdf_oh_get_value_as_int(k->q, size, &n))
		n = 0;
	qpdf_oh_release(k->q, size);
	qpdf_oh_release(k->q, trailer);
	return n;
}

void pdf_walk(struct inspection *in, qpdf_data q)
{
	struct pdf_walker k = { .in = in, .q = q };

	k.stack = g_array_new(FALSE, FALSE, sizeof(struct todo));
	k.seen = g_tree_new(compare_keys);
	push(&k, qpdf_get_trailer(q), PDF_PLAIN, 0);
	drain(&k);
	for (int i = 1, n = size_of(&k); i < n && may_visit(&k); i++) {
		push(&k, qpdf_get_object_by_id(q, i, 0), PDF_PLAIN, i);
		drain(&k);
	}
	g_tree_unref(k.seen);
	g_array_unref(k.stack);
}
