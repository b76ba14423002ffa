/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * log.c: one event, one line, one write(2), so that lines of threads and
 * processes do not mix. Where standard error is journald's stream the level
 * stands in its prefix, elsewhere as a word. Tests: tests/unit/lib/test_log.c.
 */
#include "misogi/log.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "misogi/io.h"

static const struct level {
	const char *word;
	const char *prefix; /* sd-daemon(3) */
	const char *shown;
} levels[] = {
	[LOG_LEVEL_ERROR] = { "error", "<3>", "error: " },
	[LOG_LEVEL_WARNING] = { "warning", "<4>", "warning: " },
	[LOG_LEVEL_INFO] = { "info", "<6>", "" },
	[LOG_LEVEL_DEBUG] = { "debug", "<7>", "debug: " },
};

static const char *log_program = "misogi";
static enum log_level log_most = LOG_LEVEL_INFO;
static bool log_to_journal;

/* systemd.exec(5): $JOURNAL_STREAM names device and inode of the stream. */
static bool stderr_is_journal(void)
{
	const char *stream = getenv("JOURNAL_STREAM");
	struct stat st;

	if (!stream || fstat(STDERR_FILENO, &st) < 0)
		return false;
	g_autofree char *ours =
		g_strdup_printf("%lu:%lu", (unsigned long)st.st_dev, (unsigned long)st.st_ino);
	return strcmp(stream, ours) == 0;
}

void log_open(const char *program, const char *level)
{
	log_program = program;
	log_most = LOG_LEVEL_INFO;
	for (unsigned i = 0; i < G_N_ELEMENTS(levels); i++)
		if (level && strcmp(level, levels[i].word) == 0)
			log_most = (enum log_level)i;
	log_to_journal = stderr_is_journal();
}

void log_write(enum log_level level, const char *fmt, ...)
{
	va_list ap;

	if (level > log_most)
		return;
	g_autoptr(GString) line = g_string_new(NULL);
	if (log_to_journal)
		g_string_append(line, levels[level].prefix);
	else
		g_string_append_printf(line, "%s[%ld]: %s", log_program, (long)getpid(),
				       levels[level].shown);
	va_start(ap, fmt);
	g_string_append_vprintf(line, fmt, ap);
	va_end(ap);
	/* Callers quote their values; a line break that slipped through must not forge a line. */
	g_strdelimit(line->str, "\r\n", ' ');
	g_string_append_c(line, '\n');
	io_write_all(STDERR_FILENO, line->str, line->len);
}
