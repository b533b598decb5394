#!/bin/sh
# package.sh BUILD-FOLDER: the Debian package can be made, lintian has nothing to say, and what is in it works where it is put.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for tool in cpack dpkg-deb dpkg-shlibdeps; do
	command -v "$tool" >/dev/null || {
		echo "skipped: package: there is no $tool"
		exit 77
	}
done

fail() {
	echo "$*"
	exit 1
}

cpack --config "$1/CPackConfig.cmake" -B "$scratch" >"$scratch/log" 2>&1 || {
	cat "$scratch/log"
	exit 1
}
package=$(echo "$scratch"/shikii_*.deb)
dpkg-deb -x "$package" "$scratch/unpacked"
[ "$("$scratch/unpacked/usr/bin/shikii" --version)" = "shikii $(dpkg-deb -f "$package" Version)" ] || fail 'the version'
for library in libgit2 libxlsxwriter libminizip libexpat libyaml; do
	dpkg-deb -f "$package" Depends | grep -q "$library" || fail "it does not depend on $library"
done
for file in man/man1/shikii.1.gz man/man1/shikii-check.1.gz bash-completion/completions/shikii zsh/vendor-completions/_shikii \
	fish/vendor_completions.d/shikii.fish doc/shikii/copyright doc/shikii/changelog.gz doc/shikii/CHANGELOG.md.gz \
	doc/shikii/docs/commands.md doc/shikii/assessments/shikii.yaml doc/shikii/rules/consequences.yaml doc/shikii/schema/model.yaml; do
	[ -f "$scratch/unpacked/usr/share/$file" ] || fail "the package has no $file"
done
! find "$scratch/unpacked" -perm /o+w ! -type l | grep . || fail 'others may write'
"$scratch/unpacked/usr/bin/shikii" check --quiet assessments >/dev/null
"$scratch/unpacked/usr/bin/shikii" check --quiet "$scratch/unpacked/usr/share/doc/shikii/assessments" >/dev/null
if command -v lexgrog >/dev/null; then
	lexgrog "$scratch/unpacked/usr/share/man/man1/"*.1.gz >/dev/null || fail 'a manual page has no name'
fi
if ! command -v lintian >/dev/null; then
	echo 'skipped: package, what lintian says: it is not there'
elif [ -n "${DEBEMAIL-}" ]; then
	lintian --allow-root --fail-on error,warning "$package"
else # nobody says who makes it
	lintian --allow-root --fail-on error,warning --suppress-tags bogus-mail-host,bogus-mail-host-in-debian-changelog "$package"
fi
