#!/bin/sh
# action.sh PROGRAM: the steps of action.yml and of the GitLab template do what they say, with a forge that is a script.
set -eu
program=$1
action=$PWD/action.yml
template=$PWD/docs/examples/gitlab-ci.yml
samples=$PWD/assessments
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin" "$folder/body" "$folder/temp"
ln -s "$program" "$folder/bin/shikii"

fail() {
	echo "action.yml: $*"
	cat "$folder/output" 2>/dev/null || true
	exit 1
}

# gh api: the comments of a pull request are files.
cat >"$folder/bin/gh" <<'END'
#!/bin/sh
folder=${0%/*}/..
echo "$*" >>"$folder/calls"
case $* in
*--jq*) [ ! -f "$folder/comment" ] || echo 17 ;;
*'PATCH repos/body/issues/comments/17'* | *repos/body/issues/7/comments*) cp "${*##*@}" "$folder/comment" ;;
*) exit 1 ;;
esac
END
# shellcheck disable=SC2016 # the scripts expand it
for tool in apt-get curl; do
	printf '#!/bin/sh\necho "%s $*" >>"${0%%/*}/../calls"\n' "$tool" >"$folder/bin/$tool"
done
chmod +x "$folder/bin/gh" "$folder/bin/apt-get" "$folder/bin/curl"
export PATH="$folder/bin:$PATH" HOME="$folder" GIT_CONFIG_NOSYSTEM=1
export RUNNER_TEMP="$folder/temp" GITHUB_REPOSITORY=body GITHUB_OUTPUT="$folder/outputs" GITHUB_STEP_SUMMARY="$folder/summary"
git config --global user.name a
git config --global user.email a@example.jp
git config --global init.defaultBranch main

# step NAME: runs its commands, as a runner does.
step() {
	awk -v name="- name: $1" '
		$0 ~ name "$" { mine = 1; next }
		mine && /^    - name/ { exit }
		mine && /^      run:/ { sub(/^      run: *\|?/, ""); script = 1 }
		script { sub(/^        /, ""); print }' "$action" >"$folder/step"
	[ -s "$folder/step" ] || fail "there is no step $1"
	status=0
	(cd "$folder/body" && bash --noprofile --norc -eo pipefail "$folder/step") >"$folder/output" 2>&1 || status=$?
}

committed() {
	git -C "$folder/body" add -A
	git -C "$folder/body" commit -q -m change
}

git init -q "$folder/body"
cp -R "$samples" "$folder/body/"
committed
git -C "$folder/body" update-ref refs/remotes/origin/main HEAD

touch "$folder/temp/shikii.deb"
PACKAGE=https://forge.example/shikii.deb step install
[ "$status" -eq 0 ] || fail 'install'
grep -q "install.*/temp/shikii.deb" "$folder/calls" || fail 'the package is not installed'

export PATHS=assessments ARGUMENTS='--fail-on error' SARIF=shikii.sarif
step check
{ [ "$status" -eq 0 ] && grep -qx status=0 "$folder/outputs"; } || fail 'the samples have errors'
python3 -c 'import json, sys; json.load(open(sys.argv[1]))' "$folder/body/shikii.sarif"
sed -i 's/十分である/十分/' "$folder/body/assessments/mihon-kokuho/assessment.yaml"
step check
{ [ "$status" -eq 0 ] && grep -qx status=1 "$folder/outputs"; } || fail 'findings are no failure of the step, but its output'
grep -q '^::error file=assessments/mihon-kokuho/' "$folder/output" || fail 'no annotation'
grep -q 'model.option' "$folder/summary" || fail 'no job summary'
STATUS=1 step verdict
[ "$status" -eq 1 ] || fail 'the verdict'

git -C "$folder/body" checkout -q -- .
sed -i 's/^name: .*/&（見直し）/' "$folder/body/assessments/mihon-kokuho/assessment.yaml"
committed
export BASE=main NUMBER=7
for comments in first second; do
	: >"$folder/calls"
	step comment
	[ "$status" -eq 0 ] || fail "the $comments comment"
	grep -q '変更箇所' "$folder/comment" || fail "the $comments comment says nothing"
	[ "$(head -n 1 "$folder/comment")" = '<!-- shikii -->' ] || fail 'the comment has no mark'
done
grep -q PATCH "$folder/calls" || fail 'the second comment does not replace the first'

# The template: its script, with the files that it promises.
sed -n 's/^    - \(shikii check .*\)/\1/p' "$template" >"$folder/step"
(cd "$folder/body" && SHIKII_PATHS=assessments sh -e "$folder/step") >"$folder/output" 2>&1 || fail 'the GitLab template'
# shellcheck disable=SC2013 # they are words
for report in $(sed -n 's/^      \(codequality\|junit\): //p' "$template"); do
	[ -s "$folder/body/$report" ] || fail "the GitLab template does not write $report"
done
