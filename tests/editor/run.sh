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
