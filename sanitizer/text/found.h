/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * found.h: what was met while a body became text, whatever kind it was of.
 */
#ifndef MISOGI_TEXT_FOUND_H
#define MISOGI_TEXT_FOUND_H

#include "html/html.h"
#include "text/charset.h"
#include "text/sweep.h"

struct body_found {
	struct charset_found charset;
	struct html_found html;
	struct sweep_found swept; /* characters removed */
	bool cut;		  /* cut at limit text_bytes; the text says so */
	bool malformed; /* not of its kind, or only half of it: what could be read is there */
	bool is_signed; /* an electronic signature was met; never verified */
	bool limit_rtf_depth, limit_entries;
};

#endif
