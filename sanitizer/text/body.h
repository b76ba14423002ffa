/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * body.h: a text part, decoded bytes in, clean UTF-8 text out, and what was
 * met on the way. The only door that parse and rebuild need to the converters.
 */
#ifndef MISOGI_TEXT_BODY_H
#define MISOGI_TEXT_BODY_H

#include "misogi/message.h"
#include "text/found.h"
#include "text/options.h"

enum body_form {
	BODY_FORM_PLAIN,
	BODY_FORM_FLOWED,	/* text/plain; format=flowed (RFC 3676) */
	BODY_FORM_FLOWED_DELSP, /* … with delsp=yes */
	BODY_FORM_HTML,
	BODY_FORM_AMP,	     /* text/x-amp-html: HTML, and the last that anyone wants */
	BODY_FORM_ENRICHED,  /* text/enriched (RFC 1896), text/richtext */
	BODY_FORM_RTF,	     /* with HTML inside of it as Outlook does, too */
	BODY_FORM_CALENDAR,  /* text/calendar (RFC 5545) */
	BODY_FORM_CONTACT,   /* text/vcard (RFC 6350) and older */
	BODY_FORM_REPORT,    /* message/delivery-status, disposition-notification */
	BODY_FORM_HEADERS,   /* text/rfc822-headers */
	BODY_FORM_SIGNATURE, /* S/MIME or PGP signature: who signed */
	BODY_FORM_EMPTY,     /* nothing of its own to say: its members do */
};

/* Stands on a line of its own where blocks_take() took a file out of a text. */
#define BODY_BLOCK '\x10'

struct body_input {
	const char *buf; /* transfer-decoded bytes */
	size_t n;
	const char *charset; /* the label, NULL or "": none */
	enum body_form form;
	const GPtrArray *blocks; /* of char *: names for each BODY_BLOCK in order; NULL: none */
};

/*
 * Converts ${in}: UTF-8, LF lines, no control characters but TAB and LF, no
 * direction controls, no trailing blank lines, at most limit text_bytes,
 * then a last line says that it was cut. Caller frees
 * (g_string_free).
 */
GString *body_convert(const struct body_input *in, const struct text_options *options,
		      struct body_found *found);

/* Records what ${found} says as findings of ${part} in ${m}. */
void body_report(const struct body_found *found, struct message *m, struct part *part,
		 const struct limits *limits);

#endif
