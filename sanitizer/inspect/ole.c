/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ole.c: the names of storages and streams, each with what it means and who
 * looks into it. A name counts wherever it stands: a workbook embedded in a
 * text has its streams in a storage of the text.
 * Tests: tests/unit/sanitizer/test_inspect_ole.c.
 */
#include "inspect/ole.h"

#include <string.h>

#define NOTHING FINDING_MAX

/* A name; one that ends in '*' is what names begin with. */
static const struct mark {
	const char *name;
	enum ole_kind kind;
	enum finding_id id; /* NOTHING: none by itself */
	ole_looker *look;
} marks[] = {
	{ "EncryptedPackage", OLE_STREAM, FINDING_ENCRYPTED, NULL },
	{ "EncryptionInfo", OLE_STREAM, FINDING_ENCRYPTED, NULL },
	{ "EncryptedSummary", OLE_STREAM, FINDING_ENCRYPTED, NULL },
	{ "EncryptedSIHdr", OLE_STREAM, FINDING_ENCRYPTED, NULL },
	{ "EncryptedDSIHdr", OLE_STREAM, FINDING_ENCRYPTED, NULL },
	{ "encryption", OLE_STREAM, FINDING_ENCRYPTED, NULL },
	{ "\tDRM*", OLE_STREAM, FINDING_ENCRYPTED, NULL },
	{ "\tDRM*", OLE_STORAGE, FINDING_ENCRYPTED, NULL },
	{ "DRMEncrypted*", OLE_STORAGE, FINDING_ENCRYPTED, NULL },
	{ "DRMEncrypted*", OLE_STREAM, FINDING_ENCRYPTED, NULL },
	{ "VBA", OLE_STORAGE, FINDING_MACRO, NULL },
	{ "_VBA_PROJECT_CUR", OLE_STORAGE, FINDING_MACRO, NULL },
	{ "_VBA_PROJECT", OLE_STREAM, FINDING_MACRO, ole_macro_names },
	{ "dir", OLE_STREAM, NOTHING, ole_macro_directory },
	{ "WordDocument", OLE_STREAM, NOTHING, ole_word },
	{ "Workbook", OLE_STREAM, NOTHING, ole_excel },
	{ "Book", OLE_STREAM, NOTHING, ole_excel },
	{ "PowerPoint Document", OLE_STREAM, NOTHING, ole_powerpoint },
	{ "Current User", OLE_STREAM, NOTHING, ole_current_user },
	{ "MBD*", OLE_STORAGE, FINDING_OLE_OBJECT, NULL },
	{ "\1Ole10Native", OLE_STREAM, FINDING_OLE_OBJECT, ole_native },
	{ "Package", OLE_STREAM, FINDING_FILE_INSIDE, ole_package },
	{ "EmbeddedOdf", OLE_STREAM, FINDING_FILE_INSIDE, ole_package },
	{ "\1Ole", OLE_STREAM, NOTHING, ole_link },
	{ "\3OCXNAME", OLE_STREAM, FINDING_ACTIVEX, NULL },
	{ "\3OCXDATA", OLE_STREAM, FINDING_ACTIVEX, NULL },
	{ "Ctls", OLE_STREAM, FINDING_ACTIVEX, NULL },
	{ "__attach_version1.0_*", OLE_STORAGE, FINDING_FILE_INSIDE, NULL },
};

char *ole_stream(struct office *o, const struct ole_file *f, int i, size_t *n)
{
	const struct ole_entry *e = ole_entry(f, (guint)i);
	char *data = NULL;

	if (e->size > f->len)
		office_damaged(o, e->name);
	else if (office_spend(o, e->size)) {
		data = ole_read(f, e);
		*n = (size_t)e->size;
		if (!data)
			office_damaged(o, e->name);
	}
	return data;
}

static bool is_marked(const struct mark *m, const struct ole_entry *e)
{
	size_t n = strlen(m->name);

	if (m->kind != e->kind)
		return false;
	if (m->name[n - 1] == '*')
		return g_ascii_strncasecmp(e->name, m->name, n - 1) == 0;
	return g_ascii_strcasecmp(e->name, m->name) == 0;
}

/* Word keeps an empty pool in texts without objects. */
static bool is_pooled(const struct ole_file *f, const struct ole_entry *e)
{
	return e->kind == OLE_STORAGE && e->parent > 0 &&
	       g_ascii_strcasecmp(ole_entry(f, (guint)e->parent)->name, "ObjectPool") == 0;
}

static void look_at(struct office *o, const struct ole_file *f, guint i)
{
	const struct ole_entry *e = ole_entry(f, i);

	if (is_pooled(f, e))
		office_find(o, FINDING_OLE_OBJECT, e->name);
	for (size_t k = 0; k < G_N_ELEMENTS(marks); k++) {
		if (!is_marked(&marks[k], e))
			continue;
		if (marks[k].id != NOTHING)
			office_find(o, marks[k].id, e->name);
		if (marks[k].look)
			marks[k].look(o, f, (int)i);
	}
}

void inspect_ole(struct office *o, const char *data, size_t n)
{
	struct ole_file f;

	if (!ole_open(data, n, &f)) {
		office_damaged(o, "compound file");
		return;
	}
	if (f.is_damaged)
		office_damaged(o, "compound file");
	for (guint i = 0; i < f.entries->len; i++)
		look_at(o, &f, i);
	ole_close(&f);
}
