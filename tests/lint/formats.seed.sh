#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
[ ! -e .git ] || { echo "a seed breaks a copy, never the tree itself" >&2; exit 2; }
sed -i 's/set_string(o, "scan_word"/set_string(o, "scan_name"/' mail/report.c && grep -q '"scan_name"' mail/report.c
