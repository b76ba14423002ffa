/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * lzfu.h: the compression of PR_RTF_COMPRESSED ([MS-OXRTFCP]).
 */
#ifndef MISOGI_KINDS_LZFU_H
#define MISOGI_KINDS_LZFU_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Undoes it, at most ${max} bytes. Sets ${*damaged} when sizes or checksum
 * lie, or more than ${max} came; what could be read is there. NULL: it is not
 * of this kind. Caller frees.
 */
GString *lzfu_decode(const char *buf, size_t n, size_t max, bool *damaged);

#endif
