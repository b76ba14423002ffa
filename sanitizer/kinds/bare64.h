/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * bare64.h: base64 that stands alone in a text, as bounces and careless
 * programs leave it.
 */
#ifndef MISOGI_KINDS_BARE64_H
#define MISOGI_KINDS_BARE64_H

#include "kinds/block.h"

/* Whether ${l} is base64 and nothing else, padding at its end and blanks behind it included. */
bool bare64_is_line(const struct block_line *l);

/*
 * The file that begins with the line at ${p}; false when none does: then none
 * does before ${out}->next either, where that is set.
 */
bool bare64_take(const char *p, const char *end, struct block *out);

/*
 * The name that MIME headers right above ${p} give the file there, as bounces
 * leave them in a text; looks no further back than ${from}. "" when there is
 * none. UTF-8; caller frees.
 */
char *bare64_name(const char *from, const char *p, unsigned max_params);

#endif
