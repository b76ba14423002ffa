#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
sed -i '/SPDX/d' lib/io.c
