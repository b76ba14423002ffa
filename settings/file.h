/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * file.h: a whole file of settings, of at most SETTINGS_FILE_MAX bytes.
 */
#ifndef SETTINGS_FILE_H
#define SETTINGS_FILE_H

#include "complain.h"

#define SETTINGS_FILE_MAX ((size_t)1 << 20)

/* All of ${path}; NULL after complaining at ${at}. Only a regular file is read. */
GBytes *file_read(const char *path, struct at at, struct diags *diags);

#endif
