/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * office_target.h: where the links of documents lead.
 */
#ifndef MISOGI_INSPECT_OFFICE_TARGET_H
#define MISOGI_INSPECT_OFFICE_TARGET_H

#include <stdbool.h>

/* Whether it is a file on a drive of the reader's own machine: C:\x.dotx, file:///C:/x.dotx. */
bool target_is_drive(const char *target);

/* Whether it leads out of a package: a scheme, a server, an absolute or a parent path. */
bool target_is_outside(const char *target);

/* Whether a link that is clicked does more than show a page or begin a mail. */
bool target_is_unsafe(const char *target);

#endif
