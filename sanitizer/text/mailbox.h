/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * mailbox.h: what is an address that a reply can go to. Internal to the
 * readers of headers.
 */
#ifndef MISOGI_TEXT_MAILBOX_H
#define MISOGI_TEXT_MAILBOX_H

#include <glib.h>
#include <stdbool.h>

/*
 * local@domain in printable ASCII out of the raw ${s}, blanks, a route and
 * "mailto:" gone, a domain in Unicode in its ASCII form; "" when it is none.
 * ${hint}: words_decode(). Caller frees.
 */
char *mailbox_read(const char *s, size_t n, const char *hint);

bool mailbox_is_ascii(const GString *s);

#endif
