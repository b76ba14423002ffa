/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * signature.h: what the first bytes of a file say it is.
 */
#ifndef MISOGI_SANITIZER_SIGNATURE_H
#define MISOGI_SANITIZER_SIGNATURE_H

#include <stddef.h>

#include "types.h"

struct signature {
	enum type_id type;	/* TYPE_MAX: no signature of ours fits */
	enum type_id second;	/* another type that it also reads as; TYPE_MAX: none */
	const char *second_why; /* static */
	bool is_certain;	/* needs no second opinion */
	bool is_encrypted;
	bool has_macro;
};

struct signature signature_find(const char *data, size_t len);

/* Whether ${data} is a mail by its header fields, whatever it is called. */
bool signature_is_mail(const char *data, size_t len);

/* Whether ${data} looks like characters: no NUL, few controls, in any charset of mail. */
bool signature_is_characters(const char *data, size_t len);

#endif
