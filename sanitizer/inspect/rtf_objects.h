/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf_objects.h: what an RTF file embeds, starts and loads.
 */
#ifndef MISOGI_INSPECT_RTF_OBJECTS_H
#define MISOGI_INSPECT_RTF_OBJECTS_H

#include "inspect/inspect.h"

void rtf_inspect(struct inspection *in, enum type_id type, const char *data, size_t len);

#endif
