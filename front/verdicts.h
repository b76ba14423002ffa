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

/*
 * What a verdict must be asked in to be remembered: a new era begins whenever
 * the memory is emptied. To be read before a session is opened.
 */
uint64_t scanner_era(struct scanner *s);

/*
 * Remembers CLEAN and INFECTED, unless ${era} of the session that said so is
 * over: signatures that are gone may have said it.
 */
void scanner_remember(struct scanner *s, uint64_t era, const char *sha256, enum scan_answer answer,
		      const char *word);

/*
 * A session with clamd, for one mail; caller ends it by clamd_close(). NULL with
 * ${err} (TEMP), and clamd is in doubt.
 */
struct clamd_session *scanner_session(struct scanner *s, struct err *err);

/* A session failed: the memory is emptied, the next check comes at once. */
void scanner_doubt(struct scanner *s);

#endif
