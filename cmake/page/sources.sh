#!/bin/sh
# sources.sh FOLDER: puts the sources that cmake/page/sources.txt names into FOLDER/<name>. apt keeps what it needs for that in
# FOLDER: the system's own lists are not touched.
set -eu
list=$(cd "$(dirname "$0")" && pwd)/sources.txt
mkdir -p "$1/apt/lists/partial" "$1/fetched"
folder=$(cd "$1" && pwd)
if cmp -s "$list" "$folder/done.txt"; then
	exit 0
fi

key=/usr/share/keyrings/debian-archive-keyring.gpg
for suite in bookworm bookworm-updates; do
	echo "deb-src [signed-by=$key] http://deb.debian.org/debian $suite main"
done >"$folder/apt/sources.list"

with_sources() {
	apt-get -qq -o Dir::Etc::sourcelist="$folder/apt/sources.list" -o Dir::Etc::sourceparts=- \
		-o Dir::State::lists="$folder/apt/lists" -o APT::Sandbox::User= "$@"
}

with_sources update
cd "$folder/fetched"
grep -v '^#' "$list" | while read -r name version hash; do
	file=${name}_${version#*:}.dsc
	with_sources source --download-only "$name=$version" >/dev/null
	echo "$hash  $file" | sha256sum --check --quiet
	rm -rf "../$name"
	dpkg-source --no-check -x "$file" "../$name" >/dev/null # by its hash we know the file, and by its hashes the others
done
cp "$list" ../done.txt
