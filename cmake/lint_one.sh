#!/bin/sh
# lint_one.sh TOOL FILE: has clang-tidy, gcc or cppcheck look at one file of src/, unless it found nothing in the same text before:
# build/lint/ keeps a mark for each. LINT_FAST=yes: without clang's analyzer, which takes forty times as long as the rest of clang-tidy.
set -eu

tool=$1
file=$2
checks=${LINT_FAST:+-clang-analyzer-*}
# shellcheck disable=SC2046 # one word for each folder
set -- -std=c17 -D_POSIX_C_SOURCE=200809L '-DSHIKII_VERSION=""' '-DSHIKII_LIBGIT2=""' '-DSHIKII_XLSXWRITER=""' \
	'-DSHIKII_MINIZIP=""' '-DSHIKII_EXPAT=""' -Isrc -Ibuild/test/messages $(pkg-config --cflags minizip)

look() {
	case "$tool" in
	clang-tidy) clang-tidy -p build/test --quiet --checks="$checks" "$file" 2>/dev/null ;;
	gcc) # the warning that is off follows no value into a loop
		gcc "$@" -O1 -fanalyzer -Wno-analyzer-use-of-uninitialized-value -Werror -c -o /dev/null "$file" ;;
	cppcheck)
		cppcheck --quiet --std=c11 --enable=warning,portability --inline-suppr --error-exitcode=1 -I src "$file" ;;
	esac
}

text=$({ printf '%s' "$checks" && cat .clang-tidy cmake/lint_one.sh "$file" && "$tool" --version && gcc "$@" -E "$file" 2>/dev/null; } | sha256sum)
mark=build/lint/$tool-${text%% *}
[ ! -f "$mark" ] || exit 0
look "$@"
mkdir -p build/lint
: >"$mark"
