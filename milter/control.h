/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * control.h: the control socket: one JSON object a line in, one out. Commands:
 * status, version, check, reload, cut-off, resume. Described in
 * misogi-milter(8).
 */
#ifndef MISOGI_CONTROL_H
#define MISOGI_CONTROL_H

#include "milter.h"

/* Takes one client of listening socket ${fd}, answers, and lets it go; never waits for longer than
 * a second. */
void control_serve(struct milter *m, int fd);

#endif
