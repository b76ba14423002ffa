/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_css.c: the sheets of a document as rules, each kept under the id, class
 * or element that its selector ends with, so that an element asks only those
 * that may mean it. What all asking together may cost is bounded.
 * Tests: tests/unit/sanitizer/test_html_css.c.
 */
#include "html/html_css.h"

#include <string.h>

#include "html/html_query.h"
#include "html/html_select.h"

/* Some tenths of a second; newsletters take a hundredth of it. */
#define SHEET_STEPS 20000000

struct declaration {
	guint8 property;
	bool important;
	struct html_value value;
};

struct rule {
	guint32 simples, simples_end; /* of the sheet's, from … to */
	guint32 declarations, declarations_end;
	guint32 specificity;
	guint32 next; /* rule under the same key, from 1; 0: none */
};

struct html_sheet {
	unsigned max_rules;
	GStringChunk *strings;
	GArray *simples, *declarations, *rules;
	GHashTable *ids, *classes;	  /* char * → rule, from 1 */
	guint32 tags[GUMBO_TAG_LAST + 1]; /* rule, from 1; LAST: for all elements */
	gint64 *steps;			  /* left to all asking */
};

/* Reading one sheet. */
struct reader {
	struct html_sheet *sheet;
	struct html_scan scan;
	unsigned open; /* blocks of @media and the like whose rules count */
	bool full;
};

struct html_sheet *html_sheet_new(unsigned max_rules)
{
	struct html_sheet *s = g_new0(struct html_sheet, 1);

	s->max_rules = max_rules;
	s->strings = g_string_chunk_new(4096);
	s->simples = g_array_new(FALSE, FALSE, sizeof(struct html_simple));
	s->declarations = g_array_new(FALSE, FALSE, sizeof(struct declaration));
	s->rules = g_array_new(FALSE, FALSE, sizeof(struct rule));
	s->ids = g_hash_table_new(g_str_hash, g_str_equal);
	s->classes = g_hash_table_new(g_str_hash, g_str_equal);
	s->steps = g_new(gint64, 1);
	*s->steps = SHEET_STEPS;
	return s;
}

void html_sheet_free(struct html_sheet *s)
{
	if (!s)
		return;
	g_hash_table_unref(s->ids);
	g_hash_table_unref(s->classes);
	g_array_unref(s->simples);
	g_array_unref(s->declarations);
	g_array_unref(s->rules);
	g_string_chunk_free(s->strings);
	g_free(s->steps);
	g_free(s);
}

bool html_sheet_is_spent(const struct html_sheet *s)
{
	return s && *s->steps <= 0;
}

/* ---- reading ---- */

static void hang(GHashTable *table, const char *name, struct rule *rule, guint32 number)
{
	rule->next = GPOINTER_TO_UINT(g_hash_table_lookup(table, name));
	g_hash_table_insert(table, (char *)name, GUINT_TO_POINTER(number));
}

static void index_rule(struct html_sheet *s, struct rule *rule, guint32 number)
{
	const struct html_simple *simples =
		&g_array_index(s->simples, struct html_simple, rule->simples);
	const struct html_simple *key = html_select_key(simples, rule->simples_end - rule->simples);

	if (key && key->kind == HTML_SELECT_ID) {
		hang(s->ids, key->name, rule, number);
	} else if (key && key->kind == HTML_SELECT_CLASS) {
		hang(s->classes, key->name, rule, number);
	} else {
		GumboTag tag = key ? key->tag : GUMBO_TAG_LAST;
		rule->next = s->tags[tag];
		s->tags[tag] = number;
	}
}

/* A rule for each selector of the list ${selectors}. */
static void add_rules(struct reader *r, struct html_scan selectors, struct rule rule)
{
	struct html_sheet *s = r->sheet;

	while (selectors.p < selectors.end) {
		rule.simples = s->simples->len;
		if (!html_select_read(&selectors, s->simples, s->strings, &rule.specificity))
			continue;
		if (s->rules->len >= s->max_rules) {
			g_array_set_size(s->simples, rule.simples);
			r->full = true;
			return;
		}
		rule.simples_end = s->simples->len;
		index_rule(s, &rule, s->rules->len + 1);
		g_array_append_val(s->rules, rule);
	}
}

static void keep_declarations(struct html_sheet *s, const struct html_declared *d)
{
	for (guint p = 0; p < HTML_PROPERTIES; p++) {
		if (!(d->set >> p & 1))
			continue;
		struct declaration one = { (guint8)p, d->important >> p & 1, d->value[p] };
		g_array_append_val(s->declarations, one);
	}
}

/* "selectors { declarations }" */
static void read_rule(struct reader *r)
{
	struct html_scan selectors = { .p = r->scan.p };
	struct html_declared declared;
	struct rule rule = { .declarations = r->sheet->declarations->len };

	html_scan_until(&r->scan, r->open ? "{}" : "{", NULL);
	selectors.end = r->scan.p;
	if (!html_scan_take(&r->scan, '{'))
		return;
	declared.set = declared.important = 0;
	html_declare_read(&r->scan, &declared);
	html_scan_take(&r->scan, '}');
	if (!declared.set)
		return;
	keep_declarations(r->sheet, &declared);
	rule.declarations_end = r->sheet->declarations->len;
	add_rules(r, selectors, rule);
}

/* Whether the rules inside of "@name prelude {" count. */
static bool is_open(const char *name, const char *prelude)
{
	if (!strcmp(name, "media"))
		return html_query_holds(prelude);
	if (!strcmp(name, "supports"))
		return !g_str_has_prefix(prelude + strspn(prelude, " "), "not");
	return !strcmp(name, "layer");
}

static void read_at_rule(struct reader *r)
{
	g_autoptr(GString) name = g_string_new(NULL), prelude = g_string_new(NULL);

	html_scan_name(&r->scan, name);
	html_scan_until(&r->scan, r->open ? "{;}" : "{;", prelude);
	if (html_scan_take(&r->scan, ';') || html_scan_peek(&r->scan) != '{')
		return;
	if (is_open(name->str, prelude->str)) {
		html_scan_take(&r->scan, '{');
		r->open++;
	} else {
		html_scan_block(&r->scan);
	}
}

/* "<!--" and "-->" around a sheet are nothing. */
static bool skip_comment_mark(struct html_scan *s)
{
	size_t left = (size_t)(s->end - s->p);

	if (left >= 4 && !memcmp(s->p, "<!--", 4))
		s->p += 4;
	else if (left >= 3 && !memcmp(s->p, "-->", 3))
		s->p += 3;
	else
		return false;
	return true;
}

bool html_sheet_read(struct html_sheet *s, const char *css, size_t n)
{
	struct reader r = { .sheet = s, .scan = { css, css + n } };

	while (!r.full) {
		html_scan_blank(&r.scan);
		if (r.scan.p >= r.scan.end)
			break;
		if (skip_comment_mark(&r.scan))
			continue;
		if (r.open > 0 && html_scan_take(&r.scan, '}'))
			r.open--;
		else if (html_scan_take(&r.scan, '@'))
			read_at_rule(&r);
		else
			read_rule(&r);
	}
	return !r.full;
}

/* A sheet for paper says nothing of what is seen on a screen. */
static bool is_for_screens(const GumboElement *style)
{
	const GumboAttribute *media = gumbo_get_attribute(&style->attributes, "media");

	if (!media)
		return true;
	g_autofree char *lower = g_ascii_strdown(media->value, -1);
	return html_query_holds(lower);
}

static void read_element(struct html_sheet *s, const GumboElement *style, bool *full)
{
	for (unsigned i = 0; i < style->children.length; i++) {
		const GumboNode *text = style->children.data[i];
		if (text->type == GUMBO_NODE_TEXT &&
		    !html_sheet_read(s, text->v.text.text, strlen(text->v.text.text)))
			*full = true;
	}
}

struct html_sheet *html_sheet_of(const GumboNode *root, unsigned max_rules, bool *full)
{
	g_autoptr(GPtrArray) open = g_ptr_array_new();
	struct html_sheet *s = NULL;

	g_ptr_array_add(open, (gpointer)root);
	while (open->len > 0) {
		const GumboNode *node = g_ptr_array_steal_index(open, open->len - 1);
		if (node->type != GUMBO_NODE_ELEMENT)
			continue;
		const GumboElement *e = &node->v.element;
		if (e->tag == GUMBO_TAG_STYLE && is_for_screens(e)) {
			s = s ? s : html_sheet_new(max_rules);
			read_element(s, e, full);
		}
		for (unsigned i = e->children.length; i-- > 0;)
			g_ptr_array_add(open, e->children.data[i]);
	}
	return s;
}

/* ---- asking ---- */

struct question {
	const struct html_sheet *sheet;
	const GumboNode *node;
	struct html_declared *said;
	guint64 rank[HTML_PROPERTIES]; /* of what was said: importance, specificity, order */
};

static void hear(struct question *q, const struct rule *rule, guint32 number)
{
	for (guint32 i = rule->declarations; i < rule->declarations_end; i++) {
		const struct declaration *d =
			&g_array_index(q->sheet->declarations, struct declaration, i);
		guint64 rank =
			(guint64)d->important << 63 | (guint64)rule->specificity << 32 | number;
		if (rank < q->rank[d->property])
			continue;
		q->rank[d->property] = rank;
		html_declare_set(q->said, d->property, d->value, d->important);
	}
}

static void ask_chain(struct question *q, guint32 number)
{
	const struct html_sheet *s = q->sheet;

	while (number > 0 && --*s->steps > 0) {
		const struct rule *rule = &g_array_index(s->rules, struct rule, number - 1);
		const struct html_simple *simples =
			&g_array_index(s->simples, struct html_simple, rule->simples);
		if (html_select_matches(simples, rule->simples_end - rule->simples, q->node,
					s->steps))
			hear(q, rule, number);
		number = rule->next;
	}
}

/* ${names}: one or, with blanks between, several keys of ${table}. */
static void ask_names(struct question *q, GHashTable *table, const char *names)
{
	if (g_hash_table_size(table) == 0)
		return;
	g_autofree char *lower = g_ascii_strdown(names, -1);
	for (char *p = lower; *p;) {
		p += strspn(p, " \t\r\n\f");
		char *end = p + strcspn(p, " \t\r\n\f");
		bool is_last = !*end;
		*end = '\0';
		ask_chain(q, GPOINTER_TO_UINT(g_hash_table_lookup(table, p)));
		p = is_last ? end : end + 1;
	}
}

void html_sheet_ask(const struct html_sheet *s, const GumboNode *node, struct html_declared *said)
{
	const GumboVector *attributes = &node->v.element.attributes;
	struct question q = { .sheet = s, .node = node, .said = said };
	const GumboAttribute *id = gumbo_get_attribute(attributes, "id");
	const GumboAttribute *class = gumbo_get_attribute(attributes, "class");

	if (s->rules->len == 0)
		return;
	ask_chain(&q, s->tags[GUMBO_TAG_LAST]);
	if (node->v.element.tag < GUMBO_TAG_LAST)
		ask_chain(&q, s->tags[node->v.element.tag]);
	if (id)
		ask_names(&q, s->ids, id->value);
	if (class)
		ask_names(&q, s->classes, class->value);
}
