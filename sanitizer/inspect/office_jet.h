/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * office_jet.h: databases of Access (mdb, accdb).
 */
#ifndef MISOGI_INSPECT_OFFICE_JET_H
#define MISOGI_INSPECT_OFFICE_JET_H

#include "inspect/office.h"

void inspect_jet(struct office *o, const char *data, size_t n);

#endif
