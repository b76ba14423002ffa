/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * numbers.c: numbers, sizes and durations as people write them, the strict
 * half of text.h: digits and at most one unit, nothing before or after.
 * Tests: tests/unit/lib/test_numbers.c.
 */
#include "misogi/text.h"

#include <string.h>

/* A century: the sum with any date of ours stays far from the edge. */
#define DURATION_MAX ((uint64_t)36525 * 86400)

/* Digits at the start of ${s}; ${*rest} is what follows. */
static bool leading_number(const char *s, uint64_t *out, const char **rest)
{
	uint64_t v = 0;
	const char *p = s;

	for (; g_ascii_isdigit(*p); p++) {
		uint64_t digit = (uint64_t)(*p - '0');

		if (v > (UINT64_MAX - digit) / 10)
			return false;
		v = v * 10 + digit;
	}
	*out = v;
	*rest = p;
	return p > s;
}

bool text_parse_number(const char *s, uint64_t min, uint64_t max, uint64_t *out)
{
	const char *rest;
	uint64_t v;

	if (!leading_number(s, &v, &rest) || *rest || v < min || v > max)
		return false;
	*out = v;
	return true;
}

struct unit {
	const char *word;
	uint64_t factor;
};

/* A number and one of ${units} (an entry "" allows none), at most ${max}. */
static bool number_with_unit(const char *s, const struct unit *units, size_t n, uint64_t max,
			     uint64_t *out)
{
	const char *rest;
	uint64_t v;

	if (!leading_number(s, &v, &rest))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (strcmp(rest, units[i].word) != 0)
			continue;
		if (v > max / units[i].factor)
			return false;
		*out = v * units[i].factor;
		return true;
	}
	return false;
}

bool text_parse_size(const char *s, uint64_t max, uint64_t *out)
{
	static const struct unit units[] = {
		{ "", 1 }, { "K", 1u << 10 }, { "M", 1u << 20 }, { "G", 1u << 30 }
	};

	return number_with_unit(s, units, G_N_ELEMENTS(units), max, out);
}

bool text_parse_duration(const char *s, int64_t *out)
{
	static const struct unit units[] = { { "", 1 },	    { "s", 1 },	    { "m", 60 },
					     { "h", 3600 }, { "d", 86400 }, { "w", 604800 } };
	uint64_t v;

	if (strcmp(s, "off") == 0) {
		*out = 0;
		return true;
	}
	if (!number_with_unit(s, units, G_N_ELEMENTS(units), DURATION_MAX, &v))
		return false;
	*out = (int64_t)v;
	return true;
}

char *text_size(uint64_t bytes)
{
	static const char *const units[] = { "KB", "MB", "GB", "TB", "PB", "EB" };
	uint64_t size = 1024;
	size_t u = 0;

	if (bytes < 1024)
		return g_strdup_printf("%uB", (unsigned)bytes);
	/* The next unit already where rounding would write 1024 of this one. */
	while (u + 1 < G_N_ELEMENTS(units) && bytes >= size * 1024 - size / 2) {
		size *= 1024;
		u++;
	}
	uint64_t whole = bytes / size;
	uint64_t tenths = whole * 10 + (bytes % size * 10 + size / 2) / size;
	if (tenths >= 100)
		return g_strdup_printf("%u%s", (unsigned)(whole + (bytes % size >= size / 2)),
				       units[u]);
	if (tenths % 10 == 0)
		return g_strdup_printf("%u%s", (unsigned)(tenths / 10), units[u]);
	return g_strdup_printf("%u.%u%s", (unsigned)(tenths / 10), (unsigned)(tenths % 10),
			       units[u]);
}
