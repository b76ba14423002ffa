/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report.h: a message's story as JSON, the same everywhere: --report, explain
 * --json, the store's detail. Version and fields: docs/REPORT.md.
 */
#ifndef MISOGI_REPORT_H
#define MISOGI_REPORT_H

#include <jansson.h>

#include "misogi/message.h"

#define REPORT_VERSION 1

/* A new reference. ${e} and ${m} are borrowed. */
json_t *report_of(const struct envelope *e, const struct message *m, const char *policy_digest,
		  const char *scanner);

#endif
