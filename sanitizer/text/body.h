/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * body.h: a text part, decoded bytes in, clean UTF-8 text out, and what was
 * met on the way. The only door that parse and rebuild need to the converters.
 */
#ifndef MISOGI_TEXT_BODY_H
#define MISOGI_TEXT_BODY_H

#include "misogi/message.h"
#include "text/charset.h"
#include "text/html.h"

enum body_form {
	BODY_FORM_PLAIN,
	BODY_FORM_FLOWED,	/* text/plain; format=flowed (RFC 3676) */
	BODY_FORM_FLOWED_DELSP, /* … with delsp=yes */
	BODY_FORM_HTML,
};

struct body_input {
	const char *buf; /* transfer-decoded bytes */
	size_t n;
	const char *charset; /* the label, NULL or "": none */
	enum body_form form;
};

struct body_found {
	struct charset_found charset;
	struct html_found html;
	unsigned controls; /* control and direction characters removed */
	bool nul;	   /* NUL bytes were among them */
	bool cut;	   /* cut at limit text_bytes; the text says so */
};

/*
 * Converts ${in}: UTF-8, LF lines, no control characters but TAB and LF, no
 * direction controls, no trailing blank lines, at most limit text_bytes,
 * then a last line says that it was cut. Caller frees
 * (g_string_free).
 */
GString *body_convert(const struct body_input *in, const struct html_options *options,
		      struct body_found *found);

/* Records what ${found} says as findings of ${part} in ${m}. */
void body_report(const struct body_found *found, struct message *m, struct part *part,
		 const struct limits *limits);

#endif
