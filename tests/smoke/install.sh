#!/bin/sh
# install.sh BUILD-FOLDER: what `cmake --install` puts in place works from any folder, without the sources.
set -eu

prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT
cmake --install "$1" --prefix "$prefix" >"$prefix/log"

for file in bin/shikii share/doc/shikii/README.md share/doc/shikii/README.ja.md share/doc/shikii/LICENSE \
	share/doc/shikii/docs share/man/man1/shikii.1 share/man/man1/shikii-check.1 \
	share/bash-completion/completions/shikii share/zsh/vendor-completions/_shikii \
	share/fish/vendor_completions.d/shikii.fish; do
	if [ ! -e "$prefix/$file" ]; then
		echo "not installed: $file"
		exit 1
	fi
done

empty=$(find "$prefix" -type d -empty)
if [ -n "$empty" ]; then
	echo "installed, but empty: $empty"
	exit 1
fi

cp -R assessments "$prefix/assessments"
cd "$prefix"
bin/shikii --version
bin/shikii render assessments --format json --out-dir sheets
find sheets -name '*.json' | grep -q .
