/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * emoji.h: emoji as Japanese carriers sent them before Unicode had them, into
 * Unicode's; 〓 where Unicode has none.
 */
#ifndef MISOGI_TEXT_EMOJI_H
#define MISOGI_TEXT_EMOJI_H

#include <glib.h>

#define EMOJI_AU 0xe468	   /* au's first private character, */
#define EMOJI_AU_ROW 0x75  /* and the row of ISO-2022-JP that it is sent in, */
#define EMOJI_AU_LAST 0x78 /* to this one; then come IBM's kanji */

/* How private characters came to be in a text. */
enum emoji_source {
	EMOJI_OF_SJIS, /* of Shift_JIS: U+E000 is F0 40 */
	EMOJI_OF_JIS,  /* of au's rows of ISO-2022-JP */
	EMOJI_OF_UTF,  /* as the sender's Unicode */
};

enum emoji_carrier { EMOJI_BY_EVIDENCE, EMOJI_DOCOMO, EMOJI_AU_KDDI, EMOJI_SOFTBANK };

/* Finds the beginning of each emoji in the table, once. */
void emoji_open(void);

/* The carrier that a charset's label names ("x-sjis-docomo"); NULL is no label. */
enum emoji_carrier emoji_of_label(const char *label);

/* Length of the SoftBank web code (ESC $ G … SI) that ${p} begins with; 0: none. */
size_t emoji_webcode_length(const char *p, size_t n);

/*
 * Replaces private characters and web codes in the valid UTF-8 of ${text} from
 * ${start} on. By evidence: only when all private characters are of one
 * carrier, because offices have private kanji of their own. Linear.
 */
void emoji_replace(GString *text, size_t start, enum emoji_source source,
		   enum emoji_carrier carrier);

#endif
