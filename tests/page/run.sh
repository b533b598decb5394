#!/bin/sh
# tests/page/run.sh SHIKII FOLDER: the page that ./dev page built, in Node.js and in Chromium: tests/page/*.mjs. What npm brings is
# kept in FOLDER. Without a page that is as new as its sources nothing is tested: exit status 77, which ctest counts as skipped;
# with SHIKII_WEB=required that is a failure.
set -eu
shikii=$1
folder=$2
here=$(cd "$(dirname "$0")" && pwd)
page=build/shikii.html

skip() {
	if [ "${SHIKII_WEB-}" = required ]; then
		printf 'The page cannot be tested: %s\n' "$*"
		exit 1
	fi
	printf 'skipped: page, the form in the browser: %s\n' "$*"
	exit 77
}

[ -f "$page" ] || skip 'it was not built (./dev page)'
[ -z "$(find src schema rules templates assessments cmake/page -type f -newer "$page" | head -n 1)" ] ||
	skip 'it is older than its sources (./dev page)'
. "$here/../web/modules.sh"

node "$here/same.mjs" "$shikii" build/page/shikii_page.js
cp "$here"/*.mjs "$folder/"
exec node "$folder/walk.mjs" "$shikii" "$page"
