#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
echo '/* SPDX-License-Identifier: BSD-2-Clause */' >lib/nobody_knows_me.c
