/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * params.c: pieces become parameters: RFC 2231 segments put together by their
 * numbers, percent and charset undone, also where stars and quotes are not as
 * they should be. Where programs may read two names, both are given.
 * Tests: tests/unit/sanitizer/test_params.c.
 */
#include "text/params.h"

#include <string.h>

#include "text/percent.h"
#include "text/pieces.h"
#include "text/rfc2047.h"
#include "text/words.h"

#define LANGUAGE_MAX 20u /* of "utf-8'ja'": a longer one is text with apostrophes */

/* A value that is put together. */
struct joint {
	GString *bytes;
	char *charset; /* NULL: none was named */
	size_t cut;    /* so many bytes at the end are an escape that the next segment ends */
};

static void param_free(struct param *p)
{
	g_free(p->name);
	g_free(p->value);
	g_free(p);
}

void params_free(struct params *p)
{
	if (!p)
		return;
	g_free(p->value);
	g_ptr_array_unref(p->list);
	g_free(p);
}

static size_t run_of(const char *s, const char *others)
{
	size_t n = 0;

	while (g_ascii_isalnum(s[n]) || (s[n] && strchr(others, s[n])))
		n++;
	return n;
}

/*
 * "utf-8'ja'%E6…" → its charset (caller frees) and where the text starts; NULL
 * when there is none. The second apostrophe may be lost behind a known charset.
 */
static char *take_charset(const GString *value, size_t *start)
{
	const char *s = value->str;
	size_t n = run_of(s, "-_.:+");

	if (n >= RFC2047_CHARSET || s[n] != '\'')
		return NULL;
	g_autofree char *charset = g_strndup(s, n);
	size_t language = run_of(s + n + 1, "-");
	if (language <= LANGUAGE_MAX && s[n + 1 + language] == '\'')
		*start = n + language + 2;
	else if (charset_is_known(charset))
		*start = n + 1;
	else
		return NULL;
	return g_steal_pointer(&charset);
}

/* The text of an extended value, without quotes that stand inside of it. */
static void append_extended(struct joint *j, const GString *value, size_t start)
{
	g_autoptr(GString) text =
		g_string_new_len(value->str + start, (gssize)(value->len - start));

	if (text->len >= 2 && text->str[0] == '"' && text->str[text->len - 1] == '"') {
		g_string_truncate(text, text->len - 1);
		g_string_erase(text, 0, 1);
	}
	g_string_prepend_len(text, j->bytes->str + j->bytes->len - j->cut, (gssize)j->cut);
	g_string_truncate(j->bytes, j->bytes->len - j->cut);
	percent_append(j->bytes, text->str, text->len);
	j->cut = percent_cut(text->str, text->len);
}

/* The first segment names the charset; some senders say it with each. */
static void append_segment(struct joint *j, const struct piece *p)
{
	size_t start = 0;
	bool percent = p->is_percent || percent_is_likely(p->value);
	g_autofree char *charset = percent ? take_charset(p->value, &start) : NULL;

	if (charset && !p->is_percent && !charset_is_known(charset))
		start = 0;
	else if (charset && !j->charset)
		j->charset = g_steal_pointer(&charset);
	else if (charset && g_ascii_strcasecmp(charset, j->charset) != 0)
		start = 0;
	if (p->is_percent || (percent && j->charset)) {
		append_extended(j, p->value, start);
	} else {
		g_string_append_len(j->bytes, p->value->str, (gssize)p->value->len);
		j->cut = 0;
	}
}

static char *joint_decode(const struct joint *j, const char *hint, struct charset_found *found)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (!j->charset)
		return words_decode(j->bytes->str, j->bytes->len, hint, found);
	charset_to_utf8(text, j->bytes->str, j->bytes->len, j->charset, found);
	if (memchr(text->str, 0, text->len) || strstr(text->str, "=?"))
		return words_decode(text->str, text->len, NULL, found);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static void add_param(struct params *out, const char *name, char *value, bool extended)
{
	struct param *p = g_new0(struct param, 1);

	p->name = g_strdup(name);
	p->value = value;
	p->extended = extended;
	g_ptr_array_add(out->list, p);
}

/* The same name in the same form again: which one counts is anyone's guess. */
static void note_duplicate(struct params *out, const char *name, bool extended)
{
	for (unsigned i = 0; i < out->list->len; i++) {
		const struct param *old = g_ptr_array_index(out->list, i);
		if (old->extended == extended && !strcmp(old->name, name))
			out->duplicate = true;
	}
}

static gint by_index(gconstpointer a, gconstpointer b)
{
	const struct piece *x = *(struct piece *const *)a, *y = *(struct piece *const *)b;

	return x->index - y->index;
}

/*
 * All segments of a name in the order of their numbers. Where a number is
 * missing some programs end the name and others read on: both are given.
 */
static void add_segments(struct params *out, GPtrArray *segments, const char *hint)
{
	g_autoptr(GString) bytes = g_string_new(NULL);
	struct joint j = { .bytes = bytes };

	g_ptr_array_sort(segments, by_index);
	const struct piece *first = g_ptr_array_index(segments, 0);
	int want = first->index;
	bool is_whole = true;
	out->malformed = out->malformed || want > 0;
	note_duplicate(out, first->name, true);
	for (unsigned i = 0; i < segments->len; i++) {
		const struct piece *p = g_ptr_array_index(segments, i);
		if (p->index < want) {
			out->malformed = out->duplicate = true;
			continue;
		}
		if (p->index > want && is_whole) {
			out->malformed = true;
			is_whole = false;
			add_param(out, first->name, joint_decode(&j, hint, &out->charset), true);
		}
		append_segment(&j, p);
		want = p->index + 1;
	}
	add_param(out, first->name, joint_decode(&j, hint, &out->charset), true);
	g_free(j.charset);
}

/* All pieces of ${from}'s name that are continuations; they are marked used. */
static GPtrArray *gather(const GPtrArray *pieces, unsigned from)
{
	struct piece *first = g_ptr_array_index(pieces, from);
	GPtrArray *segments = g_ptr_array_new();

	if (first->index < 0) {
		g_ptr_array_add(segments, first);
		return segments;
	}
	for (unsigned i = from; i < pieces->len; i++) {
		struct piece *p = g_ptr_array_index(pieces, i);
		if (p->index < 0 || strcmp(p->name, first->name) != 0)
			continue;
		p->used = true;
		g_ptr_array_add(segments, p);
	}
	return segments;
}

static void add_plain(struct params *out, const struct piece *p, const char *hint)
{
	g_autoptr(GString) bytes = g_string_new(NULL);
	struct joint j = { .bytes = bytes };

	append_segment(&j, p);
	note_duplicate(out, p->name, false);
	add_param(out, p->name, joint_decode(&j, hint, &out->charset), false);
	g_free(j.charset);
}

struct params *params_parse(const char *raw, size_t n, unsigned max_params)
{
	struct params *out = g_new0(struct params, 1);
	struct pieces pieces;

	pieces_read(raw ? raw : "", raw ? n : 0, max_params, &pieces);
	out->list = g_ptr_array_new_with_free_func((GDestroyNotify)param_free);
	out->value = g_steal_pointer(&pieces.value);
	out->too_many = pieces.too_many;
	out->malformed = pieces.malformed;
	out->is_odd = pieces.is_odd;
	for (unsigned i = 0; i < pieces.list->len; i++) {
		struct piece *p = g_ptr_array_index(pieces.list, i);
		if (p->used)
			continue;
		if (p->index < 0 && !p->is_percent) {
			add_plain(out, p, pieces.hint);
			continue;
		}
		g_autoptr(GPtrArray) segments = gather(pieces.list, i);
		add_segments(out, segments, pieces.hint);
	}
	pieces_clear(&pieces);
	return out;
}

const char *params_nth(const struct params *p, const char *name, unsigned nth)
{
	for (unsigned i = 0; i < p->list->len; i++) {
		const struct param *one = g_ptr_array_index(p->list, i);
		if (!strcmp(one->name, name) && nth-- == 0)
			return one->value;
	}
	return NULL;
}

const char *params_get(const struct params *p, const char *name)
{
	const char *extended = NULL;

	for (unsigned i = 0; i < p->list->len; i++) {
		const struct param *one = g_ptr_array_index(p->list, i);
		if (strcmp(one->name, name) != 0)
			continue;
		if (!one->extended)
			return one->value;
		extended = extended ? extended : one->value;
	}
	return extended;
}
