#!/bin/sh
# How fast citations are read from plain text, and that hostile text takes time in proportion to its length.
# usage: tests/bench/cite.sh PROGRAM [TEXT]
set -eu
program=$1
text=${2:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# repeat UNIT BYTES: a file of UNIT again and again
repeat() {
	awk -v unit="$1" -v count="$(($2 / $(printf %s "$1" | wc -c)))" 'BEGIN { for (i = 0; i < count; i++) printf "%s", unit }'
}

# report NAME FILE
report() {
	start=$(date +%s%N)
	"$program" cite --text --as-of 2025-12-01 --format csv "$2" >/dev/null
	end=$(date +%s%N)
	bytes=$(wc -c <"$2")
	awk -v name="$1" -v bytes="$bytes" -v ns="$((end - start))" \
		'BEGIN { printf "%-24s %6.1f MB  %7.0f ms  %6.1f MB/s\n", name, bytes / 1e6, ns / 1e6, bytes / ns * 1e3 }'
}

for unit in 第 （ 番号法（ 1、 法第1条 同法 番号法第19条第8号、 番号法別表第一の16の項、; do
	for megabytes in 5 10; do
		repeat "$unit" $((megabytes * 1000000)) >"$work/text"
		report "$unit…" "$work/text"
	done
done
if [ -n "$text" ]; then
	for _ in 1 2 3 4 5 6 7 8 9 10; do cat "$text"; done >"$work/text"
	report "10 x ${text##*/}" "$work/text"
fi
