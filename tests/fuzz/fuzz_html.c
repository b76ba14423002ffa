/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as a text part: HTML by every policy, plain, flowed. The first
 * byte chooses. What comes out is valid UTF-8 within the limit, without
 * control or direction characters.
 */
#include <stdlib.h>
#include <string.h>

#include "text/body.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool open;
	static struct limits limits;

	if (!open) {
		open = charset_init(NULL);
		limits = limits_default();
		limits.text_bytes = 4096;
		limits.html_run_bytes = 2048;
		limits.html_tags = 500;
	}
	if (!open || size == 0)
		return 0;
	struct text_options options = { .limits = &limits };
	options.links = data[0] & 3;
	options.hidden = data[0] & 4 ? HIDDEN_MARK : HIDDEN_DROP;
	struct body_input in = { .buf = (const char *)data + 1, .n = size - 1, .charset = "utf-8" };
	in.form = data[0] & 0x10 ? (data[0] >> 5) % 3 : BODY_FORM_HTML;
	struct body_found found;
	g_autoptr(GString) out = body_convert(&in, &options, &found);

	if (!g_utf8_validate(out->str, (gssize)out->len, NULL) || out->len > limits.text_bytes)
		abort();
	for (size_t i = 0; i < out->len; i++)
		if ((guint8)out->str[i] < ' ' && out->str[i] != '\n' && out->str[i] != '\t')
			abort();
	if (strstr(out->str, "\xe2\x80\xae"))
		abort();
	return 0;
}
