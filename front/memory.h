/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * memory.h: what the scanner said of contents it has seen: a bounded table by
 * SHA-256, oldest out first, each row for a set time. Not thread-safe: the
 * scanner holds its lock.
 */
#ifndef FRONT_MEMORY_H
#define FRONT_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "misogi/words.h"

struct memory;

/* At most ${max} rows (0: remembers nothing), each for ${seconds}. */
struct memory *memory_new(unsigned max, unsigned seconds);
void memory_free(struct memory *m);

/* ${now_ms}: io_now_ms(). False when unknown or too old; ${word} is the caller's to free. */
bool memory_recall(struct memory *m, const char *sha256, int64_t now_ms, enum scan_answer *answer,
		   char **word);

/* Keeps CLEAN and INFECTED only. */
void memory_remember(struct memory *m, const char *sha256, int64_t now_ms, enum scan_answer answer,
		     const char *word);

void memory_forget(struct memory *m);
size_t memory_count(const struct memory *m);

#endif
