/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * markup.c: what tags and attributes mean. The worst reading counts, whatever
 * stands around: browsers, viewers of pictures and office programs differ in
 * what they take for a comment or a declaration.
 * Tests: tests/unit/sanitizer/test_inspect_markup.c.
 */
#include "inspect/markup.h"

#include <string.h>

#include "inspect/markup_scan.h"
#include "inspect/markup_value.h"

#define VALUE_MAX 4096u
#define DECLARATION_MAX 4096u

struct markup {
	struct inspection *in;
	enum type_id type;
	struct markup_scan scan;
	const char *style_end; /* up to here styles were looked at */
	bool has_script;
};

/* One tag: what only all of its attributes tell. */
struct element {
	const char *name;
	char *address;	 /* of a link; owned */
	bool is_loading; /* a link that is loaded: rel=stylesheet */
	bool is_script, is_data;
};

static bool is_one_of(const char *word, const char *const *list)
{
	return g_strv_contains(list, word);
}

static void find_script(struct markup *m, const char *where)
{
	m->has_script = true;
	inspection_find(m->in, FINDING_SCRIPT_INSIDE, where);
}

static bool is_event(const struct markup *m, const struct markup_attribute *a)
{
	if (m->type == TYPE_XML || a->n == 0 || strlen(a->name) < 4)
		return false;
	return g_str_has_prefix(a->name, "on") &&
	       strspn(a->name, "abcdefghijklmnopqrstuvwxyz") == strlen(a->name);
}

/* Attributes whose value is an address that is loaded without a click. */
static bool is_loaded(const char *tag, const char *attribute)
{
	static const char *const always[] = { "src",	  "srcset",  "data",	"background",
					      "poster",	  "dynsrc",  "lowsrc",	"codebase",
					      "manifest", "archive", "longsrc", NULL };
	static const char *const followed[] = { "a", "area", "base", "link", NULL };
	static const char *const moving[] = { "to", "from", "by", "values", NULL };

	if (strcmp(attribute, "href") == 0)
		return !is_one_of(tag, followed);
	if (strcmp(tag, "set") == 0 || g_str_has_prefix(tag, "animate"))
		return is_one_of(attribute, moving);
	return is_one_of(attribute, always);
}

static bool is_address(const char *attribute)
{
	static const char *const addresses[] = { "href", "action", "formaction", NULL };

	return is_one_of(attribute, addresses);
}

/* "0; url=http://a.example" */
static void look_refresh(struct markup *m, const char *value)
{
	const char *url = strstr(value, "url=");

	if (url)
		markup_address(m->in, url + 4 + strspn(url + 4, "'\""), true, "refresh");
}

static void look_link(struct element *e, const char *attribute, const char *value)
{
	static const char *const loading[] = { "stylesheet", "icon",	 "import", "preload",
					       "prefetch",   "manifest", NULL };

	for (size_t i = 0; strcmp(attribute, "rel") == 0 && loading[i]; i++)
		e->is_loading |= strstr(value, loading[i]) != NULL;
	if (strcmp(attribute, "href") == 0) {
		g_free(e->address);
		e->address = g_strdup(value);
	}
}

static void look_value(struct markup *m, struct element *e, const char *attribute,
		       const char *value)
{
	if (is_loaded(e->name, attribute) || is_address(attribute))
		markup_address(m->in, value, is_loaded(e->name, attribute), e->name);
	if (strcmp(e->name, "meta") == 0 && strcmp(attribute, "content") == 0)
		look_refresh(m, value);
	if (strcmp(e->name, "link") == 0)
		look_link(e, attribute, value);
	if (strcmp(attribute, "srcdoc") == 0 && strstr(value, "<script"))
		find_script(m, "srcdoc");
	if (strcmp(attribute, "classid") == 0 && g_str_has_prefix(value, "clsid:"))
		inspection_find(m->in, FINDING_ACTIVEX, e->name);
	if (e->is_script && strcmp(attribute, "type") == 0)
		e->is_data = g_str_has_suffix(value, "json");
}

static void look_attribute(struct markup *m, struct element *e, const struct markup_attribute *a)
{
	if (is_event(m, a))
		find_script(m, a->name);
	if (strcmp(a->name, "style") == 0 && m->type != TYPE_XML)
		markup_style(m->in, a->value, a->n);
	g_autofree char *value = markup_value(a, VALUE_MAX);
	/* Elsewhere in XML it is data. */
	if (m->type != TYPE_XML || strcmp(e->name, "?xml-stylesheet") == 0)
		look_value(m, e, a->name, value);
}

/* A style: up to where it ends, once, whatever tags stand in it. */
static void look_style(struct markup *m)
{
	const char *begin = MAX(m->scan.p, m->style_end), *p = begin;

	while (p < m->scan.end && !(m->scan.end - p > 7 && p[0] == '<' && p[1] == '/' &&
				    g_ascii_strncasecmp(p + 2, "style", 5) == 0))
		p++;
	markup_style(m->in, begin, (size_t)(p - begin));
	m->style_end = p;
}

/* <!ENTITY name SYSTEM "file:///…">, or one that is a script. */
static void look_entity(struct markup *m)
{
	size_t n = MIN((size_t)(m->scan.end - m->scan.p), DECLARATION_MAX);
	struct markup_attribute whole = { .value = m->scan.p, .n = n };
	const char *end = memchr(m->scan.p, '>', n);

	if (end)
		whole.n = (size_t)(end - m->scan.p);
	g_autofree char *text = markup_value(&whole, VALUE_MAX);
	if (strstr(text, "system\"") || strstr(text, "system'") || strstr(text, "public\""))
		inspection_find(m->in, FINDING_EXTERNAL_LINK, "entity");
	if (strstr(text, "script"))
		find_script(m, "entity");
}

static void look_tag(struct markup *m, const struct markup_tag *tag)
{
	struct element e = { .name = tag->name };
	struct markup_attribute a;

	if (strcmp(tag->name, "!entity") == 0)
		look_entity(m);
	e.is_script = strcmp(tag->name, "script") == 0;
	while (markup_next_attribute(&m->scan, &a))
		look_attribute(m, &e, &a);
	if ((e.is_script && !e.is_data) || strcmp(tag->name, "applet") == 0)
		find_script(m, tag->name);
	if (m->type == TYPE_XML)
		return;
	if (strcmp(tag->name, "form") == 0)
		inspection_find(m->in, FINDING_FORM, "");
	if (strcmp(tag->name, "style") == 0)
		look_style(m);
	if (e.is_loading && e.address)
		markup_address(m->in, e.address, true, tag->name);
	g_free(e.address);
}

/* ${data} without its NULs: UTF-16 as far as it is ASCII. */
static char *without_nuls(const char *data, size_t *len)
{
	char *out = g_try_malloc(*len);
	size_t n = 0;

	for (size_t i = 0; out && i < *len; i++)
		if (data[i] != '\0')
			out[n++] = data[i];
	*len = n;
	return out;
}

void markup_inspect(struct inspection *in, enum type_id type, const char *data, size_t len)
{
	g_autofree char *narrow = NULL;
	struct markup_tag tag;

	if (len > 0 && memchr(data, '\0', len)) {
		data = narrow = without_nuls(data, &len);
		if (!narrow) {
			inspection_find(in, FINDING_TYPE_DAMAGED, "");
			return;
		}
	}
	struct markup m = { .in = in, .type = type, .scan = { data, data + len } };
	m.style_end = data;
	while (markup_next_tag(&m.scan, &tag))
		look_tag(&m, &tag);
	if (m.has_script)
		markup_smuggle(in, data, len);
}
