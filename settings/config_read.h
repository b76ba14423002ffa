/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * config_read.h: misogi.conf from memory, for tests and the fuzz target.
 */
#ifndef SETTINGS_CONFIG_READ_H
#define SETTINGS_CONFIG_READ_H

#include "misogi/config.h"

/* As config_load(), of ${len} hostile bytes said to be file ${name}. */
struct config *config_parse(const char *text, size_t len, const char *name, struct diags *diags);

#endif
