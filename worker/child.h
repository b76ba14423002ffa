/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * child.h: what a newborn does with its one mail. Called with every wall up.
 */
#ifndef MISOGI_WORKER_CHILD_H
#define MISOGI_WORKER_CHILD_H

#include "misogi/config.h"
#include "misogi/policy.h"

/* Takes the job from ${sock}, sanitizes, answers. Returns when there is nothing more to say. */
void child_work(int sock, const struct config *config, const struct policy *policy);

#endif
