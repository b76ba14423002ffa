/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * hidden.h: a part of a mail that stands in a text, as programs see it that
 * find a multipart there, and as bounces leave it.
 */
#ifndef MISOGI_KINDS_HIDDEN_H
#define MISOGI_KINDS_HIDDEN_H

#include "kinds/block.h"

/*
 * The file whose MIME header goes on with the line at ${p}: one that is encoded,
 * or that stands between boundaries and says that it is no text. Looks no
 * further back than ${from}. False when there is none: then ${out}->next, where
 * it is set, is behind that header.
 */
bool hidden_take(const char *from, const char *p, const char *end, unsigned max_params,
		 struct block *out);

#endif
