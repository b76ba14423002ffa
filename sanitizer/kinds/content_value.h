/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * content_value.h: the value of a content line as text.
 */
#ifndef MISOGI_KINDS_CONTENT_VALUE_H
#define MISOGI_KINDS_CONTENT_VALUE_H

#include "kinds/content_line.h"

/* The value with its encoding, charset and escapes undone. Caller frees. */
char *content_value_text(const struct content_source *s, const struct content_line *line);

/* The same, cut at each ${separator} that is not escaped: an array of char *; caller unrefs. */
GPtrArray *content_value_split(const struct content_source *s, const struct content_line *line,
			       char separator);

#endif
