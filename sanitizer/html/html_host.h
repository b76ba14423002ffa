/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_host.h: names of hosts: as they are asked for, as people read them, and
 * whether two belong to one owner.
 */
#ifndef MISOGI_HTML_HOST_H
#define MISOGI_HTML_HOST_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define HTML_HOST_MAX 253 /* RFC 1035 2.3.4 */

/*
 * ${n} bytes ${raw} as a resolver is asked: %XX undone, lower case, letters
 * beyond ASCII as xn--, numbers of any base as an IPv4 address, no last dot.
 * What cannot be made so is only made readable. Caller frees.
 */
char *html_host_canonical(const char *raw, size_t n);

/* The letters behind the xn-- of canonical ${host}; NULL when there are none. Caller frees. */
char *html_host_unicode(const char *host);

/* "例え.jp (xn--r8jz45g.jp)", or the host alone. Caller frees. */
char *html_host_both(const char *host);

/* The registrable domain of canonical ${host}, as far as we know it. Caller frees. */
char *html_host_site(const char *host);

/* Whether two canonical hosts are of one registrable domain. */
bool html_host_is_same_site(const char *a, const char *b);

#endif
