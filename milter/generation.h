/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * generation.h: settings, policy and nursery that belong together. A message
 * keeps the generation it began with; a reload makes the next one, and only
 * when all of it is good does it take over.
 */
#ifndef MISOGI_GENERATION_H
#define MISOGI_GENERATION_H

#include "misogi/config.h"
#include "misogi/front.h"
#include "misogi/policy.h"

struct generation {
	gint references;
	unsigned number;
	struct config *config;
	struct policy *policy;
	struct nursery *nursery;
};

struct generation *generation_ref(struct generation *g);
void generation_unref(struct generation *g); /* NULL is fine */

struct generations;

/* ${config_path} may be NULL (defaults); ${policy_path} NULL: as the settings say. Both borrowed.
 */
struct generations *generations_new(const char *config_path, const char *policy_path);
void generations_free(struct generations *gs);

/*
 * Reads settings and policy anew, starts their nursery, and lets them take
 * over. False: ${diags} or ${err} says why, and nothing has changed.
 */
bool generations_load(struct generations *gs, struct diags *diags, struct err *err);

/* Same, but the nursery of the running generation is given a successor: it is gone. */
bool generations_revive(struct generations *gs, struct err *err);

/* The running one, a reference for the caller; NULL before the first load. */
struct generation *generations_current(struct generations *gs);

#endif
