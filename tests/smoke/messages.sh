#!/bin/sh
# templates/messages/: each text is used somewhere in src/, and cmake/messages.c stops at each mistake in a file, with its
# line. messages.sh PROGRAM FOLDER: shikii_messages, and the folder of message_ids.h.
set -eu
program=$1
ids=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

# What message_ids.h offers, less what src/ names. Titles and advice of findings are named by the table diag.def.
sed -n 's/^\tMSG_\([A-Z0-9_]*\) = .*/\1/p; s/^#define msg_\([a-z0-9_]*\)(.*/\1/p' "$ids/message_ids.h" |
	tr '[:lower:]' '[:upper:]' | sort -u >"$work/offered"
{
	grep -rhoE '\b(MSG_[A-Z0-9_]+|msg_[a-z0-9_]+)' src | sed 's/^[Mm][Ss][Gg]_//'
	sed -n 's/^DIAG(\([A-Z0-9_]*\),.*/DIAG_\1_TITLE\nDIAG_\1_ADVICE/p' src/base/diag.def
} | tr '[:lower:]' '[:upper:]' | sort -u >"$work/named"
comm -23 "$work/offered" "$work/named" >"$work/unused"
if [ -s "$work/unused" ]; then
	echo 'templates/messages/ja.yaml has texts that no file of src/ uses:'
	cat "$work/unused"
	status=1
fi

# refuses WORDS TEXT [OTHER]: the file TEXT, and OTHER beside it, are refused with WORDS.
refuses() {
	printf '%b' "$2" >"$work/ja.yaml"
	set -- "$1" "$work/ja.yaml" "${3-}"
	if [ -n "$3" ]; then
		printf '%b' "$3" >"$work/en.yaml"
		set -- "$1" "$2" "$work/en.yaml"
	else
		set -- "$1" "$2"
	fi
	words=$1
	shift
	if "$program" "$work" "$@" 2>"$work/said" || ! grep -qF "$words" "$work/said"; then
		printf 'not refused with 「%s」:\n' "$words"
		cat "$@" "$work/said"
		status=1
	fi
}

refuses 'ja.yaml:3: error: a.b: {path} stands twice' 'a: 甲\n\na.b: 「{path}」と「{path}」\n'
refuses 'ja.yaml:2: error: a is in line 1 already' 'a: 甲\na: 乙\n'
refuses 'ja.yaml:2: error: a-b and a.b are one name in C' 'a.b: 甲\na-b: 乙\n'
refuses 'ja.yaml:1: error: A: an id is of small letters' 'A: 甲\n'
refuses 'ja.yaml:1: error: a has no text' 'a:\n'
refuses 'ja.yaml:2: error: an id or a text expected' 'a:\n  b: 甲\n'
refuses 'ja.yaml:1: error: a has more than 8 places' 'a: "{a}{b}{c}{d}{e}{f}{g}{h}{i}"\n'
refuses 'en.yaml:1: error: b is not in' 'a: 甲\n' 'b: first\n'
refuses 'en.yaml:1: error: a: {paths} is no place of the first language' 'a: 「{path}」\n' 'a: "{paths}"\n'
refuses 'en.yaml:1: error: a: {count} is missing' 'a: 「{path}」に{count}件\n' 'a: "{path}"\n'
refuses 'en.yaml:1: error: a: {path} stands twice' 'a: 「{path}」\n' 'a: "{path}{path}"\n'
refuses 'en.yaml:1: error: b (' 'a: 甲\nb: 乙\n' 'a: first\n'

# Braces that are no place are themselves; places of another language are in any order.
printf 'a: "「{{#{name}}}」{id: 1}{count}件"\n' >"$work/ja.yaml"
printf 'a: "{count} of {name}"\n' >"$work/en.yaml"
"$program" "$work" "$work/ja.yaml" "$work/en.yaml"
grep -qF '"「{{#\001}}」{id: 1}\002件",' "$work/message_texts.c" && grep -qF '"\002 of \001",' "$work/message_texts.c" || {
	cat "$work/message_texts.c"
	status=1
}
exit $status
