#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
sed -i '1a #include <gmime/gmime.h>' milter/session.c
