/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any text with any address behind it: the first byte chooses policy and
 * language, the first line is the words, the second a base, the third the
 * address. What is said of it is one clean line of UTF-8 whose brackets the
 * sender cannot end. Then all of it as a plain text, and as two branches.
 */
#include <stdlib.h>
#include <string.h>

#include "html/html_link.h"
#include "text/difference.h"
#include "text/flowed.h"
#include "text/links.h"
#include "text/stub.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned count(const char *s, char c)
{
	unsigned n = 0;

	for (; *s; s++)
		n += *s == c;
	return n;
}

static void check_suffix(const struct text_options *options, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", 3);
	struct html_found found = { 0 };
	g_autoptr(html_links_t) l = html_links_new(options, &found);
	g_autoptr(GString) notes = g_string_new(NULL);

	if (g_strv_length(lines) < 3)
		return;
	html_links_set_base(l, lines[1]);
	g_autofree char *suffix = html_links_suffix(l, lines[0], lines[2]);
	g_autofree char *again = html_links_suffix(l, lines[0], lines[2]);
	html_links_append_notes(l, notes);
	if (!g_utf8_validate(suffix, -1, NULL) || strchr(suffix, '\n') || strcmp(suffix, again))
		abort();
	if (count(suffix, '<') > 1 || count(suffix, '>') > 1 || count(notes->str, '\n') > 1)
		abort();
	if (strcasestr(suffix, "<javascript") || strcasestr(suffix, "<data:"))
		abort();
}

static void check_texts(const struct text_options *options, const char *text)
{
	g_autoptr(GString) plain = g_string_new(text);
	g_autoptr(GString) flowed = flowed_join(plain, true);
	struct html_found found = { 0 };

	g_free(difference_of(plain, flowed));
	stub_look(flowed, plain);
	links_in_text(plain, options, &found);
	if (!g_utf8_validate(plain->str, (gssize)plain->len, NULL))
		abort();
	struct links_span at;
	if (options->links == LINKS_DEFANG && links_next(plain, 0, &at))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct limits limits = limits_default();

	if (size == 0)
		return 0;
	limits.link_bytes = 200;
	struct text_options options = { .limits = &limits,
					.links = data[0] & 3,
					.lang = (data[0] >> 2) % 3 };
	g_autofree char *raw = g_strndup((const char *)data + 1, size - 1);
	g_autofree char *text = g_utf8_make_valid(raw, -1);
	check_suffix(&options, text);
	check_texts(&options, text);
	return 0;
}
