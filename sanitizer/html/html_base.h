/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_base.h: relative references (RFC 3986 5).
 */
#ifndef MISOGI_HTML_BASE_H
#define MISOGI_HTML_BASE_H

/*
 * Where ${relative} leads from the web address ${base}; NULL: nowhere else.
 * Caller frees.
 */
char *html_base_resolve(const char *base, const char *relative);

#endif
