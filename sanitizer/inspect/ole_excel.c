/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ole_excel.c: the records of BIFF2 to BIFF8 ([MS-XLS]) that say what a
 * workbook does: sheets of Excel 4.0 macros, names that run them, links, locks.
 * Behind FILEPASS all is encrypted; the password of Excel's own choosing
 * counts as one.
 * Tests: tests/unit/sanitizer/test_inspect_excel.c.
 */
#include "inspect/ole_excel.h"

#include <string.h>

#include "inspect/office_auto.h"
#include "inspect/ole.h"
#include "kinds/little.h"

#define BIFF8 0x0600u
#define SHEET_MACRO 0x40u
#define SHEET_MODULE 0x06u
#define NAME_BUILTIN 0x20u
#define EXTERNAL_OLE_LINK 0x10u

struct workbook {
	struct office *o;
	unsigned version;
	bool has_begun;
	bool has_link; /* DDE or OLE: the names that follow tell which */
	bool is_locked;
};

typedef void reader(struct workbook *w, const char *p, size_t n);

static void read_begin(struct workbook *w, const char *p, size_t n)
{
	if (n < 4)
		return;
	if (!w->has_begun)
		w->version = little_u16(p);
	w->has_begun = true;
	if (little_u16(p + 2) == SHEET_MACRO)
		office_find(w->o, FINDING_MACRO_XLM, NULL);
	if (little_u16(p + 2) == SHEET_MODULE)
		office_find(w->o, FINDING_MACRO, NULL);
}

static void read_sheet(struct workbook *w, const char *p, size_t n)
{
	if (n >= 6 && p[5] == 1)
		office_find(w->o, FINDING_MACRO_XLM, NULL);
	if (n >= 6 && p[5] == SHEET_MODULE)
		office_find(w->o, FINDING_MACRO, NULL);
}

static void read_lock(struct workbook *w, const char *p, size_t n)
{
	(void)p;
	(void)n;
	w->is_locked = true;
	office_find(w->o, FINDING_ENCRYPTED, NULL);
}

/* Names that Excel has itself: 1 Auto_Open, 2 Auto_Close, 10 Auto_Activate, 11 Auto_Deactivate. */
static bool runs_itself(char c)
{
	return c == 1 || c == 2 || c == 10 || c == 11;
}

static void read_name(struct workbook *w, const char *p, size_t n)
{
	size_t at = w->version >= BIFF8 ? 15 : 14;

	if (n > at && (little_u16(p) & NAME_BUILTIN) && runs_itself(p[at]))
		office_find(w->o, FINDING_AUTO_RUN, "Auto_Open");
	/* Spelt out, in bytes or in UTF-16. */
	g_autoptr(GString) plain = g_string_new(NULL);
	for (size_t i = MIN(n, 14); i < n; i++)
		if (p[i])
			g_string_append_c(plain, p[i]);
	const char *name = auto_name_in(plain->str, plain->len);
	if (name)
		office_find(w->o, FINDING_AUTO_RUN, name);
}

/* "program\3topic" is a link to a program, else it is another workbook. */
static void note_source(struct workbook *w, const char *p, size_t n)
{
	if (n > 1 && memchr(p + 1, 3, n - 1))
		w->has_link = true;
	else if (n > 1)
		office_find(w->o, FINDING_EXTERNAL_LINK, NULL);
}

static void read_source(struct workbook *w, const char *p, size_t n)
{
	unsigned length = n >= 4 ? little_u16(p + 2) : 0;

	/* The workbook itself, add-ins, nothing at all. */
	if (n <= 5 || length == 0x0401 || length == 0x3a01 || length <= 1)
		return;
	note_source(w, p + 5, n - 5);
}

static void read_old_source(struct workbook *w, const char *p, size_t n)
{
	if (w->version >= BIFF8 || n < 3)
		return;
	/* 1: a path follows; 0, 2, 3 and 4 are of this workbook. */
	if (p[1] == 1 || memchr(p + 2, 3, n - 2))
		note_source(w, p + 1, n - 1);
}

static void read_source_name(struct workbook *w, const char *p, size_t n)
{
	if (!w->has_link || n < 2)
		return;
	w->has_link = false;
	if (little_u16(p) & EXTERNAL_OLE_LINK) {
		office_find(w->o, FINDING_OLE_OBJECT, NULL);
		office_find(w->o, FINDING_EXTERNAL_LINK, NULL);
	} else {
		office_find(w->o, FINDING_DDE, NULL);
	}
}

static void read_query(struct workbook *w, const char *p, size_t n)
{
	(void)p;
	(void)n;
	office_find(w->o, FINDING_EXTERNAL_LINK, NULL);
}

static const struct {
	unsigned id;
	reader *read;
} readers[] = {
	{ 0x0009, read_begin },	     { 0x0209, read_begin },	   { 0x0409, read_begin },
	{ 0x0809, read_begin },	     { 0x0085, read_sheet },	   { 0x002f, read_lock },
	{ 0x0018, read_name },	     { 0x0218, read_name },	   { 0x01ae, read_source },
	{ 0x0017, read_old_source }, { 0x0023, read_source_name }, { 0x0223, read_source_name },
	{ 0x00dc, read_query },	     { 0x0803, read_query },	   { 0x0876, read_query },
};

void inspect_biff(struct office *o, const char *data, size_t n)
{
	struct workbook w = { .o = o };

	for (size_t at = 0; at + 4 <= n && !w.is_locked;) {
		unsigned id = little_u16(data + at);
		size_t size = MIN(little_u16(data + at + 2), n - at - 4);
		for (size_t i = 0; i < G_N_ELEMENTS(readers); i++)
			if (readers[i].id == id)
				readers[i].read(&w, data + at + 4, size);
		if (!w.has_begun)
			break;
		at += 4 + size;
	}
	if (!w.has_begun)
		office_damaged(o, "workbook");
	/* A link whose names nobody reads may be of either kind. */
	if (w.has_link)
		office_find(o, FINDING_DDE, NULL);
}

void ole_excel(struct office *o, const struct ole_file *f, int i)
{
	size_t n = 0;
	g_autofree char *data = ole_stream(o, f, i, &n);

	if (data)
		inspect_biff(o, data, n);
}
