#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# run.sh FUZZER...: each libFuzzer program for $FUZZ_SECONDS over its own corpus folder beside it
# (seeds: tests/fuzz/seeds/NAME); a line each with executions and result; inputs that crash stay
# under $BUILD/crashes. Fails when any did.
failed=0
for fuzzer in "$@"; do
	name=${fuzzer##*/fuzz_}
	corpus=$BUILD/corpus/$name
	crashes=$BUILD/crashes/$name
	log=$BUILD/$name.log
	mkdir -p "$corpus" "$crashes"
	[ -d "tests/fuzz/seeds/$name" ] && cp -n "tests/fuzz/seeds/$name/"* "$corpus/"
	if "$fuzzer" -max_total_time="${FUZZ_SECONDS:-60}" -timeout=20 -rss_limit_mb=2048 \
		-print_final_stats=1 -artifact_prefix="$crashes/" "$corpus" >"$log" 2>&1; then
		result=ok
	else
		result=FAILED
		failed=1
	fi
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
	printf '  %-7s fuzz_%-16s %s executions, %s inputs kept\n' "$result" "$name" "${runs:-?}" \
		"$(find "$corpus" -type f | wc -l)"
	[ "$result" = ok ] || tail -n 40 "$log"
done
exit "$failed"
