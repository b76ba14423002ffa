/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * contact.h: a visiting card as lines (RFC 6350, 2426, vCard 2.1).
 */
#ifndef MISOGI_KINDS_CONTACT_H
#define MISOGI_KINDS_CONTACT_H

#include "text/body.h"

/* Appends the cards (at most limit entries) of ${n} bytes ${buf}, labelled ${charset}, to ${out}.
 */
void contact_to_text(GString *out, const char *buf, size_t n, const char *charset,
		     const struct text_options *options, struct body_found *found);

#endif
