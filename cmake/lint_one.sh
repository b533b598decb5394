#!/bin/sh
# lint_one.sh FILE: clang-tidy, gcc and cppcheck look at one file of src/, unless they found nothing in the same text before:
# build/lint/ keeps a mark for each. LINT_FAST=yes: without clang's analyzer, which takes forty times as long as the rest of
# clang-tidy. LINT_VERSIONS: what the three say of themselves, asked once for all files.
set -eu

file=$1
checks=${LINT_FAST:+-clang-analyzer-*}
# shellcheck disable=SC2046 # one word for each folder
set -- -std=c17 -D_POSIX_C_SOURCE=200809L '-DSHIKII_VERSION=""' '-DSHIKII_LIBGIT2=""' '-DSHIKII_XLSXWRITER=""' \
	'-DSHIKII_MINIZIP=""' '-DSHIKII_EXPAT=""' -Isrc -Ibuild/test/messages -Ibuild/test/repertoire $(pkg-config --cflags minizip)

text=$({ printf '%s' "$checks$LINT_VERSIONS" && cat .clang-tidy cmake/lint_one.sh "$file" && gcc "$@" -E "$file" 2>/dev/null; } | sha256sum)
mark=build/lint/${text%% *}
[ ! -f "$mark" ] || exit 0

status=0
clang-tidy -p build/test --quiet --checks="$checks" "$file" 2>/dev/null || status=1
# The warning that is off follows no value into a loop.
gcc "$@" -O1 -fanalyzer -Wno-analyzer-use-of-uninitialized-value -Werror -c -o /dev/null "$file" || status=1
cppcheck --quiet --std=c11 --enable=warning,portability --inline-suppr --error-exitcode=1 -I src "$file" || status=1
[ "$status" -eq 0 ] || exit 1
mkdir -p build/lint
: >"$mark"
