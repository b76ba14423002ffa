#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tools/deps.sh [--quiet] GROUP...: installs the packages of these groups of packages.txt that are
# missing. No service of theirs is started: misogi's tests and its demo run private ones.
set -eu
here=$(dirname "$0")/..
quiet=
[ "${1:-}" = --quiet ] && { quiet=1; shift; }

missing=
for group in "$@"; do
	for package in $(awk -v g="$group" '$1 == g { print $2 }' "$here/packages.txt"); do
		case $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true) in
		installed) ;;
		*) missing="$missing $package" ;;
		esac
	done
done
if [ -z "$missing" ]; then
	[ -n "$quiet" ] || echo "deps: nothing missing"
	exit 0
fi

echo "deps: installing$missing"
sudo=
if [ "$(id -u)" != 0 ]; then
	command -v sudo >/dev/null || {
		echo "deps: packages are missing and only root can install them. Run as root: apt-get install$missing" >&2
		exit 77
	}
	sudo=sudo
fi

# A package's daemon must not start while it is installed: it is no part of this.
policy=/usr/sbin/policy-rc.d
made=
if [ ! -e $policy ]; then
	printf '#!/bin/sh\nexit 101\n' | $sudo tee $policy >/dev/null
	$sudo chmod 755 $policy
	made=1
fi
remove_policy() { [ -z "$made" ] || $sudo rm -f $policy; }
trap remove_policy EXIT INT TERM

export DEBIAN_FRONTEND=noninteractive
if command -v debconf-set-selections >/dev/null; then
	echo "postfix postfix/main_mailer_type select No configuration" | $sudo debconf-set-selections || true
fi
log=$(mktemp)
# shellcheck disable=SC2086 # a list of names
if ! $sudo apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 $missing >"$log" 2>&1; then
	$sudo apt-get update -q >>"$log" 2>&1
	$sudo apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 $missing >>"$log" 2>&1 || {
		tail -n 20 "$log" >&2
		echo "deps: apt-get could not install them; the log is $log" >&2
		exit 69
	}
fi
rm -f "$log"
