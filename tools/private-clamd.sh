#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# A clamd of one's own for `make run` and the tests: everything in DIR, a unix
# socket DIR/clamd.sock, a tiny database (the EICAR test signature and the
# canary), or the system's signatures and the canary when there are some and
# MISOGI_SYSTEM_SIGNATURES=1. Touches nothing outside DIR.
#
#   tools/private-clamd.sh DIR [EXTRA-CONF-LINE...]   starts it, waits until it answers
#   tools/private-clamd.sh --config DIR [LINE...]     only writes DIR/clamd.conf and DIR/db
#   tools/private-clamd.sh --stop DIR                 stops what DIR/clamd.pid says
set -eu

canary=$(dirname "$0")/../conf/clamav/misogi-canary.ndb
wait_seconds=${MISOGI_CLAMD_WAIT:-60}

# It has nothing to save, and a polite end takes it seconds.
stop() {
	pid=$(cat "$1/clamd.pid" 2>/dev/null) || return 0
	kill -9 "$pid" 2>/dev/null || true
	rm -f "$1/clamd.pid" "$1/clamd.sock"
}

write_database() {
	mkdir -p "$1/db" "$1/tmp"
	cp "$canary" "$1/db/"
	if [ "${MISOGI_SYSTEM_SIGNATURES:-0}" = 1 ] && ls /var/lib/clamav/*.c[lv]d >/dev/null 2>&1; then
		ln -sf /var/lib/clamav/*.c[lv]d "$1/db/"
		return
	fi
	# The EICAR test file is 68 bytes by its definition. Its text is put together
	# here so that this script itself is not taken for it.
	hex=$(printf 'X5O!P%%@AP[4\\PZX54(P^)7CC)7}%s' "\$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!\$H+H*" |
		od -An -v -tx1 | tr -d ' \n')
	printf 'Eicar-Test:0:0:%s\n' "$hex" >"$1/db/eicar.ndb"
}

write_config() {
	dir=$1
	shift
	{
		echo "LocalSocket $dir/clamd.sock"
		echo "LocalSocketMode 660"
		echo "FixStaleSocket yes"
		echo "DatabaseDirectory $dir/db"
		echo "TemporaryDirectory $dir/tmp"
		echo "LogFile $dir/clamd.log"
		echo "LogTime yes"
		echo "Foreground yes"
		echo "SelfCheck 3600"
		# The settings that we ship, but for what belongs to the system's clamd
		# and what is said otherwise.
		skip='#|$|LocalSocket|FixStaleSocket|User|DatabaseDirectory|Log|Foreground|TemporaryDirectory'
		for line in "$@"; do
			skip="$skip|${line%% *} "
		done
		grep -Ev "^($skip)" "$(dirname "$0")/../conf/clamav/clamd.conf"
		for line in "$@"; do
			echo "$line"
		done
	} >"$dir/clamd.conf"
}

answers() {
	python3 -c '
import socket, sys
s = socket.socket(socket.AF_UNIX)
s.settimeout(5)
s.connect(sys.argv[1])
s.sendall(b"zPING\0")
sys.exit(s.recv(16) != b"PONG\0")' "$1" 2>/dev/null
}

case ${1:-} in
--stop)
	stop "$2"
	exit 0
	;;
--config)
	shift
	write_database "$1"
	write_config "$@"
	exit 0
	;;
"" | -*)
	sed -n '/^#   tools/s/^# *//p' "$0" >&2
	exit 64
	;;
esac

dir=$1
command -v clamd >/dev/null || PATH=$PATH:/usr/sbin
command -v clamd >/dev/null || { echo "clamd is not installed (clamav-daemon)" >&2; exit 69; }
write_database "$dir"
write_config "$@"
clamd --config-file="$dir/clamd.conf" >"$dir/clamd.out" 2>&1 </dev/null &
pid=$!
echo $pid >"$dir/clamd.pid"
n=0
until answers "$dir/clamd.sock"; do
	if ! kill -0 $pid 2>/dev/null || [ $n -ge $((wait_seconds * 10)) ]; then
		echo "clamd does not start:" >&2
		cat "$dir/clamd.out" >&2
		stop "$dir"
		exit 69
	fi
	sleep 0.1
	n=$((n + 1))
done
