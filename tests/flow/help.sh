#!/usr/bin/env bash
# What both programs say about themselves and to wrong words; make run without a display.
set -u
cd "$(dirname "$0")/../.."
build=$1
kiosk=$build/signpost-kiosk
admin=$build/signpost-admin
bad=0
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
unset DISPLAY WAYLAND_DISPLAY SDL_VIDEODRIVER
export HOME=$dir XDG_CACHE_HOME=$dir/cache

tell() { # tell STATUS WORDS
	if [ "$1" = 0 ]; then echo "ok $2"; else
		echo "not ok $2"
		tail -n 20 "$dir/out" "$dir/err" | sed 's/^/  /'
		bad=1
	fi
}
call() { # call WANTED-STATUS WORD-IN-OUTPUT PROGRAM ARGUMENTS...
	wanted=$1 word=$2
	shift 2
	timeout 60 "$@" >"$dir/out" 2>"$dir/err" </dev/null
	status=$?
	[ "$status" = "$wanted" ] && cat "$dir/out" "$dir/err" | grep -qi -- "$word"
	tell $? "$(basename "$1") ${*:2}: ends with $wanted, says \"$word\"" | sed "s,$dir,DIR,g"
	[ "${PIPESTATUS[0]}" = 0 ] || bad=1
}

call 0 "--headless" "$kiosk" --help
for option in --window --fullscreen --size --now --script --shots --config --motion --version; do
	grep -q -- "$option" "$dir/out"
	tell $? "the help of signpost-kiosk names $option"
done
[ -s "$dir/out" ] && [ ! -s "$dir/err" ]
tell $? "help goes to stdout"
call 0 "signpost-kiosk 0" "$kiosk" --version
call 2 "headless" "$kiosk" --headles
[ -s "$dir/err" ] && [ ! -s "$dir/out" ]
tell $? "a wrong word is told on stderr"
call 2 "size" "$kiosk" --headless --size large --script /dev/null
call 2 "size" "$kiosk" --headless --size 0x0 --script /dev/null
call 2 "size" "$kiosk" --size
call 2 "not a time" "$kiosk" --headless --now tomorrow --script /dev/null
call 3 "nothing.script" "$kiosk" --headless --size 800x480 --script "$dir/nothing.script" config/packs/uk-base
echo 'tpa "Start"' >"$dir/wrong.script"
call 1 "tap" "$kiosk" --headless --size 800x480 --script "$dir/wrong.script" config/packs/uk-base
grep -q "wrong.script:1" "$dir/err"
tell $? "a wrong line of a script is told with its place"

call 0 "check" "$admin" --help
call 0 "signpost-admin 0" "$admin" --version
call 2 "check" "$admin" chekc
call 2 "json" "$admin" check --jsn config/packs/uk-base
call 2 "" "$admin"
call 2 "" "$admin" check
call 3 "nowhere" "$admin" check "$dir/nowhere"
call 0 "answers" "$admin" help route
call 3 "nowhere" "$admin" prove "$dir/nowhere"
[ "$("$kiosk" --version | cut -d' ' -f2)" = "$("$admin" --version | cut -d' ' -f2)" ]
tell $? "both programs have one version"

# Where there is no display: one line, then the tour as pictures.
(cd "$dir" && mkdir -p tour-root) >/dev/null
began=$(date +%s%N)
tests/tools/run.sh "$kiosk" config/packs/uk-base config/packs/example-hub >"$dir/out" 2>"$dir/err" </dev/null
status=$?
ms=$((($(date +%s%N) - began) / 1000000))
folder=$(grep -o 'build/[a-z]*' "$dir/out" | head -n 1)
count=$(grep -o '^[0-9]* pictures' "$dir/out")
grep -qi "no display" "$dir/out" && [ "$(grep -ci "no display" "$dir/out")" = 1 ] && [ -n "$folder" ]
tell $? "make run without a display says so in one line and names the folder"
missing=
for screen in attract home who question result offer code browse lines ideas team week children more-time reading staff; do
	for size in 1920x1080 1080x1920 800x480; do
		ls "$folder/$screen"*"-en-light-$size.png" >/dev/null 2>&1 || missing="$missing $screen-$size"
		ls "$folder/$screen"*"-ur-contrast-$size.png" >/dev/null 2>&1 || missing="$missing $screen-ur-$size"
	done
done
echo "missing:$missing" >>"$dir/out"
[ -z "$missing" ]
tell $? "the tour holds every screen in all three sizes, both languages and both themes"
[ "$status" = 0 ] && ! grep -q "does not fit\|too much" "$dir/err"
tell $? "on no picture of the tour a text does not fit"

# A 7" panel of 1280x720: Clear's 20 mm make the bar high, and everything else must still fit (S22, S45).
"$kiosk" --shots "$dir/dense" --size 1280x720 --panel-mm 154x87 --theme light config/packs/example-hub >/dev/null 2>"$dir/err"
tell $? "nor on a dense panel"
echo "# the tour: $count in $((ms / 1000)).$((ms % 1000 / 100)) s"
exit $bad
