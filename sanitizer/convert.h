/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * convert.h: one part of a mail as text, as the site's policy wants it.
 */
#ifndef MISOGI_SANITIZER_CONVERT_H
#define MISOGI_SANITIZER_CONVERT_H

#include "work.h"

/* How many bytes all texts of the mail may take together. */
uint32_t convert_room(const struct work *w);

/*
 * Makes content.text of ${part}, takes its length from ${*left} and records
 * what was found. What had to be cut makes the whole mail kept.
 */
void convert_part(struct work *w, unsigned part, uint32_t *left);

/* Makes content.text of ${part}, a member of an archive that becomes a text file of its own. */
void convert_member(struct work *w, unsigned part);

/* ${part} as it is compared with others: its links shown. Records nothing; caller frees. */
GString *convert_to_compare(const struct work *w, unsigned part, struct body_found *found);

/* The same as convert_part(), where ${text} (taken) and ${found} are of convert_to_compare(). */
void convert_adopt(struct work *w, unsigned part, GString *text, const struct body_found *found,
		   uint32_t *left);

/* Keeps the whole mail for as long as the policy's default block keeps what it holds. */
void convert_keep_mail(struct work *w);

#endif
