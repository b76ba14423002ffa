/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sweep_char.h: what a character is to a reader: something to see, or one of
 * the kinds that are not seen, and where those are at home.
 */
#ifndef MISOGI_TEXT_SWEEP_CHAR_H
#define MISOGI_TEXT_SWEEP_CHAR_H

#include <glib.h>
#include <stdbool.h>

enum sweep_kind {
	SWEEP_SEEN,
	SWEEP_MARK, /* stands on the letter before it */
	SWEEP_LINE_END,
	SWEEP_BLANK,
	SWEEP_CONTROL,
	SWEEP_ZERO_WIDTH,
	SWEEP_DIRECTION,
	SWEEP_TAG,
	SWEEP_SELECTOR,
};

enum sweep_kind sweep_char_kind(gunichar u);

/* What becomes of one unseen character between ${before} and ${after}, both 0 at an edge. */
enum sweep_fate {
	SWEEP_KEEP,  /* it makes an emoji, or a letter of Persian or Hindi */
	SWEEP_QUIET, /* dropped, and hid nothing: a BOM, a direction mark beside punctuation */
	SWEEP_DROP,  /* dropped, and a finding */
	SWEEP_VEIL,  /* dropped, and could have hidden something: it stood inside a word */
};
enum sweep_fate sweep_char_fate(gunichar u, gunichar before, gunichar after);

/* Whether the variation selector ${u} can select a shape of ${base}. */
bool sweep_char_selects(gunichar u, gunichar base);

/* Whether the direction control ${u} turns around text that begins with ${after}. */
bool sweep_char_reverses(gunichar u, gunichar after);

#endif
