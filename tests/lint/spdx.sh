#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Every source, script, unit and manual carries the one licence line within its first three lines.
cd "$1" || exit 2
bad=0
for f in $(find lib mail settings sanitizer worker front quarantine milter cli include tests tools man conf -type f \
	\( -name '*.[ch]' -o -name '*.sh' -o -name '*.py' -o -name '*.[1578]' -o -name '*.conf' -o -name '*.service' -o -name '*.socket' \)) Makefile packages.txt .ci/run; do
	head -n 3 "$f" | grep -q 'SPDX-License-Identifier: BSD-2-Clause' || { echo "$f: no SPDX line"; bad=1; }
done
exit $bad
