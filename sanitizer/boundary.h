/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * boundary.h: what a Content-Type says of a multipart's boundary.
 */
#ifndef MISOGI_SANITIZER_BOUNDARY_H
#define MISOGI_SANITIZER_BOUNDARY_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Reads the raw Content-Type ${value}: the boundaries it declares are added to
 * ${names} (of char *, each once), what is odd about them to ${found} (of enum
 * finding_id). Whether it is that of a multipart.
 */
bool boundary_read(const char *value, size_t n, unsigned max_params, GPtrArray *names,
		   GArray *found);

/* Whether a program that is less careful may cut or compare ${name} differently. */
bool boundary_is_odd(const char *name);

#endif
