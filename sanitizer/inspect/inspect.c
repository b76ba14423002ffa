/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * inspect.c: which inspector looks into which type.
 * Tests: tests/unit/sanitizer/test_inspect.c.
 */
#include "inspect/inspect.h"

#include "inspect/office.h"
#include "misogi/text.h"

#define DETAIL_MAX 200u

typedef void inspector(struct inspection *in, enum type_id type, const char *data, size_t len);

static const struct {
	enum type_id type;
	inspector *look;
} inspectors[] = {
	{ TYPE_DOC, inspect_office },
	{ TYPE_XLS, inspect_office },
	{ TYPE_PPT, inspect_office },
	{ TYPE_PUB, inspect_office },
	{ TYPE_VSD, inspect_office },
	{ TYPE_MDB, inspect_office },
	{ TYPE_OLE, inspect_office },
	{ TYPE_JTD, inspect_office },
	{ TYPE_JHD, inspect_office },
	{ TYPE_MSG, inspect_office },
	{ TYPE_OFFICE_ENCRYPTED, inspect_office },
	{ TYPE_MAX, NULL },
};

static void inspected_free(gpointer p)
{
	struct inspected *one = p;

	g_free(one->detail);
	g_free(one);
}

bool inspection_has(const struct inspection *in, enum finding_id id)
{
	for (guint i = 0; i < in->found->len; i++)
		if (((const struct inspected *)g_ptr_array_index(in->found, i))->id == id)
			return true;
	return false;
}

void inspection_find(struct inspection *in, enum finding_id id, const char *detail)
{
	if (inspection_has(in, id))
		return;
	struct inspected *one = g_new0(struct inspected, 1);
	one->id = id;
	one->detail = text_one_line(detail ? detail : "", DETAIL_MAX);
	g_ptr_array_add(in->found, one);
}

struct inspection *inspect(enum type_id type, const char *data, size_t len,
			   const struct limits *limits)
{
	struct inspection *in = g_new0(struct inspection, 1);

	in->limits = limits;
	in->found = g_ptr_array_new_with_free_func(inspected_free);
	for (size_t i = 0; i < G_N_ELEMENTS(inspectors); i++)
		if (inspectors[i].type == type && inspectors[i].look)
			inspectors[i].look(in, type, data, len);
	return in;
}

void inspection_free(struct inspection *in)
{
	if (!in)
		return;
	g_ptr_array_unref(in->found);
	g_free(in);
}
