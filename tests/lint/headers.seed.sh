#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
printf 'struct not_declared_here f(struct unknown u, size_t);\n' >include/misogi/seeded.h
