#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
[ ! -e .git ] || { echo "a seed breaks a copy, never the tree itself" >&2; exit 2; }
printf 'struct not_declared_here f(struct unknown u, size_t);\n' >include/misogi/seeded.h
