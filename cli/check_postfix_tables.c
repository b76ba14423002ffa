/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Tables of Postfix whose right-hand sides can switch milters off (PASS) or
 * send mail where misogi is not (FILTER, REDIRECT): header_checks and its kin,
 * and the access tables among smtpd's restrictions. A table that cannot be
 * looked into is said, never believed. Tests: tests/unit/cli/test_postfix.c.
 */
#include <string.h>

#include "check_postfix.h"

/* What must not be in a table, and what had better not. */
struct words {
	const char *const *bad, *const *odd;
};

/* Whether ${text} has one of ${words} where an action can stand. */
static const char *find_word(const char *text, const char *const *words)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (char **l = lines; *l; l++) {
		if (**l == '#')
			continue;
		g_auto(GStrv) fields = g_strsplit_set(*l, " \t={},:", -1);
		for (char **f = fields; *f; f++)
			for (const char *const *w = words; f != fields && *w; w++)
				if (g_ascii_strcasecmp(*f, *w) == 0)
					return *w;
	}
	return NULL;
}

/* ---- the text of a table ---- */

static bool is_one_of(const char *type, const char *const *types)
{
	return g_strv_contains(types, type);
}

/* Caller frees; NULL: of a kind that cannot be read here, or not there. */
static char *text_of(const struct context *x, const char *map)
{
	static const char *const files[] = { "regexp", "pcre", "cidr", NULL };
	static const char *const databases[] = { "hash", "btree", "lmdb",     "cdb",
						 "dbm",	 "sdbm",  "texthash", NULL };
	static const char *const inlines[] = { "inline", "static", NULL };
	if (g_str_has_prefix(map, "proxy:"))
		map += strlen("proxy:");
	const char *colon = strchr(map, ':');
	g_autofree char *type = colon ? g_strndup(map, (gsize)(colon - map)) : g_strdup("");
	char *text = NULL;
	if (is_one_of(type, inlines))
		return g_strdup(map);
	if (is_one_of(type, databases))
		return postfix_table(x->dir, map);
	if (is_one_of(type, files))
		g_file_get_contents(colon + 1, &text, NULL, NULL);
	return text;
}

static void check_table(const struct context *x, const char *where, const char *name,
			const char *map, const struct words *words)
{
	g_autofree char *text = text_of(x, map);
	if (!text) {
		check_add(x->checks, CHECK_WARN, "postfix-tables",
			  "see that it has no PASS, FILTER or REDIRECT",
			  "PASS FILTER REDIRECT がないことを確かめる",
			  "%s: %s: cannot look into %s", where, name, map);
		return;
	}
	const char *bad = find_word(text, words->bad);
	const char *odd = bad ? NULL : find_word(text, words->odd);
	check_add(x->checks,
		  bad	? CHECK_FAIL
		  : odd ? CHECK_WARN
			: CHECK_OK,
		  "postfix-tables",
		  bad ? "take it out: it leads mail past misogi, maybe as its sender wishes"
		      : "use misogi's fields, or see that no other milter counts header fields",
		  bad ? "取り除く。送信者の書き方しだいで misogi を通らない道ができる"
		      : "ほかの milter がヘッダを数えて書き換えないことを確かめる",
		  "%s: %s: %s%s%s", where, name, map, bad || odd ? " has " : "",
		  bad	? bad
		  : odd ? odd
			: "");
}

/* ---- words of a setting, "{ a, b }" taken as one ---- */

static GPtrArray *words_of(const char *value)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) word = g_string_new(NULL);
	unsigned depth = 0;
	for (const char *p = value;; p++) {
		depth += *p == '{';
		bool is_end = !*p || (depth == 0 && strchr(", \t\n", *p));
		depth -= *p == '}' && depth > 0;
		if (!is_end)
			g_string_append_c(word, *p);
		else if (word->len > 0)
			g_ptr_array_add(list, g_strdup(word->str));
		if (is_end)
			g_string_truncate(word, 0);
		if (!*p)
			return list;
	}
}

/* ---- header_checks and its kin ---- */

void check_content_tables(const struct context *x, const struct postfix_service *cleanup)
{
	static const char *const names[] = { "header_checks", "mime_header_checks",
					     "nested_header_checks", "body_checks",
					     "milter_header_checks" };
	static const char *const bad[] = { "PASS", "FILTER", "REDIRECT", NULL };
	static const char *const odd[] = { NULL };
	static const struct words words = { bad, odd };
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GPtrArray) maps = words_of(postfix_value(x->postfix, cleanup, names[i]));
		for (unsigned m = 0; m < maps->len; m++)
			check_table(x, cleanup->name, names[i], maps->pdata[m], &words);
	}
}

/* ---- access tables ---- */

struct restrictions {
	const struct context *x;
	const struct postfix_service *smtpd;
	const char *name;
};

/* What may come of a restriction is a table's right-hand side, or a policy server's word. */
static void check_restriction(const struct restrictions *r, const char *word, bool is_policy)
{
	static const char *const bad[] = { "FILTER", "REDIRECT", NULL };
	static const char *const odd[] = { "PREPEND", NULL };
	static const struct words words = { bad, odd };
	if (is_policy)
		check_add(r->x->checks, CHECK_WARN, "postfix-policy-service",
			  "see that it never answers FILTER or REDIRECT",
			  "FILTER や REDIRECT と答えないことを確かめる", "%s: %s: %s",
			  r->smtpd->name, r->name, word);
	else
		check_table(r->x, r->smtpd->name, r->name, word, &words);
}

/* "check_x_access TYPE:TABLE", "check_policy_service ADDRESS", a bare "TYPE:TABLE"; a word with a
 * colon after anything else ("reject_rbl_client x") is no table. */
static void check_list_of(const struct restrictions *r, const char *value)
{
	g_autoptr(GPtrArray) list = words_of(value);
	bool is_policy = false;
	for (unsigned i = 0; i < list->len; i++) {
		const char *word = list->pdata[i];
		g_autofree char *bare = g_strdup(word);
		if (*word == '{') {
			/* "{ inet:host:port, timeout=1s }", or one restriction with its arguments.
			 */
			bare[strlen(bare) - 1] = '\0';
			g_autoptr(GPtrArray) inner = words_of(bare + 1);
			if (is_policy && inner->len > 0)
				check_restriction(r, inner->pdata[0], true);
			for (unsigned k = 0; !is_policy && k < inner->len; k++)
				if (strchr(inner->pdata[k], ':'))
					check_restriction(r, inner->pdata[k], false);
		} else if (strchr(word, ':')) {
			check_restriction(r, word, is_policy);
		}
		is_policy = strcmp(word, "check_policy_service") == 0;
	}
}

void check_access_tables(const struct context *x, const struct postfix_service *smtpd)
{
	static const char *const names[] = {
		"smtpd_client_restrictions",	  "smtpd_helo_restrictions",
		"smtpd_sender_restrictions",	  "smtpd_relay_restrictions",
		"smtpd_recipient_restrictions",	  "smtpd_data_restrictions",
		"smtpd_end_of_data_restrictions", "smtpd_etrn_restrictions",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const struct restrictions r = { x, smtpd, names[i] };
		check_list_of(&r, postfix_value(x->postfix, smtpd, names[i]));
	}
	g_autoptr(GPtrArray) classes =
		words_of(postfix_value(x->postfix, smtpd, "smtpd_restriction_classes"));
	for (unsigned i = 0; i < classes->len; i++) {
		const struct restrictions r = { x, smtpd, classes->pdata[i] };
		check_list_of(&r, postfix_value(x->postfix, smtpd, r.name));
	}
}
