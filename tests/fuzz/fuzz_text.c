/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as a foreign string: the line made of them is valid, bounded, free
 * of control and direction characters, and stays so when made again. The same
 * bytes as numbers: what is accepted lies in its range.
 */
#include <stdlib.h>
#include <string.h>

#include "misogi/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool claim)
{
	if (!claim)
		abort();
}

static bool is_quiet(const char *s)
{
	for (; *s; s = g_utf8_next_char(s)) {
		gunichar c = g_utf8_get_char(s);

		if (c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
		    (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029 ||
		    (c >= 0xe0000 && c <= 0xe007f))
			return false;
	}
	return true;
}

static void as_line(const char *s, size_t max)
{
	g_autofree char *line = text_one_line(s, max);
	g_autofree char *again = text_one_line(line, max);

	must(strlen(line) <= max);
	must(g_utf8_validate(line, -1, NULL));
	must(is_quiet(line));
	must(strcmp(line, again) == 0);
}

static void as_value(const char *s)
{
	g_autofree char *value = text_log_value(s);

	must(*value != '\0');
	must(g_utf8_validate(value, -1, NULL));
	must(is_quiet(value));
	must(*value == '"' || strpbrk(value, " \"\\") == NULL);
	must(*value != '"' || (strlen(value) >= 2 && value[strlen(value) - 1] == '"'));
}

static void as_number(const char *s)
{
	uint64_t n;
	int64_t seconds;

	if (text_parse_number(s, 10, 1000, &n))
		must(n >= 10 && n <= 1000);
	if (text_parse_size(s, 1u << 30, &n))
		must(n <= 1u << 30);
	if (text_parse_duration(s, &seconds))
		must(seconds >= 0 && seconds <= INT64_C(36525) * 86400);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	g_autofree char *s = g_strndup((const char *)data + 1, size - 1);
	as_line(s, data[0]);
	as_value(s);
	as_number(s);
	return 0;
}
