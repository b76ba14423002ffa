/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * planes.c: learnt once, before the nursery forks, never written again: all
 * children share these pages (some 350 KB).
 * Tests: tests/unit/sanitizer/test_double_table.c.
 */
#include "text/planes.h"

struct double_table planes[PLANE_MAX];

static const struct double_shape shapes[] = {
#define X(c, name, prefix, first_lead, last_lead, first_trail, last_trail)                         \
	{ name, prefix, first_lead, last_lead, first_trail, last_trail },
	PLANES(X)
#undef X
};

const char *planes_open(void)
{
	for (size_t i = 0; i < PLANE_MAX; i++)
		if (!planes[i].cells && !double_table_learn(&planes[i], &shapes[i]))
			return shapes[i].charset;
	return NULL;
}
