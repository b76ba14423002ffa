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

static const struct phrase pictures = { "図・写真 {n} 点は本文に入れられないため省きました",
					"{n} picture(s) left out of the text" };
static const struct phrase objects = { "本文に埋め込まれたもの {n} 点は省きました",
				       "{n} embedded object(s) left out of the text" };

static bool has_text(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!g_ascii_isspace(s[i]))
			return true;
	return false;
}

static void say(GString *out, const struct phrase *p, unsigned n, const struct text_options *o)
{
	if (n == 0)
		return;
	if (out->len > 0 && out->str[out->len - 1] != '\n')
		g_string_append_c(out, '\n');
	phrase_line(out, o->lang, p, n, NULL);
}

/* False: nothing to read came out. */
static bool convert(GString *out, const char *buf, size_t n, enum rtf_mode mode,
		    const struct text_options *options, struct body_found *found)
{
	size_t start = out->len;
	struct rtf_reader r;

	rtf_reader_init(&r, buf, n, mode, found);
	rtf_reader_run(&r, options->limits->rtf_depth);
	html_to_text(out, r.markup.html->str, r.markup.html->len, options, &found->html);
	bool said = has_text(out->str + start, out->len - start);
	say(out, &pictures, r.pictures, options);
	say(out, &objects, r.objects, options);
	bool retry = !said && r.is_html;
	rtf_reader_clear(&r);
	return !retry;
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
