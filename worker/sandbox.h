/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sandbox.h: the walls round the nursery and, closer, round each child.
 *
 * The nursery locks itself once (sandbox_lock_nursery); the child's stricter
 * filter is compiled then, so that a newborn only installs it
 * (sandbox_lock_child). Neither can be undone. Tests: tests/sandbox/.
 */
#ifndef MISOGI_WORKER_SANDBOX_H
#define MISOGI_WORKER_SANDBOX_H

#include <linux/filter.h>
#include <stdbool.h>

#include "misogi/config.h"
#include "misogi/err.h"

/* What was reached; sent to the front in HELLO. */
struct sandbox {
	bool seccomp, rlimits, no_new_privs;
	unsigned landlock_abi;		/* 0: the kernel has none, or refused it */
	struct sock_fprog child_filter; /* borrowed by the kernel at each birth; never freed */
};

/*
 * After root's powers are given up: no-new-privs, not dumpable, rlimits,
 * Landlock, seccomp. False with ${err} (SANDBOX) when ${config} says required
 * and seccomp, rlimits or no-new-privs does not stand; otherwise what stands is in ${box}.
 */
bool sandbox_lock_nursery(struct sandbox *box, const struct config *config, struct err *err);

/* In the newborn, before it reads a byte of mail: its own rlimits and filter. False: it must end.
 */
bool sandbox_lock_child(const struct sandbox *box, const struct limits *limits);

/* ---- the single walls ---- */

/* Forbids the whole file system (and TCP, signals outwards where the ABI has it). Returns the ABI,
 * 0 on failure. */
unsigned sandbox_landlock(void);

/* Locks this process with the nursery's list. */
bool sandbox_seccomp_nursery(struct err *err);

/* The child's list as a program for the kernel; lives for ever. */
bool sandbox_seccomp_child(struct sock_fprog *program, struct err *err);

/* Installs ${program}: one system call. */
bool sandbox_seccomp_install(const struct sock_fprog *program);

#endif
