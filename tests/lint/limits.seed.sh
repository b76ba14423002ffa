#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
[ ! -e .git ] || { echo "a seed breaks a copy, never the tree itself" >&2; exit 2; }
sed -i 's/^\tX(message_bytes/\tX(seeded_limit, 1, 1, 2, COUNT, "never read", "読まれない") \\\n&/' include/misogi/limits.h
grep -q seeded_limit include/misogi/limits.h
