/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report.h: what a mail server says of a mail (RFC 3464), what a reader's
 * program says of it (RFC 8098), and headers alone (RFC 6522).
 */
#ifndef MISOGI_KINDS_REPORT_H
#define MISOGI_KINDS_REPORT_H

#include "text/body.h"

/* Appends the fields that matter to people, in words; ${utf8} is valid UTF-8. */
void report_to_text(GString *out, const char *utf8, size_t n, const struct text_options *options,
		    struct body_found *found);

/* Appends From, To, Date and Subject of the header block ${buf}, decoded. */
void report_headers_to_text(GString *out, const char *buf, size_t n);

#endif
