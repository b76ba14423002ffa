/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * limits.c: the defaults of the table in limits.h.
 * Tests: tests/unit/mail/test_limits.c.
 */
#include "misogi/limits.h"

struct limits limits_default(void)
{
	return (struct limits){
#define X(name, def, min, max, kind, en, ja) .name = (def),
		LIMITS(X)
#undef X
	};
}

uint32_t limits_all_parts(const struct limits *l)
{
	return l->parts + l->archive_entries;
}
