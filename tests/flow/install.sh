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
for file in usr/bin/signpost-kiosk usr/bin/signpost-admin usr/bin/signpost-sync usr/lib/sysusers.d/signpost.conf usr/lib/tmpfiles.d/signpost.conf \
	usr/lib/systemd/system/signpost-kiosk.service usr/lib/systemd/system/signpost-sync-{fetch,activate,report}.service \
	usr/lib/systemd/system/signpost-sync-{fetch,report}.timer \
	etc/signpost/kiosk.conf etc/signpost/sync.conf usr/share/doc/signpost/README.md usr/share/signpost/scenes/lane-morning.svg usr/share/signpost/icons/clear.svg \
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

# The units. Their paths lead into the tree, so that there is something to find.
units="signpost-kiosk signpost-sync-fetch signpost-sync-activate signpost-sync-report"
placed=$tree/usr/lib/systemd/system
mkdir "$dir/units"
for file in "$placed"/*; do
	sed "s,/usr/bin/signpost,$tree/usr/bin/signpost,; /^Documentation=/d; /^User=/d; /^Conflicts=/d; /^After=plymouth/d; /^After=systemd/d" "$file" \
		>"$dir/units/${file##*/}"
done
SYSTEMD_LOG_LEVEL=warning systemd-analyze verify --man=no --recursive-errors=no "$dir"/units/* >"$dir/log" 2>&1
status=$?
if grep -qi 'failed to\( initialize\| create\)\? *manager\|no such file or directory.*cgroup' "$dir/log"; then
	echo "# not looked at: systemd-analyze verify needs a running system here: $(head -n 1 "$dir/log")"
else
	grep -i 'signpost' "$dir/log" >"$dir/ours"
	[ "$status" = 0 ] && [ ! -s "$dir/ours" ]
	tell $? "systemd-analyze verify finds nothing in the units and timers" "$dir/log"
	sed 's/^TasksMax/TaskMax/' "$dir/units/signpost-sync-fetch.service" >"$dir/signpost-wrong.service"
	SYSTEMD_LOG_LEVEL=warning systemd-analyze verify --man=no --recursive-errors=no "$dir/signpost-wrong.service" 2>&1 | grep -q TaskMax
	tell $? "it would find a misspelt word"
fi
for unit in $units; do
	# Of 100; a unit without any hardening has 96.
	systemd-analyze security --offline=true --threshold=11 --no-pager "$placed/$unit.service" >"$dir/log" 2>&1
	tell $? "systemd-analyze security of $unit: at most 1.1" "$dir/log"
	echo "# $(grep -i 'overall exposure' "$dir/log" | sed 's/[^A-Za-z0-9 .:-]//g; s/^ *//')"
done
! grep -n '@[A-Z]*@' "$placed"/* "$tree/usr/lib/tmpfiles.d/signpost.conf" "$tree/usr/lib/sysusers.d/signpost.conf" >"$dir/log"
tell $? "no place is left open in units, timers, users and folders" "$dir/log"
systemd-sysusers --dry-run --root="$tree" >"$dir/log" 2>&1 && [ "$(grep -c "Creating user 'signpost" "$dir/log")" = 4 ]
tell $? "systemd-sysusers would make four users" "$dir/log"
sed -n 's/^User=//p' "$placed"/*.service | sort >"$dir/users"
sed -n 's/^u \([a-z-]*\) .*/\1/p' "$tree/usr/lib/sysusers.d/signpost.conf" | sort | cmp - "$dir/users" >"$dir/log" 2>&1
tell $? "they are those of the units" "$dir/log"
find "$tree/etc/signpost/secrets" -type d ! -perm 700 -o -type f >"$dir/log"
[ -d "$tree/etc/signpost/secrets/fetch" ] && [ -d "$tree/etc/signpost/secrets/report" ] && [ ! -s "$dir/log" ]
tell $? "the folders of passwords are there, empty, for root alone" "$dir/log"

# The line of the README that makes the screen follow content.
cp "$conf" "$dir/follows.conf"
line=$(sed -n "s,^\(sed -i .*\) /etc/signpost/kiosk.conf\$,\1,p" README.md)
[ -n "$line" ] && bash -c "$line $dir/follows.conf" && [ "$(grep -c '^content\(_state\)\? = /var/lib/signpost' "$dir/follows.conf")" = 2 ] &&
	[ "$(diff "$conf" "$dir/follows.conf" | grep -c '^>')" = 2 ]
tell $? "the line of README.md switches content and content_state on, and nothing else" "$dir/follows.conf"

# Locking down, which nobody gets unasked: what logind, the manager and the kernel would read.
[ ! -e "$tree/usr/lib/sysctl.d" ] && make --no-print-directory install-lockdown DESTDIR="$tree" PREFIX=/usr >"$dir/log" 2>&1 &&
	[ "$(readlink "$tree/etc/systemd/system/ctrl-alt-del.target")" = /dev/null ] && [ -s "$tree/usr/lib/sysctl.d/90-signpost.conf" ] &&
	systemd-analyze --root="$tree" cat-config systemd/logind.conf 2>&1 | tee -a "$dir/log" | grep -q '^NAutoVTs=0' &&
	systemd-analyze --root="$tree" cat-config systemd/system.conf 2>&1 | tee -a "$dir/log" | grep -q '^CtrlAltDelBurstAction=none'
tell $? "make install-lockdown, and not make install, closes the consoles" "$dir/log"
exit $bad
