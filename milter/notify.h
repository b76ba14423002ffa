/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * notify.h: what systemd is told and gives. Without systemd all of it is silent.
 */
#ifndef MISOGI_NOTIFY_H
#define MISOGI_NOTIFY_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

void notify_ready(void);
void notify_stopping(void);
void notify_status(const char *fmt, ...) G_GNUC_PRINTF(1, 2);
void notify_alive(void);

/* Milliseconds between two notify_alive(); 0: no watchdog. */
int64_t notify_interval_ms(void);

/* The listening socket that systemd made for us, -1: none. Call once. */
int notify_listening_fd(void);

#endif
