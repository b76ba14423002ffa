/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * codepage.h: Windows' numbers of charsets, as RTF and winmail.dat use them.
 */
#ifndef MISOGI_KINDS_CODEPAGE_H
#define MISOGI_KINDS_CODEPAGE_H

/* A label for charset_to_utf8(): 932 → "cp932"; "" for one that we do not know. Static. */
const char *codepage_label(unsigned number);

#endif
