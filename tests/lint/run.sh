#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Runs the lints of ours, then shows for each that it bites: NAME.sh checks the tree given as its
# first argument; NAME.seed.sh breaks a copy of the tree so that NAME.sh must fail.
set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
BUILD=$(cd "$top" && cd "${BUILD:-build}" && pwd)
export BUILD
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
passed=0
failed=0
for lint in "$here"/*.sh; do
	name=$(basename "$lint" .sh)
	case $name in run | tools | *.seed) continue ;; esac
	if ! out=$("$lint" "$top" 2>&1); then
		printf '  FAILED  lint %s\n%s\n' "$name" "$out"
		failed=$((failed + 1))
		continue
	fi
	rm -rf "$copy/tree"
	mkdir "$copy/tree"
	(cd "$top" && git ls-files -z -co --exclude-standard | xargs -0 cp --parents -t "$copy/tree" 2>/dev/null)
	(cd "$copy/tree" && BUILD="$copy/build" "$here/$name.seed.sh") || {
		printf '  FAILED  lint %s: its seed did not apply\n' "$name"
		failed=$((failed + 1))
		continue
	}
	if "$lint" "$copy/tree" >/dev/null 2>&1; then
		printf '  FAILED  lint %s: passes a tree that is broken on purpose\n' "$name"
		failed=$((failed + 1))
		continue
	fi
	printf '  ok      lint %s\n' "$name"
	passed=$((passed + 1))
done
printf 'lint: %d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
