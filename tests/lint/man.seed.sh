#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
sed -i '/Cm quarantine\|Ss quarantine/d' man/misogi.1
