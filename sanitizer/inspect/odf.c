/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * odf.c: the parts of an OpenDocument package. The manifest says what is
 * encrypted and which of the objects are charts and formulas, which each
 * program draws itself; Basic/ and Scripts/ hold programs.
 * Tests: tests/unit/sanitizer/test_inspect_odf.c.
 */
#include "inspect/odf.h"

#include <string.h>

#include "inspect/office_xml.h"
#include "inspect/office_zip.h"

#define MANIFEST "META-INF/manifest.xml"

struct manifest {
	struct office *o;
	GHashTable *drawn; /* "object 1": a chart or a formula */
	bool is_encrypted;
};

static bool is_drawn(const char *type)
{
	return strstr(type, ".opendocument.chart") || strstr(type, ".opendocument.formula") ||
	       strstr(type, "sun.xml.chart") || strstr(type, "sun.xml.math");
}

static void manifest_begin(void *user, const char *name, const struct xml_attributes *a)
{
	struct manifest *m = user;

	m->is_encrypted |=
		strcmp(name, "encryption-data") == 0 || strcmp(name, "encrypted-key") == 0;
	if (strcmp(name, "file-entry") != 0 || !is_drawn(xml_value(a, "media-type")))
		return;
	char *path = g_ascii_strdown(xml_value(a, "full-path"), -1);
	if (g_str_has_suffix(path, "/"))
		path[strlen(path) - 1] = '\0';
	g_hash_table_add(m->drawn, path);
}

static void read_manifest(struct office *o, const struct zip *z, struct manifest *m)
{
	static const struct xml_listener listener = { .begin = manifest_begin };
	size_t n = 0;
	g_autofree char *data = part_unpack(o, z, zip_find(z, MANIFEST), &n);

	if (data && !xml_read(data, n, &listener, m))
		office_damaged(o, MANIFEST);
	if (m->is_encrypted)
		office_find(o, FINDING_ENCRYPTED, NULL);
}

/* Lists of libraries are there in texts without one program, too. */
static bool is_program_name(const char *name)
{
	const char *base = strrchr(name, '/');

	if (g_str_has_prefix(name, "scripts/"))
		return true;
	return g_str_has_prefix(name, "basic/") && base && !g_str_has_suffix(name, ".xml");
}

static void read_xml_part(struct office *o, const struct zip *z, const struct zip_entry *e,
			  const char *name, const struct manifest *m)
{
	struct odf_markup markup = { .o = o, .drawn = m->drawn };
	size_t n = 0;
	g_autofree char *data = part_unpack(o, z, e, &n);

	if (data && !xml_read(data, n, &odf_listener, &markup))
		office_damaged(o, name);
}

static void read_part(struct office *o, const struct zip *z, const struct zip_entry *e,
		      const struct manifest *m)
{
	g_autofree char *name = part_name(e);
	char head[PART_HEAD];
	size_t n = part_head(z, e, head);

	if (is_program_name(name))
		office_find(o, FINDING_MACRO, name);
	if (n == 0)
		return;
	if (g_str_has_suffix(name, ".xml") || g_str_has_suffix(name, ".rdf") || xml_begins(head, n))
		read_xml_part(o, z, e, name, m);
	else
		part_inside(o, z, e, head, n);
}

void inspect_odf(struct office *o, const struct zip *z)
{
	struct manifest m = { .o = o };

	m.drawn = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	read_manifest(o, z, &m);
	/* Without its password nothing else is there to be read. */
	for (guint i = 0; i < z->entries->len && !m.is_encrypted; i++) {
		const struct zip_entry *e = &g_array_index(z->entries, struct zip_entry, i);
		if (!e->is_directory)
			read_part(o, z, e, &m);
	}
	g_hash_table_unref(m.drawn);
}
