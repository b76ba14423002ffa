/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tnef_stream.h: winmail.dat as a row of attributes ([MS-OXTNEF] 2.1.3).
 */
#ifndef MISOGI_KINDS_TNEF_STREAM_H
#define MISOGI_KINDS_TNEF_STREAM_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Those that matter to us. */
enum tnef_attribute_id {
	TNEF_SUBJECT = 0x8004,
	TNEF_CLASS = 0x8008,
	TNEF_BODY = 0x800c,
	TNEF_ATTACH_DATA = 0x800f,
	TNEF_ATTACH_TITLE = 0x8010,
	TNEF_ATTACH_RENDDATA = 0x9002, /* begins an attachment */
	TNEF_PROPS = 0x9003,
	TNEF_ATTACHMENT = 0x9005, /* properties of an attachment */
	TNEF_CODEPAGE = 0x9007,
};

struct tnef_attribute {
	bool is_of_attachment;
	unsigned id;
	const char *data; /* borrowed from the file */
	size_t n;
};

struct tnef_stream {
	const char *p, *end;
	bool malformed; /* it is none, ended early, or a checksum is wrong */
};

/* Whether ${buf} begins as winmail.dat does. */
bool tnef_stream_is_one(const char *buf, size_t n);

void tnef_stream_init(struct tnef_stream *s, const char *buf, size_t n);

/* False at the end; of an attribute that is cut short what came of it is given. */
bool tnef_stream_next(struct tnef_stream *s, struct tnef_attribute *a);

#endif
