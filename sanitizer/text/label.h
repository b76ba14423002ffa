/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * label.h: the names of charsets, as senders write them.
 */
#ifndef MISOGI_TEXT_LABEL_H
#define MISOGI_TEXT_LABEL_H

#include "text/converters.h"

/* What ${label} names; CONVERTER_UNKNOWN when it is NULL, empty or strange. */
enum converter label_find(const char *label);

#endif
