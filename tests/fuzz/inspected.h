/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * inspected.h: what must be true of whatever an inspector finds, for fuzz
 * targets.
 */
#ifndef MISOGI_FUZZ_INSPECTED_H
#define MISOGI_FUZZ_INSPECTED_H

#include <stdlib.h>
#include <string.h>

#include "inspect/inspect.h"

/* Small limits, so that they are run into. */
static inline struct limits inspected_limits(void)
{
	struct limits limits = limits_default();

	limits.pdf_objects = 20000;
	limits.office_bytes = 4u << 20;
	return limits;
}

static inline void inspected(enum type_id type, const uint8_t *data, size_t size)
{
	struct limits limits = inspected_limits();
	g_autofree char *copy = size ? g_memdup2(data, size) : g_strdup("");
	struct inspection *in = inspect(type, copy, size, &limits);
	bool seen[FINDING_MAX] = { false };

	for (guint i = 0; i < in->found->len; i++) {
		const struct inspected *one = g_ptr_array_index(in->found, i);
		if (one->id >= FINDING_MAX || seen[one->id] || !one->detail ||
		    !g_utf8_validate(one->detail, -1, NULL) || strchr(one->detail, '\n'))
			abort();
		seen[one->id] = true;
	}
	inspection_free(in);
}

#endif
