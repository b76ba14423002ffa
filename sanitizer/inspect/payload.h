/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * payload.h: a program where none belongs.
 */
#ifndef MISOGI_INSPECT_PAYLOAD_H
#define MISOGI_INSPECT_PAYLOAD_H

#include <stddef.h>

/*
 * What stands somewhere in ${data} that is a program, or carries one: "PE",
 * "ELF", "zip", "script" …; NULL: nothing. Static storage. Linear.
 */
const char *payload_find(const char *data, size_t len);

/* The same for programs of processors alone, in what may well carry other files. */
const char *payload_find_program(const char *data, size_t len);

#endif
