#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Every row of LIMITS is read by some .c file outside settings/ and mail/limits.c, and its name
# stands in a test.
cd "$1" || exit 2
bad=0
for name in $(grep -oE '^\s*X\([a-z_]+, [0-9]' include/misogi/limits.h | sed 's/.*X(//; s/,.*//'); do
	grep -rqE "(->|\.)$name\b" --include='*.c' lib mail sanitizer worker front quarantine milter cli ||
		{ echo "limit $name: no .c file reads it"; bad=1; }
	grep -rqE "\b(limit_)?$name\b" --include='*.c' --include='*.py' --include='*.sh' tests/unit tests/sandbox tests/flow tests/limits ||
		{ echo "limit $name: no test bears its name"; bad=1; }
done
exit $bad
