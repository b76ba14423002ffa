/* SPDX-License-Identifier: BSD-2-Clause */
/* canary_zip.h: the canary inside a zip, so that only a scanner that unpacks finds it. */
#ifndef FRONT_CANARY_ZIP_H
#define FRONT_CANARY_ZIP_H

#include <glib.h>

/* ENCRYPTED: only says so in its flags; enough for a scanner that cannot open it. */
enum canary_zip_kind { CANARY_ZIP_PLAIN, CANARY_ZIP_ENCRYPTED };

GByteArray *canary_zip(enum canary_zip_kind kind);

#endif
