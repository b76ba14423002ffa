/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * odf.h: what stands in the XML of OpenDocument files, in packages and flat.
 */
#ifndef MISOGI_INSPECT_ODF_H
#define MISOGI_INSPECT_ODF_H

#include "inspect/office.h"
#include "inspect/office_xml.h"

struct odf_markup {
	struct office *o;
	GHashTable *drawn; /* paths of objects that are charts or formulas; NULL: flat */
	bool has_root;
};

/* Its user is a struct odf_markup. */
extern const struct xml_listener odf_listener;

#endif
