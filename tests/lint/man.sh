#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Manual pages are well-formed and name every command and option of the programs.
cd "$1" || exit 2
bad=0
mandoc -Tlint -Wwarning man/*.[1578] || bad=1
for page in misogi.1 misogi-milter.8 misogi-worker.8 misogi.conf.5 misogi-policy.5 misogi.7; do
	[ -e "man/$page" ] || { echo "man/$page: missing"; bad=1; }
done
for command in $("$BUILD/bin/misogi" --list-commands); do
	grep -qE "^\.(It Cm|Ss|It Xo Cm) .*\b$command\b" man/misogi.1 || { echo "man/misogi.1: command $command is not described"; bad=1; }
done
exit $bad
