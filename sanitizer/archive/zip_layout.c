/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * zip_layout.c: whether each byte of a zip belongs to one entry. Bytes that
 * belong to none are what some readers find and others do not; bytes that
 * belong to two are a bomb. Tests: tests/unit/sanitizer/test_zip_read.c.
 */
#include <string.h>

#include "archive/zip_parts.h"

static bool has(const struct zip *z, guint64 from, guint64 to, const char *sign)
{
	return memmem(z->data + from, (size_t)(to - from), sign, 4) != NULL;
}

/* What may be in bytes that the directory does not speak of. */
static void look_into_gap(struct zip *z, guint64 from, guint64 to)
{
	if (has(z, from, to, "PK\5\6") || has(z, from, to, "PK\1\2"))
		zip_problem(z, FINDING_ARCHIVE_CONCATENATED);
	if (has(z, from, to, "PK\3\4"))
		zip_problem(z, FINDING_ARCHIVE_HIDDEN);
	bool is_prefix = from == 0 && !zip_is_at(z, 0, "PK\3\4");
	zip_problem(z, is_prefix ? FINDING_ARCHIVE_PREFIX : FINDING_ARCHIVE_MALFORMED);
}

static int by_place(gconstpointer a, gconstpointer b)
{
	const struct zip_span *x = a, *y = b;

	return x->from < y->from ? -1 : x->from > y->from;
}

void zip_layout_check(struct zip *z, GArray *spans, guint64 limit)
{
	guint64 at = 0;

	g_array_sort(spans, by_place);
	for (guint i = 0; i < spans->len; i++) {
		const struct zip_span *s = &g_array_index(spans, struct zip_span, i);
		if (s->from < at)
			zip_problem(z, FINDING_ARCHIVE_OVERLAP);
		else if (s->from > at)
			look_into_gap(z, at, s->from);
		at = MAX(at, s->to);
	}
	z->prefix = spans->len > 0 ? g_array_index(spans, struct zip_span, 0).from : limit;
	if (at < limit)
		look_into_gap(z, at, limit);
}
