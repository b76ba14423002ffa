/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * scan.h: every leaf to the host's scanner.
 */
#ifndef MISOGI_SANITIZER_SCAN_H
#define MISOGI_SANITIZER_SCAN_H

#include "work.h"

/* Gives all leaves away that need it, waits, and records what was said as findings. */
bool scan_parts(struct work *w, struct err *err);

#endif
