/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * disk.c: errno → STORE_FULL or STORE_IO. Tests: tests/unit/quarantine/test_blob.c
 */
#include "disk.h"

#include <errno.h>

bool disk_is_full(int e)
{
	return e == ENOSPC || e == EDQUOT || e == EFBIG;
}

bool disk_error(struct err *err, const char *fmt, ...)
{
	int e = errno;
	va_list ap;
	va_start(ap, fmt);
	g_autofree char *what = g_strdup_vprintf(fmt, ap);
	va_end(ap);
	errno = e;
	return err_errno(err, disk_is_full(e) ? REASON_STORE_FULL : REASON_STORE_IO, "%s", what);
}
