/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * inflate.h: deflated bytes within signed and compressed mail, made long again
 * within bounds.
 */
#ifndef MISOGI_KINDS_INFLATE_H
#define MISOGI_KINDS_INFLATE_H

#include <stdbool.h>
#include <stddef.h>

/* Makes what GLib makes at first use. Once, before the door is locked. */
void inflate_init(void);

enum inflate_format { INFLATE_RAW, INFLATE_ZLIB };

/*
 * The first ${max} bytes at most of what ${buf} is when inflated; what could be
 * had when it is damaged. ${*is_whole} tells. Never NULL; caller frees.
 */
char *inflate_bytes(const char *buf, size_t n, enum inflate_format format, size_t max, size_t *len,
		    bool *is_whole);

#endif
