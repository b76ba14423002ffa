/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf_reader.c: groups and what is known of the innermost one. A group whose
 * first word is behind \* and unknown is for programs that know it; in a group
 * that goes to nothing only braces count.
 * Tests: tests/unit/sanitizer/test_rtf.c, tests/fuzz/fuzz_rtf.c.
 */
#include "kinds/rtf_reader.h"

#include <string.h>

#include "kinds/rtf_act.h"
#include "kinds/rtf_text.h"

void rtf_reader_init(struct rtf_reader *r, const char *buf, size_t n, enum rtf_mode mode,
		     size_t max, struct body_found *found)
{
	*r = (struct rtf_reader){ .mode = mode, .found = found };
	rtf_lexer_init(&r->lexer, buf, n);
	rtf_markup_init(&r->markup, max);
	r->groups = g_array_new(FALSE, FALSE, sizeof(struct rtf_group));
	r->fonts = rtf_fonts_new();
	r->colors = g_array_new(FALSE, FALSE, sizeof(int));
	r->bytes = g_string_new(NULL);
	r->now.fallback = 1;
	r->now.color = r->now.background = r->now.shade = RTF_MARKUP_AUTO;
	r->now.half_points = RTF_MARKUP_HALF_POINTS;
}

void rtf_reader_clear(struct rtf_reader *r)
{
	g_array_unref(r->groups);
	rtf_fonts_free(r->fonts);
	g_array_unref(r->colors);
	g_string_free(r->bytes, TRUE);
	rtf_markup_clear(&r->markup);
}

static void open_group(struct rtf_reader *r, size_t depth)
{
	if (r->too_deep > 0 || r->groups->len >= depth) {
		r->found->limit_rtf_depth = true;
		r->too_deep++;
		return;
	}
	g_array_append_val(r->groups, r->now);
	r->now.owns_field = false;
	r->now.at_end = NULL;
}

static void close_group(struct rtf_reader *r)
{
	if (r->too_deep > 0) {
		r->too_deep--;
		return;
	}
	if (r->groups->len == 0)
		return;
	if (r->now.at_end)
		rtf_text_string(r, r->now.at_end);
	struct rtf_field *ended = r->now.owns_field ? r->now.field : NULL;
	if (ended)
		rtf_act_end_field(r);
	r->now = g_array_index(r->groups, struct rtf_group, r->groups->len - 1);
	g_array_set_size(r->groups, r->groups->len - 1);
	if (ended)
		rtf_field_free(ended);
}

static bool is_silent(const struct rtf_reader *r)
{
	return r->too_deep > 0 || r->now.to == RTF_TO_NOTHING;
}

static void word(struct rtf_reader *r, const struct rtf_token *t)
{
	const struct rtf_word *row = rtf_words_find(t->bytes, t->n);
	bool starred = r->starred;

	r->starred = false;
	r->skip = 0;
	if (is_silent(r) || (r->now.to == RTF_TO_UPR && !(row && row->meaning == RTF_MEANS_UD)))
		return;
	if (row)
		rtf_act(r, row, t);
	else if (starred)
		r->now.to = RTF_TO_NOTHING;
}

static void symbol(struct rtf_reader *r, const struct rtf_token *t)
{
	r->skip = 0;
	if (t->byte == '*')
		r->starred = true;
	else if (t->byte == '~')
		rtf_text_string(r, " ");
	else if (t->byte == '_')
		rtf_text_string(r, "-");
	else if (t->byte == '\t')
		rtf_text_string(r, "\t");
	else if (t->byte == '\r' || t->byte == '\n')
		rtf_text_string(r, "\n");
}

static void bytes(struct rtf_reader *r, const char *s, size_t n)
{
	r->starred = false;
	if (!is_silent(r))
		rtf_text_bytes(r, s, n);
}

static void token(struct rtf_reader *r, const struct rtf_token *t, size_t depth)
{
	if (t->kind != RTF_TOKEN_BYTE && t->kind != RTF_TOKEN_BYTES && !is_silent(r))
		rtf_text_flush(r);
	switch (t->kind) {
	case RTF_TOKEN_OPEN:
		r->skip = 0;
		open_group(r, depth);
		break;
	case RTF_TOKEN_CLOSE:
		r->skip = 0;
		close_group(r);
		break;
	case RTF_TOKEN_WORD:
		word(r, t);
		break;
	case RTF_TOKEN_SYMBOL:
		if (!is_silent(r))
			symbol(r, t);
		break;
	case RTF_TOKEN_BYTE:
		bytes(r, (const char *)&t->byte, 1);
		break;
	case RTF_TOKEN_BYTES:
		bytes(r, t->bytes, t->n);
		break;
	case RTF_TOKEN_END:
		break;
	}
}

/* Between the last "}" and the end only blanks and NULs are usual. */
static bool is_empty(const char *p, const char *end)
{
	while (p < end && (g_ascii_isspace(*p) || *p == '\0'))
		p++;
	return p == end;
}

void rtf_reader_run(struct rtf_reader *r, size_t depth)
{
	struct rtf_token t;

	do {
		rtf_lexer_next(&r->lexer, rtf_fonts_pairs(r->fonts, r->now.font), &t);
		token(r, &t, depth);
	} while (t.kind != RTF_TOKEN_END &&
		 !(t.kind == RTF_TOKEN_CLOSE && r->groups->len + r->too_deep == 0));
	if (r->lexer.cut || r->groups->len > 0 || !is_empty(r->lexer.p, r->lexer.end))
		r->found->malformed = true;
	rtf_text_end(r);
	while (r->groups->len > 0) {
		r->too_deep = 0;
		close_group(r);
	}
	if (!r->is_html)
		rtf_markup_end(&r->markup);
}
