#!/bin/sh
# ./dev itself: what it refuses, and what it installs, with stand-ins for the programs that it would call.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# stand_in NAME: a program on the only path that ./dev gets; its body is read from standard input.
stand_in() {
	{
		echo '#!/bin/sh'
		cat
	} >"$folder/$1"
	chmod +x "$folder/$1"
}

real() {
	for program; do
		ln -s "$(command -v "$program")" "$folder/$program"
	done
}

# expect STATUS WORDS COMMAND…: ./dev COMMAND ends with STATUS and says WORDS.
expect() {
	status=$1
	words=$2
	shift 2
	code=0
	PATH=$folder ./dev "$@" >"$folder/output" 2>&1 || code=$?
	if [ "$code" -ne "$status" ] || ! grep -qF -e "$words" "$folder/output"; then
		printf './dev %s: exit status %s, not %s with 「%s」:\n' "$*" "$code" "$status" "$words"
		cat "$folder/output"
		exit 1
	fi
}

real sh cat dirname grep env find
expect 0 'usage: ./dev COMMAND' help
expect 2 'unknown command: bild' bild
expect 2 'no Debian system' build

stand_in dpkg-query <<'END'
echo gcc installed
echo cmake installed
echo libyaml-dev not-installed
END
expect 2 'no apt-get here; please install: libc6-dev' build

stand_in apt-get </dev/null
stand_in id <<'END'
echo 1000
END
expect 2 'neither root nor sudo here' build

stand_in sudo <<'END'
echo 'a password is required' >&2
exit 1
END
expect 2 'could not install: libc6-dev ninja-build pkgconf libyaml-dev' build

stand_in sudo <<'END'
case "$*" in *install*) echo "$@" >>"${0%/*}/calls" ;; esac
END
stand_in cmake <<'END'
echo "cmake $*"
END
expect 0 'installing missing packages: libc6-dev ninja-build pkgconf libyaml-dev' build
grep -q 'apt-get .*install .*libyaml-dev' "$folder/calls"
expect 0 'cmake --build --preset release' build
