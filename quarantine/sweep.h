/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sweep.h: do files and rows agree?
 */
#ifndef QUARANTINE_SWEEP_H
#define QUARANTINE_SWEEP_H

#include "blob.h"
#include "sqlite.h"

/*
 * ${report}: {"orphans": [ids], "missing": [ids], "removed": n, "blobs": n}.
 * Orphans are files of no row, older than ${grace} seconds; ${repair} removes
 * them. Missing are rows whose file is away or has the wrong size. True when
 * it could look, whatever it saw; ${report} is then a new reference.
 */
bool sweep_store(struct blobs *b, struct db *db, int64_t grace, bool repair, json_t **report,
		 struct err *err);

#endif
