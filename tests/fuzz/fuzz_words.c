/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as the value of a header field: as text, as an address list, as
 * parameters. All that comes out is valid UTF-8, and what is composed of it is
 * one field of 7 bits.
 */
#include <stdlib.h>
#include <string.h>

#include "misogi/compose.h"
#include "text/params.h"
#include "text/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool claim)
{
	if (!claim)
		abort();
}

/* Printable ASCII; a line end only before a blank. */
static void must_be_a_value(const char *s)
{
	for (; *s; s++) {
		if (*s == '\r') {
			must(s[1] == '\n' && s[2] == ' ');
			s++;
			continue;
		}
		must(*s >= ' ' && *s <= '~');
	}
}

static void text(const char *raw, size_t n)
{
	struct charset_found found = { 0 };
	g_autofree char *out = words_decode(raw, n, NULL, &found);
	g_autofree char *value = compose_unstructured(out, 7, MAIL_CHARSET_UTF8);

	must(g_utf8_validate(out, -1, NULL));
	must_be_a_value(value);
}

static void addresses(const char *raw, size_t n)
{
	struct words_addresses found;

	words_addresses(raw, n, 8, 100, &found);
	must(found.list->len <= 100);
	for (unsigned i = 0; i < found.list->len; i++) {
		const struct address *a = g_ptr_array_index(found.list, i);
		must(g_utf8_validate(a->display, -1, NULL));
		must(g_utf8_validate(a->mailbox, -1, NULL));
	}
	g_autofree char *value = compose_addresses(found.list, 4, MAIL_CHARSET_UTF8);
	must_be_a_value(value);
	g_ptr_array_unref(found.list);
}

static void params(const char *raw, size_t n)
{
	g_autoptr(params_t) p = params_parse(raw, n, 50);

	must(p->list->len <= 50);
	for (unsigned i = 0; i < p->list->len; i++) {
		const struct param *one = g_ptr_array_index(p->list, i);
		must(g_utf8_validate(one->value, -1, NULL));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool open;

	open = open || charset_init(NULL);
	if (!open)
		return 0;
	/* A NULL pointer is no value, an empty one is. */
	const char *raw = size ? (const char *)data : "";
	text(raw, size);
	addresses(raw, size);
	params(raw, size);
	return 0;
}
