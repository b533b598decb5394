#!/bin/sh
# usage: workbook.sh PROGRAM: every sample's workbook, read by openpyxl, says what its plan says; and it has the same
# bytes in another time zone and locale, a second later. So do answers that look like formulas, one of 40,000
# characters, and the 新旧対照表 of each of these and what it was before.
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

# What they were: other words within a text and in the place of one, a contract that is gone and a recipient that is new.
old=$work/old
mkdir "$old"
cp assessments/shikii.yaml "$old/"
awk '
	/^  - id: / { gone = /saikoku/ }
	/^transfers:/ { print "  - id: kyosai\n    name: 見本共済組合\n    use: 資格の確認" }
	/庁内連携システムを通じて日次で/ { sub(/日次で/, "一日に二回") }
	/    sufficient: 十分である/ && !n++ { sub(/十分である/, "課題が残されている") }
	!gone' assessments/mihon-kokuho/assessment.yaml >"$old/mihon-kokuho.yaml"
sed 's/=1+1/=1+2/; s/+81/+82/; s/=cmd/=cnd/' "$work/formula.yaml" >"$old/formula.yaml"
sed 's/長い名称は行を改める/長い名称でも行を改める/5' "$work/long.yaml" >"$old/long.yaml"

# written ARGUMENT…: shikii render, whose models may have findings
written() {
	"$program" render "$@" 2>"$work/messages" || [ $? -eq 1 ]
}
render() {
	written assessments "$work/formula.yaml" "$work/long.yaml" --format "$1" --out-dir "$2"
	for model in assessments/mihon-kokuho "$work/formula.yaml" "$work/long.yaml"; do
		before=$old/$(basename "$model" .yaml).yaml
		written --compare "$before" "$model" --format "$1" --out-dir "$2"
	done
	"$program" register assessments --as-of 2026-12-01 --format "$1" --output "$2/register.$1"
}
render plan "$work/a"
render xlsx "$work/a"
sleep 1
TZ=America/New_York LC_ALL=de_DE.UTF-8 render xlsx "$work/b"
find "$work/a" -name '*.xlsx' >"$work/books"
[ "$(wc -l <"$work/books")" -ge 12 ]
for words in '「※」' '「追加」' '「削除」' '「[^{}]*{.*}[^{}]*」' '「{[^{}]*}」' '「=1+{1}」'; do
	grep -q -- "$words" "$work/a"/*/compare.plan || { echo "no $words in the 新旧対照表" && exit 1; }
done
while read -r book; do
	cmp "$book" "$work/b/${book#"$work/a/"}"
done <"$work/books"

python=$(for each in /usr/bin/python3 python3; do "$each" -c 'import openpyxl' 2>/dev/null && echo "$each" && break; done || true)
if [ -z "$python" ]; then
	echo 'skipped: reading workbooks back: python3-openpyxl is not installed'
	exit 0
fi
while read -r book; do
	echo "$book"
	"$python" tests/smoke/workbook.py "${book%.xlsx}.plan" "$book"
done <"$work/books"
