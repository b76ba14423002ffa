/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as the name of a file; the first one says how long it may be. What
 * comes out is one component that no system reads otherwise, and stays so.
 */
#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "names_odd.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_plain(const char *s)
{
	for (const char *p = s; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (g_unichar_iscntrl(c) || strchr("/\\:", *p) || (c >= 0x202a && c <= 0x202e) ||
		    (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f || c == 0x61c)
			return false;
	}
	return true;
}

static void check(const char *raw, size_t max)
{
	g_autofree char *once = names_clean(raw, max), *twice = names_clean(once, max);
	g_autofree char *ext = names_extension(raw);

	if (!g_utf8_validate(once, -1, NULL) || !g_utf8_validate(ext, -1, NULL))
		abort();
	if (strlen(once) > max || strcmp(once, twice) != 0 || !is_plain(once))
		abort();
	if (max >= strlen("_com1") && names_odd_is_device(once))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct limits limits = limits_default();
	struct config config = { 0 };
	struct sanitize_job job = { .config = &config };
	struct work w = { .job = &job, .limits = &limits, .m = message_new() };

	if (size > 0) {
		g_autofree char *raw = g_strndup((const char *)data + 1, size - 1);
		check(raw, data[0]);
		work_add_part(&w, "1", -1);
		names_set(&w, 0, raw);
		if (!g_utf8_validate(message_part(w.m, 0)->raw_name, -1, NULL))
			abort();
	}
	message_free(w.m);
	work_clear(&w);
	return 0;
}
