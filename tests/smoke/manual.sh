#!/bin/sh
# manual.sh PROGRAM MANUAL FOLDER: every option stands once in the sources, and is in --help, in the manual page, in the completions of
# three shells and in docs/commands.md; what FOLDER holds was made of the same tables.
set -eu
program=$1
manual=$2
folder=$3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
	echo "$*"
	exit 1
}

"$manual" markdown | diff docs/commands.md - || fail 'docs/commands.md is old: build/shikii_manual markdown >docs/commands.md'
bash -n "$folder/shikii.bash"
for shell in zsh fish; do
	! command -v "$shell" >/dev/null || "$shell" -n "$folder/$([ "$shell" = zsh ] && echo _shikii || echo shikii.fish)"
done

for command in $("$program" --help | sed -n 's/^  \([a-z]*\)  *[^ ].*/\1/p' | grep -vx shikii); do
	grep -q "^COMMAND($command)\$" src/session/commands.def || continue
	"$program" "$command" --help >"$scratch/help"
	page=$folder/man1/shikii-$command.1
	sed -n 's/^  \(-., \)\{0,1\}--\([a-z-]*\).*/\2/p' "$scratch/help" >"$scratch/options"
	[ -s "$scratch/options" ] || fail "$command: no options in --help"
	sed -n "/^## shikii $command\$/,/^## /p" docs/commands.md >"$scratch/docs"
	while read -r option; do
		[ "$(grep -c "^    {\"$option\", " src/session/options.c)" -eq 1 ] || fail "--$option does not stand once in the sources"
		roff=$(printf '%s' "--$option" | sed 's/-/\\\\-/g')
		grep -q -- "$roff" "$page" || fail "--$option is not in shikii-$command.1"
		grep -q -- "\`--${option}[ \`]" "$scratch/docs" || fail "$command --$option is not in docs/commands.md"
		sed -n "/^	$command) echo/p" "$folder/shikii.bash" | grep -q -- " --${option}[ ']" || fail "bash: $command --$option"
		sed -n "/^	$command)\$/,/;;/p" "$folder/_shikii" | grep -q -- "--${option}\[" || fail "zsh: $command --$option"
		grep -q -- "from $command' -l $option " "$folder/shikii.fish" || fail "fish: $command --$option"
	done <"$scratch/options"
	commands=${commands-}x
done
[ "$commands" = "$(sed -n 's/^COMMAND(.*/x/p' src/session/commands.def | tr -d '\n')" ] || fail 'a command is not in --help'

# What bash offers.
cat >"$scratch/try.bash" <<'END'
. "$1"
offer() {
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	_shikii
	printf '%s ' "${COMPREPLY[@]}"
}
[[ $(offer shikii ch) == 'check ' ]] || exit 1
[[ $(offer shikii check --fail-on w) == 'warning ' ]] || exit 2
[[ $(offer shikii check -f sar) == 'sarif ' ]] || exit 3
[[ $(offer shikii history a) == 'add ' ]] || exit 4
[[ $(offer shikii schema b) == 'body ' ]] || exit 7
[[ $(offer shikii render --form z) == 'zenkomoku ' ]] || exit 8
[[ $(offer shikii new --process kaig) == 'kaigo ' ]] || exit 9
[[ $(offer shikii check --only wording,threshold.near-) == 'wording,threshold.near-handlers ' ]] || exit 10
[[ $(offer shikii check --only wordin) == 'wording '* ]] || exit 11
[[ $(offer shikii help fil) == 'fill ' ]] || exit 12
[[ $(offer shikii check --exit) == '--exit-zero ' ]] || exit 5
[[ $(offer shikii explain threshold.ne) == *'threshold.near '* ]] || exit 6
END
mkdir "$scratch/bin"
ln -s "$program" "$scratch/bin/shikii"
PATH=$scratch/bin:$PATH bash "$scratch/try.bash" "$folder/shikii.bash" || fail "bash offers something else: case $?"
