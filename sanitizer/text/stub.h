/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * stub.h: plain texts that only say that the mail is elsewhere.
 */
#ifndef MISOGI_TEXT_STUB_H
#define MISOGI_TEXT_STUB_H

#include <glib.h>
#include <stdbool.h>

/* Whether nothing of ${text} (UTF-8) can be read but lines that we wrote, "［…］". */
bool stub_is_blank(const GString *text);

enum stub {
	STUB_NONE,
	STUB_SAYS_SO, /* blank, only an address, or "your reader cannot show HTML" */
	STUB_SHORT,   /* a fraction of the other's length */
};

/*
 * Whether ${plain} stands in for ${rich}, the other form of the same mail, and
 * does not say what it says. STUB_NONE where ${rich} is blank.
 */
enum stub stub_look(const GString *plain, const GString *rich);

#endif
