#!/bin/sh
# tests/reports/run.sh SHIKII FOLDER: what is written for other programs holds to the schemas that they and docs/schema/ publish.
# The schema of SARIF comes from npm and is kept in FOLDER; where that or python3-jsonschema is not there, this is said.
set -eu
shikii=$1
folder=$2
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..

python3 -c 'import jsonschema' 2>/dev/null || {
	echo 'skipped: reports, their schemas: there is no python3-jsonschema'
	exit 77
}
mkdir -p "$folder"
schema=$folder/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json
if [ ! -f "$schema" ]; then
	cp "$here/package.json" "$here/package-lock.json" "$folder/"
	(command -v npm >/dev/null && cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) ||
		echo 'skipped: reports, the schema of SARIF: npm could not install @microsoft/jest-sarif'
fi
exec python3 "$here/check.py" "$shikii" "$root" "$schema"
