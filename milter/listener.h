/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * listener.h: listening sockets: the milter's and the control socket.
 */
#ifndef MISOGI_LISTENER_H
#define MISOGI_LISTENER_H

#include "misogi/err.h"

/*
 * Listens on ${address}: "unix:/path", "inet:port@host", "inet6:port@host" or
 * "fd:N" (given by the one who started us). -1 with ${err}.
 */
int listener_open(const char *address, unsigned mode, struct err *err);

/* Removes the unix socket of ${address}, if it is one. */
void listener_unlink(const char *address);

#endif
