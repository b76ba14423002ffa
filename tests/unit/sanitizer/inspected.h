/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * inspected.h: what inspect() finds in a file, as one line of words, for tests.
 */
#ifndef MISOGI_TEST_INSPECTED_H
#define MISOGI_TEST_INSPECTED_H

#include "inspect/inspect.h"
#include "unit.h"

static gint inspected_order(gconstpointer a, gconstpointer b)
{
	const struct inspected *const *x = a, *const *y = b;

	return (gint)(*x)->id - (gint)(*y)->id;
}

/* "macro auto-run", in the order of words.h; "" when there is nothing. Caller frees. */
static inline char *inspected_with(enum type_id type, const char *data, size_t len,
				   const struct limits *limits)
{
	/* No room behind the bytes, so that who reads there is seen. */
	g_autofree char *copy = g_memdup2(data, len ? len : 1);
	struct inspection *in = inspect(type, copy, len, limits);
	GString *words = g_string_new(NULL);

	g_ptr_array_sort(in->found, inspected_order);
	for (guint i = 0; i < in->found->len; i++) {
		const struct inspected *one = g_ptr_array_index(in->found, i);
		g_string_append_printf(words, "%s%s", i ? " " : "",
				       word_of(VOCABULARY_FINDING, (int)one->id));
	}
	inspection_free(in);
	return g_string_free(words, FALSE);
}

static inline char *inspected(enum type_id type, const char *data, size_t len)
{
	struct limits limits = limits_default();

	return inspected_with(type, data, len, &limits);
}

/* Whether ${data}, a file of ${type} called ${name} here, has the findings ${want} and no other. */
static inline void inspected_is(const char *name, enum type_id type, const char *data, size_t len,
				const char *want)
{
	g_autofree char *got = inspected(type, data, len);

	ck_assert_msg(g_strcmp0(got, want) == 0, "%s: got \"%s\", want \"%s\"", name, got, want);
}

#endif
