/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cfbf.h: what the directory of a compound file (old Office, .msg, .msi,
 * Ichitaro) says, read within bounds.
 */
#ifndef MISOGI_SANITIZER_CFBF_H
#define MISOGI_SANITIZER_CFBF_H

#include "types.h"

struct cfbf_facts {
	bool is_encrypted; /* EncryptedPackage or EncryptionInfo is there */
	bool has_macro;	   /* a VBA or macro storage is there */
	enum type_id type; /* TYPE_OLE when no name tells more */
};

struct cfbf_facts cfbf_look(const char *data, size_t len);

#endif
