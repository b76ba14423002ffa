/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * passwords.c: people write the password behind a word for it, on that line or
 * below, or alone on a line; in half or full width. A candidate costs one
 * try, so it is enough to find the right one among a few.
 * Tests: tests/unit/sanitizer/test_passwords.c.
 */
#include "archive/passwords.h"

#include <stdbool.h>
#include <string.h>

#define LINE_MAX_BYTES 4096u
#define WORD_MAX 64u	   /* characters of a password */
#define ALONE_MIN 4u	   /* what is shorter on a line of its own is hardly one */
#define WIDE_FIRST 0xff01u /* "！", the full width of "!" */
#define WIDE_LAST 0xff5eu
#define WORDS_BEHIND 3u
#define LINES_BELOW 3u

/* Longer before what they begin with. */
static const char *const labels[] = {
	"パスワード", "パスコード", "パスフレーズ", "パス",	"解凍",	  "展開", "暗証", "合言葉",
	"鍵",	      "passphrase", "password",	    "passcode", "passwd", "pass", "pwd",  "pw",
};

struct search {
	GPtrArray *out;
	unsigned max;
	unsigned below; /* lines that may still bring what a label announced */
};

static bool is_visible(gunichar c)
{
	return (c > 0x20 && c < 0x7f) || (c >= WIDE_FIRST && c <= WIDE_LAST);
}

static bool has_alnum(const char *s, size_t n)
{
	for (const char *p = s; p < s + n; p = g_utf8_next_char(p))
		if (g_unichar_isalnum(g_utf8_get_char(p)))
			return true;
	return false;
}

static void add(struct search *s, const char *word, size_t n)
{
	g_autofree char *copy = g_strndup(word, n);

	if (s->out->len >= s->max || g_utf8_strlen(copy, -1) > WORD_MAX || !has_alnum(copy, n))
		return;
	for (guint i = 0; i < s->out->len; i++)
		if (strcmp(g_ptr_array_index(s->out, i), copy) == 0)
			return;
	g_ptr_array_add(s->out, g_steal_pointer(&copy));
}

/* Whether the character at ${p}, in half width, is one of ${set}. */
static bool is_one_of(const char *p, const char *set)
{
	gunichar c = g_utf8_get_char(p);

	c -= c >= WIDE_FIRST ? WIDE_FIRST - '!' : 0;
	return c < 0x7f && strchr(set, (int)c);
}

/* As it stands, then without what belongs to the sentence around it. */
static void add_variants(struct search *s, const char *word, size_t n)
{
	const char *end = word + n;

	while (word < end && is_one_of(word, ":=>)]}"))
		word = g_utf8_next_char(word);
	add(s, word, (size_t)(end - word));
	while (word < end && is_one_of(word, "\"'`([{<"))
		word = g_utf8_next_char(word);
	while (word < end && is_one_of(g_utf8_prev_char(end), "\"'`)]}>.,;"))
		end = g_utf8_prev_char(end);
	add(s, word, (size_t)(end - word));
}

/* The next run of visible characters from ${p} on; NULL: none. */
static const char *next_word(const char *p, size_t *n)
{
	while (*p && !is_visible(g_utf8_get_char(p)))
		p = g_utf8_next_char(p);
	const char *end = p;
	while (*end && is_visible(g_utf8_get_char(end)))
		end = g_utf8_next_char(end);
	*n = (size_t)(end - p);
	return *n > 0 ? p : NULL;
}

/* Takes the first words of ${p}; whether one could be a password. */
static bool take_words(struct search *s, const char *p)
{
	bool any = false;
	size_t n;

	for (unsigned i = 0; i < WORDS_BEHIND && (p = next_word(p, &n)); i++, p += n) {
		add_variants(s, p, n);
		any |= has_alnum(p, n);
	}
	return any;
}

/* What stands behind the label at ${p} of ${line}; NULL: there is none. */
static const char *behind_label(const char *line, const char *p)
{
	for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
		size_t n = strlen(labels[i]);
		if (g_ascii_strncasecmp(p, labels[i], n) != 0)
			continue;
		bool is_word = (p == line || !g_ascii_isalnum(p[-1])) && !g_ascii_isalpha(p[n]);
		if (is_word || !g_ascii_isalpha(*p))
			return p + n;
	}
	return NULL;
}

/* Whether a label on ${line} announced something that is not on it. */
static bool search_behind(struct search *s, const char *line)
{
	bool is_announced = false;

	for (const char *p = line; *p;) {
		const char *behind = behind_label(line, p);
		if (behind)
			is_announced = !take_words(s, behind);
		p = behind ? behind : g_utf8_next_char(p);
	}
	return is_announced;
}

/* ${line} as it is written and in half width, each by ${take}; whether either said so. */
static bool each_width(struct search *s, const char *line,
		       bool (*take)(struct search *, const char *))
{
	g_autofree char *narrow = g_utf8_normalize(line, -1, G_NORMALIZE_NFKC);
	bool said = take(s, line);

	if (narrow && strcmp(narrow, line) != 0)
		said = take(s, narrow) && said;
	return said;
}

static bool search_labelled(struct search *s, const char *line)
{
	if (s->below > 0 && each_width(s, line, take_words))
		s->below = 0;
	else if (s->below > 0 && *line)
		s->below--;
	if (each_width(s, line, search_behind))
		s->below = LINES_BELOW;
	return true;
}

/* A line of one word, which is no address of a page and no rule. */
static bool search_alone(struct search *s, const char *line)
{
	size_t n;
	const char *word = next_word(line, &n);

	if (!word || g_utf8_strlen(word, (gssize)n) < ALONE_MIN || strstr(word, "://"))
		return false;
	for (const char *p = line; *p; p = g_utf8_next_char(p))
		if ((p < word || p >= word + n) && !g_unichar_isspace(g_utf8_get_char(p)))
			return false;
	add(s, word, n);
	return true;
}

static bool both_widths_alone(struct search *s, const char *line)
{
	return each_width(s, line, search_alone);
}

static void each_line(struct search *s, const char *text,
		      bool (*take)(struct search *, const char *))
{
	s->below = 0;
	for (const char *p = text; *p && s->out->len < s->max;) {
		size_t n = strcspn(p, "\r\n");
		g_autofree char *line = g_strndup(p, MIN(n, LINE_MAX_BYTES));
		g_autofree char *valid = g_utf8_make_valid(line, -1);
		g_strstrip(valid);
		take(s, valid);
		p += n + (p[n] != '\0');
	}
}

GPtrArray *passwords_find(const GPtrArray *texts, unsigned max)
{
	struct search s = { g_ptr_array_new_with_free_func(g_free), max, 0 };

	for (guint i = 0; i < texts->len; i++)
		each_line(&s, g_ptr_array_index(texts, i), search_labelled);
	for (guint i = 0; i < texts->len; i++)
		each_line(&s, g_ptr_array_index(texts, i), both_widths_alone);
	return s.out;
}
