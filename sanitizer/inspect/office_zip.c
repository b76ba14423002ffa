/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * office_zip.c: a package whose zip readers could understand differently is
 * damaged. Of each part the first bytes are looked at, so that pictures need
 * not be unpacked and no name hides what a part is.
 * Tests: tests/unit/sanitizer/test_inspect_ooxml.c.
 */
#include "inspect/office_zip.h"

#include <string.h>

#include "inspect/ole_file.h"
#include "kinds/inflate.h"
#include "misogi/words.h"
#include "signature.h"

#define PARTS_MAX 20000u
#define STORED 0u
#define DEFLATED 8u

char *part_unpack(struct office *o, const struct zip *z, const struct zip_entry *e, size_t *n)
{
	g_autofree char *name = part_name(e);

	if (!office_spend(o, e->size))
		return NULL;
	char *data = zip_unpack(z, e, (size_t)e->size, n);
	if (!data)
		office_damaged(o, name);
	return data;
}

char *part_name(const struct zip_entry *e)
{
	g_autofree char *raw = g_strndup(e->name, e->name_len);
	g_autofree char *text = g_utf8_make_valid(raw, -1);

	return g_ascii_strdown(text, -1);
}

size_t part_head(const struct zip *z, const struct zip_entry *e, char head[PART_HEAD])
{
	const char *packed = z->data + e->data_at;
	size_t n = MIN((size_t)e->packed, PART_HEAD);
	bool is_whole = false;

	if (e->method == STORED) {
		memcpy(head, packed, n);
		return n;
	}
	if (e->method != DEFLATED)
		return 0;
	g_autofree char *data =
		inflate_bytes(packed, (size_t)e->packed, INFLATE_RAW, PART_HEAD, &n, &is_whole);
	memcpy(head, data, n);
	return n;
}

static bool is_document(const char *head, size_t n)
{
	return n >= 8 && (memcmp(head, OLE_MAGIC, 8) == 0 || memcmp(head, "PK\3\4", 4) == 0);
}

void part_inside(struct office *o, const struct zip *z, const struct zip_entry *e, const char *head,
		 size_t n_head)
{
	size_t n = 0;

	if (is_document(head, n_head)) {
		g_autofree char *data = part_unpack(o, z, e, &n);
		if (data)
			office_inside(o, data, n);
	} else if (signature_find(head, n_head).is_certain) {
		office_inside(o, head, n_head);
	}
}

static void note_problems(struct office *o, const struct zip *z)
{
	for (guint i = 0; i < z->problems->len; i++)
		office_damaged(o, word_of(VOCABULARY_FINDING,
					  (int)g_array_index(z->problems, enum finding_id, i)));
	if (z->is_encrypted)
		office_find(o, FINDING_ENCRYPTED, NULL);
}

bool inspect_package(struct office *o, const char *data, size_t n)
{
	struct zip z;

	if (!zip_open(data, n, PARTS_MAX, &z))
		return false;
	bool is_ooxml = zip_find(&z, "[Content_Types].xml");
	bool is_odf = zip_find(&z, "META-INF/manifest.xml");
	if (is_ooxml || is_odf)
		note_problems(o, &z);
	if (is_ooxml && !z.is_encrypted)
		inspect_ooxml(o, &z);
	if (is_odf && !z.is_encrypted)
		inspect_odf(o, &z);
	zip_close(&z);
	return is_ooxml || is_odf;
}
