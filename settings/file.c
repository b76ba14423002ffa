/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * file.c: reads a file of settings whole, so that what is checked is what is
 * used. Opened without blocking: a pipe in the file's place must not hang us.
 * Tests: tests/unit/settings/test_config.c, test_policy_files.c.
 */
#include "file.h"

#include <errno.h>
#include <string.h>

#include "misogi/io.h"

GBytes *file_read(const char *path, struct at at, struct diags *diags)
{
	AUTO_FD fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	uint64_t size;

	if (fd < 0) {
		complain(diags, at, NULL, "cannot open %s: %s", "%s を開けない：%s", path,
			 g_strerror(errno));
		return NULL;
	}
	if (!io_size(fd, &size)) {
		complain(diags, at, NULL, "%s is not a file", "%s はファイルではない", path);
		return NULL;
	}
	struct err err;
	GBytes *bytes = io_read_bytes(fd, SETTINGS_FILE_MAX, &err);
	if (bytes)
		return bytes;
	if (size > SETTINGS_FILE_MAX)
		complain(diags, at, NULL, "%s is larger than 1 MB", "%s が1MBより大きい", path);
	else
		complain(diags, at, NULL, "cannot read %s: %s", "%s を読めない：%s", path,
			 err.text);
	return NULL;
}
