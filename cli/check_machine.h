/* SPDX-License-Identifier: BSD-2-Clause */
/* check_machine.h: rows about the machine, those of facts apart from the looking, for their test.
 */
#ifndef CLI_CHECK_MACHINE_H
#define CLI_CHECK_MACHINE_H

#include "checks.h"

/* Row "user": whose process ${pid}, the milter, is. */
void check_machine_user(struct checks *c, long long pid);

/* The same for a process of ${uid}. */
void check_machine_uid(struct checks *c, long long pid, unsigned uid);

/* Row "store-commit": whether what is committed survives a power cut, by ${stats} of the store. */
void check_machine_commits(struct checks *c, const json_t *stats);

/* Row "clock": ${now} is a year to believe and not before ${newest}, the newest mail (0: none). */
void check_machine_clock(struct checks *c, int64_t now, int64_t newest);

/* Row "systemd": whether systemd starts the milter again, and at boot; asks systemctl. */
void check_machine_unit(struct checks *c);

/* The same by ${shown}, what `systemctl show` printed; NULL: systemd does not run here. */
void check_machine_shown(struct checks *c, const char *shown);

#endif
