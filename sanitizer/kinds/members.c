/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * members.c: making and freeing members.
 * Tests: tests/unit/sanitizer/test_tnef.c, test_blocks.c.
 */
#include "kinds/members.h"

static void member_free(gpointer p)
{
	struct member *m = p;

	g_free(m->charset);
	g_free(m->name);
	g_free(m->type);
	g_free(m->data);
	g_free(m->path);
	if (m->findings)
		g_array_unref(m->findings);
	g_free(m);
}

void members_init(struct members *m)
{
	*m = (struct members){ .list = g_ptr_array_new_with_free_func(member_free) };
}

void members_clear(struct members *m)
{
	g_clear_pointer(&m->list, g_ptr_array_unref);
}

struct member *members_add(struct members *m, enum member_kind kind, char *data, size_t n)
{
	struct member *one = g_new0(struct member, 1);

	one->kind = kind;
	one->charset = g_strdup("");
	one->name = g_strdup("");
	one->type = g_strdup("");
	one->data = data;
	one->n = n;
	g_ptr_array_add(m->list, one);
	return one;
}

void member_find(struct member *one, enum finding_id id)
{
	if (!one->findings)
		one->findings = g_array_new(FALSE, FALSE, sizeof(enum finding_id));
	for (guint i = 0; i < one->findings->len; i++)
		if (g_array_index(one->findings, enum finding_id, i) == id)
			return;
	g_array_append_val(one->findings, id);
}
