#!/bin/sh
# hardening.sh PROGRAM: the optimised program was made as cmake/options.cmake says.
set -eu

failed=0
# has WORDS WHAT COMMAND…: the command's output has the words.
has() {
	words=$1
	what=$2
	shift 2
	"$@" | grep -qE -e "$words" && return
	printf '%s lacks %s\n' "$program" "$what"
	failed=1
}

program=$1
has 'Type: +DYN' 'a position that is not known' readelf -hW "$program"
has 'GNU_RELRO' 'RELRO' readelf -lW "$program"
has 'BIND_NOW|FLAGS.*NOW' 'RELRO that is full' readelf -dW "$program"
has 'GNU_STACK.* RW ' 'a stack without code' readelf -lW "$program"
has '__stack_chk_fail' 'guards on the stack' readelf --dyn-syms -W "$program"
has '__(mem|str|v?sn?|f|real)[a-z]+_chk' '_FORTIFY_SOURCE' readelf --dyn-syms -W "$program"
if [ "$(uname -m)" = x86_64 ]; then
	has 'IBT, SHSTK' 'CET' readelf -nW "$program"
fi
exit "$failed"
