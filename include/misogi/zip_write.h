/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * zip_write.h: a new zip file of given bytes, in the one form that all readers
 * read alike (APPNOTE 6.3.10): UTF-8 names, no extra fields, no comments, no
 * data descriptors, no folders of their own, every date 1980-01-01, each file
 * deflated or stored.
 */
#ifndef MISOGI_ZIP_WRITE_H
#define MISOGI_ZIP_WRITE_H

#include <stdint.h>

#include "misogi/err.h"

/* Borrowed; ${name}: UTF-8, folders before '/'. */
struct zip_file {
	const char *name;
	GBytes *bytes;
};

/* The most bytes that zip_write() makes of ${n} files. */
uint64_t zip_write_max(const struct zip_file *files, size_t n);

/* NULL with ${err} (OUTPUT): without zip64 it cannot be had (4 GB, 65535 files), or no memory. */
GBytes *zip_write(const struct zip_file *files, size_t n, struct err *err);

#endif
