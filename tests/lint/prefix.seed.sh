#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
sed -i '/fd_close/d' include/misogi/io.h
