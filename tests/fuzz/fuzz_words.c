/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as the value of a header field: as text, as an address list, as
 * parameters. All that comes out is valid UTF-8, what is composed of it is one
 * field of 7 bits, short of line, and reads back as it was.
 */
#include <stdlib.h>
#include <string.h>

#include "heading.h"
#include "misogi/compose.h"
#include "misogi/iso2022jp.h"
#include "misogi/text.h"
#include "names.h"
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

/* Telephone companies' pictures, which become emoji when they are read. */
static bool is_private(const char *s)
{
	for (; *s; s = g_utf8_next_char(s))
		if (g_unichar_type(g_utf8_get_char(s)) == G_UNICODE_PRIVATE_USE)
			return true;
	return false;
}

/* What we write is what is read again, but for words within words. */
static void must_read_back(const char *value, const char *want)
{
	struct charset_found found = { 0 };
	g_autofree char *back = words_decode(value, strlen(value), NULL, &found);

	/* Text that looks like ISO-2022-JP without its escapes is read as that. */
	if (strstr(want, "=?") || is_private(want) || found.mislabelled)
		return;
	must(!strcmp(g_strstrip(back), want));
	must(found.undecodable == 0);
}

static void text(const struct field *f)
{
	struct heading_found found = { 0 };
	struct charset_found charset = { 0 };
	g_autofree char *out = words_decode(f->value, f->value_len, NULL, &charset);
	g_autofree char *line = heading_line(f, 16384, &found);
	g_autofree char *value = compose_unstructured(line, 7, MAIL_CHARSET_UTF8);
	g_autofree char *old = compose_unstructured(line, 7, MAIL_CHARSET_ISO_2022_JP);

	must(g_utf8_validate(out, -1, NULL) && g_utf8_validate(line, -1, NULL));
	must(!strpbrk(line, "\r\n\x1b"));
	must_be_a_value(value);
	must_be_a_value(old);
	must_read_back(value, line);
}

static void addresses(const struct field *f)
{
	struct limits limits = limits_default();
	struct heading_found found = { 0 };

	limits.recipients = 100;
	g_autoptr(GPtrArray) list = heading_addresses(f, &limits, &found);
	must(list->len <= 100);
	for (unsigned i = 0; i < list->len; i++) {
		const struct address *a = g_ptr_array_index(list, i);
		must(g_utf8_validate(a->display, -1, NULL));
		must(text_is_printable_ascii(a->mailbox));
	}
	g_autofree char *value = compose_addresses(list, 4, MAIL_CHARSET_UTF8);
	g_autofree char *old = compose_addresses(list, 4, MAIL_CHARSET_ISO_2022_JP);
	must_be_a_value(value);
	must_be_a_value(old);
}

static void params(const char *raw, size_t n)
{
	g_autoptr(params_t) p = params_parse(raw, n, 50);

	must(p->list->len <= 50);
	for (unsigned i = 0; i < p->list->len; i++) {
		const struct param *one = g_ptr_array_index(p->list, i);
		must(g_utf8_validate(one->value, -1, NULL));
		g_autofree char *clean = names_clean(one->value, 100);
		must(strlen(clean) <= 100 && g_utf8_validate(clean, -1, NULL));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool open;

	open = open || (charset_init(NULL) && iso2022jp_init(NULL));
	if (!open)
		return 0;
	/* A NULL pointer is no value, an empty one is. */
	const char *raw = size ? (const char *)data : "";
	const struct field field = { .name = "X", .name_len = 1, .value = raw, .value_len = size };
	text(&field);
	addresses(&field);
	params(raw, size);
	return 0;
}
