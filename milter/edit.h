/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * edit.h: turning what the MTA holds into what was written anew. The MTA is
 * three functions, so that a test can be one.
 */
#ifndef MISOGI_EDIT_H
#define MISOGI_EDIT_H

#include "misogi/err.h"
#include "misogi/message.h"

struct mta {
	void *ctx;
	bool leading_space; /* SMFIP_HDR_LEADSPC was granted: values carry their own space */
	/* ${index} from 1, of the fields of that name that are still there. */
	bool (*delete_header)(void *ctx, const char *name, unsigned index);
	bool (*add_header)(void *ctx, const char *name, const char *value);
	bool (*replace_body)(void *ctx, const void *body, size_t n);
};

/*
 * All of the old header fields out (${fields}: of struct field_count), ours in,
 * exactly one body. Everything is looked at before the first edit: on OUTPUT
 * nothing was changed. MTA_GONE when an edit could not be told.
 */
bool edit_apply(const struct mta *mta, const GPtrArray *fields, const struct message *m,
		uint32_t output_bytes, struct err *err);

#endif
