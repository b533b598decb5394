#!/bin/sh
# commands.sh PROGRAM [ARGUMENT…]: every command in each of its formats, over the samples, by way of PROGRAM (of valgrind, say).
# What counts is that it ends as it should, with status 0 or 1.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
samples=$PWD/assessments
model=$samples/mihon-yobosesshu/assessment.yaml

runs=0
# run ARGUMENT…: with the first arguments of the script in front.
run() {
	code=0
	"$@" >"$folder/out" 2>"$folder/err" || code=$?
	runs=$((runs + 1))
	[ "$code" -gt 1 ] || return 0
	printf '%s: exit status %s\n' "$*" "$code"
	cat "$folder/err"
	exit 1
}

for format in text json md; do
	run "$@" check "$samples" --format "$format" --jobs 2
done
for format in text json; do
	run "$@" judge "$samples" --format "$format"
done
for format in table csv json; do
	run "$@" cite "$samples" --format "$format"
done
for format in md html json xlsx; do
	run "$@" render "$model" --format "$format" --out-dir "$folder/out-$format"
done
sed 's/事務/業務/' "$model" >"$folder/other.yaml"
run "$@" diff "$folder/other.yaml" "$model"
run "$@" render "$model" --compare "$folder/other.yaml" --form kiso
run "$@" list "$samples"
run "$@" explain
run "$@" schema
run "$@" lsp </dev/null
run "$@" cite "$folder/other.yaml" --fix
find "$folder/out-md" -name 'kiso*.md' -exec cp {} "$folder/sheet.md" \;
run "$@" import "$folder/sheet.md"
printf '%s runs\n' "$runs"
