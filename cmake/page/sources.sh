#!/bin/sh
# sources.sh FOLDER: puts the sources that cmake/page/sources.txt names into FOLDER/<name>. They come from where the system has its
# packages from; apt keeps what it needs for that in FOLDER, the system's own lists are not touched. Exit status 77: they cannot
# be had.
set -eu
list=$(cd "$(dirname "$0")" && pwd)/sources.txt
mkdir -p "$1/apt/lists/partial" "$1/fetched"
folder=$(cd "$1" && pwd)
if cmp -s "$list" "$folder/done.txt"; then
	exit 0
fi

lack() {
	printf 'skipped: page: %s\n' "$*"
	exit 77
}

key=/usr/share/keyrings/debian-archive-keyring.gpg
apt-get indextargets --format "deb-src [signed-by=$key] \$(REPO_URI) \$(RELEASE) main" 'Created-By: Packages' |
	awk '!seen[$0]++' >"$folder/apt/sources.list"

with_sources() {
	apt-get -qq -o Dir::Etc::sourcelist="$folder/apt/sources.list" -o Dir::Etc::sourceparts=- \
		-o Dir::State::lists="$folder/apt/lists" -o APT::Sandbox::User= "$@"
}

with_sources update || true # of others than Debian's; of these the next step tells
cd "$folder/fetched"
grep -v '^#' "$list" | while read -r name version hash; do
	file=${name}_${version#*:}.dsc
	with_sources source --download-only "$name=$version" >/dev/null || lack "the source of $name $version cannot be had"
	echo "$hash  $file" | sha256sum --check --quiet
	rm -rf "../$name"
	dpkg-source --no-check -x "$file" "../$name" >/dev/null # by its hash we know the file, and by its hashes the others
done
cp "$list" ../done.txt
