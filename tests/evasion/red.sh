#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# A sanitizer broken on purpose ($BUILD/red, BREAK=PASSTHROUGH) must turn the check and the oracle
# red; else neither proves anything.
BUILD=${BUILD:-build}
mkdir -p "$BUILD/red"
ln -sfn ../judges "$BUILD/red/judges"
for proof in check "oracle --only keep"; do
	# shellcheck disable=SC2086 # a name and its options
	set -- $proof
	program=$1
	shift
	if BUILD=$BUILD/red python3 -B "tests/evasion/$program.py" "$@" >"$BUILD/red/$program.log" 2>&1; then
		echo "oracle-red: $program passes a sanitizer that lets everything through"
		exit 1
	fi
	echo "oracle-red: $program is red: $(tail -n 1 "$BUILD/red/$program.log")"
done
