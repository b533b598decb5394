#!/bin/sh
# ./dev itself: what it refuses, installs and says in its last lines, with stand-ins for the programs that it would call;
# also what tests/web/run.sh and .ci/run make of their surroundings.
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
expect 0 "export PATH=\"$PWD/build:\$PATH\"" build

# ./dev test in a tree of its own, whose tests are what ctest's log says.
tree=$folder/tree
mkdir -p "$tree/.ci" "$tree/build/test/Testing/Temporary" "$folder/shared/cases"
cp dev "$tree/"
cp .ci/run "$tree/.ci/"
touch "$tree/CMakePresets.json" "$tree/build/test/build.ninja"
real rm mkdir sed sort uniq nproc bash
stand_in dpkg-query <<'END'
shift 3
for package; do
	echo "$package installed"
done
END
stand_in sudo <<'END'
exit 1
END
stand_in ctest <<'END'
cat "${0%/*}/log" >build/test/Testing/Temporary/LastTest.log
exit "$(cat "${0%/*}/status")"
END

# tests STATUS WORDS: ./dev test, when ctest ends with STATUS and its log is standard input, says WORDS in its last line.
tests() {
	cat >"$folder/log"
	echo "$1" >"$folder/status"
	code=0
	(cd "$tree" && env -u CI PATH="$folder" ./dev test) >"$folder/output" 2>&1 || code=$?
	if [ "$code" -ne "$1" ] || ! tail -n 1 "$folder/output" | grep -qE "$2"; then
		echo "./dev test: exit status $code, and not 「$2」 at the end:"
		cat "$folder/output"
		exit 1
	fi
}

tests 0 '^Nothing was skipped' <<'END'
all is well
END
tests 0 '^ *2 a test: SHIKII_SEEDS is not set$' <<'END'
skipped: a test: SHIKII_SEEDS is not set
skipped: a test: SHIKII_SEEDS is not set
END
tests 8 '^ *1 a test: SHIKII_CASES is not set$' <<'END'
skipped: a test: SHIKII_CASES is not set
a failure
END

# The pages without a browser: skipped, with CI a failure.
# web STATUS [VARIABLE=VALUE…]
web() {
	status=$1
	shift
	code=0
	env -u CI -u SHIKII_WEB CHROMIUM= "$@" sh tests/web/run.sh shikii "$folder/web" >"$folder/output" || code=$?
	if [ "$code" -ne "$status" ]; then
		echo "tests/web/run.sh with $*: exit status $code, not $status"
		cat "$folder/output"
		exit 1
	fi
}

web 77
grep -q '^skipped: web' "$folder/output"
web 1 SHIKII_WEB=required
web 1 CI=true
web 77 CI=false
web 77 CI=true SHIKII_WEB=optional

# .ci/run names the folders that are there.
cat >"$tree/dev" <<'END'
#!/bin/sh
env
END
env -u SHIKII_SEEDS -u SHIKII_SEEDS_WORKBOOKS -u SHIKII_REFERENCE -u SHIKII_CASES "$tree/.ci/run" >"$folder/output"
grep -q "^SHIKII_CASES=.*/shared/cases$" "$folder/output"
! grep -q '^SHIKII_SEEDS' "$folder/output"
