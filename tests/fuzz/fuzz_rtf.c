/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as RTF. The first byte chooses the policy; what comes out is valid
 * UTF-8.
 */
#include <stdlib.h>
#include <string.h>

#include "kinds/rtf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool open;
	static struct limits limits;

	if (!open) {
		open = charset_init(NULL);
		limits = limits_default();
		limits.rtf_depth = 20;
	}
	if (!open || size == 0)
		return 0;
	struct text_options options = { .limits = &limits };
	options.links = data[0] & 3;
	options.hidden = data[0] & 4 ? HIDDEN_MARK : HIDDEN_DROP;
	struct body_found found = { 0 };
	g_autofree char *copy = g_memdup2(data, size);
	g_autoptr(GString) out = g_string_new(NULL);
	rtf_to_text(out, copy + 1, size - 1, &options, &found);
	/* What is no RTF comes as it is, NULs included: body.c sweeps. */
	for (size_t i = 0; i < out->len; i++)
		if (out->str[i] == '\0')
			out->str[i] = ' ';
	if (!g_utf8_validate(out->str, (gssize)out->len, NULL))
		abort();
	return 0;
}
