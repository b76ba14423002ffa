/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_lookalike.h: hosts whose letters are there to be taken for others.
 */
#ifndef MISOGI_HTML_LOOKALIKE_H
#define MISOGI_HTML_LOOKALIKE_H

#include <stdbool.h>

/* Whether some label of ${host} (UTF-8) mixes scripts or imitates ASCII (UTS 39). */
bool html_lookalike_is(const char *host);

#endif
