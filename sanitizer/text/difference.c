/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * difference.c: each text becomes three sets: where it leads (sites), what one
 * would type from it (numbers), what it speaks of (words; of Japanese each two
 * letters). Sites and numbers must be the same, as a swapped account number is
 * all that a fraud needs; of words a share may differ, for footers and the
 * texts of images. What we said ourselves, in ［］, is no word of theirs.
 * Tests: tests/unit/sanitizer/test_difference.c.
 */
#include "text/difference.h"

#include <string.h>

#include "html/html_host.h"
#include "html/html_url.h"
#include "html/html_wrap.h"
#include "text/links.h"

#define NUMBER_MIN 3	  /* digits of a number that may differ */
#define NUMBER_LONG 6	  /* digits of a number that may not be missing; post codes may */
#define WORD_MIN 3	  /* letters of a word in Latin script */
#define WORDS_MISSING 12u /* fewer may always be missing */
#define MANY_MISSING 40u  /* of the plain text's words, in hundredths */
#define RICH_MISSING 60u  /* of the HTML's: it has footers and images */
#define ADDRESS_MAX 4096
#define NAMES_MAX 64 /* sites that are looked for as bare names */

/* Sites that footers of newsletters link to with icons. */
static const char *const footers[] = {
	"facebook.com", "twitter.com",	"x.com",      "instagram.com",
	"youtube.com",	"linkedin.com", "line.me",    "pinterest.com",
	"tiktok.com",	"apple.com",	"google.com", "w3.org",
};

/* Sorted sets rather than hashed ones: a sender can choose what collides. */
struct said {
	char *text;	    /* in lower case */
	GPtrArray *sites;   /* of char *: canonical hosts */
	GPtrArray *numbers; /* of char *: digits, and addresses of mail */
	GArray *words;	    /* of guint: hashes */
};

static void said_init(struct said *s)
{
	s->sites = g_ptr_array_new_with_free_func(g_free);
	s->numbers = g_ptr_array_new_with_free_func(g_free);
	s->words = g_array_new(FALSE, FALSE, sizeof(guint));
}

static void said_clear(struct said *s)
{
	g_free(s->text);
	g_ptr_array_unref(s->sites);
	g_ptr_array_unref(s->numbers);
	g_array_unref(s->words);
}

static gint by_string(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static gint by_number(gconstpointer a, gconstpointer b)
{
	guint x = *(const guint *)a, y = *(const guint *)b;

	return (x > y) - (x < y);
}

/* ---- sites ---- */

static void add_site(struct said *s, const char *address)
{
	struct html_url u;

	html_url_read(&u, address, NULL, ADDRESS_MAX);
	char *target = html_wrap_target(&u);
	g_ptr_array_add(s->sites, target ? target : g_strdup(u.host));
	html_url_clear(&u);
}

/* Takes the addresses out: what is left are words. */
static GString *take_addresses(struct said *s, const GString *text)
{
	GString *rest = g_string_sized_new(text->len);
	struct links_span at;
	size_t from = 0;

	for (; links_next(text, from, &at); from = at.end) {
		g_autofree char *address = g_strndup(text->str + at.start, at.end - at.start);
		add_site(s, address);
		g_string_append_len(rest, text->str + from, (gssize)(at.start - from));
		g_string_append_c(rest, ' ');
	}
	return g_string_append_len(rest, text->str + from, (gssize)(text->len - from));
}

static bool is_mail_char(char c)
{
	return g_ascii_isalnum(c) || (c && strchr(".-_+", c));
}

/* "name@example.jp": the whole address is one thing to be the same. */
static void add_mails(struct said *s, const char *text)
{
	for (const char *at = strchr(text, '@'); at; at = strchr(at + 1, '@')) {
		const char *start = at, *end = at + 1;
		while (start > text && is_mail_char(start[-1]))
			start--;
		while (is_mail_char(*end))
			end++;
		while (end > at + 1 && !g_ascii_isalnum(end[-1]))
			end--;
		if (start < at && memchr(at, '.', (size_t)(end - at)))
			g_ptr_array_add(s->numbers, g_ascii_strdown(start, end - start));
	}
}

/* ---- numbers ---- */

/* Signs that group the digits of one number. */
static bool is_group_sign(const char *p)
{
	return (*p == ',' || *p == '-') && g_ascii_isdigit(p[1]);
}

/* The digits from ${p} on, groups put together; returns where it ends. */
static const char *add_number(struct said *s, const char *p)
{
	GString *digits = g_string_new(NULL);

	while (g_ascii_isdigit(*p) || (digits->len > 0 && is_group_sign(p))) {
		if (g_ascii_isdigit(*p))
			g_string_append_c(digits, *p);
		p++;
	}
	bool is_year = digits->len == 4 &&
		       (g_str_has_prefix(digits->str, "19") || g_str_has_prefix(digits->str, "20"));
	if (digits->len >= NUMBER_MIN && !is_year)
		g_ptr_array_add(s->numbers, g_string_free(digits, FALSE));
	else
		g_string_free(digits, TRUE);
	return p;
}

/* ---- words ---- */

static bool is_wide(gunichar u)
{
	return u >= 0x3040 && g_unichar_isalpha(u);
}

/* A run of letters of one kind: words of Latin, pairs of Japanese. */
static const char *add_letters(struct said *s, const char *p)
{
	gunichar before = 0;
	guint hash = 5381, n = 0;

	for (; *p; p = g_utf8_next_char(p), n++) {
		gunichar u = g_unichar_tolower(g_utf8_get_char(p));
		if (!g_unichar_isalpha(u) || (n > 0 && is_wide(u) != is_wide(before)))
			break;
		guint pair = before * 65599u + u;
		if (is_wide(u) && n > 0)
			g_array_append_val(s->words, pair);
		hash = hash * 33u + u;
		before = u;
	}
	if (n >= WORD_MIN && !is_wide(before))
		g_array_append_val(s->words, hash);
	return p;
}

/* Past the ］ of what we said; ${p} when it has no end on its line. */
static const char *past_note(const char *p)
{
	const char *line = strchr(p, '\n'), *end = strstr(p, "］");

	return end && (!line || end < line) ? end + strlen("］") : p;
}

static void add_words(struct said *s, const char *text)
{
	const char *note = "［";

	for (const char *p = text; *p;) {
		const char *next = g_utf8_next_char(p);
		if (g_str_has_prefix(p, note))
			next = MAX(next, past_note(p));
		else if (g_unichar_isalpha(g_utf8_get_char(p)))
			next = add_letters(s, p);
		p = next;
	}
}

static void add_numbers(struct said *s, const char *text)
{
	for (const char *p = text; *p;)
		p = g_ascii_isdigit(*p) ? add_number(s, p) : p + 1;
}

static void read_text(struct said *s, const GString *text)
{
	said_init(s);
	s->text = g_ascii_strdown(text->str, (gssize)text->len);
	g_autoptr(GString) rest = take_addresses(s, text);
	/* Half-width brackets would become those of our notes. */
	g_autofree char *plain = g_utf8_normalize(rest->str, (gssize)rest->len, G_NORMALIZE_NFC);
	add_words(s, plain ? plain : "");
	g_autofree char *narrow =
		g_utf8_normalize(rest->str, (gssize)rest->len, G_NORMALIZE_ALL_COMPOSE);
	add_mails(s, narrow ? narrow : "");
	add_numbers(s, narrow ? narrow : "");
	g_ptr_array_sort(s->sites, by_string);
	g_ptr_array_sort(s->numbers, by_string);
	g_array_sort(s->words, by_number);
}

/* ---- comparing ---- */

static bool is_footer(const char *host)
{
	for (size_t i = 0; i < G_N_ELEMENTS(footers); i++)
		if (html_host_is_same_site(host, footers[i]))
			return true;
	return false;
}

static GPtrArray *sites_of(const struct said *s)
{
	GPtrArray *sites = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < s->sites->len; i++)
		if (!is_footer(g_ptr_array_index(s->sites, i)))
			g_ptr_array_add(sites, html_host_site(g_ptr_array_index(s->sites, i)));
	g_ptr_array_sort(sites, by_string);
	return sites;
}

/* The first string of sorted ${a}, at least ${min} long, that sorted ${b} has not. Borrowed. */
static const char *string_missing(const GPtrArray *a, const GPtrArray *b, size_t min)
{
	guint k = 0;

	for (guint i = 0; i < a->len; i++) {
		const char *s = g_ptr_array_index(a, i);
		while (k < b->len && strcmp(g_ptr_array_index(b, k), s) < 0)
			k++;
		bool is_there = k < b->len && strcmp(g_ptr_array_index(b, k), s) == 0;
		if (!is_there && strlen(s) >= min)
			return s;
	}
	return NULL;
}

/* A site of ${a} to which ${b} does not lead, and which it does not name either; NULL: none. */
static char *site_missing(const struct said *a, const struct said *b)
{
	g_autoptr(GPtrArray) of_a = sites_of(a), of_b = sites_of(b);
	const char *site;

	for (unsigned i = 0; (site = string_missing(of_a, of_b, 1)); i++) {
		if (i == NAMES_MAX || !strstr(b->text, site))
			return g_strdup(site);
		g_ptr_array_add(of_b, g_strdup(site));
		g_ptr_array_sort(of_b, by_string);
	}
	return NULL;
}

/* Whether of the different words of ${a} more than ${hundredths} are not in ${b}. */
static bool are_words_missing(const GArray *a, const GArray *b, guint hundredths)
{
	guint all = 0, missing = 0, k = 0;

	for (guint i = 0; i < a->len; i++) {
		guint word = g_array_index(a, guint, i);
		if (i > 0 && word == g_array_index(a, guint, i - 1))
			continue;
		while (k < b->len && g_array_index(b, guint, k) < word)
			k++;
		all++;
		missing += k == b->len || g_array_index(b, guint, k) != word;
	}
	return missing >= WORDS_MISSING && (guint64)missing * 100 > (guint64)all * hundredths;
}

/* A number, or an address of mail, that only one of them has. Borrowed. */
static const char *changed_number(const GPtrArray *a, const GPtrArray *b)
{
	const char *of_a = string_missing(a, b, NUMBER_MIN);
	const char *of_b = string_missing(b, a, NUMBER_MIN);

	/* Each has one of its own: a short one, too, was changed. */
	if (of_a && of_b)
		return of_b;
	of_a = string_missing(a, b, NUMBER_LONG);
	return of_a ? of_a : string_missing(b, a, NUMBER_LONG);
}

static char *compare(const struct said *plain, const struct said *rich)
{
	g_autofree char *site = site_missing(rich, plain);
	const char *number;

	site = site ? site : site_missing(plain, rich);
	if (site)
		return g_strdup_printf("link to %s", site);
	number = changed_number(plain->numbers, rich->numbers);
	if (number)
		return g_strdup(number);
	if (are_words_missing(plain->words, rich->words, MANY_MISSING) ||
	    are_words_missing(rich->words, plain->words, RICH_MISSING))
		return g_strdup("words");
	return NULL;
}

char *difference_of(const GString *plain, const GString *rich)
{
	struct said a, b;

	read_text(&a, plain);
	read_text(&b, rich);
	char *difference = compare(&a, &b);
	said_clear(&a);
	said_clear(&b);
	return difference;
}
