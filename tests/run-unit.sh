#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Runs unit test programs one after the other; prints a line each, the output of those that fail,
# and fails when any did.
failed=0
passed=0
for t in "$@"; do
	name=${t#"${BUILD:-build}"/tests/}
	if out=$("$t" 2>&1); then
		passed=$((passed + 1))
		printf '  ok      %-32s %s\n' "$name" "$(printf '%s\n' "$out" | grep -o '^[0-9]*%: .*' | tail -n 1)"
	else
		failed=$((failed + 1))
		printf '  FAILED  %s\n%s\n' "$name" "$out"
	fi
done
printf 'unit: %d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
