#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
[ ! -e .git ] || { echo "a seed breaks a copy, never the tree itself" >&2; exit 2; }
# A default in the manual that is not the program's.
sed -i '/^.It Cm limit_parts$/,/^.Ql/s/^.Ql .*/.Ql 501 ./' man/misogi.conf.5
