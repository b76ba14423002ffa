/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * log.h: one event, one line. Programs log, libraries return. Under systemd
 * the priority prefix "<3>" is written so that journald keeps the level.
 */
#ifndef MISOGI_LOG_H
#define MISOGI_LOG_H

#include <glib.h>

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARNING, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* ${program} is borrowed for ever. Unknown ${level} word: info. */
void log_open(const char *program, const char *level);

/* One line on standard error. Safe in threads; the text must be one line (values through
 * text_log_value()). */
void log_write(enum log_level level, const char *fmt, ...) G_GNUC_PRINTF(2, 3);

#endif
