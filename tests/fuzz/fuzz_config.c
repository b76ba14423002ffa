/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as misogi.conf: refused with a reason, or settings all of which
 * can be written again and read back the same.
 */
#include <stdlib.h>
#include <string.h>

#include "config_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool claim)
{
	if (!claim)
		abort();
}

/* Every setting as a file. Caller frees. */
static char *written(const struct config *c)
{
	GString *out = g_string_new(NULL);
	size_t n;
	const struct config_key *keys = config_keys(&n);

	for (size_t i = 0; i < n; i++) {
		g_autofree char *value = config_get(c, keys[i].name);
		g_string_append_printf(out, "%s = %s\n", keys[i].name, value);
	}
	return g_string_free(out, FALSE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(diags_t) diags = diags_new();
	g_autoptr(config_t) c = config_parse((const char *)data, size, "m", diags);

	must((c == NULL) == (diags->errors > 0));
	if (!c)
		return 0;
	g_autofree char *text = written(c);
	g_autoptr(config_t) again = config_parse(text, strlen(text), "m", diags);
	must(again != NULL);
	g_autofree char *text_again = written(again);
	must(strcmp(text, text_again) == 0);
	return 0;
}
