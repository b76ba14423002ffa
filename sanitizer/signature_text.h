/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * signature_text.h: types that are characters, by what they begin with.
 */
#ifndef MISOGI_SANITIZER_SIGNATURE_TEXT_H
#define MISOGI_SANITIZER_SIGNATURE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "types.h"

/*
 * A script, shortcut, mail, key, markup …, in ASCII's or UTF-16's bytes, behind
 * a byte order mark and blanks. Unless ${is_characters}, only by its first
 * line. TYPE_MAX: none that the text itself tells.
 */
enum type_id text_type(const char *data, size_t len, bool is_characters);

#endif
