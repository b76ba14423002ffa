/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * notify.c: systemd(1): readiness, status line, watchdog, socket activation.
 * A socket of systemd's survives our kill -9, and those who connect meanwhile
 * wait in its backlog.
 * Tests: tests/flow/test_service.py.
 */
#include "notify.h"

#include <systemd/sd-daemon.h>

void notify_ready(void)
{
	sd_notify(0, "READY=1");
}

void notify_stopping(void)
{
	sd_notify(0, "STOPPING=1");
}

void notify_status(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	g_autofree char *text = g_strdup_vprintf(fmt, args);
	va_end(args);
	sd_notifyf(0, "STATUS=%s", text);
}

void notify_alive(void)
{
	sd_notify(0, "WATCHDOG=1");
}

int64_t notify_interval_ms(void)
{
	uint64_t usec = 0;

	if (sd_watchdog_enabled(0, &usec) <= 0)
		return 0;
	return (int64_t)(usec / 2000);
}

int notify_listening_fd(void)
{
	if (sd_listen_fds(1) < 1 || sd_is_socket(SD_LISTEN_FDS_START, 0, 0, 1) <= 0)
		return -1;
	return SD_LISTEN_FDS_START;
}
