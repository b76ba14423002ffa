/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * nursery.h: the process that bears a child for each mail. One thread, no
 * state of any mail: only which child has which socket.
 */
#ifndef MISOGI_WORKER_NURSERY_H
#define MISOGI_WORKER_NURSERY_H

#include "misogi/config.h"
#include "misogi/policy.h"
#include "sandbox.h"

struct nursery_life {
	int control; /* socket to the front */
	const struct sandbox *box;
	const struct config *config;
	const struct policy *policy;
	/* What a child does once it is locked in: child_work(), or a test's misbehaviour. */
	void (*work)(int sock, const struct config *config, const struct policy *policy);
};

/* Signals as the nursery wants them; returns its signalfd. To be called before the walls go up. -1
 * with errno. */
int nursery_signals(void);

/* Tells the front which walls stand and which policy (by its digest) is loaded. */
bool nursery_hello(int control, const struct sandbox *box, const char *digest);

/*
 * Bears children until the front closes the control socket, then ends those
 * that are left. False with ${err} when something broke that should not.
 */
bool nursery_live(const struct nursery_life *life, int signals, struct err *err);

#endif
