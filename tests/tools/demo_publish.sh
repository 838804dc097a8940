#!/bin/bash
# make demo-publish: content on its way from two people to a screen, and three attacks on it.
# Everything happens in build/demo and on 127.0.0.1; nothing is installed or kept elsewhere.
set -euo pipefail
build=$(realpath "$1")
top=$(cd "$(dirname "$0")/../.." && pwd)
demo=$top/build/demo
PATH=$build:$build/tests/tools:$PATH:/usr/sbin
port=$((20000 + RANDOM % 20000))
started=$SECONDS

bold() { printf '\n\033[1m%s\033[0m\n' "$*"; }
run() {
	printf '\033[36m$ %s\033[0m\n' "$*"
	"$@" 2>&1 | sed "s,$demo/,,g; s/^/  /"
}
# What is long is cut in its middle.
brief() {
	printf '\033[36m$ %s\033[0m\n' "$*"
	"$@" >.out 2>&1 || { cat .out; exit 1; }
	sed "s,$demo/,,g; s/^/  /" .out >.text
	if [ "$(wc -l <.text)" -le 12 ]; then cat .text; else head -n 5 .text && printf '  ...\n' && tail -n 5 .text; fi
}
refused() {
	printf '\033[36m$ %s\033[0m\n' "$*"
	if "$@" >.out 2>&1; then
		sed 's/^/  /' .out
		echo "This should have been refused." >&2
		exit 1
	fi
	sed "s,$demo/,,g; s/^/  /" .out
}
stop() {
	[ -n "${screen:-}" ] && kill "$screen" 2>/dev/null || true
	[ -f "$demo/nginx.pid" ] && kill "$(cat "$demo/nginx.pid")" 2>/dev/null || true
	wait 2>/dev/null || true
}
trap stop EXIT

rm -rf "$demo"
mkdir -p "$demo" && cd "$demo"
mkdir packs public fetch activate report store screen
cp -r "$top/config/packs/uk-base" "$top/config/packs/example-hub" packs/

# The glass, as the screen shows the workshop now.
glass() {
	printf 'open offer riverside-parenting-when-separated\nshot %s/%s.png\ndump %s/%s.json\n' "$demo" "$1" "$demo" "$1" >glass.script
	signpost-kiosk --headless --now 2026-11-28T10:30 --size 1920x1080 --config kiosk.conf --script glass.script >/dev/null 2>&1
	printf '  On the glass: %s   (picture: build/demo/%s.png)\n' \
		"$(grep -o 'Tuesdays[^"]*' "$1.json" | head -n 1 | sed 's/\\u000a/, /g; s/\\u0001//g; s/\xe2\x81\xa6//g; s/\xe2\x81\xa9//g')" "$1"
}

bold "1. Keys. Root keys lie in three safes; Ann and Bo publish; the online key only renews."
(umask 077 && echo "six words nobody would ever guess" >passphrase)
pass="--passphrase-file passphrase"
for who in root-a root-b root-c ann bo online; do
	signpost-admin key new "$who.key" --name "$who" $pass >/dev/null
done
run signpost-admin key show ann.key

bold "2. A repository. Two of three root keys say who publishes; two publishers sign what is about safety."
brief signpost-admin repo init repo --root-key root-a.key.pub --root-key root-b.key.pub --root-key root-c.key.pub \
	--publisher ann.key.pub --publisher bo.key.pub --online online.key.pub
signpost-admin sign repo --yes --key root-a.key --key root-b.key --key ann.key --key bo.key $pass >/dev/null
signpost-admin publish repo --finish --key online.key $pass >/dev/null

bold "3. Ann publishes; it waits for Bo, who reads what changes and signs. nginx serves the folder."
brief signpost-admin publish repo packs/uk-base packs/example-hub --key ann.key $pass
brief signpost-admin sign repo/waiting/release-1.json --yes --key bo.key $pass
brief signpost-admin publish repo --finish --key online.key --to "$demo/public" $pass
mkdir nginx
cat >nginx.conf <<CONF
pid $demo/nginx.pid; error_log $demo/nginx/error.log; worker_processes 1;
$([ "$(id -u)" = 0 ] && echo "user root;")
events { worker_connections 64; }
http {
	access_log $demo/nginx/access.log;
	client_body_temp_path $demo/nginx/t1; proxy_temp_path $demo/nginx/t2; fastcgi_temp_path $demo/nginx/t3;
	uwsgi_temp_path $demo/nginx/t4; scgi_temp_path $demo/nginx/t5;
	types { application/json json; }
	server { listen 127.0.0.1:$port; root $demo/public; }
}
CONF
nginx -c "$demo/nginx.conf" -e "$demo/nginx/error.log"

bold "4. A screen fetches, proves and activates. It was installed with the root.json of step 2."
cp public/metadata/1.root.json root.json
cat >sync.conf <<CONF
base = http://127.0.0.1:$port
trust_root = $demo/root.json
hub = example-hub
fetch_state = $demo/fetch
activate_state = $demo/activate
report_state = $demo/report
store = $demo/store
kiosk_state = $demo/screen
CONF
cat >kiosk.conf <<CONF
content = $demo/store
content_state = $demo/screen
assets = $top/assets
cache = $demo/cache
CONF
run signpost-sync fetch --config sync.conf
run signpost-sync activate --config sync.conf
glass before
if command -v xvfb-run >/dev/null; then
	xvfb-run -a signpost-kiosk --window --size 1280x720 --now 2026-11-28T10:30 --config kiosk.conf >screen.log 2>&1 &
	screen=$!
fi

bold "5. Ann moves a workshop to another time. The hub's pack holds a safety line, so Bo signs as well."
cp -r packs packs.before
sed -i '0,/"start": "10:00"/s//"start": "11:30"/' packs/example-hub/pack.json
run signpost-admin diff packs.before packs
brief signpost-admin publish repo --key ann.key $pass
signpost-admin sign repo/waiting/release-2.json --yes --key bo.key $pass >/dev/null
brief signpost-admin publish repo --finish --key online.key --to "$demo/public" $pass
run signpost-sync fetch --config sync.conf
run signpost-sync activate --config sync.conf
set=$(grep -o '"current": *"[0-9a-f]*"' store/active.json | grep -o '[0-9a-f]\{64\}')
if [ -n "${screen:-}" ]; then
	for _ in $(seq 60); do
		grep -q "$set" screen/content.json 2>/dev/null && break
		sleep 1
	done
	grep -q "$set" screen/content.json && echo "  The screen that was running all the time has taken it up while it rested."
fi
glass after
run signpost-sync status --config sync.conf
cp -r public public.good
cp -r repo repo.good

bold "6. Attack: a file is changed on the server."
sed -i '0,/"start": "11:30"/s//"start": "11:45"/' packs/example-hub/pack.json
signpost-admin publish repo --key ann.key $pass >/dev/null
signpost-admin sign repo/waiting/release-3.json --yes --key bo.key $pass >/dev/null
signpost-admin publish repo --finish --key online.key --to "$demo/public" $pass >/dev/null
file=$(ls -t public/targets/packs/example-hub/*.pack.json | head -n 1)
sed -i 's/11:45/03:45/' "$file"
refused signpost-sync fetch --full --config sync.conf

bold "7. Attack: the server gives out an old copy of everything, once the new one was seen."
cp -r public public.new && rm -rf public && cp -r public.good public
refused signpost-sync fetch --full --config sync.conf

bold "8. Attack: Ann's key and the online key are stolen; the words of a help line are changed and signed once."
rm -rf public repo && cp -r public.good public && cp -r repo.good repo
cp packs.before/example-hub/pack.json packs/example-hub/ && sed -i '0,/"start": "10:00"/s//"start": "11:30"/' packs/example-hub/pack.json
sed -i 's/They listen and do not judge\. Friends/They tell your partner that you rang. Friends/' packs/uk-base/text/en.json
brief signpost-admin publish repo --key ann.key $pass
cp -r repo/waiting/targets/. public/targets/
run forge public passphrase steal repo/waiting/release-3.json online.key
rm -rf fetch && mkdir fetch # a screen that saw nothing of steps 6 and 7
refused signpost-sync fetch --full --config sync.conf

bold "All the time the screen shows what two people signed:"
rm -rf public && cp -r public.good public
glass still
printf '\nDone in %d seconds. Look around in build/demo.\n' $((SECONDS - started))
