#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Debian's own checkers over the tree: clang-format, cppcheck, clang-tidy, shellcheck, codespell.
# Each prints only what it complains about.
set -u
cd "$(dirname "$0")/../.." || exit 2
bad=0

check() { # NAME COMMAND...: fails when the command fails; its output is shown then
	name=$1
	shift
	if out=$("$@" 2>&1); then
		printf '  ok      %s\n' "$name"
	else
		printf '  FAILED  %s\n%s\n' "$name" "$(printf '%s\n' "$out" | grep -vE "warnings? generated" | head -n 60)"
		bad=1
	fi
}

formatted() {
	git ls-files -z '*.c' '*.h' ':!:tests/bench' | xargs -0 clang-format --dry-run -Werror
}

cppchecked() {
	git ls-files -z '*.c' ':!:tests' | xargs -0 cppcheck -q --enable=warning,portability,performance \
		--error-exitcode=1 --inline-suppr -j2 --suppress=missingIncludeSystem \
		--suppress=normalCheckLevelMaxBranches --suppress=unknownMacro -Iinclude \
		'-DG_DEFINE_AUTOPTR_CLEANUP_FUNC(a,b)=' '-DG_GNUC_PRINTF(a,b)='
}

tidy() {
	room=$1
	set -- -std=gnu11 -Iinclude -I"$room" -D_GNU_SOURCE '-DMISOGI_VERSION="0"' '-DMISOGI_SYSCONFDIR="/etc/misogi"'
	# shellcheck disable=SC2046 # flags are words
	set -- "$@" $(pkg-config --cflags glib-2.0 gmime-3.0 gumbo libarchive libxml-2.0 jansson sqlite3 libsodium libseccomp libsystemd)
	# shellcheck disable=SC2046 # so are file names
	clang-tidy --quiet $(git ls-files "$room/*.c") -- "$@"
}

spelled() {
	# The tests misspell on purpose.
	git ls-files -z '*.c' '*.h' '*.md' '*.sh' 'man/*' ':!:README.ja.md' ':!:tests' |
		xargs -0 codespell -q 3 -L ist,te,fo,ser,parm,nd,ro,hel,sting,shft,whats,ons,als,vill,statics,fle,pard,falt,headerr,hve,alph
}

scripts() {
	git ls-files -z '*.sh' .ci/run | xargs -0 shellcheck -S warning
}

check clang-format formatted
check shellcheck scripts
check codespell spelled
check cppcheck cppchecked
for room in lib mail settings sanitizer worker front quarantine milter cli; do
	check "clang-tidy $room" tidy "$room"
done
exit $bad
