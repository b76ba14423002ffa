/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report_date.h: a date of a header field by the reader's clock.
 */
#ifndef MISOGI_KINDS_REPORT_DATE_H
#define MISOGI_KINDS_REPORT_DATE_H

#include <stdbool.h>

#include "text/phrase.h"

/* Appends "2026年12月8日(火) 9:14" for the RFC 5322 date ${raw}; false: it is none. */
bool report_date_append(GString *out, enum config_lang lang, const char *raw, size_t n);

#endif
