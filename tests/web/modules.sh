# shellcheck shell=sh
# To be sourced with $folder set, and `skip REASON`: Chromium as $CHROMIUM, and in $folder/node_modules what package-lock.json
# beside this file pins.
modules=$(cd "$(dirname "$0")/../web" && pwd)
CHROMIUM=${CHROMIUM-$(command -v chromium || true)}
export CHROMIUM
[ -n "$CHROMIUM" ] || skip 'there is no chromium'
"$CHROMIUM" --version >/dev/null 2>&1 || skip "$CHROMIUM does not start"
command -v npm >/dev/null || skip 'there is no npm'

mkdir -p "$folder"
if ! cmp -s "$modules/package-lock.json" "$folder/package-lock.json" || [ ! -d "$folder/node_modules/axe-core" ]; then
	cp "$modules/package.json" "$modules/package-lock.json" "$folder/"
	if ! (cd "$folder" && npm ci --engine-strict --no-audit --no-fund --loglevel=error); then
		rm "$folder/package-lock.json"
		skip 'npm could not install html-validate, axe-core, playwright-core and typescript'
	fi
fi
