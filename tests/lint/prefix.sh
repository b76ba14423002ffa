#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# No two rooms export the same name, and what a file exports is declared in a header.
cd "$1" || exit 2
[ -d "$BUILD/lib" ] || { echo "$BUILD/lib: build first"; exit 1; }
bad=0
nm -g --defined-only "$BUILD"/lib/*.a 2>/dev/null | awk 'NF == 3 && $2 ~ /[TDBR]/ { print $3 }' | sort >"${TMPDIR:-/tmp}/prefix.$$"
uniq -d "${TMPDIR:-/tmp}/prefix.$$" | sed 's/$/: exported by two rooms/' | grep . && bad=1
find include lib mail settings sanitizer worker front quarantine milter cli -name "*.h" -exec cat {} + >"${TMPDIR:-/tmp}/prefix.$$.h"
while read -r name; do
	grep -qw "$name" "${TMPDIR:-/tmp}/prefix.$$.h" || { echo "$name: exported, but no header declares it (static?)"; bad=1; }
done <"${TMPDIR:-/tmp}/prefix.$$"
rm -f "${TMPDIR:-/tmp}/prefix.$$" "${TMPDIR:-/tmp}/prefix.$$.h"
exit $bad
