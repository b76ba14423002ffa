/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pdf_xfa.c: its packets are unpacked by ourselves, within bounds, and looked
 * through for the element that holds a script.
 * Tests: tests/unit/sanitizer/test_inspect_pdf.c.
 */
#include "inspect/pdf_xfa.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "kinds/inflate.h"

#define XML_BYTES (4u << 20) /* of one packet; more counts as a script */
#define PACKETS 16

static bool has_element(const char *xml, size_t n)
{
	return memmem(xml, n, "<script", 7) || memmem(xml, n, ":script", 7);
}

static bool inflated_has_element(const char *raw, size_t n)
{
	size_t len;
	bool is_whole;
	g_autofree char *xml = inflate_bytes(raw, n, INFLATE_ZLIB, XML_BYTES, &len, &is_whole);

	return !is_whole || has_element(xml, len);
}

static bool stream_has_script(qpdf_data q, qpdf_oh stream)
{
	unsigned char *raw = NULL;
	size_t n = 0;

	if (qpdf_oh_get_stream_data(q, stream, qpdf_dl_none, NULL, &raw, &n) & QPDF_ERRORS)
		return true;
	bool has = n > 0 && (raw[0] == '<' ? has_element((const char *)raw, n)
					   : inflated_has_element((const char *)raw, n));
	free(raw);
	return has;
}

bool pdf_xfa_has_script(qpdf_data q, qpdf_oh xfa)
{
	if (qpdf_oh_is_stream(q, xfa))
		return stream_has_script(q, xfa);
	int n = qpdf_oh_is_array(q, xfa) ? qpdf_oh_get_array_n_items(q, xfa) : 0;
	bool has = n > PACKETS;
	for (int i = 0; i < n && !has; i++) {
		qpdf_oh packet = qpdf_oh_get_array_item(q, xfa, i);
		has = qpdf_oh_is_stream(q, packet) && stream_has_script(q, packet);
		qpdf_oh_release(q, packet);
	}
	return has;
}
