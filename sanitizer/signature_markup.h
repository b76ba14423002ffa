/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * signature_markup.h: which kind of HTML or XML a text is.
 */
#ifndef MISOGI_SANITIZER_SIGNATURE_MARKUP_H
#define MISOGI_SANITIZER_SIGNATURE_MARKUP_H

#include <stddef.h>

#include "types.h"

/*
 * By an element that stands in no other kind of file wherever it is in the
 * first 64 KB, or by the very first element. TYPE_MAX: neither.
 */
enum type_id markup_find(const char *data, size_t len);

#endif
