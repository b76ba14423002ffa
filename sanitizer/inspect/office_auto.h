/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * office_auto.h: the names of procedures that Office runs by itself.
 */
#ifndef MISOGI_INSPECT_OFFICE_AUTO_H
#define MISOGI_INSPECT_OFFICE_AUTO_H

#include <stddef.h>

/* The first such name that stands in ${text} in either case; NULL: none. Static. */
const char *auto_name_in(const char *text, size_t n);

#endif
