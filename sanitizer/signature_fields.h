/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * signature_fields.h: mails and saved web pages, by their header fields.
 */
#ifndef MISOGI_SANITIZER_SIGNATURE_FIELDS_H
#define MISOGI_SANITIZER_SIGNATURE_FIELDS_H

#include <stddef.h>

#include "types.h"

/* A mail, a folder of mails, a page saved as a mail; TYPE_MAX: none. */
enum type_id fields_type(const char *data, size_t len);

/* Whether a saved web page stands in ${data}, also behind something else. */
bool fields_have_mhtml(const char *data, size_t len);

#endif
