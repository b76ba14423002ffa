/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * text.h: strings that strangers chose, made fit for a line of ours.
 */
#ifndef MISOGI_TEXT_H
#define MISOGI_TEXT_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/*
 * One line of valid UTF-8, at most ${max} bytes (cut at a character): control
 * and line-separator characters become spaces, direction controls, zero-width
 * and tag characters are dropped, bad bytes become U+FFFD. Caller frees.
 */
char *text_one_line(const char *s, size_t max);

/* For logs: "quoted" when needed, C escapes for control characters, no raw CR LF ESC or direction
 * control. Caller frees. */
char *text_log_value(const char *s);

/* True when ${s} has no byte below 0x20, no 0x7f and none above 0x7e. */
bool text_is_printable_ascii(const char *s);

/* "4.1MB", "96KB", "12B"; caller frees. */
char *text_size(uint64_t bytes);

/* "20M", "512K", "1G", plain bytes → ${out}; false when malformed or above ${max}. */
bool text_parse_size(const char *s, uint64_t max, uint64_t *out);

/* "30d", "4h", "10m", "60s", "1w", plain seconds, "off" (0) → ${out}; false when malformed. */
bool text_parse_duration(const char *s, int64_t *out);

/* Decimal number in [${min}, ${max}]; false otherwise. */
bool text_parse_number(const char *s, uint64_t min, uint64_t max, uint64_t *out);

/* Whether ${lang_env} ("ja_JP.UTF-8", NULL) asks for Japanese. */
bool text_wants_japanese(void);

#endif
