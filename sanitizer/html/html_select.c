/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_select.c: reading selectors left to right, matching them right to left.
 * Only the last descendant combinator has to be tried again further up, so a
 * search costs depth times length at worst; ${steps} is its purse.
 * Tests: tests/unit/sanitizer/test_html_css.c.
 */
#include "html/html_select.h"

#include <string.h>

#define STRING_STEP 16 /* so many bytes of an attribute are one step */

enum { SPECIFIC_ID = 1 << 16, SPECIFIC_CLASS = 1 << 8, SPECIFIC_TAG = 1 };

struct reader {
	struct html_scan *scan;
	GArray *out;
	GStringChunk *strings;
	GString *word;
	guint32 specificity;
	char joint; /* for the next condition */
};

static void add(struct reader *r, struct html_simple simple, guint32 specificity)
{
	simple.joint = r->joint;
	r->joint = '\0';
	r->specificity += specificity;
	g_array_append_val(r->out, simple);
}

static const char *keep(struct reader *r)
{
	const char *kept = g_string_chunk_insert_const(r->strings, r->word->str);

	g_string_truncate(r->word, 0);
	return kept;
}

static bool read_name(struct reader *r)
{
	g_string_truncate(r->word, 0);
	return html_scan_name(r->scan, r->word);
}

static bool read_tag(struct reader *r)
{
	GumboTag tag = gumbo_tag_enum(r->word->str);

	add(r, (struct html_simple){ .kind = HTML_SELECT_TAG, .tag = tag, .name = keep(r) },
	    SPECIFIC_TAG);
	return true;
}

/* "*": a mark of its own only where nothing else stands for the compound. */
static bool read_any(struct reader *r)
{
	add(r, (struct html_simple){ .kind = HTML_SELECT_TAG, .tag = GUMBO_TAG_LAST }, 0);
	return true;
}

static bool read_hash_or_class(struct reader *r, enum html_select_kind kind)
{
	if (!read_name(r))
		return false;
	add(r, (struct html_simple){ .kind = (guint8)kind, .name = keep(r) },
	    kind == HTML_SELECT_ID ? SPECIFIC_ID : SPECIFIC_CLASS);
	return true;
}

/* Behind "[". */
static bool read_attribute(struct reader *r)
{
	struct html_simple simple = { .kind = HTML_SELECT_ATTRIBUTE };

	html_scan_blank(r->scan);
	if (!read_name(r))
		return false;
	simple.name = keep(r);
	html_scan_blank(r->scan);
	char c = html_scan_peek(r->scan);
	if (c && strchr("~|^$*", c)) {
		simple.compare = c;
		r->scan->p++;
	}
	if (html_scan_take(r->scan, '=')) {
		simple.compare = simple.compare ? simple.compare : '=';
		html_scan_blank(r->scan);
		if (!html_scan_word(r->scan, r->word))
			return false;
		simple.value = keep(r);
	} else if (simple.compare) {
		return false;
	}
	html_scan_until(r->scan, "]", NULL); /* the flag "i": we never look at case */
	add(r, simple, SPECIFIC_CLASS);
	return html_scan_take(r->scan, ']');
}

static bool read_pseudo(struct reader *r)
{
	static const struct {
		const char *name;
		enum html_select_kind kind;
	} known[] = {
		{ "root", HTML_SELECT_ROOT },
		{ "link", HTML_SELECT_LINK },
		{ "any-link", HTML_SELECT_LINK },
		{ "first-child", HTML_SELECT_FIRST_CHILD },
	};

	if (!read_name(r) || html_scan_peek(r->scan) == '(')
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (!strcmp(known[i].name, r->word->str)) {
			add(r, (struct html_simple){ .kind = (guint8)known[i].kind },
			    SPECIFIC_CLASS);
			return true;
		}
	return false;
}

static bool read_simple(struct reader *r)
{
	if (read_name(r))
		return read_tag(r);
	if (html_scan_take(r->scan, '*'))
		return read_any(r);
	if (html_scan_take(r->scan, '.'))
		return read_hash_or_class(r, HTML_SELECT_CLASS);
	if (html_scan_take(r->scan, '#'))
		return read_hash_or_class(r, HTML_SELECT_ID);
	if (html_scan_take(r->scan, '['))
		return read_attribute(r);
	return html_scan_take(r->scan, ':') && read_pseudo(r);
}

/* What stands between two conditions; false: something that we do not follow. */
static bool read_joint(struct reader *r)
{
	bool blank = html_scan_blank(r->scan);
	char c = html_scan_peek(r->scan);

	if (c == '\0' || c == ',')
		return true;
	if (html_scan_take(r->scan, '>')) {
		html_scan_blank(r->scan);
		r->joint = '>';
	} else if (c == '+' || c == '~') {
		return false;
	} else if (blank) {
		r->joint = ' ';
	}
	return true;
}

static bool read_all(struct reader *r)
{
	html_scan_blank(r->scan);
	do {
		if (!read_simple(r) || !read_joint(r))
			return false;
	} while (html_scan_peek(r->scan) != '\0' && html_scan_peek(r->scan) != ',');
	return r->joint == '\0';
}

bool html_select_read(struct html_scan *s, GArray *out, GStringChunk *strings, guint32 *specificity)
{
	g_autoptr(GString) word = g_string_new(NULL);
	guint before = out->len;
	struct reader r = { .scan = s, .out = out, .strings = strings, .word = word, .joint = '^' };
	bool good = read_all(&r);

	if (!good) {
		g_array_set_size(out, before);
		html_scan_until(s, ",", NULL);
	}
	html_scan_take(s, ',');
	*specificity = r.specificity;
	return good;
}

static const GumboNode *parent_of(const GumboNode *node)
{
	const GumboNode *p = node->parent;

	return p && p->type == GUMBO_NODE_ELEMENT ? p : NULL;
}

static const char *attribute(const GumboElement *e, const char *name, gint64 *steps)
{
	const GumboAttribute *a = gumbo_get_attribute(&e->attributes, name);

	*steps -= e->attributes.length / 4;
	return a ? a->value : NULL;
}

/* Whether ${word} stands in ${list} between blanks. */
static bool has_word(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = list; *p;) {
		p += strspn(p, " \t\r\n\f");
		size_t length = strcspn(p, " \t\r\n\f");
		if (length == n && n > 0 && !g_ascii_strncasecmp(p, word, n))
			return true;
		p += length;
	}
	return false;
}

static bool has_inside(const char *text, const char *part)
{
	g_autofree char *lower = g_ascii_strdown(text, -1);

	return *part && strstr(lower, part);
}

static bool compare_values(const char *have, char compare, const char *want)
{
	size_t n = strlen(want), length = strlen(have);
	bool begins = !g_ascii_strncasecmp(have, want, n);

	switch (compare) {
	case '=':
		return length == n && begins;
	case '~':
		return has_word(have, want);
	case '|':
		return begins && (length == n || have[n] == '-');
	case '^':
		return n > 0 && begins;
	case '$':
		return n > 0 && length >= n && !g_ascii_strcasecmp(have + length - n, want);
	case '*':
		return has_inside(have, want);
	}
	return true;
}

static bool compare_attribute(const struct html_simple *s, const GumboElement *e, gint64 *steps)
{
	const char *have = attribute(e, s->name, steps);

	if (!have)
		return false;
	*steps -= (gint64)(strlen(have) / STRING_STEP);
	return compare_values(have, s->compare, s->value ? s->value : "");
}

static bool is_tag(const struct html_simple *s, const GumboElement *e)
{
	GumboStringPiece name = e->original_tag;

	if (s->tag == GUMBO_TAG_LAST)
		return true;
	if (s->tag != GUMBO_TAG_UNKNOWN || e->tag != GUMBO_TAG_UNKNOWN)
		return s->tag == e->tag;
	gumbo_tag_from_original_text(&name);
	return name.data && strlen(s->name) == name.length &&
	       !g_ascii_strncasecmp(s->name, name.data, name.length);
}

static bool is_first_child(const GumboNode *node)
{
	const GumboNode *parent = parent_of(node);

	for (unsigned i = 0; parent && i < parent->v.element.children.length; i++) {
		const GumboNode *child = parent->v.element.children.data[i];
		if (child->type == GUMBO_NODE_ELEMENT)
			return child == node;
	}
	return false;
}

static bool holds(const struct html_simple *s, const GumboNode *node, gint64 *steps)
{
	static const struct html_simple class = { .name = "class", .compare = '~' };
	static const struct html_simple id = { .name = "id", .compare = '=' };
	struct html_simple by = { 0 };

	switch ((enum html_select_kind)s->kind) {
	case HTML_SELECT_TAG:
		return is_tag(s, &node->v.element);
	case HTML_SELECT_CLASS:
	case HTML_SELECT_ID:
		by = s->kind == HTML_SELECT_ID ? id : class;
		by.value = s->name;
		return compare_attribute(&by, &node->v.element, steps);
	case HTML_SELECT_ATTRIBUTE:
		return compare_attribute(s, &node->v.element, steps);
	case HTML_SELECT_ROOT:
		return !parent_of(node);
	case HTML_SELECT_LINK:
		return node->v.element.tag == GUMBO_TAG_A &&
		       attribute(&node->v.element, "href", steps);
	case HTML_SELECT_FIRST_CHILD:
		*steps -= (gint64)(node->index_within_parent / 4);
		return is_first_child(node);
	}
	return false;
}

/* Whether the compound that ends at ${i} is met by ${node}; ${i} becomes its beginning. */
static bool compound_holds(const struct html_simple *simples, size_t *i, const GumboNode *node,
			   gint64 *steps)
{
	for (;; --*i) {
		if (--*steps <= 0 || !holds(&simples[*i], node, steps))
			return false;
		if (simples[*i].joint)
			return true;
	}
}

bool html_select_matches(const struct html_simple *simples, size_t n, const GumboNode *node,
			 gint64 *steps)
{
	const GumboNode *here = node, *again = NULL;
	size_t end = n - 1, again_end = 0;

	while (here) {
		size_t i = end;
		if (*steps <= 0)
			return false;
		if (!compound_holds(simples, &i, here, steps)) {
			here = again = again ? parent_of(again) : NULL;
			end = again_end;
			continue;
		}
		if (simples[i].joint == '^')
			return true;
		end = i - 1;
		here = parent_of(here);
		if (simples[i].joint == ' ') {
			again = here;
			again_end = end;
		}
	}
	return false;
}

const struct html_simple *html_select_key(const struct html_simple *simples, size_t n)
{
	const struct html_simple *key = NULL;

	for (size_t i = n; i-- > 0;) {
		const struct html_simple *s = &simples[i];
		bool is_key = s->kind <= HTML_SELECT_ID && s->tag != GUMBO_TAG_LAST;
		if (is_key && (!key || s->kind > key->kind))
			key = s;
		if (s->joint)
			break;
	}
	return key;
}
