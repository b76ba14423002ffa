/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * labelled.h: "日時: …": what a sender's record says, under names of ours.
 */
#ifndef MISOGI_KINDS_LABELLED_H
#define MISOGI_KINDS_LABELLED_H

#include "text/phrase.h"

/* Appends ${s} on one line: runs of line ends and control characters become a blank. */
void labelled_clean(GString *out, const char *s);

/* "${label}: ${s}\n" with ${s} on one line; nothing when it is NULL or blank. */
void labelled_line(GString *out, enum config_lang lang, const struct phrase *label, const char *s);

/* "${label}:\n" and ${s} with its lines; nothing when it is NULL or blank. */
void labelled_text(GString *out, enum config_lang lang, const struct phrase *label, const char *s);

#endif
