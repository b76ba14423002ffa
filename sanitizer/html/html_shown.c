/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_shown.c: a text is folded as an eye would, then cut into runs of the
 * characters of host names; what stands before and behind a run tells what it
 * is. Names without "http://" count when they end in a top level that is no
 * usual ending of a file.
 * Tests: tests/unit/sanitizer/test_html_url.c.
 */
#include "html/html_shown.h"

#include <string.h>

#include "html/html_host.h"

#define TEXT_MAX 2000
#define HOSTS_MAX 20
#define IDEOGRAPHIC_STOP 0x3002

/* Countries, but for those that end files more often, */
static const char countries[] =
	" ac ad ae af ag al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj "
	"bm bn bo br bs bt bw by bz ca cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy "
	"cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh "
	"gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir "
	"is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu "
	"lv ly ma mc me mg mh mk ml mm mn mp mq mr ms mt mu mv mw mx my mz na nc ne nf "
	"ng ni nl no np nr nu nz om pa pe pf pg ph pk pm pn pr pt pw qa re ro ru rw sa "
	"sb sc sd se sg si sk sl sm sn sr ss su sv sx sy sz tc td tf tg th tj tk tl tm "
	"tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm "
	"zw ";

/* which are these. */
static const char file_ends[] = " ai cc md mo pl ps py rs sh so st ";
static const char long_tops[] =
	" com net org gov edu info biz int mil name mobi asia tokyo osaka kyoto nagoya yokohama "
	"okinawa ryukyu app dev page site online shop store xyz top club live cloud tech blog link "
	"click work vip icu space website fun pro support help email bank jobs news world today "
	"life group agency center company services solutions global example ";

/* ---- as the eye does ---- */

static bool is_invisible(gunichar u)
{
	return g_unichar_iszerowidth(u) || g_unichar_type(u) == G_UNICODE_FORMAT ||
	       g_unichar_type(u) == G_UNICODE_CONTROL;
}

/* A 。 between letters of a host is its dot to a browser. */
static void append_dot(GString *out, const char *next)
{
	bool is_inside =
		out->len > 0 && g_ascii_isalnum(out->str[out->len - 1]) && g_ascii_isalnum(*next);

	g_string_append(out, is_inside ? "." : "。");
}

char *html_shown_fold(const char *text)
{
	g_autoptr(GString) visible = g_string_new(NULL);

	for (const char *p = text; *p && visible->len < TEXT_MAX; p = g_utf8_next_char(p)) {
		gunichar u = g_utf8_get_char(p);
		if (g_unichar_isspace(u))
			g_string_append_c(visible, ' ');
		else if (!is_invisible(u))
			g_string_append_unichar(visible, u);
	}
	g_autofree char *narrow =
		g_utf8_normalize(visible->str, (gssize)visible->len, G_NORMALIZE_ALL_COMPOSE);
	GString *out = g_string_new(NULL);
	for (const char *p = narrow ? narrow : ""; *p; p = g_utf8_next_char(p)) {
		if (g_utf8_get_char(p) == IDEOGRAPHIC_STOP)
			append_dot(out, g_utf8_next_char(p));
		else
			g_string_append_len(out, p, g_utf8_next_char(p) - p);
	}
	return g_strstrip(g_string_free(out, FALSE));
}

/* ---- runs ---- */

struct run {
	const char *text, *start, *end;
};

static bool is_host_char(const char *p, bool with_letters)
{
	if ((guchar)*p < 0x80)
		return g_ascii_isalnum(*p) || *p == '-' || *p == '.' || *p == '_';
	return with_letters && g_unichar_isalnum(g_utf8_get_char(p));
}

/* Whether the run stands right behind "://". */
static bool is_behind_scheme(const struct run *r)
{
	return r->start - r->text >= 3 && memcmp(r->start - 3, "://", 3) == 0;
}

static bool has_word(const char *list, const char *word)
{
	g_autofree char *spaced = g_strdup_printf(" %s ", word);

	return strstr(list, spaced) != NULL;
}

/* Whether people take the bare ${name} for a host, ${next} being what follows it. */
static bool is_bare_host(const char *name, char next)
{
	const char *dot = strrchr(name, '.');

	if (!dot || dot == name || strstr(name, "..") || strchr(name, '_'))
		return false;
	if (g_ascii_strncasecmp(name, "www.", 4) == 0)
		return true;
	g_autofree char *top = g_ascii_strdown(dot + 1, -1);
	bool is_letters = strspn(top, "abcdefghijklmnopqrstuvwxyz") == strlen(top);
	/* "e.g. It", "p.m": one letter is an abbreviation, a capital begins a sentence. */
	bool is_cased = strcmp(top, dot + 1) == 0 || g_ascii_isupper(name[0]);
	if (!is_letters || !is_cased || dot - name < 2)
		return false;
	return has_word(countries, top) || has_word(long_tops, top) ||
	       (next == '/' && has_word(file_ends, top));
}

static char *host_of_run(const struct run *r, bool is_address)
{
	g_autofree char *name = g_strndup(r->start, (gsize)(r->end - r->start));
	size_t n = strlen(name);

	while (n > 0 && strchr(".-_", name[n - 1]))
		name[--n] = '\0';
	if (n == 0 || (is_address ? !strchr(name, '.') : !is_bare_host(name, *r->end)))
		return NULL;
	return html_host_canonical(name, n);
}

/* "https://bank.jpへ": the name ends where another script begins, unless that is its own. */
static void trim_letters(struct run *r)
{
	const char *dot = g_strrstr_len(r->start, r->end - r->start, ".");
	const char *p = dot ? dot + 1 : r->start;

	if (p < r->end && (guchar)*p < 0x80)
		while (p < r->end && (guchar)*p < 0x80)
			p++;
	else
		p = r->end;
	r->end = p;
}

/* The host that ${r} is, by what stands around it; NULL: none. */
static char *read_run(struct run *r)
{
	char before = r->start > r->text ? r->start[-1] : ' ';
	bool is_address = is_behind_scheme(r);
	bool is_whole_mail = before == '@' && !strpbrk(r->text, " /") && *r->end == '\0';

	if (is_address)
		trim_letters(r);
	if (*r->end == ':' && g_str_has_prefix(r->end, "://"))
		return NULL;
	if (*r->end == '@' && !is_address)
		return NULL;
	/* Paths and queries name hosts that people do not look at. */
	if (!is_address && !is_whole_mail && strchr("/?=&%#@\\+~", before))
		return NULL;
	return host_of_run(r, is_address);
}

/* A kana, a kanji, 、 or a bracket; a 。 that no letter of a host stands behind. */
static bool is_word_char(const char *p)
{
	gunichar u = g_utf8_get_char(p);

	return (u >= 0x3041 && u <= 0x30ff) || (u >= 0x4e00 && u <= 0x9fff) || u == 0x3001 ||
	       (u >= 0x300c && u <= 0x3011) || (u == IDEOGRAPHIC_STOP && !g_ascii_isalnum(p[3]));
}

/* Words without what every host or address has: most links, told at a glance. */
static bool is_words(const char *text)
{
	if (strpbrk(text, ".:@/\\"))
		return false;
	for (const char *p = text; *p; p = g_utf8_next_char(p))
		if ((*p & 0x80) && !is_word_char(p))
			return false;
	return true;
}

GPtrArray *html_shown_hosts(const char *text)
{
	GPtrArray *hosts = g_ptr_array_new_with_free_func(g_free);
	if (is_words(text))
		return hosts;
	g_autofree char *folded = html_shown_fold(text);
	const char *p = folded;

	while (*p && hosts->len < HOSTS_MAX) {
		struct run r = { .text = folded, .start = p };
		bool is_address = is_behind_scheme(&r);
		while (*p && is_host_char(p, is_address))
			p = g_utf8_next_char(p);
		r.end = p;
		char *host = r.end > r.start ? read_run(&r) : NULL;
		if (host)
			g_ptr_array_add(hosts, host);
		if (r.end == r.start)
			p = g_utf8_next_char(p);
		else
			p = r.end;
	}
	return hosts;
}
