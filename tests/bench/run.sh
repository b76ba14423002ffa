#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# make bench: builds the load generators, makes the messages, runs the table. Arguments go to
# bench.py (--reps, --conc, --systems, --mix mix-text.txt, --skip-mem …), also by BENCH_ARGS.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${BUILD:-build}" && pwd)
[ "$(id -u)" = 0 ] || { echo "bench: Postfix and MIMEDefang are started as root: run 'make bench' as root" >&2; exit 77; }
out=$build/bench
mkdir -p "$out/run"
cc=${CC:-gcc}
$cc -O2 -g -std=gnu11 -pthread -o "$out/smtpload" "$here/smtpload.c"
$cc -O2 -g -std=gnu11 -pthread -o "$out/milterload" "$here/milterload.c"
$cc -O2 -g -std=gnu11 -o "$out/replace-milter" "$here/refmilter.c" -lmilter -pthread
[ -e "$out/mails/mix-text.txt" ] || python3 "$here/gen.py" mails "$out/mails"
# Sockets, queues and spool on a tmpfs: no disk in the figures.
mounted=
mount -t tmpfs -o size=12g,mode=755 misogi-bench "$out/run" 2>/dev/null && mounted=1
trap '[ -z "$mounted" ] || umount "$out/run" || true' EXIT
# shellcheck disable=SC2086 # a list of options
python3 -B "$here/bench.py" --build "$build" --run "$out/run" --mails "$out/mails" --out "$out/results.json" ${BENCH_ARGS:-} "$@"
