#!/bin/sh
# usage: run.sh PROGRAM: every sample's workbooks, saved by LibreOffice, go back into their models without a change; the
# changes of edits.tsv, made in LibreOffice, come back as what expected.txt says; and what LibreOffice prints of the
# workbooks is read as what was printed, on no more pages than before, at full width.
set -eu
program=$1
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=$(for each in /usr/bin/python3 python3; do "$each" -c 'import uno' 2>/dev/null && echo "$each" && break; done || true)
if [ -z "$python" ] || ! command -v soffice >/dev/null; then
	echo 'libreoffice-calc and python3-uno are not installed' >&2
	exit 2
fi

# shikii ARGUMENT…: a status beyond 1 (findings, or answers that are missing) is an end with its command and its words
shikii() {
	code=0
	"$program" "$@" 2>"$work/messages" || code=$?
	[ "$code" -le 1 ] || { cat "$work/messages" >&2 && echo "status $code: $program $*" >&2 && exit "$code"; }
}

render() {
	shikii render "$1" --form "$2" --format xlsx --output "$3"
}
: >"$work/none.tsv"
mkdir "$work/all"
cp -r assessments "$work/"
number=0
for model in "$work"/assessments/mihon-*/assessment.yaml "$work"/assessments/kenpo/*/assessment.yaml; do
	for form in kiso-2024 kiso-2019 juten zenkomoku; do
		number=$((number + 1))
		render "$model" "$form" "$work/all/$number.xlsx"
		printf '%s\n' "$model" >"$work/all/$number.model"
	done
done
"$python" "$here/edit.py" "$work/all" "$work/none.tsv"
for book in "$work"/all/saved/*.xlsx; do
	model=$(cat "$work/all/$(basename "$book" .xlsx).model")
	"$program" import --into "$model" --dry-run "$book" >"$work/out" 2>&1 || { cat "$work/out" && exit 1; }
	grep -q 'ブックで変わったところはありません' "$work/out" || { cat "$work/out" && exit 1; }
done

mkdir "$work/edited"
for form in kiso zenkomoku; do
	render "$work/assessments/mihon-kokuho/assessment.yaml" "$form" "$work/edited/$form.xlsx"
done
"$python" "$here/edit.py" "$work/edited" "$here/edits.tsv"
for form in kiso zenkomoku; do
	cp assessments/mihon-kokuho/assessment.yaml "$work/assessments/mihon-kokuho/assessment.yaml"
	code=0
	"$program" import --into "$work/assessments/mihon-kokuho/assessment.yaml" "$work/edited/saved/$form.xlsx" \
		>"$work/out" 2>"$work/err" || code=$?
	printf '== %s: %s\n' "$form" "$code"
	sed "s|$work/||" "$work/err"
	grep '^[-+]' "$work/out" | grep -v '^[-+][-+][-+] ' || true
done >"$work/changed"
[ -z "${UPDATE-}" ] || cp "$work/changed" "$here/expected.txt"
diff "$here/expected.txt" "$work/changed"

mkdir "$work/printed"
for model in "$work"/assessments/mihon-*/assessment.yaml "$work"/assessments/kenpo/*/assessment.yaml; do
	for form in kiso juten zenkomoku; do
		number=$((number + 1))
		render "$model" "$form" "$work/printed/$number.xlsx"
		shikii render "$model" --form "$form" --format json --for submission >"$work/printed/$number.json"
		printf '%s\n' "$form" >"$work/printed/$number.form"
	done
done
soffice --headless --norestore "-env:UserInstallation=file://$work/profile" --convert-to pdf \
	--outdir "$work/printed" "$work"/printed/*.xlsx >"$work/messages" 2>&1
for pdf in "$work"/printed/*.pdf; do
	base=${pdf%.pdf}
	shikii import "$pdf" --output "$base.yaml"
	shikii render "$base.yaml" --form "$(cat "$base.form")" --format json --for submission >"$base.read"
	"$python" "$here/compare.py" "$base.json" "$base.read" || { echo "$base" && exit 1; }
done

# pages MODEL FORM MOST BROKEN: what LibreOffice makes of the workbook: pages and badly broken lines at most
pages() {
	shikii render "$1" --form "$2" --format plan >"$work/printed/$2.plan"
	render "$1" "$2" "$work/printed/$2.xlsx"
	soffice --headless --norestore "-env:UserInstallation=file://$work/profile" --convert-to pdf \
		--outdir "$work/printed" "$work/printed/$2.xlsx" >"$work/messages" 2>&1
	"$python" "$here/pages.py" "$work/printed/$2.pdf" "$work/printed/$2.plan" "$3" "$4"
}
pages assessments/mihon-yobosesshu kiso 5 0
pages assessments/mihon-kaigo juten 15 3
pages assessments/mihon-kokuho zenkomoku 60 6
pages assessments/mihon-juminzei juten 14 0
pages assessments/mihon-juki zenkomoku 27 2
pages assessments/kenpo/tekiyo-kyufu zenkomoku 17 0

# Published sheets, where there are any: the first four of them, the last of which has a hundred pages.
for seed in "${SHIKII_SEEDS-none}"/00[0-3]*.txt; do
	[ -f "$seed" ] || { echo 'skipped: the pages of published sheets: SHIKII_SEEDS is not set' && break; }
	shikii import "$seed" --output "$work/seed.yaml"
	for form in kiso juten zenkomoku; do
		case "${seed##*/}:$form" in
		003*:zenkomoku) most=102 ;;
		*) most=17 ;;
		esac
		! grep -q "^  $form:" "$work/seed.yaml" || pages "$work/seed.yaml" "$form" "$most" 16
	done
	rm "$work/seed.yaml"
done
