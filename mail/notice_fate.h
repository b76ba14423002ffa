/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * notice_fate.h: what became of each file, in the eyes of its reader.
 */
#ifndef MISOGI_NOTICE_FATE_H
#define MISOGI_NOTICE_FATE_H

#include "misogi/message.h"

/* In the order in which a notice tells of them; of FATE_NONE it says nothing. */
enum fate {
	FATE_NONE,
	FATE_INFECTED,
	FATE_HELD,
	FATE_REFUSED,
	FATE_OPENED, /* an archive of which some arrives */
	FATE_TEXT,
	FATE_MAX
};

enum fate notice_fate(const struct message *m, const struct part *p);

/* The opened archive that ${p} was taken out of; NULL: it stood in the mail itself. Borrowed. */
const struct part *notice_archive(const struct message *m, const struct part *p);

/* What became of the files of an opened archive. */
struct notice_tally {
	unsigned all, delivered;
	unsigned as_text; /* of ${delivered} */
};

struct notice_tally notice_tally(const struct message *m, const struct part *archive);

#endif
