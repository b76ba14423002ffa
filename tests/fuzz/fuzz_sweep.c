/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes made valid UTF-8 and swept: what comes out is valid, shorter, and
 * nothing is left to sweep in it; what was taken was counted.
 */
#include <stdlib.h>
#include <string.h>

#include "text/sweep.h"
#include "text/sweep_char.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool claim)
{
	if (!claim)
		abort();
}

/* What may stay of unseen characters stays in its place only; controls nowhere. */
static void look(const GString *s)
{
	for (const char *p = s->str; p < s->str + s->len; p = g_utf8_next_char(p)) {
		gunichar u = g_utf8_get_char(p);
		enum sweep_kind kind = sweep_char_kind(u);
		must(kind != SWEEP_CONTROL && kind != SWEEP_LINE_END && kind != SWEEP_BLANK &&
		     kind != SWEEP_DIRECTION);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_utf8_make_valid((const char *)data, (gssize)size);
	struct sweep_found found = { 0 }, again = { 0 };
	g_autoptr(GString) once = g_string_new(NULL), twice = g_string_new(NULL);

	sweep_text(once, text, strlen(text), &found);
	must(g_utf8_validate(once->str, (gssize)once->len, NULL));
	must(once->len <= strlen(text));
	look(once);
	sweep_text(twice, once->str, once->len, &again);
	must(once->len == twice->len && !memcmp(once->str, twice->str, once->len));
	must(again.zero_width + again.directions + again.tags + again.selectors == 0);
	must(found.veiled <= found.zero_width + found.directions + found.tags + found.selectors);
	return 0;
}
