/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * little.h: little-endian numbers at places that were checked.
 */
#ifndef MISOGI_KINDS_LITTLE_H
#define MISOGI_KINDS_LITTLE_H

#include <glib.h>
#include <string.h>

static inline guint16 little_u16(const char *p)
{
	guint16 v;

	memcpy(&v, p, sizeof(v));
	return GUINT16_FROM_LE(v);
}

static inline guint32 little_u32(const char *p)
{
	guint32 v;

	memcpy(&v, p, sizeof(v));
	return GUINT32_FROM_LE(v);
}

static inline guint64 little_u64(const char *p)
{
	guint64 v;

	memcpy(&v, p, sizeof(v));
	return GUINT64_FROM_LE(v);
}

#endif
