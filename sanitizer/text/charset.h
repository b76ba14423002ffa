/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * charset.h: bytes of any charset that mail has, into UTF-8. Nothing is ever
 * dropped in silence: what cannot be read becomes U+FFFD and is counted.
 */
#ifndef MISOGI_TEXT_CHARSET_H
#define MISOGI_TEXT_CHARSET_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "misogi/err.h"

/*
 * Opens every iconv descriptor that will ever be needed and keeps them open
 * for ever: behind the sandbox's door iconv_open(3) fails. Call once, before
 * forking. False with ${err} when Japanese or UTF-16 cannot be read here.
 */
bool charset_init(struct err *err);

/* What converting found. Add up over several calls: zero it once. */
struct charset_found {
	const char *used;     /* our name of the charset that was used last; static */
	bool unknown;	      /* a label that we do not know */
	bool mislabelled;     /* the bytes did not fit the label, other evidence was followed */
	unsigned undecodable; /* U+FFFD written */
};

/* Whether ${label} names a charset that we can read. */
bool charset_is_known(const char *label);

/*
 * Appends ${n} bytes of ${buf}, labelled ${label} (NULL or "": no label), to
 * ${out} as valid UTF-8, NUL bytes included as they are. Linear time.
 */
void charset_to_utf8(GString *out, const char *buf, size_t n, const char *label,
		     struct charset_found *found);

#endif
