#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# make run: shows misogi at work. A Postfix, a clamd and a misogi of one's own in
# a temporary directory and on loopback; six sample mails go through, before and
# after are printed, then everything stays up until Ctrl-C. Nothing of the
# system's is touched. RUN_ONCE=1 ends after the samples.
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
if [ "$(id -u)" != 0 ]; then
	command -v sudo >/dev/null || {
		echo "make run: Postfix's master process must be started by root; become root, then: make run" >&2
		exit 77
	}
	echo "make run: Postfix's master process must be started by root; sudo asks for it."
	exec sudo BUILD="${BUILD:-build}" RUN_ONCE="${RUN_ONCE:-}" "$0"
fi
exec python3 -B "$here/tests/flow/demo.py"
