/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ooxml.c: the parts of an OOXML package ([ECMA-376] part 2). What a part is,
 * its content type says, the relationships that lead to it, and its bytes;
 * each is believed where it says something bad, its name never.
 * Tests: tests/unit/sanitizer/test_inspect_ooxml.c.
 */
#include "inspect/ooxml.h"

#include <string.h>

#include "inspect/office_xml.h"
#include "inspect/office_zip.h"

#define CONTENT_TYPES "[Content_Types].xml"

/* What [Content_Types].xml says, all in lower case. */
struct content_types {
	GHashTable *parts;    /* "/word/document.xml" → type */
	GHashTable *suffixes; /* "xml" → type */
};

static void types_begin(void *user, const char *name, const struct xml_attributes *a)
{
	struct content_types *t = user;
	bool is_part = strcmp(name, "Override") == 0;
	char *type = g_ascii_strdown(xml_value(a, "ContentType"), -1);

	if (is_part || strcmp(name, "Default") == 0)
		g_hash_table_insert(
			is_part ? t->parts : t->suffixes,
			g_ascii_strdown(xml_value(a, is_part ? "PartName" : "Extension"), -1),
			type);
	else
		g_free(type);
}

static void read_types(struct office *o, const struct zip *z, struct content_types *t)
{
	static const struct xml_listener listener = { .begin = types_begin };
	size_t n = 0;
	g_autofree char *data = part_unpack(o, z, zip_find(z, CONTENT_TYPES), &n);

	t->parts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	t->suffixes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	if (data && !xml_read(data, n, &listener, t))
		office_damaged(o, CONTENT_TYPES);
}

static const char *type_of(const struct content_types *t, const char *name)
{
	g_autofree char *path = g_strconcat("/", name, NULL);
	const char *type = g_hash_table_lookup(t->parts, path), *dot = strrchr(name, '.');

	if (!type && dot)
		type = g_hash_table_lookup(t->suffixes, dot + 1);
	return type ? type : "";
}

/* "word/_rels/document.xml.rels" → "word/document.xml"; NULL: no such name. */
static char *source_of(const char *name)
{
	const char *rels = strstr(name, "_rels/");

	if (!rels || !g_str_has_suffix(name, ".rels"))
		return NULL;
	g_autofree char *folder = g_strndup(name, (gsize)(rels - name));
	g_autofree char *base = g_strndup(rels + 6, strlen(rels + 6) - strlen(".rels"));
	return g_strconcat(folder, base, NULL);
}

static bool is_xml(const char *name, const char *type, const char *head, size_t n)
{
	return g_str_has_suffix(type, "+xml") || g_str_has_suffix(type, "/xml") ||
	       g_str_has_suffix(name, ".xml") || g_str_has_suffix(name, ".rels") ||
	       (n >= 5 && memcmp(head, "<?xml", 5) == 0) ||
	       (xml_begins(head, n) && strstr(type, "html") == NULL);
}

/* Drawings of the old kind hold HTML that nobody closes; programs read them all the same. */
static bool may_be_malformed(const char *type)
{
	return strstr(type, "vmldrawing") != NULL || strstr(type, "html") != NULL;
}

static void read_xml_part(struct office *o, const struct zip *z, const struct zip_entry *e,
			  const char *name, const struct content_types *t)
{
	g_autofree char *source = source_of(name);
	struct markup m;
	size_t n = 0;
	g_autofree char *data = part_unpack(o, z, e, &n);

	if (!data)
		return;
	markup_init(&m, o);
	m.is_chart = source && strstr(type_of(t, source), "chart");
	if (!xml_read(data, n, &markup_listener, &m) && !may_be_malformed(type_of(t, name)))
		office_damaged(o, name);
	markup_clear(&m);
}

static void read_part(struct office *o, const struct zip *z, const struct zip_entry *e,
		      const struct content_types *t)
{
	g_autofree char *name = part_name(e);
	const char *type = type_of(t, name);
	char head[PART_HEAD];
	size_t n = part_head(z, e, head);

	markup_type(o, type, name);
	if (n == 0)
		return;
	if (is_xml(name, type, head, n))
		read_xml_part(o, z, e, name, t);
	else if (strstr(type, "excel"))
		ooxml_binary(o, z, e, type);
	else
		part_inside(o, z, e, head, n);
}

void inspect_ooxml(struct office *o, const struct zip *z)
{
	struct content_types types;

	read_types(o, z, &types);
	for (guint i = 0; i < z->entries->len; i++) {
		const struct zip_entry *e = &g_array_index(z->entries, struct zip_entry, i);
		if (!e->is_directory)
			read_part(o, z, e, &types);
	}
	g_hash_table_unref(types.parts);
	g_hash_table_unref(types.suffixes);
}
