/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * verdicts.h: what front/job.c needs of front/scanner.c beyond front.h: the
 * memory of verdicts and sessions with clamd. All of it is thread-safe.
 * Contents are known by their SHA-256 (64 hex digits); the scanner forgets
 * everything when clamd's signatures change or it has reason to doubt clamd.
 */
#ifndef MISOGI_FRONT_VERDICTS_H
#define MISOGI_FRONT_VERDICTS_H

#include "misogi/clamd.h"
#include "misogi/front.h"

/*
 * True when clamd judged these contents not long ago: ${answer} gets CLEAN or
 * INFECTED, ${word} its word (caller frees).
 */
bool scanner_recall(struct scanner *s, const char *sha256, enum scan_answer *answer, char **word);

/* Remembers CLEAN and INFECTED; any other ${answer} is not kept. */
void scanner_remember(struct scanner *s, const char *sha256, enum scan_answer answer,
		      const char *word);

/* A session with clamd, for one mail; caller ends it by clamd_close(). NULL with ${err} (TEMP). */
struct clamd_session *scanner_session(struct scanner *s, struct err *err);

/* A session failed: the memory is emptied, the next check comes at once. */
void scanner_doubt(struct scanner *s);

#endif
