/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tnef.h: winmail.dat ([MS-OXTNEF]): the body, the files and their names.
 */
#ifndef MISOGI_KINDS_TNEF_H
#define MISOGI_KINDS_TNEF_H

#include "kinds/members.h"

/*
 * Reads ${buf} into ${out} (members_init() was called): a meeting request as a
 * MEMBER_BODY of form calendar; at most one MEMBER_BODY more, the richest that
 * there is (HTML, else RTF, else text); then a MEMBER_FILE for each attachment
 * (long names before 8.3 ones) and each object that was embedded, at most
 * limit members. A message attached as TNEF is a MEMBER_FILE of type
 * "message/rfc822": a mail of ours around it that bears its subject, sender
 * and date. Checks every length, and the checksums: what does not fit is
 * malformed, and read as far as it goes.
 */
void tnef_read(const char *buf, size_t n, const struct limits *limits, struct members *out);

#endif
