#!/bin/sh
# tests/web/run.sh SHIKII FOLDER: the pages of all samples, of tests/golden/ and of a model full of traps, checked by
# check.mjs. What npm brings is kept in FOLDER. Without Chromium, Node.js or the network that npm needs, nothing is
# checked (support/npm.sh).
set -eu
shikii=$1
folder=$2
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..

suite=web what='the pages in a browser'
. "$root/tests/support/npm.sh"

# shellcheck source=tests/web/chromium.sh
. "$here/chromium.sh"

# render FORMAT NAME [ARGUMENT…]
render() {
	format=$1
	name=$2
	shift 2
	"$shikii" render --format "$format" --out-dir "$folder/$format/$name" "$@" 2>"$folder/render.txt" || {
		[ $? -eq 1 ] || { cat "$folder/render.txt" && exit 1; }
	}
}

rm -rf "$folder/html" "$folder/json"
for format in html json; do
	drafts=
	[ "$format" = json ] || drafts=--drafts
	render "$format" samples $drafts "$root/assessments"
	render "$format" traps --for submission "$here/traps"
	render "$format" published $drafts "$here/traps"
	for case in kiso history states repeats; do
		set -- "$root/tests/golden/$case"
		[ ! -d "$1/schema" ] || set -- --schema "$1/schema" "$1"
		render "$format" "$case" $drafts "$@"
	done
done
render html reviewed --with-findings "$here/traps"
older=$folder/older
rm -rf "$older"
mkdir "$older"
cp "$root/assessments/shikii.yaml" "$older/"
awk '/^  - id: / { gone = /madoguchi/ } /sufficient: 十分である/ && n++ < 3 { sub(/十分である/, "課題が残されている") } !gone' \
	"$root/assessments/mihon-kokuho/assessment.yaml" >"$older/assessment.yaml"
render html compared --compare "$older/assessment.yaml" "$root/assessments/mihon-kokuho"
"$shikii" register "$root/assessments" --as-of 2026-12-01 --output "$folder/html/register.html"

# The recipe of docs/templates.md: a PDF whose structure is that of the page.
if command -v pdfinfo >/dev/null; then
	"$CHROMIUM" --headless --no-sandbox --disable-gpu --no-pdf-header-footer --print-to-pdf="$folder/sheet.pdf" \
		"file://$folder/html/samples/mihon-kaigo/juten-2018.html" >/dev/null 2>&1
	pdfinfo -struct "$folder/sheet.pdf" >"$folder/sheet.txt" 2>/dev/null || { echo 'Chromium made no PDF' && exit 1; }
	for element in H1 H2 H3 Table TH TD; do
		grep -q "^ *$element\\b" "$folder/sheet.txt" || { echo "the PDF has no $element" && exit 1; }
	done
fi
exec node "$folder/check.mjs" "$folder/html" "$folder/json"
