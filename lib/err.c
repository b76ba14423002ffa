/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * err.c: fills a struct err. The text is made one line here, once, so that no
 * foreign byte in an error can break a log. Tests: tests/unit/lib/test_err.c.
 */
#include "misogi/err.h"

#include <errno.h>

#include "misogi/text.h"

static void fill(struct err *err, enum scope scope, enum reason reason, const char *text)
{
	g_autofree char *line = text_one_line(text, sizeof err->text - 1);

	err->scope = scope;
	err->reason = reason;
	g_strlcpy(err->text, line, sizeof err->text);
}

bool err_set(struct err *err, enum scope scope, enum reason reason, const char *fmt, ...)
{
	va_list ap;

	if (!err)
		return false;
	va_start(ap, fmt);
	g_autofree char *text = g_strdup_vprintf(fmt, ap);
	va_end(ap);
	fill(err, scope, reason, text);
	return false;
}

bool err_errno(struct err *err, enum reason reason, const char *fmt, ...)
{
	int saved = errno;
	va_list ap;

	if (!err)
		return false;
	va_start(ap, fmt);
	g_autofree char *what = g_strdup_vprintf(fmt, ap);
	va_end(ap);
	g_autofree char *text = g_strdup_printf("%s: %s", what, g_strerror(saved));
	fill(err, SCOPE_TEMP, reason, text);
	errno = saved;
	return false;
}

const char *reason_word(enum reason reason)
{
	static const char *const words[] = {
#define X(c, w) w,
		REASONS(X)
#undef X
	};

	return (size_t)reason < G_N_ELEMENTS(words) ? words[reason] : "internal";
}
