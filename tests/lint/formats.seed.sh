#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
sed -i 's/set_string(o, "scan_word"/set_string(o, "scan_name"/' mail/report.c && grep -q '"scan_name"' mail/report.c
