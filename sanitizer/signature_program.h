/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * signature_program.h: which kind of program a file is whose magic bytes leave
 * that open.
 */
#ifndef MISOGI_SANITIZER_SIGNATURE_PROGRAM_H
#define MISOGI_SANITIZER_SIGNATURE_PROGRAM_H

#include <stddef.h>

#include "types.h"

/* Of TYPE_EXE: exe, dll, or what Excel or the control panel load; by the PE header and exports. */
enum type_id program_of_windows(const char *data, size_t len);
/* Of what begins with CA FE BA BE: a class of Java or a Mach-O for many processors. */
enum type_id program_of_cafebabe(const char *data, size_t len);

/* Whether a whole PE program begins at ${data}. */
bool program_is_pe(const char *data, size_t len);
/* Where the first PE program stands in ${data}, not at its beginning; NULL: nowhere. */
const char *program_inside(const char *data, size_t len);

#endif
