/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * unwrap.h: what a leaf holds that is no MIME: winmail.dat, an S/MIME mail with
 * its signature around it, files written into a text.
 */
#ifndef MISOGI_SANITIZER_UNWRAP_H
#define MISOGI_SANITIZER_UNWRAP_H

#include "kinds/members.h"
#include "work.h"

/*
 * Looks into ${part} and takes out what is there: NULL when it is what it
 * seems; else ${part} is a wrapper from now on, a body of the mail whose members
 * are parts in their own right. Caller frees (unwrap_free).
 */
struct members *unwrap_leaf(struct work *w, unsigned part);

/*
 * The same of ${part}, which is what was encoded as a whole in a multipart of Content-Type ${type}
 * (may be NULL): the multipart that it is when decoded.
 */
struct members *unwrap_multipart(struct work *w, unsigned part, const char *type);

void unwrap_free(struct members *m);

#endif
