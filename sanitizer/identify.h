/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * identify.h: what a part is, by its content first.
 */
#ifndef MISOGI_SANITIZER_IDENTIFY_H
#define MISOGI_SANITIZER_IDENTIFY_H

#include "types.h"
#include "work.h"

/* Loads libmagic and sends one buffer through it; once, before forking. */
bool identify_init(struct err *err);

/*
 * Sets type, class, is_body and is_attachment of ${part} and records where
 * content, name and declaration disagree: then the class is the worse one.
 */
void identify_part(struct work *w, unsigned part);

/* What the content of ${part} is, were it an attachment; records nothing. */
enum type_id identify_type(const struct work *w, unsigned part);

#endif
