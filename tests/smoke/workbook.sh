#!/bin/sh
# usage: workbook.sh PROGRAM: every sample's workbook, read by openpyxl, says what its plan says; and it has the same
# bytes in another time zone and locale, a second later. So do answers that look like formulas, and one of 40,000
# characters.
set -eu
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/formula.yaml" <<'END'
shikii: 1
number: 1
name: =1+1
threshold: {subjects: {count: 5000, as_of: 2025-04-01}, handlers: {count: 5, as_of: 2025-04-01}}
number_use: {basis: '+81'}
other_agencies: '-1'
inquiries: {contact: '@SUM(A1)'}
disclosure: {desk: "\t=2"}
sheets: {kiso: {declaration: '=cmd|x', publications: [{date: 2025-06-01}]}}
END
cat >"$work/long.yaml" <<END
shikii: 1
number: 2
name: $(awk 'BEGIN { for (i = 0; i < 4000; i++) printf "長い名称は行を改める" }')
threshold: {subjects: {count: 5000, as_of: 2025-04-01}, handlers: {count: 5, as_of: 2025-04-01}}
sheets: {kiso: {publications: [{date: 2025-06-01}]}}
END

render() {
	"$program" render assessments "$work/formula.yaml" "$work/long.yaml" --format "$1" --out-dir "$2" 2>"$work/messages" || [ $? -eq 1 ]
}
render plan "$work/a"
render xlsx "$work/a"
sleep 1
TZ=America/New_York LC_ALL=de_DE.UTF-8 render xlsx "$work/b"
find "$work/a" -name '*.xlsx' >"$work/books"
[ "$(wc -l <"$work/books")" -ge 9 ]
while read -r book; do
	cmp "$book" "$work/b/${book#"$work/a/"}"
done <"$work/books"

python=$(for each in /usr/bin/python3 python3; do "$each" -c 'import openpyxl' 2>/dev/null && echo "$each" && break; done || true)
if [ -z "$python" ]; then
	echo 'python3-openpyxl is not installed: workbooks are not read back.'
	exit 0
fi
while read -r book; do
	echo "$book"
	"$python" tests/smoke/workbook.py "${book%.xlsx}.plan" "$book"
done <"$work/books"
