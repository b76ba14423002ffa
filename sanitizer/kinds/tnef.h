/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tnef.h: winmail.dat ([MS-OXTNEF]): the body, the files and their names.
 */
#ifndef MISOGI_KINDS_TNEF_H
#define MISOGI_KINDS_TNEF_H

#include "kinds/members.h"

/*
 * Reads ${buf} into ${out} (members_init() was called): at most one
 * MEMBER_BODY, the richest that there is (HTML, else RTF, else text), a
 * MEMBER_FILE for each attachment (long names before 8.3 ones) and for each
 * object that was embedded; a message attached as TNEF is a MEMBER_FILE of type
 * "application/ms-tnef". Checks every length, and the checksums.
 */
void tnef_read(const char *buf, size_t n, const struct limits *limits, struct members *out);

#endif
