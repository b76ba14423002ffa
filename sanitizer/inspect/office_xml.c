/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * office_xml.c: libxml2's SAX interface keeps no tree. It is given UTF-8 and
 * nothing else, so that it needs no converter, which it would look for on disk;
 * and no tag of more than ATTRIBUTES_MAX attributes, which it compares each
 * with each. Its own bounds (depth 256, 10 MB of text) hold.
 * Tests: tests/unit/sanitizer/test_inspect_xml.c.
 */
#include "inspect/office_xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "kinds/little.h"

#define ATTRIBUTES_MAX 500u
#define DECLARATION_MAX 256u

struct xml_attributes {
	GPtrArray *names; /* borrowed */
	GPtrArray *values;
};

struct reading {
	const struct xml_listener *listener;
	void *user;
	struct xml_attributes attributes;
	xmlParserCtxtPtr parser;
	bool is_refused;
};

static void print_nothing(void *ctx, const char *format, ...)
{
	(void)ctx;
	(void)format;
}

void xml_init(void)
{
	xmlInitParser();
	xmlSetGenericErrorFunc(NULL, print_nothing);
}

static void begin_element(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
			  int n_spaces, const xmlChar **spaces, int n, int n_default,
			  const xmlChar **a)
{
	struct reading *r = ctx;

	(void)prefix;
	(void)uri;
	(void)n_spaces;
	(void)spaces;
	(void)n_default;
	g_ptr_array_set_size(r->attributes.names, 0);
	g_ptr_array_set_size(r->attributes.values, 0);
	for (int i = 0; i < n; i++, a += 5) {
		g_ptr_array_add(r->attributes.names, (gpointer)a[0]);
		g_ptr_array_add(r->attributes.values,
				g_strndup((const char *)a[3], (gsize)(a[4] - a[3])));
	}
	r->listener->begin(r->user, (const char *)name, &r->attributes);
}

static void end_element(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct reading *r = ctx;

	(void)prefix;
	(void)uri;
	if (r->listener->end)
		r->listener->end(r->user, (const char *)name);
}

static void characters(void *ctx, const xmlChar *text, int n)
{
	struct reading *r = ctx;

	if (r->listener->text)
		r->listener->text(r->user, (const char *)text, (size_t)n);
}

static void refuse_entity(void *ctx, const xmlChar *name, int type, const xmlChar *public_id,
			  const xmlChar *system_id, xmlChar *content)
{
	struct reading *r = ctx;

	(void)name;
	(void)type;
	(void)public_id;
	(void)system_id;
	(void)content;
	r->is_refused = true;
	xmlStopParser(r->parser);
}

static void say_nothing(void *ctx, xmlErrorPtr error)
{
	(void)ctx;
	(void)error;
}

const char *xml_value(const struct xml_attributes *a, const char *name)
{
	for (guint i = 0; i < a->names->len; i++)
		if (strcmp(g_ptr_array_index(a->names, i), name) == 0)
			return g_ptr_array_index(a->values, i);
	return "";
}

/* A tag ends at '>' outside of quotes; a '<' is in no tag, so each begins one. */
static bool has_modest_tags(const char *data, size_t n)
{
	unsigned attributes = 0;
	bool is_tag = false;
	char quote = 0;

	for (size_t i = 0; i < n; i++) {
		char c = data[i];
		if (c == '<') {
			is_tag = true;
			attributes = 0;
			quote = 0;
		} else if (is_tag && quote) {
			quote = c == quote ? 0 : quote;
		} else if (is_tag && (c == '"' || c == '\'')) {
			quote = c;
			if (++attributes > ATTRIBUTES_MAX)
				return false;
		} else if (c == '>') {
			is_tag = false;
		}
	}
	return true;
}

/* Anything else would make the parser guess at a charset of its own. */
static bool is_ascii_markup(const char *data, size_t n)
{
	return n > 0 && (data[0] == '<' || g_ascii_isspace(data[0])) && !memchr(data, 0, n);
}

/* Whether the declaration, if there is one, names a charset in which ASCII is ASCII. */
static bool has_plain_charset(const char *data, size_t n)
{
	static const char *const plain[] = { "utf-8",	 "utf8",      "utf-16",
					     "us-ascii", "iso-8859-", "windows-125" };
	g_autofree char *head = g_strndup(data, MIN(n, DECLARATION_MAX));
	const char *end = strstr(head, "?>"), *p = strstr(head, "encoding");

	if (!g_str_has_prefix(head, "<?xml") || !p || (end && p > end))
		return true;
	p += strlen("encoding");
	p += strspn(p, " \t\r\n=\"'");
	for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
		if (g_ascii_strncasecmp(p, plain[i], strlen(plain[i])) == 0)
			return true;
	return false;
}

static bool parse(struct reading *r, const char *data, size_t n)
{
	xmlSAXHandler handler = { .initialized = XML_SAX2_MAGIC,
				  .startElementNs = begin_element,
				  .endElementNs = end_element,
				  .characters = characters,
				  .cdataBlock = characters,
				  .entityDecl = refuse_entity,
				  .serror = say_nothing };
	xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(data, (int)n);

	if (!parser)
		return false;
	/* The parser frees the handler that it made itself. */
	xmlSAXHandlerPtr own = parser->sax;
	parser->sax = &handler;
	parser->userData = r;
	r->parser = parser;
	/* NOENT: values come with their five known entities replaced; there are no others. */
	xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_IGNORE_ENC |
					  XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	handler.serror = say_nothing;
	xmlParseDocument(parser);
	bool ok = parser->wellFormed && !r->is_refused;
	parser->sax = own;
	xmlFreeDoc(parser->myDoc);
	parser->myDoc = NULL;
	xmlFreeParserCtxt(parser);
	return ok;
}

static bool read_utf8(const char *data, size_t n, const struct xml_listener *listener, void *user)
{
	struct reading r = { .listener = listener, .user = user };

	if (n > G_MAXINT || !is_ascii_markup(data, n) || !has_plain_charset(data, n) ||
	    !has_modest_tags(data, n))
		return false;
	r.attributes.names = g_ptr_array_new();
	r.attributes.values = g_ptr_array_new_with_free_func(g_free);
	bool ok = parse(&r, data, n);
	g_ptr_array_unref(r.attributes.names);
	g_ptr_array_unref(r.attributes.values);
	return ok;
}

enum order { ORDER_NONE, ORDER_LITTLE, ORDER_BIG };

static enum order utf16_order(const char *data, size_t n)
{
	if (n < 2 || n % 2)
		return ORDER_NONE;
	if (memcmp(data, "\xff\xfe", 2) == 0 || memcmp(data, "<", 2) == 0)
		return ORDER_LITTLE;
	return memcmp(data, "\xfe\xff", 2) == 0 || memcmp(data, "\0<", 2) == 0 ? ORDER_BIG
									       : ORDER_NONE;
}

static char *from_utf16(const char *data, size_t n, enum order order, glong *out)
{
	g_autofree gunichar2 *units = g_try_malloc(n);

	if (!units)
		return NULL;
	for (size_t i = 0; i < n / 2; i++) {
		units[i] = little_u16(data + 2 * i);
		if (order == ORDER_BIG)
			units[i] = GUINT16_SWAP_LE_BE(units[i]);
	}
	size_t skip = units[0] == 0xfeff;
	return g_utf16_to_utf8(units + skip, (glong)(n / 2 - skip), NULL, out, NULL);
}

bool xml_begins(const char *data, size_t n)
{
	if (utf16_order(data, n & ~(size_t)1) != ORDER_NONE)
		return true;
	size_t at = n >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	while (at < n && g_ascii_isspace(data[at]))
		at++;
	return at < n && data[at] == '<';
}

bool xml_read(const char *data, size_t n, const struct xml_listener *listener, void *user)
{
	enum order order = utf16_order(data, n);
	glong length = 0;

	if (order == ORDER_NONE) {
		size_t skip = n >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
		return read_utf8(data + skip, n - skip, listener, user);
	}
	g_autofree char *utf8 = from_utf16(data, n, order, &length);
	return utf8 && read_utf8(utf8, (size_t)length, listener, user);
}
