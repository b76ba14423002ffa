#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# make valgrind: the unit tests of all that a worker is made of, under valgrind, without Check's fork.
# (The caged worker itself cannot run under valgrind: the cage forbids what valgrind does.)
set -u
build=${BUILD:-build}
failed=0
passed=0
for room in lib mail settings sanitizer; do
	for t in "$build/tests/$room"/test_*; do
		case $t in *.d | *'*') continue ;; esac
		log=$(mktemp)
		if CK_FORK=no CK_DEFAULT_TIMEOUT=0 G_SLICE=always-malloc valgrind -q --error-exitcode=9 --leak-check=full \
			--show-leak-kinds=definite --errors-for-leak-kinds=definite --suppressions=/usr/share/glib-2.0/valgrind/glib.supp \
			--suppressions="$(dirname "$0")/valgrind.supp" "$t" >"$log" 2>&1; then
			printf '  ok      %s\n' "$t"
			passed=$((passed + 1))
		else
			printf '  FAILED  %s\n' "$t"
			tail -n 40 "$log"
			failed=$((failed + 1))
		fi
		rm -f "$log"
	done
done
printf 'valgrind: %d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
