#!/bin/sh
# ci_example.sh PROGRAM: the workflow of docs/ci.md does what it says, with the commands that Debian 12 has: its steps are
# taken out of the page and run in a repository whose branch changes an assessment without a row of 変更箇所.
set -eu
program=$1
page=$PWD/docs/ci.md
samples=$PWD/assessments
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin" "$folder/source" "$folder/body"

fail() {
	echo "docs/ci.md: $*"
	cat "$folder/output" "$folder/calls" 2>/dev/null || true
	exit 1
}

# gh as Debian 12 has it (2.23): the options of `gh pr comment`, and that --edit-last fails where there is no comment yet.
cat >"$folder/bin/gh" <<'END'
#!/bin/sh
folder=${0%/*}/..
echo "gh $*" >>"$folder/calls"
[ "$1 $2 $3" = 'pr comment 7' ] || exit 1
shift 3
while [ $# -gt 0 ]; do
	case $1 in
	--edit-last) [ -f "$folder/comment" ] || exit 1 ;;
	--body-file)
		body=$2
		shift
		;;
	*)
		echo "unknown flag: $1" >&2
		exit 1
		;;
	esac
	shift
done
cp "$body" "$folder/comment"
END
printf '#!/bin/sh\n' >"$folder/bin/apt-get"
# The sources of Shikii, whose ./dev build needs no time here.
cat >"$folder/source/dev" <<END
#!/bin/sh
mkdir "\${0%/*}/build" && ln -s "$program" "\${0%/*}/build/shikii"
END
chmod +x "$folder/bin/gh" "$folder/bin/apt-get" "$folder/source/dev"

export HOME="$folder" GITHUB_WORKSPACE="$folder/body" GITHUB_STEP_SUMMARY="$folder/summary" PATH="$folder/bin:$PATH"
export GIT_CONFIG_NOSYSTEM=1
git config --global user.name a
git config --global user.email a@example.jp
git config --global init.defaultBranch main

# step NAME: runs the commands of the step, as a runner does.
step() {
	awk -v name="- name: $1" '
		index($0, name) { mine = 1; next }
		mine && (/^ *- / || /^```/) { exit }
		mine && /^ *run:/ { sub(/^ *run: *\|?/, ""); script = 1 }
		script' "$page" |
		sed -e "s|/opt/shikii|$folder/shikii|g" -e 's/\${{ github.base_ref }}/main/; s/\${{ github.event.number }}/7/' >"$folder/step"
	[ -s "$folder/step" ] || fail "there is no step $1"
	status=0
	(cd "$folder/body" && sh -e "$folder/step") >"$folder/output" 2>&1 || status=$?
}

committed() {
	git -C "$1" add -A
	git -C "$1" commit -q -m change
}

git init -q "$folder/source"
committed "$folder/source"
git init -q "$folder/body"
cp -R "$samples" "$folder/body/"
committed "$folder/body"
git -C "$folder/body" update-ref refs/remotes/origin/main HEAD

step 'git と gh を入れる'
[ "$status" -eq 0 ] || fail 'the packages'
step 'Shikii を用意する'
grep -q 'SHIKII_URL に Shikii の取得元を書いてください' "$folder/output" || fail 'nothing says that SHIKII_URL is not set'
SHIKII_URL=$folder/source
export SHIKII_URL
step 'Shikii を用意する'
[ "$status" -eq 0 ] || fail 'getting Shikii'
step '評価書を調べる'
[ "$status" -eq 0 ] || fail 'the samples have errors'

step '変更箇所を、変更と突き合わせる'
[ "$status" -eq 0 ] || fail 'nothing has changed, and yet it fails'
sed -i 's/^name: .*/&（見直し）/' "$folder/body/assessments/mihon-kokuho/assessment.yaml"
committed "$folder/body"
for comments in first second; do
	rm -f "$folder/calls"
	step '変更箇所を、変更と突き合わせる'
	[ "$status" -eq 1 ] || fail "a row is missing, and the exit status is $status ($comments)"
	grep -q '変更箇所' "$folder/comment" || fail "no comment ($comments)"
	! grep -q 'unknown flag' "$folder/output" || fail 'an option that gh of Debian 12 does not have'
done
[ "$(wc -l <"$folder/calls")" -eq 1 ] || fail 'the second comment does not replace the first'
! grep -q 'example\.org' "$page" || fail 'a placeholder for an address'
