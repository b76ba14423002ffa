#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# What is broken on purpose is only built where BREAK says so: no source defines it, no file of
# settings knows it, and no program of $BUILD carries its mark.
cd "$1" || exit 2
bad=0
grep -rnE 'define[[:space:]]+MISOGI_BREAK|-DMISOGI_BREAK' --include='*.[ch]' --include='*.sh' --include='*.mk' \
	lib mail settings sanitizer worker front quarantine milter cli include tools && bad=1
[ "$(grep -c 'DMISOGI_BREAK' Makefile)" = 1 ] || { echo "Makefile: -DMISOGI_BREAK stands there more than once"; bad=1; }
grep -nE '^[[:space:]]*BREAK[[:space:]]*[:?+]*=.*[^= ]' Makefile | grep -vE 'BREAK[[:space:]]*\?=[[:space:]]*$' && bad=1
grep -lE 'MISOGI_BREAK' "$BUILD"/bin/* 2>/dev/null | sed 's/$/: broken on purpose/' | grep . && bad=1
exit $bad
