#!/usr/bin/env python3
"""Content travels through the installed units: published, fetched over HTTPS, proved, shown (S10, S37, S43).

What tests/flow/cages.py forbids must not keep the real programs from their work. On the machine of tests/tools/cage.py
the installed units (but for where words go, and a
screen that nobody sees) run the installed programs: signpost-sync-fetch from a web server of our own, then from
a folder as of a memory stick, signpost-sync-activate after it by itself, the screen, which shows the set and
says so, and signpost-sync-report. Between the first and the second release the screen goes on.
"""
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from cage import boot  # noqa: E402
from flow import ROOT, Report, build_folder, run  # noqa: E402

PACKS = ("uk-base", "example-hub")
KEYS = ("root-a", "root-b", "ann", "bo", "online")
PLACES = (("https", "https://localhost:8443/web"), ("folder", "/media/stick"))
STORE, SAID = "/var/lib/signpost-content/active.json", "/var/tmp/said"
# A web server that also takes what is put onto it, from whoever has the login.
SERVER = """
import base64, http.server, os, ssl
class Handler(http.server.SimpleHTTPRequestHandler):
    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        good = self.headers.get("Authorization") == "Basic " + base64.b64encode(b"hub:long-password").decode()
        if good:
            os.makedirs(os.path.dirname("/srv" + self.path), exist_ok=True)
            open("/srv" + self.path, "wb").write(body)
        self.send_response(201 if good else 401)
        self.send_header("Content-Length", "0")
        self.end_headers()
server = http.server.ThreadingHTTPServer(("127.0.0.1", 8443), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("/srv/tls.crt", "/srv/tls.key")
server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
"""
# The programs in their places, what they say in a file, a screen that nobody sees.
SETUP = f"""
for p in kiosk sync; do mv /usr/bin/signpost-$p.real /usr/bin/signpost-$p; done
for u in kiosk sync-fetch sync-activate sync-report; do
	mkdir /etc/systemd/system/signpost-$u.service.d
	printf '[Service]\\nStandardOutput=append:{SAID}\\nStandardError=append:{SAID}\\n' >/etc/systemd/system/signpost-$u.service.d/said.conf
done
printf 'Environment=SDL_VIDEODRIVER=dummy\\n' >>/etc/systemd/system/signpost-kiosk.service.d/said.conf
(umask 077; echo hub:long-password >/etc/signpost/secrets/report/report)
rm -rf /var/lib/signpost*; systemd-tmpfiles --create /usr/lib/tmpfiles.d/signpost.conf; systemctl daemon-reload
cd /srv && setsid python3 /srv/server.py >/dev/null 2>&1 &
for i in $(seq 100); do grep -q ':20FB ' /proc/net/tcp && break; sleep 0.05; done
"""


class Publisher:
    """Two releases, as two folders that a server would serve."""

    def __init__(self, build, folder):
        self.admin, self.folder, self.dones = build / "signpost-admin", folder, []
        (folder / "pass").write_text("a phrase that is long enough\n", encoding="utf-8")
        os.chmod(folder / "pass", 0o600)
        for name in KEYS:
            self.call("key", "new", f"{name}.key", "--name", f"Test {name}")
        sign = [word for name in KEYS for word in ("--key", f"{name}.key")]
        self.call("repo", "init", "repo", "--root-key", "root-a.key.pub", "--root-key", "root-b.key.pub", "--publisher", "ann.key.pub",
                  "--publisher", "bo.key.pub", "--online", "online.key.pub", *sign)
        self.packs = folder / "packs"
        shutil.copytree(ROOT / "config/packs", self.packs)
        self.publish("first")
        text = self.packs / "example-hub/text/en.json"
        words = json.loads(text.read_text(encoding="utf-8"))
        name = next(key for key in words if key.startswith("workshop") or key.endswith(".name"))
        words[name] = "Thursday music group"
        text.write_text(json.dumps(words, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        self.publish("second")

    def call(self, *words):
        self.dones.append(run([self.admin, *words, "--passphrase-file", "pass"], cwd=self.folder))

    def publish(self, name):
        self.call("publish", "repo", *(f"packs/{pack}" for pack in PACKS), *(word for key in KEYS[2:] for word in ("--key", f"{key}.key")))
        for part in ("metadata", "targets"):
            shutil.copytree(self.folder / "repo" / part, self.folder / name / part)


def set_of(folder):
    """The newest channel file's hash, which is the name of its set."""
    return {path.name.split(".")[0] for path in (folder / "targets/channels").iterdir()}


def machine(build, folder, publisher):
    """What is installed on the machine, with its settings, a certificate and the two folders of releases."""
    tree = folder / "tree"
    done = run(["make", "--no-print-directory", f"BUILD={build.relative_to(ROOT)}", "install", f"DESTDIR={tree}", "PREFIX=/usr"])
    for name, place in (("first", "srv/web"), ("second", "media/stick")):
        shutil.copytree(folder / name, tree / place)
    shutil.copy(publisher.folder / "repo/metadata/1.root.json", tree / "etc/signpost/root.json")
    made = run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost", "-keyout", tree / "srv/tls.key", "-out", tree / "srv/tls.crt"])
    shutil.copy(tree / "srv/tls.crt", tree / "etc/signpost/ca.pem")
    (tree / "srv/server.py").write_text(SERVER, encoding="utf-8")
    with open(tree / "etc/signpost/sync.conf", "a", encoding="utf-8") as conf:
        conf.write("hub = example-hub\nca_file = ca.pem\nreport_to = https://localhost:8443/in\nreport_kind = dav\ncouncil = example\n")
    with open(tree / "etc/signpost/kiosk.conf", "a", encoding="utf-8") as conf:
        conf.write("content = /var/lib/signpost-content\n")
    return tree, [done, made]


def steps(places):
    wait = f"for i in $(seq 200); do grep -qs '\"current\": \"%s' {STORE} && break; sleep 0.05; done; cat {STORE}"
    shown = "for i in $(seq 400); do grep -qs '%s' /var/lib/signpost/content.json && break; sleep 0.05; done; cat /var/lib/signpost/content.json"
    yield ["sh", SETUP]
    for (_, base), name in zip(PLACES, places):
        yield ["sh", f"sed -i '/^base = /d' /etc/signpost/sync.conf; echo 'base = {base}' >>/etc/signpost/sync.conf; : >{SAID}; systemctl start signpost-sync-fetch; "
                     + wait % name]
        yield ["sh", "systemctl start signpost-kiosk; " + shown % name]
        yield ["sh", f"cat {SAID}; signpost-sync status; systemctl show -P NRestarts signpost-kiosk"]
    yield ["sh", f": >{SAID}; systemctl start signpost-sync-report; cat /srv/in/example/*/d/*.json || cat {SAID}"]


def reported(report, words):
    """The day's report: the login came as a credential, and how the other steps fared could be read."""
    try:
        day = json.loads(words)
    except ValueError:
        day = {}
    good = day.get("kind") == "day" and all((day.get(step) or {}).get("failure") == "none" for step in ("fetch", "activate"))
    report.say(good, "the report arrives, with its login from the unit's credential, and says that fetch and activate work", words)


def main():
    build, report = build_folder(), Report()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        publisher = Publisher(build, folder)
        bad = [done for done in publisher.dones if done.status != 0]
        if not report.say(not bad, "keys, a repository, two releases", bad and bad[0]):
            report.end()
        first = set_of(folder / "first")
        places = [first.copy().pop(), (set_of(folder / "second") - first).pop()]
        tree, made = machine(build, folder, publisher)
        report.say(all(done.status == 0 for done in made), "a machine with the installed programs and units", made)
        job = folder / "job"
        job.write_text(json.dumps({"tree": str(tree), "caged": str(build / "tests/tools/caged"), "steps": list(steps(places))}), encoding="utf-8")
        answer = boot(job)
    if "cannot" in answer:
        report.figure(f"not looked at: no systemd of our own can be booted on this machine: {answer['cannot']}")
        report.end()
    said = [one["said"] for one in answer.get("answers", [])]
    report.say(len(said) == 8 and "broke" not in answer, "every step was done", answer.get("broke") or answer)
    for number, (how, _) in enumerate(PLACES):
        live, shown, words = said[1 + 3 * number:4 + 3 * number]
        report.say(f'"current": "{places[number]}"' in live, f"release {number + 1} is fetched ({how}), proved and live, each in its unit", f"{live}\n{words}")
        report.say(places[number] in shown, f"the screen in its unit shows release {number + 1}", f"{shown}\n{words}")
        report.say(words.strip().endswith("\n0") and re.search("^fetch +works", words, re.M) and re.search("^activate +works", words, re.M),
                   f"status says so, and the screen did not start again ({how})", words)
    reported(report, said[-1])
    report.end()


if __name__ == "__main__":
    main()
