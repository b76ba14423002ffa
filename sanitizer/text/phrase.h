/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * phrase.h: what we say within a text of someone else's, in the site's
 * language. Each module keeps its phrases in one table of its own.
 */
#ifndef MISOGI_TEXT_PHRASE_H
#define MISOGI_TEXT_PHRASE_H

#include <glib.h>

#include "misogi/config.h"

struct phrase {
	const char *ja, *en;
};

/*
 * Appends ${p} in ${lang} ("ja / en" for both). "{n}" becomes ${n}, "{s}" the
 * UTF-8 ${s} (may be NULL), which must be one clean line.
 */
void phrase_append(GString *out, enum config_lang lang, const struct phrase *p, unsigned n,
		   const char *s);

/* The same as a line of its own: "［…］\n". */
void phrase_line(GString *out, enum config_lang lang, const struct phrase *p, unsigned n,
		 const char *s);

#endif
