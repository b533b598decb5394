# For test scripts that need npm: set `suite` (web), `what` (the pages in a browser), `here` (with package.json and
# package-lock.json) and `folder` (where what npm brings is kept), then `. tests/support/npm.sh`. What is missing skips the test:
# exit status 77, which .ci/run counts as skipped; with SHIKII_WEB=required that is a failure, and so it is where CI is set and
# SHIKII_WEB is not.
case ${CI-} in
'' | false | 0) web=${SHIKII_WEB-} ;;
*) web=${SHIKII_WEB-required} ;;
esac

skip() {
	if [ "$web" = required ]; then
		printf 'Cannot be tested, which SHIKII_WEB=required or CI asks for: %s: %s\n' "$what" "$*"
		exit 1
	fi
	printf 'skipped: %s, %s: %s\n' "$suite" "$what" "$*"
	exit 77
}

# npm_install PACKAGE NAMES: PACKAGE is one of those that package.json names.
npm_install() {
	command -v npm >/dev/null || skip 'there is no npm'
	mkdir -p "$folder"
	if ! cmp -s "$here/package-lock.json" "$folder/package-lock.json" || [ ! -d "$folder/node_modules/$1" ]; then
		cp "$here/package.json" "$here/package-lock.json" "$folder/"
		if ! (cd "$folder" && npm ci --engine-strict --no-audit --no-fund --loglevel=error); then
			rm "$folder/package-lock.json"
			skip "npm could not install $2"
		fi
	fi
	cp "$here"/*.mjs "$folder/"
}
