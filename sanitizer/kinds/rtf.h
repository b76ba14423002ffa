/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf.h: Rich Text Format into text (Microsoft RTF 1.9.1), with the HTML that
 * Outlook hides in it ([MS-OXRTFEX]) taken out and read as HTML.
 */
#ifndef MISOGI_KINDS_RTF_H
#define MISOGI_KINDS_RTF_H

#include "text/body.h"

/*
 * Appends the text of ${n} bytes ${buf} to ${out} as UTF-8 with LF lines.
 * Pictures and objects are left out and said. Linear, no recursion: groups
 * past limit rtf_depth are skipped and set limit_rtf_depth.
 */
void rtf_to_text(GString *out, const char *buf, size_t n, const struct text_options *options,
		 struct body_found *found);

#endif
