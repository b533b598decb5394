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

# What LibreOffice saved, and what it changed, goes back.
saved() {
	work=$work/saved # the other half has its own files
	mkdir "$work"
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
}

# book MODEL FORM: its workbook and what is to be read again, $book.xlsx and so on
book() {
	book=$work/printed/$(printf '%s' "${1%.yaml}" | tr / -)-$2
	[ ! -f "$book.xlsx" ] || return 0
	render "$1" "$2" "$book.xlsx"
	shikii render "$1" --form "$2" --format json --for submission >"$book.json"
	printf '%s\n' "$2" >"$book.form"
}

# pages MODEL FORM MOST BROKEN: what LibreOffice makes of the workbook is to have so many pages and badly broken lines at most
pages() {
	book "$1" "$2"
	shikii render "$1" --form "$2" --format plan >"$book.plan"
	printf '%s %s\n' "$3" "$4" >"$book.most"
}

# What LibreOffice prints, all of it in one run, for its start is dear.
printed() {
	mkdir "$work/printed"
	for model in assessments/mihon-*/assessment.yaml assessments/kenpo/*/assessment.yaml; do
		for form in kiso juten zenkomoku; do
			book "$model" "$form"
			: >"$book.again"
		done
	done
	pages assessments/mihon-yobosesshu/assessment.yaml kiso 5 0
	pages assessments/mihon-kaigo/assessment.yaml juten 15 3
	pages assessments/mihon-kokuho/assessment.yaml zenkomoku 60 6
	pages assessments/mihon-juminzei/assessment.yaml juten 14 0
	pages assessments/mihon-juki/assessment.yaml zenkomoku 27 2
	pages assessments/kenpo/tekiyo-kyufu/assessment.yaml zenkomoku 17 0

	# Published sheets, where there are any: the first four of them, the last of which has a hundred pages.
	for seed in "${SHIKII_SEEDS-none}"/00[0-3]*.txt; do
		[ -f "$seed" ] || { echo 'skipped: the pages of published sheets: SHIKII_SEEDS is not set' && break; }
		model=$work/$(basename "$seed" .txt)/assessment.yaml
		mkdir "${model%/*}"
		shikii import "$seed" --output "$model"
		for form in kiso juten zenkomoku; do
			case "${seed##*/}:$form" in
			003*:zenkomoku) most=102 ;;
			*) most=17 ;;
			esac
			! grep -q "^  $form:" "$model" || pages "$model" "$form" "$most" 16
		done
	done

	soffice --headless --norestore "-env:UserInstallation=file://$work/profile" --convert-to pdf \
		--outdir "$work/printed" "$work"/printed/*.xlsx >"$work/soffice" 2>&1
	for printed in "$work"/printed/*.xlsx; do
		book=${printed%.xlsx}
		if [ -f "$book.again" ]; then
			shikii import "$book.pdf" --output "$book.yaml"
			shikii render "$book.yaml" --form "$(cat "$book.form")" --format json --for submission >"$book.read"
			"$python" "$here/compare.py" "$book.json" "$book.read" || { echo "$book" && exit 1; }
		fi
		if [ -f "$book.most" ]; then
			read -r most broken <"$book.most"
			"$python" "$here/pages.py" "$book.pdf" "$book.plan" "$most" "$broken" || { echo "$book" && exit 1; }
		fi
	done
}

saved >"$work/saved.log" 2>&1 &
beside=$!
printed
wait "$beside" || { cat "$work/saved.log" && exit 1; }
cat "$work/saved.log"
