/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as a PDF: qpdf reads them, we walk what it read.
 */
#include "inspected.h"
#include "kinds/inflate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool open;

	if (!open)
		inflate_init();
	open = true;
	inspected(TYPE_PDF, data, size);
	return 0;
}
