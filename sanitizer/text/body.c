/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * body.c: the way of a text. The table says for each form whether its converter
 * reads bytes or what the charset made of them; whatever comes out is swept
 * (sweep.h) and cut at the limit. What comes in is read up to a bound that the
 * limit sets: more could not be shown anyway.
 * Tests: tests/unit/sanitizer/test_body.c.
 */
#include "text/body.h"

#include <string.h>

#include "kinds/calendar.h"
#include "kinds/contact.h"
#include "kinds/enriched.h"
#include "kinds/report.h"
#include "kinds/rtf.h"
#include "kinds/secure.h"
#include "misogi/text.h"
#include "text/flowed.h"
#include "text/links.h"
#include "text/phrase.h"

#define META_LOOK 2048
#define BLOCK_NAME 200	/* bytes of a file's name that are said in its place */
#define INPUT_FACTOR 8u /* bytes of a body that are read for each that is delivered */

static const struct phrase cut_phrase = {
	"長いため、ここから先は省きました。メール全体をお預かりしています",
	"Too long: the rest was left out. The whole mail is being kept",
};
static const struct phrase block_phrase = {
	"ここにあったファイル「{s}」は、添付ファイルとして扱いました",
	"The file \"{s}\" that stood here is treated as an attachment",
};
static const struct phrase unnamed_phrase = {
	"ここにあったファイル（名前なし）は、添付ファイルとして扱いました",
	"The file without a name that stood here is treated as an attachment",
};

struct body {
	const struct text_options *options;
	struct body_input in;
	bool overflowed;
};

/* ---- the forms ---- */

static void from_plain(const struct body *b, const GString *text, GString *out,
		       struct body_found *f)
{
	(void)b;
	(void)f;
	g_string_append_len(out, text->str, (gssize)text->len);
}

static void from_flowed(const struct body *b, const GString *text, GString *out,
			struct body_found *f)
{
	g_autoptr(GString) joined = flowed_join(text, b->in.form == BODY_FORM_FLOWED_DELSP);

	from_plain(b, joined, out, f);
}

static void from_html(const struct body *b, const GString *text, GString *out, struct body_found *f)
{
	f->swept.nul = memchr(text->str, 0, text->len) != NULL;
	html_to_text(out, text->str, text->len, b->options, &f->html);
}

static void from_enriched(const struct body *b, const GString *text, GString *out,
			  struct body_found *f)
{
	(void)b;
	(void)f;
	enriched_to_text(out, text->str, text->len);
}

static void from_report(const struct body *b, const GString *text, GString *out,
			struct body_found *f)
{
	report_to_text(out, text->str, text->len, b->options, f);
}

static void from_rtf(const struct body *b, GString *out, struct body_found *f)
{
	rtf_to_text(out, b->in.buf, b->in.n, b->options, f);
}

static void from_calendar(const struct body *b, GString *out, struct body_found *f)
{
	calendar_to_text(out, b->in.buf, b->in.n, b->in.charset, b->options, f);
}

static void from_contact(const struct body *b, GString *out, struct body_found *f)
{
	contact_to_text(out, b->in.buf, b->in.n, b->in.charset, b->options, f);
}

static void from_headers(const struct body *b, GString *out, struct body_found *f)
{
	(void)f;
	report_headers_to_text(out, b->in.buf, b->in.n);
}

static void from_signature(const struct body *b, GString *out, struct body_found *f)
{
	secure_to_text(out, b->in.buf, b->in.n, b->options, f);
}

/* Each form has one of the two; a form with neither says nothing. */
static const struct {
	void (*from_text)(const struct body *b, const GString *text, GString *out,
			  struct body_found *f);
	void (*from_bytes)(const struct body *b, GString *out, struct body_found *f);
} forms[] = {
	[BODY_FORM_PLAIN] = { .from_text = from_plain },
	[BODY_FORM_FLOWED] = { .from_text = from_flowed },
	[BODY_FORM_FLOWED_DELSP] = { .from_text = from_flowed },
	[BODY_FORM_HTML] = { .from_text = from_html },
	[BODY_FORM_AMP] = { .from_text = from_html },
	[BODY_FORM_ENRICHED] = { .from_text = from_enriched },
	[BODY_FORM_RTF] = { .from_bytes = from_rtf },
	[BODY_FORM_CALENDAR] = { .from_bytes = from_calendar },
	[BODY_FORM_CONTACT] = { .from_bytes = from_contact },
	[BODY_FORM_REPORT] = { .from_text = from_report },
	[BODY_FORM_HEADERS] = { .from_bytes = from_headers },
	[BODY_FORM_SIGNATURE] = { .from_bytes = from_signature },
	[BODY_FORM_EMPTY] = { NULL, NULL },
};

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

/* A name for each BODY_BLOCK, in order. */
static GString *name_blocks(const GString *text, const GPtrArray *blocks, enum config_lang lang)
{
	GString *out = g_string_sized_new(text->len);
	const char *p = text->str, *end = p + text->len;

	for (guint i = 0; i < blocks->len; i++) {
		const char *mark = memchr(p, BODY_BLOCK, (size_t)(end - p));
		if (!mark)
			break;
		g_string_append_len(out, p, mark - p);
		/* BinHex can write a line end into a name. */
		g_autofree char *name = text_one_line(g_ptr_array_index(blocks, i), BLOCK_NAME);
		phrase_line(out, lang, *name ? &block_phrase : &unnamed_phrase, 0, name);
		p = mark + 1;
		p += p < end && *p == '\n';
	}
	return g_string_append_len(out, p, end - p);
}

/* The bytes as UTF-8, by their label, by what HTML says of itself, or by evidence. */
static GString *decode(const struct body *b, struct body_found *found)
{
	const struct body_input *in = &b->in;
	bool labelled = in->charset && *in->charset;
	bool html = in->form == BODY_FORM_HTML || in->form == BODY_FORM_AMP;
	g_autofree char *meta = html && !labelled ? meta_charset(in->buf, in->n) : NULL;
	g_autoptr(GString) text = g_string_sized_new(in->n + in->n / 2);

	charset_to_utf8(text, in->buf, in->n, meta ? meta : in->charset, &found->charset);
	if (in->blocks)
		return name_blocks(text, in->blocks, b->options->lang);
	return g_steal_pointer(&text);
}

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
static void cut(GString *text, size_t max, enum config_lang lang)
{
	g_autoptr(GString) line = g_string_new(NULL);

	phrase_line(line, lang, &cut_phrase, 0, NULL);
	size_t keep = max > line->len + 1 ? max - line->len - 1 : 0;
	keep = MIN(keep, text->len);
	while (keep > 0 && ((guint8)text->str[keep] & 0xc0) == 0x80)
		keep--;
	g_string_truncate(text, keep);
	if (keep > 0 && text->str[keep - 1] != '\n')
		g_string_append_c(text, '\n');
	g_string_append_len(text, line->str, (gssize)line->len);
}

/* All of ${b}'s input as text, swept, with what we have to say of it, within the limit. */
static GString *convert(const struct body *b, struct body_found *found)
{
	const size_t max = b->options->limits->text_bytes;
	g_autoptr(GString) raw = g_string_new(NULL), note = g_string_new(NULL);

	memset(found, 0, sizeof(*found));
	if (forms[b->in.form].from_text) {
		g_autoptr(GString) text = decode(b, found);
		forms[b->in.form].from_text(b, text, raw, found);
	} else if (forms[b->in.form].from_bytes) {
		forms[b->in.form].from_bytes(b, raw, found);
	}
	GString *out = sweep(raw, found);
	/* RTF comes by way of HTML. */
	if (forms[b->in.form].from_text == from_html || b->in.form == BODY_FORM_RTF)
		links_in_html(out, b->options);
	else
		links_in_text(out, b->options, &found->html);
	sweep_note(note, b->options->lang, &found->swept);
	size_t left = max - MIN(note->len, max);
	found->cut = b->overflowed || out->len > left;
	if (found->cut)
		cut(out, left, b->options->lang);
	g_string_append_len(out, note->str, (gssize)note->len);
	return out;
}

static size_t room_of(const struct text_options *options)
{
	return (size_t)MAX(options->limits->text_bytes, options->limits->html_bytes) * INPUT_FACTOR;
}

GString *body_convert(const struct body_input *in, const struct text_options *options,
		      struct body_found *found)
{
	const size_t room = room_of(options);
	struct body b = { .options = options, .in = *in, .overflowed = in->n > room };

	b.in.n = MIN(in->n, room);
	return convert(&b, found);
}
