# shellcheck shell=sh
# To be sourced behind tests/support/npm.sh, with `here` this folder: Chromium as $CHROMIUM, and what npm brings.
CHROMIUM=${CHROMIUM-$(command -v chromium || true)}
export CHROMIUM
[ -n "$CHROMIUM" ] || skip 'there is no chromium'
"$CHROMIUM" --version >/dev/null 2>&1 || skip "$CHROMIUM does not start"
npm_install typescript 'html-validate, axe-core, playwright-core and typescript'
