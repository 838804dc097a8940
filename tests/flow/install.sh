#!/usr/bin/env bash
# make install: the tree, the installed programs with the installed packs, the unit.
set -u
cd "$(dirname "$0")/../.."
build=$1
bad=0
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
tree=$dir/tree

tell() { # tell STATUS WORDS [FILE]
	if [ "$1" = 0 ]; then echo "ok $2"; else
		echo "not ok $2"
		[ -n "${3:-}" ] && tail -n 25 "$3" | sed 's/^/  /'
		bad=1
	fi
}

make --no-print-directory BUILD="$build" install DESTDIR="$tree" PREFIX=/usr >"$dir/log" 2>&1
tell $? "make install DESTDIR=... PREFIX=/usr" "$dir/log"

missing=
for file in usr/bin/signpost-kiosk usr/bin/signpost-admin usr/lib/systemd/system/signpost-kiosk.service usr/lib/sysusers.d/signpost.conf \
	etc/signpost/kiosk.conf etc/signpost/sync.conf usr/bin/signpost-sync usr/share/doc/signpost/README.md usr/share/signpost/scenes/lane-morning.svg usr/share/signpost/icons/clear.svg \
	usr/share/signpost/schema/pack.schema.json; do
	[ -s "$tree/$file" ] || missing="$missing $file"
done
for pack in uk-base hampshire northumberland example-hub; do
	for file in pack.json text/en.json; do
		cmp -s "config/packs/$pack/$file" "$tree/usr/share/signpost/packs/$pack/$file" || missing="$missing $pack/$file"
	done
done
echo "missing:$missing" >"$dir/log"
[ -z "$missing" ]
tell $? "programs, packs, pictures, schema, config and unit are in their places" "$dir/log"
find "$tree" -type f -perm /022 -o -type f -name '*.svg' -perm /111 >"$dir/log"
[ ! -s "$dir/log" ]
tell $? "no file is writable by others, no picture executable" "$dir/log"
(cd "$tree" && ls) >"$dir/log"
[ "$(tr '\n' ' ' <"$dir/log")" = "etc usr " ]
tell $? "nothing outside /usr and /etc" "$dir/log"

# A second install keeps what the council wrote.
echo "# ours" | tee -a "$tree/etc/signpost/kiosk.conf" >>"$tree/etc/signpost/sync.conf"
make --no-print-directory BUILD="$build" install DESTDIR="$tree" PREFIX=/usr >"$dir/log" 2>&1 && grep -q '^# ours' "$tree/etc/signpost/kiosk.conf" &&
	grep -q '^# ours' "$tree/etc/signpost/sync.conf"
tell $? "a second install keeps your kiosk.conf and sync.conf" "$dir/log"

# The installed screen with the installed packs, from another folder.
conf=$tree/etc/signpost/kiosk.conf
grep -q '^pack = /usr/share/signpost/packs/uk-base' "$conf"
tell $? "the config names the installed packs" "$conf"
sed "s,/usr/share,$tree/usr/share,g" "$conf" >"$dir/kiosk.conf"
cat >"$dir/visit.script" <<'SCRIPT'
expect-screen attract
tap "Touch to start"
expect "What would help today?"
expect "999"
tap "Courses and groups"
expect-screen browse
SCRIPT
echo "shot $dir/shot.png" >>"$dir/visit.script"
(cd / && HOME=$dir XDG_CACHE_HOME=$dir/cache "$tree/usr/bin/signpost-kiosk" --config "$dir/kiosk.conf" --headless --size 1920x1080 \
	--now 2026-11-23T10:30 --script "$dir/visit.script") >"$dir/log" 2>&1
tell $? "the installed screen runs with the installed packs, from another folder" "$dir/log"
[ -s "$dir/shot.png" ] && ! grep -qi 'cannot\|missing' "$dir/log"
tell $? "it finds all its pictures and fonts" "$dir/log"
ldd "$tree/usr/bin/signpost-kiosk" | grep -E 'libcurl|libssl|libmicrohttpd' >"$dir/log"
[ ! -s "$dir/log" ]
tell $? "the screen is not linked with anything of the network (S43)" "$dir/log"

(cd / && "$tree/usr/bin/signpost-admin" check "$tree"/usr/share/signpost/packs/* && "$tree/usr/bin/signpost-admin" prove "$tree"/usr/share/signpost/packs/*) \
	>"$dir/log" 2>&1
tell $? "the installed packs pass check and prove of the installed signpost-admin" "$dir/log"

# The unit. Its paths lead into the tree, so that there is something to find.
unit=$dir/signpost-kiosk.service
sed "s,/usr/bin/signpost-kiosk,$tree/usr/bin/signpost-kiosk,; /^Documentation=/d; /^User=/d; /^Conflicts=/d; /^After=/d" \
	"$tree/usr/lib/systemd/system/signpost-kiosk.service" >"$unit"
SYSTEMD_LOG_LEVEL=warning systemd-analyze verify --man=no --recursive-errors=no "$unit" >"$dir/log" 2>&1
status=$?
if grep -qi 'failed to\( initialize\| create\)\? *manager\|no such file or directory.*cgroup' "$dir/log"; then
	echo "# systemd-analyze verify needs a running system here: $(head -n 1 "$dir/log")"
else
	grep -i 'signpost' "$dir/log" >"$dir/ours"
	[ "$status" = 0 ] && [ ! -s "$dir/ours" ]
	tell $? "systemd-analyze verify finds nothing in the unit" "$dir/log"
fi
# Of 100; a unit without any hardening has 96.
systemd-analyze security --offline=true --threshold=15 --no-pager "$tree/usr/lib/systemd/system/signpost-kiosk.service" >"$dir/log" 2>&1
tell $? "systemd-analyze security: at most 1.5" "$dir/log"
echo "# $(grep -i 'overall exposure' "$dir/log" | sed 's/[^A-Za-z0-9 .:-]//g')"
for line in Restart=always RestartSec= WantedBy=multi-user.target IPAddressDeny=any LimitCORE=0 MemorySwapMax=0; do
	grep -q "^$line" "$tree/usr/lib/systemd/system/signpost-kiosk.service"
	tell $? "the unit says $line" "$unit"
done
! grep -n '@[A-Z]*@' "$tree/usr/lib/systemd/system/signpost-kiosk.service" >"$dir/log"
tell $? "no place is left open in the unit" "$dir/log"
exit $bad
