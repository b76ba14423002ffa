/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf.c: RTF becomes HTML, and that text. HTML that hides in RTF is taken out
 * as it is; when it turns out to hold no text the RTF around it is read.
 * Tests: tests/unit/sanitizer/test_rtf.c, tests/fuzz/fuzz_rtf.c.
 */
#include "kinds/rtf.h"

#include <string.h>

#include "kinds/rtf_reader.h"
#include "text/phrase.h"

/* How much more HTML than its reader takes: it says so, and shows the text of what is too much. */
#define MARKUP_FACTOR 4

static const struct phrase pictures = { "図・写真 {n} 点は本文に入れられないため省きました",
					"Pictures left out of the text: {n}" };
static const struct phrase objects = { "本文に埋め込まれたもの {n} 点は省きました",
				       "Embedded objects left out of the text: {n}" };
static const struct phrase depth = { "入れ子が深すぎる部分は省きました",
				     "Parts nested too deeply were left out of the text" };

static bool has_text(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!g_ascii_isspace(s[i]))
			return true;
	return false;
}

static void say(GString *out, const struct phrase *p, unsigned n, const struct text_options *o)
{
	if (n > 0)
		phrase_line(out, o->lang, p, n, NULL);
}

/* A blank line stands between the sender's text and what we say of it. */
static void say_all(GString *out, const struct rtf_reader *r, const struct text_options *options)
{
	bool deep = r->found->limit_rtf_depth;

	if (r->pictures == 0 && r->objects == 0 && !deep)
		return;
	while (out->len > 0 && g_ascii_isspace(out->str[out->len - 1]))
		g_string_truncate(out, out->len - 1);
	if (out->len > 0)
		g_string_append(out, "\n\n");
	say(out, &pictures, r->pictures, options);
	say(out, &objects, r->objects, options);
	say(out, &depth, deep ? 1 : 0, options);
}

/* False: nothing to read came out. */
static bool convert(GString *out, const char *buf, size_t n, enum rtf_mode mode,
		    const struct text_options *options, struct body_found *found)
{
	const size_t max = MARKUP_FACTOR * (size_t)options->limits->html_bytes;
	size_t start = out->len;
	struct rtf_reader r;

	rtf_reader_init(&r, buf, n, mode, max, found);
	rtf_reader_run(&r, options->limits->rtf_depth);
	html_to_text(out, r.markup.html->str, r.markup.html->len, options, &found->html);
	bool done = !r.is_html || has_text(out->str + start, out->len - start);
	if (done)
		say_all(out, &r, options);
	rtf_reader_clear(&r);
	return done;
}

void rtf_to_text(GString *out, const char *buf, size_t n, const struct text_options *options,
		 struct body_found *found)
{
	static const char magic[] = "{\\rt";
	size_t blanks = 0;

	while (blanks < n && (g_ascii_isspace(buf[blanks]) || buf[blanks] == '\0'))
		blanks++;
	if (n - blanks < strlen(magic) || memcmp(buf + blanks, magic, strlen(magic))) {
		found->malformed = true;
		charset_to_utf8(out, buf, n, NULL, &found->charset);
		return;
	}
	buf += blanks;
	n -= blanks;
	if (!convert(out, buf, n, RTF_MODE_HTML_INSIDE, options, found))
		convert(out, buf, n, RTF_MODE_RTF, options, found);
}
