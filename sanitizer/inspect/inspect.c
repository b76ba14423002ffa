/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * inspect.c: which inspector looks into which type.
 * Tests: tests/unit/sanitizer/test_inspect.c.
 */
#include "inspect/inspect.h"

#include "inspect/image.h"
#include "inspect/markup.h"
#include "inspect/office.h"
#include "inspect/onenote.h"
#include "inspect/pdf.h"
#include "inspect/rtf_objects.h"
#include "inspect/shortcut.h"
#include "misogi/text.h"

#define DETAIL_MAX 200u

typedef void inspector(struct inspection *in, enum type_id type, const char *data, size_t len);

static const struct {
	enum type_id type;
	inspector *look;
} inspectors[] = {
	{ TYPE_PDF, pdf_inspect },
	{ TYPE_JPEG, image_inspect },
	{ TYPE_PNG, image_inspect },
	{ TYPE_WEBP, image_inspect },
	{ TYPE_GIF, image_inspect },
	{ TYPE_BMP, image_inspect },
	{ TYPE_ICO, image_inspect },
	{ TYPE_TIFF, image_inspect },
	{ TYPE_HTML, markup_inspect },
	{ TYPE_SVG, markup_inspect },
	{ TYPE_XML, markup_inspect },
	{ TYPE_RTF, rtf_inspect },
	{ TYPE_ONE, onenote_inspect },
	{ TYPE_LNK, shortcut_inspect_lnk },
	{ TYPE_URL, shortcut_inspect },
	{ TYPE_SCF, shortcut_inspect },
	{ TYPE_DESKTOP, shortcut_inspect },
	{ TYPE_LIBRARY_MS, shortcut_inspect },
	{ TYPE_SEARCH_MS, shortcut_inspect },
	{ TYPE_APPREF_MS, shortcut_inspect },
	{ TYPE_WEBLOC, shortcut_inspect },
	{ TYPE_THEME, shortcut_inspect },
	{ TYPE_INF, shortcut_inspect },
	{ TYPE_IQY, shortcut_inspect },
	{ TYPE_MHTML, markup_inspect_mhtml },
	{ TYPE_DOC, inspect_office },
	{ TYPE_XLS, inspect_office },
	{ TYPE_PPT, inspect_office },
	{ TYPE_PUB, inspect_office },
	{ TYPE_VSD, inspect_office },
	{ TYPE_MDB, inspect_office },
	{ TYPE_OLE, inspect_office },
	{ TYPE_JTD, inspect_office },
	{ TYPE_JHD, inspect_office },
	{ TYPE_MSG, inspect_office },
	{ TYPE_DOCX, inspect_office },
	{ TYPE_XLSX, inspect_office },
	{ TYPE_PPTX, inspect_office },
	{ TYPE_VSDX, inspect_office },
	{ TYPE_THMX, inspect_office },
	{ TYPE_ODT, inspect_office },
	{ TYPE_ODS, inspect_office },
	{ TYPE_ODP, inspect_office },
	{ TYPE_ODG, inspect_office },
	{ TYPE_ODF, inspect_office },
	{ TYPE_ODC_CHART, inspect_office },
	{ TYPE_ODB, inspect_office },
	{ TYPE_SXW, inspect_office },
	{ TYPE_XPS, inspect_office },
	{ TYPE_DOCM, inspect_office },
	{ TYPE_XLSM, inspect_office },
	{ TYPE_XLAM, inspect_office },
	{ TYPE_PPTM, inspect_office },
	{ TYPE_PPAM, inspect_office },
	{ TYPE_XLSB, inspect_office },
	{ TYPE_VSDM, inspect_office },
	{ TYPE_ODT_MACRO, inspect_office },
	{ TYPE_ODS_MACRO, inspect_office },
	{ TYPE_ODP_MACRO, inspect_office },
	{ TYPE_ACCDB, inspect_office },
	{ TYPE_MPP, inspect_office_loose },
	{ TYPE_HWP, inspect_office_loose },
	{ TYPE_WPS, inspect_office_loose },
	{ TYPE_FODT, inspect_office_flat },
	{ TYPE_FODS, inspect_office_flat },
	{ TYPE_FODP, inspect_office_flat },
	{ TYPE_FODG, inspect_office_flat },
	{ TYPE_WORDML, inspect_office_flat },
	{ TYPE_EXCELML, inspect_office_flat },
	{ TYPE_FLAT_OPC, inspect_office_flat },
	{ TYPE_OFFICE_ENCRYPTED, inspect_office },
	{ TYPE_MAX, NULL },
};

static void inspected_free(gpointer p)
{
	struct inspected *one = p;

	g_free(one->detail);
	g_free(one);
}

bool inspection_has(const struct inspection *in, enum finding_id id)
{
	for (guint i = 0; i < in->found->len; i++)
		if (((const struct inspected *)g_ptr_array_index(in->found, i))->id == id)
			return true;
	return false;
}

void inspection_find(struct inspection *in, enum finding_id id, const char *detail)
{
	if (inspection_has(in, id))
		return;
	struct inspected *one = g_new0(struct inspected, 1);
	one->id = id;
	one->detail = text_one_line(detail ? detail : "", DETAIL_MAX);
	g_ptr_array_add(in->found, one);
}

void inspect_init(void)
{
	office_init();
}

struct inspection *inspect(enum type_id type, const char *data, size_t len,
			   const struct limits *limits)
{
	struct inspection *in = g_new0(struct inspection, 1);

	in->limits = limits;
	in->found = g_ptr_array_new_with_free_func(inspected_free);
	for (size_t i = 0; i < G_N_ELEMENTS(inspectors); i++)
		if (inspectors[i].type == type && inspectors[i].look)
			inspectors[i].look(in, type, data, len);
	return in;
}

void inspection_free(struct inspection *in)
{
	if (!in)
		return;
	g_ptr_array_unref(in->found);
	g_free(in);
}
