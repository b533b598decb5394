#!/bin/sh
# run_one.sh SECONDS fuzz_TARGET: runs one fuzzer of build/fuzz/. Inputs that reach new code are kept in build/fuzz/corpus/, bad ones in
# build/fuzz/found/. What it says comes in one piece at its end, for another runs beside it: the last lines, or, of one that
# failed, all.
set -eu
seconds=$1
target=${2#fuzz_}
set -- "build/fuzz/corpus/$target"
mkdir -p "$1"
for folder in assessments schema rules "tests/fuzz/corpus/$target" "build/fuzz/seeds/$target"; do
	if [ -d "$folder" ]; then
		set -- "$@" "$folder"
	fi
done
if [ "$seconds" -le 10 ]; then # begins the same each time: what it finds is of a change
	set -- -seed=1 "$@"
fi
code=0
"build/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -print_final_stats=1 \
	-artifact_prefix="build/fuzz/found/$target-" "$@" >"build/fuzz/$target.log" 2>&1 || code=$?
said=$(if [ "$code" -eq 0 ]; then tail -n 8 "build/fuzz/$target.log"; else cat "build/fuzz/$target.log"; fi)
printf 'fuzz_%s, %s seconds: status %s\n%s\n' "$target" "$seconds" "$code" "$said"
[ "$code" -eq 0 ] || exit 255 # xargs begins no other
