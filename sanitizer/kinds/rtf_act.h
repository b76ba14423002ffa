/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf_act.h: what the control words of an RTF file do.
 */
#ifndef MISOGI_KINDS_RTF_ACT_H
#define MISOGI_KINDS_RTF_ACT_H

#include "kinds/rtf_reader.h"

/* Does what ${word}, read as ${t}, says; the text before it was flushed. */
void rtf_act(struct rtf_reader *r, const struct rtf_word *word, const struct rtf_token *t);

/* The group that owns ${now.field} ends: what its result did not say is said. */
void rtf_act_end_field(struct rtf_reader *r);

#endif
