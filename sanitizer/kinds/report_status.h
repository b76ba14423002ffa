/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report_status.h: enhanced status codes (RFC 3463 and its registry) as
 * reasons that an office understands.
 */
#ifndef MISOGI_KINDS_REPORT_STATUS_H
#define MISOGI_KINDS_REPORT_STATUS_H

#include "text/phrase.h"

/* The reason for ${code} ("5.1.1"), by its subject when the detail is not known; NULL: none. */
const struct phrase *report_status_phrase(const char *code);

#endif
