#!/bin/sh
# usage: into.sh PROGRAM: a workbook of ours, filled in by openpyxl, goes back into its model: what was changed and nothing else.
set -eu
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=$(for each in /usr/bin/python3 python3; do "$each" -c 'import openpyxl' 2>/dev/null && echo "$each" && break; done || true)
if [ -z "$python" ]; then
	echo 'skipped: workbooks that are filled in: python3-openpyxl is not installed'
	exit 0
fi

fail() {
	printf '%s\n' "$*" >&2
	cat "$work/out" "$work/err" >&2
	exit 1
}
# book FORM ARGUMENT…: the sample's workbook, in $work/FORM.xlsx
book() {
	form=$1
	shift
	"$program" render "$model" --form "$form" --format xlsx --output "$work/$form.xlsx" "$@" 2>"$work/messages" || [ $? -eq 1 ]
}
# into STATUS FILE ARGUMENT…: import --into, whose standard output is $work/out
into() {
	status=$1
	file=$2
	shift 2
	code=0
	"$program" import --into "$model" "$file" "$@" >"$work/out" 2>"$work/err" || code=$?
	[ "$code" -eq "$status" ] || fail "status $code, not $status"
}
# says WORDS… on standard error; changes LINE… are the lines that the diff takes away or adds, and no others
says() {
	for words; do
		grep -qF -- "$words" "$work/err" || fail "does not say: $words"
	done
}
changes() {
	printf '%s\n' "$@" >"$work/expected"
	grep '^[-+]' "$work/out" | grep -v '^[-+][-+][-+] ' >"$work/changed" || true
	diff "$work/expected" "$work/changed" >&2 || fail 'other lines are changed'
}
edit() {
	source=$1
	shift
	"$python" tests/smoke/into.py "$work/$source.xlsx" "$work/edited.xlsx" "$@"
}

cp -r assessments "$work/"
for form in kiso-2024 kiso-2019 juten-2018 zenkomoku-2018; do
	for purpose in publication submission; do
		"$program" render "$work/assessments" --form "$form" --format xlsx --for "$purpose" --out-dir "$work/all" \
			2>"$work/messages" || [ $? -eq 1 ]
		for model in "$work"/assessments/mihon-*/assessment.yaml "$work"/assessments/kenpo/*/assessment.yaml; do
			folder=${model#"$work/assessments/"}
			into 0 "$work/all/${folder%/*}/$form"*.xlsx
			says 'ブックで変わったところはありません'
			[ ! -s "$work/out" ] || fail "$model $form has changes"
		done
		rm -r "$work/all"
	done
done

# Answers in place; the comments beside them stay.
model=$work/assessments/mihon-kokuho/assessment.yaml
book kiso
edit kiso 'I.6=見本県' 'IV.9.box1=' 'IV.9.box3=〇' 'IV.8.risk=課題が残されている' 'II.1.asof=令和7年10月1日 時点'
into 0 "$work/edited.xlsx" --dry-run
changes '-other_agencies: なし' '+other_agencies: 見本県' '-    as_of: 令和7年9月1日' '+    as_of: 令和7年10月1日' \
	'-  audits: [自己点検, 内部監査]' '+  audits: [内部監査, 外部監査]' \
	'-    sufficient: 十分である' '+    sufficient: 課題が残されている'
says '4 か所を' '--dry-run なので'
cmp assessments/mihon-kokuho/assessment.yaml "$model"
into 0 "$work/edited.xlsx"
into 0 "$work/edited.xlsx"
says 'ブックで変わったところはありません'

# Both have changed since; and what follows from other facts is a question.
edit kiso 'I.6=別の県' 'II.1.count=30万人以上' 'I.3=（非公表）' 'IV.7=よい' 'I.1.2=#REF!'
into 1 "$work/edited.xlsx"
[ ! -s "$work/out" ] || fail 'a question has changed the model'
says 'ワークシート「Ⅰ～Ⅳ」' 'ブックでもモデルでも変わっています。モデル（15行目）では「見本県」' 'threshold.subjects.count を改めてください' \
	'（非公表）は答えとして読みません' '表計算ソフトのエラーの値なので' '「よい」は選択肢にありません'

# Rows of 変更箇所: a new one, one that goes, one of which a word is changed.
book kiso
edit kiso '+changes=令和8年2月1日|Ⅰ6.|見本市|見本県|事後|' '-changes=0'
into 0 "$work/edited.xlsx"
grep -q '^-      - date: 令和3年9月1日' "$work/out" || fail 'the row is still there'
grep -q '^+      - date: 令和8年2月1日' "$work/out" || fail 'the row is not there'

# One of two rows alike goes, and a word of the other is changed: the one with more words in common is the one that stays.
cat >"$work/alike.yaml" <<'END'
shikii: 1
number: 1
name: 見本の事務
sheets:
  kiso:
    history:
      - {date: 令和6年4月1日, item: Ⅰ6., before: 見本市, after: 見本県, timing: 事後} # 一
      - {date: 令和7年4月1日, item: Ⅰ6., before: 見本市, after: 見本県, timing: 事後} # 二
END
model=$work/alike.yaml
book kiso
edit kiso '-changes=0' '=changes=0|4|見本県知事'
into 0 "$work/edited.xlsx" --dry-run
changes '-      - {date: 令和6年4月1日, item: Ⅰ6., before: 見本市, after: 見本県, timing: 事後} # 一' \
	'-      - {date: 令和7年4月1日, item: Ⅰ6., before: 見本市, after: 見本県, timing: 事後} # 二' \
	'+      - {date: 令和7年4月1日, item: Ⅰ6., before: 見本市, after: 見本県知事, timing: 事後} # 二'

# The words of a box.
model=$work/box.yaml
cat >"$model" <<'END'
shikii: 1
number: 1
name: 見本の事務
sheets: {juten: {voluntary: true}}
systems:
  - id: a
    name: 見本システム
    connections: [税務システム, その他: 見本の装置]
END
book juten
edit juten 'I.2_1.3.text7=別の装置'
into 0 "$work/edited.xlsx" --dry-run
changes '-    connections: [税務システム, その他: 見本の装置]' '+    connections: [税務システム, {その他: 別の装置}]'

# Frames of systems that were taken away with their rows.
model=$work/frames.yaml
cat >"$model" <<'END'
shikii: 1
number: 1
name: 見本の事務
sheets: {juten: {}}
systems:
  - id: a
    name: 見本システム
  - id: b # 注
    name: 別のシステム
    functions: 別の機能
contracts: [] # ない
END
book juten
edit juten -frame=I.2_2
into 0 "$work/edited.xlsx" --dry-run
changes '-  - id: b # 注' '-    name: 別のシステム' '-    functions: 別の機能'
says '1 か所を'
edit juten -frame=I.2_1
into 0 "$work/edited.xlsx"
changes '-  - id: a' '-    name: 見本システム'
book juten
edit juten -frame=I.2_1
into 1 "$work/edited.xlsx" # the list's last
[ ! -s "$work/out" ] || fail 'a list without members'
says '消された組' 'モデルで'

# What is not published stays as it is, whatever the workbook for the public says; and it is not in that.
cat >"$work/secret.yaml" <<'END'
shikii: 1
number: 1
name: 住民税に関する事務
other_agencies: ひみつの機関 # 注
number_use: {basis: 番号法第9条第1項}
withhold: [{path: other_agencies, reason: 秘密}]
sheets: {kiso: {declaration: 宣言}}
END
model=$work/secret.yaml
book kiso
! unzip -p "$work/kiso.xlsx" | grep -q 'ひみつ' || fail 'the secret is in the workbook'
edit kiso 'I.6=見えている機関' 'I.3=番号法第9条第2項'
into 1 "$work/edited.xlsx"
changes '-number_use: {basis: 番号法第9条第1項}' '+number_use: {basis: 番号法第9条第2項}'
says '公表しない答え'
grep -q '^other_agencies: ひみつの機関 # 注$' "$model" || fail 'the secret is lost'

# What is none of ours.
"$program" import --into "$model" "$model" 2>"$work/err" && fail 'a model is no workbook'
says 'Excel のブック（.xlsx）を読みます'
"$program" import --into "$model" "$work/kiso.xlsx" --output x 2>"$work/err" && fail 'two outputs'
says '--output とは一緒に使えません'
