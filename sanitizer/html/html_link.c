/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_link.c: the host that a click asks for is always in sight, behind the
 * words of the link; only what is too long to read goes to a footnote. Said
 * besides is what an eye would not see: another host than the words show,
 * letters that look like others, kinds of links that no one should follow.
 * Tests: tests/unit/sanitizer/test_html_link.c.
 */
#include "html/html_link.h"

#include <string.h>

#include "html/html_host.h"
#include "html/html_lookalike.h"
#include "html/html_shown.h"
#include "html/html_url.h"
#include "html/html_wrap.h"
#include "text/phrase.h"

#define LONG_COLUMNS 60 /* an address that would not stand in a line beside words */

static const struct phrase other_host = { "注意: 実際の行き先は {s} です",
					  "caution: this leads to {s}" };
static const struct phrase lookalike = { "注意: まぎらわしい文字を使った行き先です: {s}",
					 "caution: look-alike letters in {s}" };
static const struct phrase unsafe_kind = { "危険な種類のリンクのため省きました: {s}",
					   "unsafe kind of link, left out: {s}" };
static const struct phrase opens_program = { "ほかのソフトを開くリンクのため省きました: {s}",
					     "link that opens a program, left out: {s}" };

struct html_links {
	const struct text_options *options;
	struct html_found *found;
	char *base;
	GPtrArray *notes; /* of char *: addresses by number - 1 */
	GTree *numbers;	  /* address in notes → number; no hash that a sender can choose */
};

struct html_links *html_links_new(const struct text_options *options, struct html_found *found)
{
	struct html_links *l = g_new0(struct html_links, 1);

	l->options = options;
	l->found = found;
	l->notes = g_ptr_array_new_with_free_func(g_free);
	l->numbers = g_tree_new((GCompareFunc)strcmp);
	return l;
}

void html_links_free(struct html_links *l)
{
	if (!l)
		return;
	g_tree_unref(l->numbers);
	g_ptr_array_unref(l->notes);
	g_free(l->base);
	g_free(l);
}

void html_links_set_base(struct html_links *l, const char *href)
{
	struct html_url u;

	html_url_read(&u, href, NULL, l->options->limits->link_bytes);
	if (!l->base && u.kind == HTML_URL_WEB && !u.is_cut)
		l->base = g_strdup(u.shown);
	html_url_clear(&u);
}

bool html_link_is_remote(const char *url)
{
	struct html_url u;

	html_url_read(&u, url, NULL, 1);
	bool is_remote = u.kind == HTML_URL_WEB;
	html_url_clear(&u);
	return is_remote;
}

/* ---- what is said ---- */

static void say(const struct html_links *l, GString *out, const struct phrase *p, const char *s)
{
	g_string_append(out, "［");
	phrase_append(out, l->options->lang, p, 0, s);
	g_string_append(out, "］");
}

/* ${host} in both forms, for people to read and, where the policy says so, for no program. */
static char *named(const struct html_links *l, const char *host)
{
	char *both = html_host_both(host);

	if (l->options->links != LINKS_DEFANG)
		return both;
	char *safe = html_url_defang(both);
	g_free(both);
	return safe;
}

/* Where following ${u} ends: behind a known redirector, else at its own host. */
struct aim {
	char *wrapped; /* NULL: no redirector */
	const char *host;
};

/* The first host that people were shown and that is not ${aim}'s; NULL: none. Caller frees. */
static char *shown_instead(const char *text, const struct html_url *u, const struct aim *aim)
{
	g_autoptr(GPtrArray) shown = html_shown_hosts(text);

	for (guint i = 0; i < shown->len; i++)
		if (!html_host_is_same_site(g_ptr_array_index(shown, i), aim->host))
			return g_strdup(g_ptr_array_index(shown, i));
	if (!u->has_user)
		return NULL;
	/* "https://bank.jp@evil.example/": the address itself shows another host. */
	const char *user = strstr(u->shown, "://") + 3;
	g_autofree char *name = g_strndup(user, strcspn(user, "@:"));
	return strchr(name, '.') ? g_steal_pointer(&name) : NULL;
}

static void warn_of_other_host(struct html_links *l, GString *out, const char *text,
			       const struct html_url *u, const struct aim *aim)
{
	g_autofree char *shown = shown_instead(text, u, aim);
	g_autofree char *real = html_host_both(aim->host);

	if (!shown)
		return;
	if (l->found->mismatches++ == 0)
		g_snprintf(l->found->mismatch, sizeof(l->found->mismatch), "%s -> %s", shown, real);
	g_autofree char *safe = named(l, aim->host);
	if (l->options->links != LINKS_REMOVE)
		say(l, out, &other_host, safe);
}

static void warn_of_lookalike(struct html_links *l, GString *out, const char *host)
{
	g_autofree char *letters = html_host_unicode(host);

	if (!html_lookalike_is(letters ? letters : host))
		return;
	g_autofree char *both = html_host_both(host);
	if (l->found->lookalikes++ == 0)
		g_strlcpy(l->found->lookalike, both, sizeof(l->found->lookalike));
	g_autofree char *safe = named(l, host);
	if (l->options->links != LINKS_REMOVE)
		say(l, out, &lookalike, safe);
}

/* ---- the address ---- */

/* The number of the footnote of ${address}. */
static guint note_number(struct html_links *l, const char *address)
{
	guint n = GPOINTER_TO_UINT(g_tree_lookup(l->numbers, address));

	if (n > 0)
		return n;
	char *own = g_strdup(address);
	g_ptr_array_add(l->notes, own);
	g_tree_insert(l->numbers, own, GUINT_TO_POINTER(l->notes->len));
	return l->notes->len;
}

static const char *without_scheme(const char *url)
{
	const char *slashes = strstr(url, "://");

	return slashes ? slashes + 3 : url;
}

/* Whether ${text} has the whole ${url} in it, give or take a last "/". */
static bool says_all(const char *text, const char *url)
{
	size_t n = strlen(url);
	g_autofree char *bare = g_strndup(url, n - (n > 0 && url[n - 1] == '/'));
	const char *at = strstr(text, bare);
	const char *end = at ? at + strlen(bare) : NULL;

	/* More than it would be another address. */
	return at && (!*end || g_ascii_isspace(*end) || (guchar)*end >= 0x80 ||
		      strchr(")]},;", *end) || (*end == '/' && !g_ascii_isgraph(end[1])));
}

static bool says_the_same(const char *text, const struct html_url *u)
{
	if (strstr(text, "://"))
		return says_all(text, u->shown);
	return says_all(text, without_scheme(u->shown));
}

static void append_address(struct html_links *l, GString *out, const struct html_url *u,
			   const struct aim *aim)
{
	bool is_defanged = l->options->links == LINKS_DEFANG;
	g_autofree char *address = is_defanged ? html_url_defang(u->shown) : g_strdup(u->shown);
	g_autofree char *letters = html_host_unicode(u->host);
	g_autofree char *host = named(l, u->host);
	g_autofree char *wrapped = aim->wrapped ? named(l, aim->wrapped) : NULL;
	bool is_long = g_utf8_strlen(u->shown, -1) > LONG_COLUMNS;

	g_string_append_printf(out, " <%s", is_long ? host : address);
	if (is_long && wrapped)
		g_string_append_printf(out, " → %s", wrapped);
	if (is_long)
		g_string_append_printf(out, " [%u]", note_number(l, address));
	g_string_append_c(out, '>');
	if (!is_long && wrapped)
		g_string_append_printf(out, " (→ %s)", wrapped);
	if (!is_long && letters && !is_defanged)
		g_string_append_printf(out, " (%s)", letters);
}

static void append_host(GString *out, const char *text, const struct html_url *u)
{
	g_autofree char *both = html_host_both(u->host);

	if (!says_all(text, u->host))
		g_string_append_printf(out, " <%s>", both);
}

static void append_web(struct html_links *l, GString *out, const char *text,
		       const struct html_url *u)
{
	g_autofree char *wrapped = html_wrap_target(u);
	struct aim aim = { .wrapped = wrapped, .host = wrapped ? wrapped : u->host };
	bool is_said = says_the_same(text, u);

	l->found->limit_link_bytes = l->found->limit_link_bytes || u->is_cut;
	if (l->options->links == LINKS_DOMAIN)
		append_host(out, text, u);
	else if (l->options->links != LINKS_REMOVE && !is_said)
		append_address(l, out, u, &aim);
	warn_of_other_host(l, out, is_said ? "" : text, u, &aim);
	warn_of_lookalike(l, out, aim.host);
}

static void append_mail(struct html_links *l, GString *out, const char *text,
			const struct html_url *u)
{
	struct aim aim = { .host = u->host };

	l->found->limit_link_bytes = l->found->limit_link_bytes || u->is_cut;
	if (*u->shown && l->options->links != LINKS_REMOVE && !strstr(text, u->shown))
		g_string_append_printf(out, " <%s>", u->shown);
	if (!*u->host)
		return;
	warn_of_other_host(l, out, text, u, &aim);
	warn_of_lookalike(l, out, u->host);
}

/* The digits of a number, as they are dialled within Japan. */
static char *digits_of(const char *number)
{
	GString *out = g_string_new(NULL);

	if (g_str_has_prefix(number, "+81")) {
		g_string_append_c(out, '0');
		number += strlen("+81");
	}
	for (; *number && *number != ';'; number++)
		if (g_ascii_isdigit(*number))
			g_string_append_c(out, *number);
	return g_string_free(out, FALSE);
}

static void append_phone(struct html_links *l, GString *out, const char *text,
			 const struct html_url *u)
{
	g_autofree char *folded = html_shown_fold(text);
	g_autofree char *said = digits_of(folded), *number = digits_of(u->shown);

	if (*number && !strstr(said, number) && l->options->links != LINKS_REMOVE)
		g_string_append_printf(out, " <%s>", u->shown);
}

static void append_scheme(struct html_links *l, GString *out, const struct html_url *u)
{
	g_autofree char *scheme = g_strdup_printf("%s:", u->scheme);

	l->found->unsafe += u->kind == HTML_URL_UNSAFE;
	say(l, out, u->kind == HTML_URL_UNSAFE ? &unsafe_kind : &opens_program, scheme);
}

char *html_links_suffix(struct html_links *l, const char *text, const char *href)
{
	GString *out = g_string_new(NULL);
	struct html_url u;

	html_url_read(&u, href, l->base, l->options->limits->link_bytes);
	switch (u.kind) {
	case HTML_URL_WEB:
		append_web(l, out, text, &u);
		break;
	case HTML_URL_MAIL:
		append_mail(l, out, text, &u);
		break;
	case HTML_URL_PHONE:
		append_phone(l, out, text, &u);
		break;
	case HTML_URL_PROGRAM:
	case HTML_URL_UNSAFE:
		append_scheme(l, out, &u);
		break;
	case HTML_URL_NONE:
		break;
	}
	html_url_clear(&u);
	return g_string_free(out, FALSE);
}

void html_links_append_notes(const struct html_links *l, GString *out)
{
	if (l->notes->len == 0)
		return;
	if (out->len > 0)
		g_string_append(out, out->str[out->len - 1] == '\n' ? "\n" : "\n\n");
	for (guint i = 0; i < l->notes->len; i++)
		g_string_append_printf(out, "[%u] %s\n", i + 1,
				       (const char *)g_ptr_array_index(l->notes, i));
}
