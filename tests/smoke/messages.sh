#!/bin/sh
# templates/words.yaml and templates/messages/: each text is used somewhere in src/ or cmake/manual.c, and cmake/messages.c stops at each mistake in a file, with its
# line. messages.sh PROGRAM FOLDER: shikii_messages, and the folder of message_texts.c.
set -eu
program=$1
ids=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/messages"
status=0

# What is offered, less what src/ names. Titles and advice of findings are named by the table diag.def.
sed -n 's/^const struct message message_\([a-z0-9_]*\) = .*/\1/p' "$ids/message_texts.c" |
	tr '[:lower:]' '[:upper:]' | sort -u >"$work/offered"
{
	grep -rhoE '\b(MSG_[A-Z0-9_]+|msg_[a-z0-9_]+)' src cmake/manual.c | sed 's/^[Mm][Ss][Gg]_//'
	sed -n 's/^DIAG(\([A-Z0-9_]*\),.*/DIAG_\1_TITLE\nDIAG_\1_ADVICE/p' src/base/diag.def
} | tr '[:lower:]' '[:upper:]' | sort -u >"$work/named"
comm -23 "$work/offered" "$work/named" >"$work/unused"
if [ -s "$work/unused" ]; then
	echo 'texts that nothing uses:'
	cat "$work/unused"
	status=1
fi

# The files that the comments name are there.
grep -E '^#' templates/messages/ja.yaml | grep -oE '[a-z_]+/[a-z_]+\.(c|h|def)' | sort -u | while read -r file; do
	[ -e "src/$file" ] || [ -e "$file" ] || echo "$file"
done >"$work/gone"
if [ -s "$work/gone" ]; then
	echo 'ja.yaml names files that are not there:'
	cat "$work/gone"
	status=1
fi

# refuses SAYS WORDS JA [EN]: with what it says, for files of these texts.
refuses() {
	printf '%b' "$2" >"$work/words.yaml"
	printf '%b' "$3" >"$work/ja.yaml"
	printf '%b' "${4-$3}" >"$work/en.yaml"
	if "$program" "$work" "$work/words.yaml" "$work/ja.yaml" "$work/en.yaml" 2>"$work/said" ||
		! grep -qF "$1" "$work/said"; then
		printf 'not refused with 「%s」:\n' "$1"
		cat "$work/ja.yaml" "$work/en.yaml" "$work/said"
		status=1
	fi
}

word='sheet.draft: （案）\n'
refuses 'ja.yaml:3: error: a.b: {path} stands twice' "$word" 'a: 甲\n\na.b: 「{path}」と「{path}」\n'
refuses 'ja.yaml:2: error: a: is in line 1 of' "$word" 'a: 甲\na: 乙\n'
refuses 'ja.yaml:1: error: sheet.draft: is in line 1 of' "$word" 'sheet.draft: 案\n'
refuses 'ja.yaml:2: error: a-b: and a.b are one name in C' "$word" 'a.b: 甲\na-b: 乙\n'
refuses 'ja.yaml:1: error: A: is no id' "$word" 'A: 甲\n'
refuses 'ja.yaml:1: error: a: has no text' "$word" 'a:\n'
refuses 'ja.yaml:2: error: an id or a text expected' "$word" 'a:\n  b: 甲\n'
refuses 'ja.yaml:1: error: a: more than 8 places' "$word" 'a: "{a}{b}{c}{d}{e}{f}{g}{h}{i}"\n'
refuses 'ja.yaml:1: error: mapping values are not allowed' "$word" 'a: b: c\n'
refuses 'en.yaml:1: error: b: is not in' "$word" 'a: 甲\n' 'b: first\n'
refuses 'en.yaml:1: error: a: {paths} is no place of the first language' "$word" 'a: 「{path}」\n' 'a: "{paths}"\n'
refuses 'en.yaml:1: error: a: {count} is missing' "$word" 'a: 「{path}」に{count}件\n' 'a: "{path}"\n'
refuses 'en.yaml:1: error: a: {path} stands twice' "$word" 'a: 「{path}」\n' 'a: "{path}{path}"\n'
refuses 'en.yaml:1: error: b (' "$word" 'a: 甲\nb: 乙\n' 'a: first\n'

# Braces that are no place are themselves; places of another language are in any order.
printf %b "$word" >"$work/words.yaml"
printf 'a: "「{{#{name}}}」{id: 1}{count}件"\n' >"$work/ja.yaml"
printf 'a: "{count} of {name}"\n' >"$work/en.yaml"
"$program" "$work" "$work/words.yaml" "$work/ja.yaml" "$work/en.yaml"
for text in '（案）' '「{{#\001}}」{id: 1}\002件' '\002 of \001'; do
	grep -qF "\"$text\"," "$work/message_texts.c" || {
		printf 'not written: %s\n' "$text"
		status=1
	}
done
exit $status
