#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Every contract in include/misogi compiles on its own.
cd "$1" || exit 2
bad=0
flags=$(pkg-config --cflags glib-2.0 jansson)
for h in include/misogi/*.h; do
	# shellcheck disable=SC2086 # flags are words
	printf '#include "misogi/%s"\n' "$(basename "$h")" |
		gcc -std=gnu11 -Wall -Wextra -Werror -Iinclude $flags -fsyntax-only -x c - || bad=1
done
exit $bad
