#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# docs/WIRE.md has a heading for each frame of wire.h, with its number; docs/REPORT.md names each
# key that mail/report.c writes.
cd "$1" || exit 2
bad=0
# shellcheck disable=SC2013 # words they are
for frame in $(sed -n 's/^\tX(\([A-Z]*\), \([0-9]*\), .*/\2:\1/p' include/misogi/wire.h); do
	grep -q "^## ${frame%:*} ${frame#*:}: " docs/WIRE.md ||
		{ echo "docs/WIRE.md: no section for frame ${frame#*:} (${frame%:*})"; bad=1; }
done
# shellcheck disable=SC2013
for key in $(tr '\n' ' ' <mail/report.c | grep -oE '(set_string|set_word|set_int|json_object_set_new)\(o, "[a-z_0-9]+"' | sed 's/.*"\(.*\)"/\1/' | sort -u); do
	grep -q "\`$key\`" docs/REPORT.md ||
		{ echo "docs/REPORT.md: no word about \"$key\""; bad=1; }
done
exit $bad
