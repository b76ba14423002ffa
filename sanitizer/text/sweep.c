/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sweep.c: ordinary text is copied in long runs that a look at lead bytes
 * tells; what is left is asked for its kind. Unseen characters are judged a
 * run at a time, by the characters that a reader sees on both sides of it.
 * Tests: tests/unit/sanitizer/test_sweep.c, tests/corpus/text/invisible-*.case.
 */
#include "text/sweep.h"

#include <string.h>

#include "text/phrase.h"
#include "text/sweep_char.h"

/* No script puts more marks on one letter. */
#define SWEEP_MARKS_MAX 8
/* So many unseen characters in a row are data, wherever they stand. */
#define SWEEP_RUN_OF_DATA 8

static const struct phrase note = {
	"目に見えない文字が{n}個あったため、取り除きました",
	"Invisible characters removed: {n}",
};

struct sweep {
	GString *out;
	const char *p, *end;
	unsigned marks; /* on the letter that was written last */
	struct sweep_found *found;
};

/* How many bytes of the three-byte character at ${p} are ordinary Japanese: 3 or 0. */
static size_t japanese(const guint8 *p)
{
	if (p[0] >= 0xe4 && p[0] <= 0xe9)
		return 3; /* kanji from U+4000 on */
	if (p[0] == 0xe3) /* punctuation but tone marks, kana but combining voicing */
		return (p[1] == 0x80 && p[2] < 0xaa) || p[1] == 0x81 || p[1] == 0x83 ||
				       (p[1] == 0x82 && p[2] != 0x99 && p[2] != 0x9a)
			       ? 3
			       : 0;
	return p[0] == 0xef && (p[1] == 0xbc || p[1] == 0xbd) ? 3 : 0; /* full and half width */
}

/* How many bytes from ${p} on are of the characters that most text is of. */
static size_t plain_length(const char *p, const char *end)
{
	const guint8 *s = (const guint8 *)p, *e = (const guint8 *)end;

	while (s < e) {
		size_t n = (*s >= 0x20 && *s < 0x7f) || *s == '\n' || *s == '\t';
		if (n == 0 && *s >= 0xe3)
			n = japanese(s);
		if (n == 0)
			break;
		s += n;
	}
	return (size_t)((const char *)s - p);
}

/* The character that was written last, 0 at the start of a line. */
static gunichar last_written(const struct sweep *w)
{
	const char *start = w->out->str, *end = start + w->out->len;
	const char *p = g_utf8_find_prev_char(start, end);

	return p && *p != '\n' ? g_utf8_get_char(p) : 0;
}

static void copy_until(struct sweep *w, const char *end)
{
	g_string_append_len(w->out, w->p, end - w->p);
	w->p = end;
}

static void copy_one(struct sweep *w)
{
	copy_until(w, g_utf8_next_char(w->p));
}

static bool is_unseen(enum sweep_kind kind)
{
	return kind >= SWEEP_CONTROL;
}

static const char *end_of_run(const struct sweep *w, size_t *length)
{
	const char *p = w->p;

	for (*length = 0; p < w->end && is_unseen(sweep_char_kind(g_utf8_get_char(p))); ++*length)
		p = g_utf8_next_char(p);
	return p;
}

/* England, Scotland and Wales: the flags that are written with tags after a black flag. */
static void keep_flag(struct sweep *w, const char *end)
{
	static const char *const flags[] = { "gbeng", "gbsct", "gbwls" };
	char name[8] = "";
	const char *p = w->p;

	if (last_written(w) != 0x1f3f4)
		return;
	for (size_t i = 0; i < 5 && p < end; i++, p = g_utf8_next_char(p))
		name[i] = (char)(g_utf8_get_char(p) & 0x7f);
	if (p == end || g_utf8_get_char(p) != 0xe007f)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(flags); i++)
		if (!strcmp(name, flags[i]))
			copy_until(w, g_utf8_next_char(p));
}

static void count(struct sweep *w, gunichar u, gunichar before, gunichar after, bool is_data)
{
	struct sweep_found *f = w->found;
	enum sweep_kind kind = sweep_char_kind(u);
	enum sweep_fate fate = sweep_char_fate(u, before, after);

	if (fate == SWEEP_QUIET && !is_data)
		return;
	f->controls += kind == SWEEP_CONTROL;
	f->nul = f->nul || u == 0;
	f->zero_width += kind == SWEEP_ZERO_WIDTH;
	f->directions += kind == SWEEP_DIRECTION;
	f->tags += kind == SWEEP_TAG;
	f->selectors += kind == SWEEP_SELECTOR;
	f->veiled += kind != SWEEP_CONTROL &&
		     (is_data || fate == SWEEP_VEIL || sweep_char_reverses(u, after));
}

/* What is at home here comes first in a run; the rest is dropped. */
static void unseen_run(struct sweep *w)
{
	size_t length;
	const char *end = end_of_run(w, &length);
	gunichar after = end < w->end ? g_utf8_get_char(end) : 0;

	keep_flag(w, end);
	if (w->p < end && sweep_char_selects(g_utf8_get_char(w->p), last_written(w)))
		copy_one(w);
	gunichar before = last_written(w);
	if (w->p < end && g_utf8_next_char(w->p) == end &&
	    sweep_char_fate(g_utf8_get_char(w->p), before, after) == SWEEP_KEEP)
		copy_one(w);
	for (; w->p < end; w->p = g_utf8_next_char(w->p))
		count(w, g_utf8_get_char(w->p), before, after, length >= SWEEP_RUN_OF_DATA);
}

static void mark(struct sweep *w)
{
	if (w->marks++ < SWEEP_MARKS_MAX) {
		copy_one(w);
		return;
	}
	w->found->zero_width++;
	w->p = g_utf8_next_char(w->p);
}

static void replace(struct sweep *w, char c)
{
	bool is_crlf = *w->p == '\r' && w->p + 1 < w->end && w->p[1] == '\n';

	if (!is_crlf)
		g_string_append_c(w->out, c);
	w->marks = 0;
	w->p = g_utf8_next_char(w->p);
}

static void one_character(struct sweep *w)
{
	switch (sweep_char_kind(g_utf8_get_char(w->p))) {
	case SWEEP_SEEN:
		w->marks = 0;
		copy_one(w);
		break;
	case SWEEP_MARK:
		mark(w);
		break;
	case SWEEP_LINE_END:
		replace(w, '\n');
		break;
	case SWEEP_BLANK:
		replace(w, ' ');
		break;
	case SWEEP_CONTROL:
	case SWEEP_ZERO_WIDTH:
	case SWEEP_DIRECTION:
	case SWEEP_TAG:
	case SWEEP_SELECTOR:
		unseen_run(w);
		break;
	}
}

void sweep_text(GString *out, const char *utf8, size_t n, struct sweep_found *found)
{
	struct sweep w = { .out = out, .p = utf8, .end = utf8 + n, .found = found };

	while (w.p < w.end) {
		size_t plain = plain_length(w.p, w.end);
		if (plain > 0) {
			copy_until(&w, w.p + plain);
			w.marks = 0;
		} else {
			one_character(&w);
		}
	}
}

void sweep_note(GString *out, enum config_lang lang, const struct sweep_found *found)
{
	if (found->veiled > 0)
		phrase_line(out, lang, &note,
			    found->zero_width + found->directions + found->tags + found->selectors,
			    NULL);
}
