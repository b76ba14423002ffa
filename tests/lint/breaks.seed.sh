#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
[ ! -e .git ] || { echo "a seed breaks a copy, never the tree itself" >&2; exit 2; }
sed -i '1a #define MISOGI_BREAK_PASSTHROUGH 1' sanitizer/work.h
