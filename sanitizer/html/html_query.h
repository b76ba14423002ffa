/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_query.h: media queries, answered for a person who reads mail on a
 * screen, in a window of 1200 pixels, on white.
 */
#ifndef MISOGI_HTML_QUERY_H
#define MISOGI_HTML_QUERY_H

#include <stdbool.h>

/* ${list}: what stands behind @media, in lower case. What is unknown does not hold. */
bool html_query_holds(const char *list);

#endif
