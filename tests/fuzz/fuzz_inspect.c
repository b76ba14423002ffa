/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as a file of the type that the first one chooses. PDFs have a
 * target of their own. New types are put at the end, for the seeds count.
 */
#include "inspected.h"

static const enum type_id types[] = {
	TYPE_JPEG,  TYPE_PNG,	 TYPE_GIF,  TYPE_BMP, TYPE_WEBP,
	TYPE_TIFF,  TYPE_ICO,	 TYPE_HTML, TYPE_SVG, TYPE_XML,
	TYPE_MHTML, TYPE_RTF,	 TYPE_ONE,  TYPE_LNK, TYPE_URL,
	TYPE_DOCX,  TYPE_XLSM,	 TYPE_PPTX, TYPE_ODT, TYPE_DOC,
	TYPE_XLS,   TYPE_PPT,	 TYPE_MSG,  TYPE_MDB, TYPE_OFFICE_ENCRYPTED,
	TYPE_FODT,  TYPE_WORDML,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool open;

	if (!open)
		inspect_init();
	open = true;
	if (size > 0)
		inspected(types[data[0] % G_N_ELEMENTS(types)], data + 1, size - 1);
	return 0;
}
