#!/bin/sh
# tests/page/run.sh SHIKII FOLDER: the page that ./dev page built, in Node.js and in Chromium: tests/page/*.mjs. What npm brings is
# kept in FOLDER. Without a page that is as new as its sources, or without Chromium, nothing is tested: exit status 77, which
# .ci/run counts as skipped.
set -eu
shikii=$1
folder=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
here=$root/tests/web
page=build/shikii.html

suite=page what='the form in the browser'
. "$root/tests/support/npm.sh"
web= # nothing of it is required

[ -f "$page" ] || skip 'it was not built (./dev page)'
[ -z "$(find src schema rules templates assessments cmake/page -type f -newer "$page" | head -n 1)" ] ||
	skip 'it is older than its sources (./dev page)'
# shellcheck source=tests/web/chromium.sh
. "$here/chromium.sh"

export LC_ALL=C.UTF-8 # without letters of Japanese in the locale, Chromium calls each file that it saves "download"
mkdir -p "$folder/page"
cp "$root"/tests/page/*.mjs "$folder/page/"
"$folder/node_modules/.bin/tsc" -p tests/page/tsconfig.json
node tests/page/same.mjs "$shikii" build/page/shikii_page.js
exec node "$folder/page/walk.mjs" "$shikii" "$page"
