/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * condition.c: a condition as a whole: whether it holds, what it says, and
 * whether one covers another. Covering errs on the side of no: a rule is
 * called shadowed only when it certainly is.
 * Tests: tests/unit/settings/test_policy_decide.c, test_policy_lint.c.
 */
#include "predicates.h"

#include <string.h>

#include "misogi/types.h"

static const struct value *value_at(const struct condition *c, unsigned i)
{
	return &g_array_index(c->values, struct value, i);
}

static bool any_holds(const struct condition *c, const struct facts *f)
{
	for (unsigned i = 0; i < c->values->len; i++)
		if (c->predicate->holds(f, value_at(c, i)))
			return true;
	return false;
}

bool condition_holds(const struct condition *c, const struct facts *f)
{
	return any_holds(c, f) != c->negated;
}

static bool number_covers(const struct value *outer, const struct value *inner)
{
	bool upper = inner->comparison <= LESS_EQUAL && outer->comparison <= LESS_EQUAL;
	bool lower = inner->comparison >= GREATER_EQUAL && outer->comparison >= GREATER_EQUAL;

	if (inner->number == outer->number)
		return inner->comparison == outer->comparison ||
		       (upper && inner->comparison == LESS) ||
		       (lower && inner->comparison == GREATER);
	if (upper)
		return inner->number < outer->number;
	return lower && inner->number > outer->number;
}

static int class_of_type(const char *name)
{
	static const struct {
		const char *name;
		enum class class;
	} types[] = {
#define X(c, w, k, ...) { w, CLASS_##k },
		TYPES(X)
#undef X
	};

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		if (strcmp(types[i].name, name) == 0)
			return (int)types[i].class;
	return -1;
}

static bool address_covers(const struct value *outer, const struct value *inner)
{
	const char *at = strrchr(inner->text, '@');
	const char *domain = at ? at + 1 : inner->text;

	if (outer->list || inner->list)
		return false;
	if (at && strcmp(domain, outer->text) == 0)
		return true;
	return *outer->text == '.' && g_str_has_suffix(domain, outer->text);
}

static bool value_covers(const struct predicate *p, const struct value *outer,
			 const struct value *inner)
{
	if (strcmp(p->word, "size") == 0 || strcmp(p->word, "attachments") == 0 ||
	    strcmp(p->word, "recipients") == 0)
		return number_covers(outer, inner);
	if (strcmp(outer->text, inner->text) == 0)
		return true;
	if (strcmp(p->word, "type") == 0)
		return outer->id >= 0 && inner->id < 0 && class_of_type(inner->text) == outer->id;
	if (strcmp(p->word, "client") == 0)
		return !outer->list && !inner->list && net_covers(&outer->net, &inner->net);
	if (strcmp(p->word, "from") == 0 || strcmp(p->word, "to") == 0)
		return address_covers(outer, inner);
	return strcmp(p->word, "name") == 0 && strcmp(outer->text, "*") == 0;
}

/* Whether each value of ${inner} is covered by one of ${outer}. */
static bool values_cover(const struct condition *outer, const struct condition *inner)
{
	for (unsigned i = 0; i < inner->values->len; i++) {
		bool covered = false;
		for (unsigned o = 0; o < outer->values->len && !covered; o++)
			covered = value_covers(outer->predicate, value_at(outer, o),
					       value_at(inner, i));
		if (!covered)
			return false;
	}
	return true;
}

bool condition_covers(const struct condition *outer, const struct condition *inner)
{
	if (outer->predicate != inner->predicate || outer->negated != inner->negated)
		return false;
	return outer->negated ? values_cover(inner, outer) : values_cover(outer, inner);
}

void word_write(GString *out, const char *text)
{
	if (*text && !strpbrk(text, " \t{}=,#\"\\")) {
		g_string_append(out, text);
		return;
	}
	g_string_append_c(out, '"');
	for (const char *p = text; *p; p++) {
		if (*p == '"' || *p == '\\')
			g_string_append_c(out, '\\');
		g_string_append_c(out, *p);
	}
	g_string_append_c(out, '"');
}

static void write_values(GString *out, const struct condition *c)
{
	for (unsigned i = 0; i < c->values->len; i++) {
		const struct value *v = value_at(c, i);
		if (i)
			g_string_append_c(out, ',');
		/* <=20M needs no quotes here: the lexer knows comparisons. */
		if (*v->text != '=' && strspn(v->text, "<>=0123456789KMG") == strlen(v->text))
			g_string_append(out, v->text);
		else
			word_write(out, v->text);
	}
}

char *condition_text(const struct condition *c)
{
	GString *out = g_string_new(NULL);

	g_string_append_printf(out, "%s:%s", c->predicate->word, c->negated ? "!" : "");
	write_values(out, c);
	return g_string_free(out, FALSE);
}

char *condition_why_not(const struct condition *c, const struct facts *f, enum language lang)
{
	g_autofree char *fact = c->predicate->fact(f);
	const char *word = c->predicate->word;
	bool ja = lang == LANGUAGE_JA;

	if (c->negated) {
		g_autofree char *text = condition_text(c);
		return g_strdup_printf(ja ? "%s は %s で、%s に当たらない"
					  : "%s is %s, refused by %s",
				       word, fact, text);
	}
	g_autoptr(GString) values = g_string_new(NULL);
	write_values(values, c);
	return g_strdup_printf(ja ? "%s は %s で、%s ではない" : "%s is %s, not %s", word, fact,
			       values->str);
}

bool glob_matches(const char *glob, const char *name)
{
	g_autofree char *folded_glob = g_utf8_casefold(glob, -1);
	g_autofree char *folded_name = g_utf8_casefold(name, -1);
	const char *g = folded_glob, *n = folded_name;
	const char *star = NULL, *retry = NULL;

	/* Only the last star needs to be taken back: greedy and without recursion. */
	while (*n) {
		if (*g == '*') {
			star = ++g;
			retry = n;
		} else if (*g && (*g == '?' || g_utf8_get_char(g) == g_utf8_get_char(n))) {
			g = g_utf8_next_char(g);
			n = g_utf8_next_char(n);
		} else if (star) {
			retry = g_utf8_next_char(retry);
			n = retry;
			g = star;
		} else {
			return false;
		}
	}
	return g[strspn(g, "*")] == '\0';
}
