#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Debian's own checkers over the tree: formatting, clang-tidy, cppcheck, shellcheck, codespell.
set -u
cd "$(dirname "$0")/../.." || exit 2
bad=0
sources=$(git ls-files '*.c' '*.h')
echo "clang-format"
# shellcheck disable=SC2086 # lists of names
clang-format --dry-run -Werror $sources 2>&1 | head -n 20 | grep . && bad=1
echo "cppcheck"
# shellcheck disable=SC2086
cppcheck -q --enable=warning,portability,performance --error-exitcode=1 --inline-suppr -j2 \
	--suppress=missingIncludeSystem --suppress=normalCheckLevelMaxBranches -Iinclude -D__GNUC__ \
	$(git ls-files '*.c' | grep -v '^tests/') || bad=1
echo "clang-tidy"
flags="-std=gnu11 -Iinclude -D_GNU_SOURCE -DMISOGI_VERSION=\"0\" -DMISOGI_SYSCONFDIR=\"/etc/misogi\" $(pkg-config --cflags glib-2.0 gmime-3.0 gumbo jansson sqlite3 libsodium libseccomp libsystemd)"
for room in lib mail settings sanitizer worker front quarantine milter cli; do
	# shellcheck disable=SC2086,SC2046
	clang-tidy --quiet --warnings-as-errors='*' \
		-checks='-*,bugprone-*,clang-analyzer-*,concurrency-*,-bugprone-easily-swappable-parameters,-bugprone-macro-parentheses,-bugprone-reserved-identifier,-bugprone-assignment-in-if-condition,-concurrency-mt-unsafe,-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling,-clang-analyzer-valist.Uninitialized' \
		$(git ls-files "$room/*.c") -- $flags -I"$room" 2>/dev/null | grep -E 'warning|error' && bad=1
done
echo "shellcheck"
# shellcheck disable=SC2046
shellcheck $(git ls-files '*.sh') .ci/run || bad=1
echo "codespell"
# shellcheck disable=SC2046
codespell -q 3 -L "ist,te,fo,ser,parm,nd,ro,hel,sting,shft" $(git ls-files '*.c' '*.h' '*.md' '*.sh' '*.py' 'man/*' | grep -v README.ja) || bad=1
[ $bad = 0 ] && echo "lint: all passed"
exit $bad
