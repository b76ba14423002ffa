/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf_field.h: what a field of an RTF file is for: {\field{\*\fldinst
 * HYPERLINK "https://…"}{\fldrslt text}}.
 */
#ifndef MISOGI_KINDS_RTF_FIELD_H
#define MISOGI_KINDS_RTF_FIELD_H

#include <glib.h>

struct rtf_field {
	GString *instruction; /* in UTF-8 */
	enum rtf_field_kind {
		RTF_FIELD_OTHER, /* its result says all */
		RTF_FIELD_LINK,
		RTF_FIELD_PICTURE, /* fetched from elsewhere */
		RTF_FIELD_COMMAND, /* DDE and its like: something is run or fetched */
		RTF_FIELD_FORMULA, /* Word's way to write ruby and circled characters */
	} kind;
	char *target;	/* of LINK and PICTURE; the text of FORMULA; "" when there is none */
	unsigned link;	/* its number, for struct rtf_look */
	size_t written; /* how much text stood before it */
};

struct rtf_field *rtf_field_new(void);
void rtf_field_free(struct rtf_field *f);

/* Appends to the instruction; past a bound of ours the rest is dropped. */
void rtf_field_add(struct rtf_field *f, const char *utf8, size_t n);

/* Understands the instruction as it is now: sets ${kind} and ${target}. */
void rtf_field_read(struct rtf_field *f);

#endif
