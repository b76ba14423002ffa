/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sweep.h: the last broom of every text, whatever it was made of: no control
 * character leaves, nothing that shows nothing, nothing that turns the
 * direction of what stands beside it. What has a use stays where it has it:
 * joiners in emoji, Persian and Indic, one variation selector on its kanji.
 */
#ifndef MISOGI_TEXT_SWEEP_H
#define MISOGI_TEXT_SWEEP_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "misogi/config.h"

/* Characters removed, by kind. Add up over several calls: zero it once. */
struct sweep_found {
	unsigned controls;   /* control characters */
	unsigned zero_width; /* of no width, and marks piled up on one letter */
	unsigned directions; /* overrides, embeddings, isolates */
	unsigned tags;	     /* U+E0000 … U+E007F outside a flag */
	unsigned selectors;  /* variation selectors that select nothing */
	unsigned veiled;     /* those of the four kinds above that could have hidden something */
	bool nul;	     /* NUL bytes were among the controls */
};

/*
 * Appends ${n} bytes of valid UTF-8 ${utf8} (NUL is a character) to ${out}:
 * line ends become LF, blanks of any width but the ideographic become " ",
 * no control characters but TAB and LF. Linear.
 */
void sweep_text(GString *out, const char *utf8, size_t n, struct sweep_found *found);

/* Appends a line of ours that says how many were removed, when any could have hidden something. */
void sweep_note(GString *out, enum config_lang lang, const struct sweep_found *found);

#endif
