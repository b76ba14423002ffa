/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * planes.h: the sets of two-byte characters that East Asian charsets are put
 * together from.
 */
#ifndef MISOGI_TEXT_PLANES_H
#define MISOGI_TEXT_PLANES_H

#include "text/double_table.h"

/* X(CONSTANT, iconv name, prefix, first and last lead byte, first and last trail byte) */
#define PLANES(X)                                                                                  \
	X(CP932, "CP932", "", 0x81, 0xfc, 0x40, 0xfc)                                              \
	X(JISX0212, "EUC-JP-MS", "\x8f", 0xa1, 0xfe, 0xa1, 0xfe)                                   \
	X(JISX0213_1, "EUC-JISX0213", "", 0xa1, 0xfe, 0xa1, 0xfe)                                  \
	X(JISX0213_2, "EUC-JISX0213", "\x8f", 0xa1, 0xfe, 0xa1, 0xfe)                              \
	X(GBK, "GB18030", "", 0x81, 0xfe, 0x40, 0xfe)                                              \
	X(BIG5, "BIG5-HKSCS", "", 0x87, 0xfe, 0x40, 0xfe)                                          \
	X(UHC, "UHC", "", 0x81, 0xfe, 0x41, 0xfe)                                                  \
	X(CNS_1, "EUC-TW", "", 0xa1, 0xfe, 0xa1, 0xfe)                                             \
	X(CNS_2, "EUC-TW", "\x8e\xa2", 0xa1, 0xfe, 0xa1, 0xfe)

enum plane {
#define X(c, name, prefix, first_lead, last_lead, first_trail, last_trail) PLANE_##c,
	PLANES(X)
#undef X
		PLANE_MAX
};

extern struct double_table planes[PLANE_MAX];

/* Learns all; the iconv name of the first that is missing here, else NULL. */
const char *planes_open(void);

/* Appends a character of ${plane}; false, and nothing, when there is none. */
static inline bool planes_put(struct sink *s, enum plane plane, guint8 lead, guint8 trail)
{
	return double_table_put(&planes[plane], s, lead, trail);
}

/*
 * The same for JIS X 0208 with NEC's and IBM's characters, ${row} and ${cell}
 * in 0x21 … 0x7e: Shift_JIS by arithmetic, and then Microsoft's table.
 */
static inline bool planes_put_0208(struct sink *s, guint8 row, guint8 cell)
{
	const guint8 lead = (guint8)((row + 1) / 2 + (row < 0x5f ? 0x70 : 0xb0));
	const guint8 odd = (guint8)(cell + (cell < 0x60 ? 0x1f : 0x20));

	return planes_put(s, PLANE_CP932, lead, row % 2 ? odd : (guint8)(cell + 0x7e));
}

#endif
