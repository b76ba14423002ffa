/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * notice_lines.h: the lines of a notice: frame, wrapping by columns (a kanji
 * takes two), words of strangers made short.
 */
#ifndef MISOGI_MAIL_NOTICE_LINES_H
#define MISOGI_MAIL_NOTICE_LINES_H

#include <glib.h>
#include <stdint.h>

#include "misogi/config.h"
#include "misogi/message.h"

#define NOTICE_COLUMNS 74

/* Columns of one line of UTF-8. */
size_t notice_width(const char *utf8);

/* Appends ${line}, folded at NOTICE_COLUMNS; the lines after the first begin with ${indent} blanks.
 */
void notice_put(GString *out, unsigned indent, const char *fmt, ...) G_GNUC_PRINTF(3, 4);

/* A URL on a line of its own, never folded. */
void notice_put_url(GString *out, const char *url);

/*
 * What a stranger wrote, on one line, at most ${columns} wide: the middle
 * goes, because the end of a file name tells most. "://" is broken up, so
 * that no mail program makes a link of it. Caller frees.
 */
char *notice_short(const char *utf8, size_t columns);

/* "━━ … ━━ 合言葉：… ━━" */
void notice_open(GString *out, const struct config *config, enum language lang);
/* "━━ ここから下が、外部から届いた本文です ━━" */
void notice_close(GString *out, enum language lang);

/* "2026年12月22日（火）" or "Tue 22 Dec 2026", local time; caller frees. */
char *notice_day(int64_t epoch, enum language lang);

/* "7K3Q-9F2M" of "7K3Q9F2M"; caller frees. */
char *notice_reference(const struct envelope *e);

/* "・困ったとき：…　受付番号 …" */
void notice_help(GString *out, const struct envelope *e, const struct config *config,
		 enum language lang);

#endif
