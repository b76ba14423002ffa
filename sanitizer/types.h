/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * types.h: what is known of each type of include/misogi/types.h: extensions,
 * declared types, how bad its class is.
 */
#ifndef MISOGI_SANITIZER_TYPES_H
#define MISOGI_SANITIZER_TYPES_H

#include <stdbool.h>

#include "misogi/types.h"

/* The name and class of a row; TYPE_MAX is read as TYPE_UNKNOWN. Static storage. */
const char *type_name(enum type_id id);
enum class type_class(enum type_id id);

/* The first row with extension ${ext} (any case); TYPE_MAX: none. */
enum type_id type_by_extension(const char *ext);
/* The first row that may be declared as ${mime} (lower case, no parameters); TYPE_MAX: none. */
enum type_id type_by_mime(const char *mime);

bool type_has_extension(enum type_id id, const char *ext);
bool type_has_mime(enum type_id id, const char *mime);

/* Whether its content is plain characters that only the name tells apart (txt, csv, bat …). */
bool type_is_characters(enum type_id id);

/* Of two classes the one with the higher number is the one to fear. */
unsigned class_badness(enum class class);
/* Whether opening it runs it. */
bool class_is_active(enum class class);

#endif
