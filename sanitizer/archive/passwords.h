/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * passwords.h: what a mail shows as the password of its own attachment.
 */
#ifndef MISOGI_PASSWORDS_H
#define MISOGI_PASSWORDS_H

#include <glib.h>

/*
 * Candidates in ${texts} (of char *, UTF-8), likeliest first, each once, at
 * most ${max}: what stands behind a word for password, then lines that are
 * nothing but one word. Caller unrefs.
 */
GPtrArray *passwords_find(const GPtrArray *texts, unsigned max);

#endif
