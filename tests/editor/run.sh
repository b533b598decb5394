#!/bin/sh
# tests/editor/run.sh SHIKII FOLDER: the JSON Schemas with ajv and with the YAML language server that editors run. What npm brings
# is kept in FOLDER. Without Node.js or the network that npm needs, nothing is checked (support/npm.sh).
set -eu
shikii=$1
folder=$2
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
suite=editor what='the schemas and the language server in an editor'
. "$root/tests/support/npm.sh"
npm_install yaml-language-server 'ajv, yaml-language-server and vscode-jsonrpc'
node "$folder/yaml.mjs" "$shikii" "$root" "$folder/node_modules/yaml-language-server/bin/yaml-language-server"

# A copy of the samples in folders with Japanese names, as it was published.
copy=$folder/copy
rm -rf "$copy"
mkdir -p "$copy/見本市/国保" "$copy/見本市/予防接種 事務" "$copy/見本市/介護"
cp "$root/assessments/shikii.yaml" "$copy/見本市/"
cp "$root/assessments/mihon-kokuho/assessment.yaml" "$copy/見本市/国保/"
cp "$root/assessments/mihon-yobosesshu/assessment.yaml" "$copy/見本市/予防接種 事務/"
cp "$root/assessments/mihon-kaigo/assessment.yaml" "$copy/見本市/介護/"
git -C "$copy" init -q
git -C "$copy" add .
git -C "$copy" -c user.name=test -c user.email=test@example.org -c commit.gpgsign=false commit -q -m publish
node "$folder/lsp.mjs" "$shikii" "$copy"
