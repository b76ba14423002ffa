/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reference.c: envelope_new_id(): what people read to each other on the
 * telephone: no vowels (no words by chance), no letters that look like digits.
 * Tests: tests/unit/mail/test_message.c.
 */
#include "misogi/message.h"

#include <sys/random.h>

#define REFERENCE_LENGTH 8

char *envelope_new_id(void)
{
	static const char alphabet[] = "0123456789BCDFGHJKMNPQRSTVWXYZ";
	const unsigned letters = sizeof alphabet - 1;
	const unsigned even = 256 / letters * letters; /* above it some letters would be likelier */
	g_autoptr(GString) id = g_string_sized_new(REFERENCE_LENGTH);

	while (id->len < REFERENCE_LENGTH) {
		unsigned char c;

		if (getrandom(&c, 1, 0) == 1 && c < even)
			g_string_append_c(id, alphabet[c % letters]);
	}
	return g_string_free(g_steal_pointer(&id), FALSE);
}
