/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * body.c: charset, then form (flowed, HTML), then the broom
 * (sweep.h), whatever the converters let through, and no more than the limit.
 * Tests: tests/unit/sanitizer/test_body.c.
 */
#include "text/body.h"

#include <string.h>

#include "text/flowed.h"

#define CUT_LINE "［長いため、ここから先は省きました / The rest was too long and was left out］\n"
#define META_LOOK 2048

static GString *sweep(const GString *text, struct body_found *found)
{
	GString *out = g_string_sized_new(text->len);

	sweep_text(out, text->str, text->len, &found->swept);
	while (out->len > 0 && strchr(" \n\t", out->str[out->len - 1]))
		g_string_truncate(out, out->len - 1);
	if (out->len > 0)
		g_string_append_c(out, '\n');
	return out;
}

/* At a character, with the line that says so inside of ${max}, if there is room for it. */
static void cut(GString *text, size_t max, struct body_found *found)
{
	const size_t line = strlen(CUT_LINE);

	if (text->len <= max)
		return;
	found->cut = true;
	size_t keep = max > line + 1 ? max - line - 1 : 0;
	while (keep > 0 && ((guint8)text->str[keep] & 0xc0) == 0x80)
		keep--;
	g_string_truncate(text, keep);
	if (keep > 0 && text->str[keep - 1] != '\n')
		g_string_append_c(text, '\n');
	g_string_append(text, CUT_LINE);
}

/* What <meta charset=…> or <meta … content="…; charset=…"> says; NULL when nothing. Caller frees.
 */
static char *meta_charset(const char *html, size_t n)
{
	g_autofree char *head = g_ascii_strdown(html, (gssize)MIN(n, META_LOOK));
	const char *meta = strstr(head, "<meta");
	const char *p = meta ? strstr(meta, "charset=") : NULL;

	if (!p)
		return NULL;
	p += strlen("charset=");
	p += strspn(p, " \"'");
	return g_strndup(p, strcspn(p, " \"'/>;"));
}

GString *body_convert(const struct body_input *in, const struct text_options *options,
		      struct body_found *found)
{
	g_autoptr(GString) text = g_string_sized_new(in->n + in->n / 2);
	bool labelled = in->charset && *in->charset;
	g_autofree char *meta =
		in->form == BODY_FORM_HTML && !labelled ? meta_charset(in->buf, in->n) : NULL;

	memset(found, 0, sizeof(*found));
	charset_to_utf8(text, in->buf, in->n, meta ? meta : in->charset, &found->charset);
	if (in->form == BODY_FORM_HTML) {
		g_autoptr(GString) html = g_steal_pointer(&text);
		found->swept.nul = memchr(html->str, 0, html->len) != NULL;
		text = g_string_sized_new(html->len / 2);
		html_to_text(text, html->str, html->len, options, &found->html);
	} else if (in->form != BODY_FORM_PLAIN) {
		g_autoptr(GString) lines = g_steal_pointer(&text);
		text = flowed_join(lines, in->form == BODY_FORM_FLOWED_DELSP);
	}
	g_autoptr(GString) note = g_string_new(NULL);
	GString *out = sweep(text, found);
	sweep_note(note, options->lang, &found->swept);
	cut(out, options->limits->text_bytes - MIN(note->len, options->limits->text_bytes), found);
	g_string_append_len(out, note->str, (gssize)note->len);
	return out;
}

void body_report(const struct body_found *found, struct message *m, struct part *part,
		 const struct limits *limits)
{
	const struct {
		bool is;
		enum finding_id id;
		const char *detail;
	} rows[] = {
		{ found->charset.unknown, FINDING_CHARSET_UNKNOWN, found->charset.used },
		{ found->charset.mislabelled, FINDING_CHARSET_MISLABELLED, found->charset.used },
		{ found->charset.undecodable > 0, FINDING_TEXT_UNDECODABLE, "" },
		{ found->swept.nul, FINDING_MIME_CONTROL, "NUL" },
		{ found->swept.zero_width > 0, FINDING_TEXT_ZERO_WIDTH, "" },
		{ found->swept.directions > 0, FINDING_TEXT_DIRECTION, "" },
		{ found->swept.tags > 0, FINDING_TEXT_TAGS, "" },
		{ found->swept.selectors > 0, FINDING_TEXT_SELECTORS, "" },
		{ found->malformed, FINDING_BODY_MALFORMED, "" },
		{ found->is_signed, FINDING_BODY_SIGNED, "" },
		{ found->limit_rtf_depth, FINDING_LIMIT_RTF_DEPTH, "" },
		{ found->limit_entries, FINDING_LIMIT_ENTRIES, "" },
		{ found->cut, FINDING_TEXT_CUT, "" },
		{ found->html.hidden > 0, FINDING_HTML_HIDDEN, "" },
		{ found->html.remote > 0, FINDING_HTML_REMOTE, "" },
		{ found->html.pixels > 0, FINDING_HTML_TRACKING, "" },
		{ found->html.forms + found->html.scripts > 0, FINDING_HTML_ACTIVE, "" },
		{ found->html.mismatches > 0, FINDING_LINK_MISMATCH, found->html.mismatch },
		{ found->html.lookalikes > 0, FINDING_LINK_LOOKALIKE, found->html.lookalike },
		{ found->html.unsafe > 0, FINDING_LINK_UNSAFE, "" },
		{ found->html.limit_bytes, FINDING_LIMIT_HTML_BYTES, "" },
		{ found->html.limit_tags, FINDING_LIMIT_HTML_TAGS, "" },
		{ found->html.limit_run, FINDING_LIMIT_HTML_RUN, "" },
		{ found->html.limit_css_rules, FINDING_LIMIT_CSS_RULES, "" },
		{ found->html.limit_link_bytes, FINDING_LIMIT_LINK_BYTES, "" },
		{ found->html.fallback, FINDING_HTML_FALLBACK, "" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (rows[i].is)
			message_find(m, part, rows[i].id, part ? part->path : "", rows[i].detail,
				     limits->findings);
}
