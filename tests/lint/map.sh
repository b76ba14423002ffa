#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# docs/MAP.md names every source and header exactly once, and nothing that is not there.
cd "$1" || exit 2
bad=0
find lib mail settings sanitizer worker front quarantine milter cli include tests tools -type f \
	\( -name '*.[ch]' -o -name '*.sh' -o -name '*.py' \) ! -name '*.seed.sh' | sort >"${TMPDIR:-/tmp}/map.$$.have"
grep -o '^- `[^`]*`' docs/MAP.md | sed 's/^- `//; s/`$//' | sort >"${TMPDIR:-/tmp}/map.$$.said"
uniq -d "${TMPDIR:-/tmp}/map.$$.said" | sed 's/$/: twice in docs\/MAP.md/' | grep . && bad=1
comm -23 "${TMPDIR:-/tmp}/map.$$.have" "${TMPDIR:-/tmp}/map.$$.said" | sed 's/$/: not in docs\/MAP.md; give it one line there/' | grep . && bad=1
comm -13 "${TMPDIR:-/tmp}/map.$$.have" "${TMPDIR:-/tmp}/map.$$.said" | sed 's/$/: in docs\/MAP.md, but there is no such file/' | grep . && bad=1
rm -f "${TMPDIR:-/tmp}/map.$$".*
exit $bad
