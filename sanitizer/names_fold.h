/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * names_fold.h: what a reader takes a name for.
 */
#ifndef MISOGI_SANITIZER_NAMES_FOLD_H
#define MISOGI_SANITIZER_NAMES_FOLD_H

/*
 * ${name} (UTF-8) in the lower-case ASCII letters and dots that it looks like,
 * letter by letter: full-width, Cyrillic, Greek; marks are left out. What looks
 * like no ASCII stays. Caller frees.
 */
char *names_fold(const char *name);

#endif
