#!/usr/bin/env python3
"""signpost-sync report: from the screen's outbox to a real nginx (WebDAV) and to a store that
checks every signature (S3); offline, with wrong clocks, and with an outbox that is not as it
should be."""
import base64
import datetime
import json
import os
import pathlib
import re
import resource
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import s3  # noqa: E402
from flow import ROOT, Report, build_folder, run  # noqa: E402
from hostile import Certificates, Server, closed_port, openssl, reply  # noqa: E402
from nginx import Nginx, free_port  # noqa: E402
from outbox import day_of, glass, put_counts, put_glass  # noqa: E402

report = Report()
BUILD = build_folder()
LOGIN, S3_LOGIN = "kiosk:open: sesame/+", "AKIDEXAMPLE:wJalr/XUtn+FEMI"
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
TODAY = datetime.datetime.now(datetime.timezone.utc).date().isoformat()  # in winter that of London
MONTH = "2026-10"


class Machine:
    """A kiosk's folders and settings."""

    def __init__(self, top, name, ca, to, login=LOGIN, **conf):
        self.top = top / name
        self.outbox, self.state = self.top / "outbox", self.top / "report"
        for folder in (self.outbox, self.state, self.top / "fetch", self.top / "activate", self.top / "secrets"):
            folder.mkdir(parents=True)
        self.secret(login)
        self.lines = {"report_to": to, "report_kind": "dav", "council": "leeds", "outbox": self.outbox, "report_state": self.state, "ca_file": ca,
                      "fetch_state": self.top / "fetch", "activate_state": self.top / "activate", "secrets": self.top / "secrets",
                      "connect_timeout": 3, "timeout": 9, **conf}

    def secret(self, text, mode=0o600):
        file = self.top / "secrets/report"
        file.write_text(text + "\n")
        file.chmod(mode)

    def report(self, clock="sure", shift=0, wait=False, wrap=(), **more):
        """Runs it. Unless it is to `wait`, as if the time to ask again had come."""
        conf = self.top / "sync.conf"
        conf.write_text("".join(f"{key} = {value}\n" for key, value in {**self.lines, **more}.items()))
        status = self.state / "status.json"
        if not wait and status.exists() and os.access(status, os.W_OK):
            status.write_text(json.dumps({**json.loads(status.read_text()), "next": None}))
        env = {**os.environ, "https_proxy": "http://127.0.0.1:1"}
        if shift or wrap:  # a sanitizer wants to come first, and cannot look for leaks of what is traced
            env.update(ASAN_OPTIONS="verify_asan_link_order=0:detect_leaks=0")
        if shift:
            env.update(LD_PRELOAD=str(BUILD / "tests/tools/clock.so"), SIGNPOST_CLOCK=str(shift))
        done = run([*wrap, BUILD / "signpost-sync", "report", "--json", "--config", conf, "--clock", clock], 60, env)
        secrets = [word for word in ("sesame", "FEMI") if word in done.out + done.err]
        if secrets:
            report.say(False, "a secret is shown", done)
        try:
            done.json = json.loads(done.out)
        except ValueError:
            done.json = {}
        return done

    def status(self):
        return json.loads((self.state / "status.json").read_text())

    def id(self):
        return (self.state / "installation").read_text().strip()


def told(done, failure, **numbers):
    return done.json.get("failure") == failure and all(done.json.get(key) == value for key, value in numbers.items())


def names(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def puts(access, least=0):
    """The lines of nginx's log; it writes them after it has answered, so `least` are waited for."""
    for _ in range(100):
        lines = [line for line in access() if '"PUT ' in line]
        if len(lines) >= least:
            break
        time.sleep(0.02)
    return lines


def servers(folder, port, certificates):
    """The lines for nginx are those of README.md."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    recipe = re.search(r"^location /in/ \{\n(.*?)^\}", text, re.M | re.S).group(1).replace("/etc/nginx/reports.users", f"{folder}/users")
    return f"""
    server {{
        listen 127.0.0.1:{port} ssl;
        root {folder}/www;
        ssl_certificate {certificates.folder}/good.pem;
        ssl_certificate_key {certificates.folder}/good.key;
        location /in/ {{ {recipe} }}
    }}
"""


def schema(name):
    return json.loads((ROOT / f"config/schema/{name}.schema.json").read_text(encoding="utf-8"))


def reads(to, name, certificates):
    """The login may add, and not look."""
    ask = urllib.request.Request(f"{to}/{name}", headers={"Authorization": "Basic " + base64.b64encode(LOGIN.encode()).decode()})
    try:
        with urllib.request.urlopen(ask, context=ssl.create_default_context(cafile=str(certificates.ca))) as answer:
            got = answer.status
    except urllib.error.HTTPError as refused:
        got = refused.code
    report.say(got == 403, "the lines of README.md for nginx: who may put a report cannot read one", got)


def a_first_report(top, certificates, to, inbox, access):
    ca = certificates.ca
    machine = Machine(top, "first", ca, to)
    put_counts(machine.outbox, MONTH)
    put_glass(machine.outbox, TODAY)
    (machine.top / "fetch/status.json").write_text(json.dumps({
        "format": 1, "step": "fetch", "at": f"{TODAY}T08:00:00Z", "good_at": f"{TODAY}T07:00:00Z", "failure": "expired", "says": "57.snapshot.json ran out",
        "tries": 3, "release": 12, "complete": True, "clock_unsure": True, "etag": '"57"', "trust": {"root": 4, "expires": "2026-12-24T00:00:00Z"}}))
    done = machine.report()
    report.say(done.status == 0 and told(done, "none", put=2, there=0, refused=0, waiting=0), "the outbox goes up: a month and a day", done)
    uuid = machine.id()
    report.say(UUID.fullmatch(uuid) is not None and (machine.state / "installation").stat().st_mode & 0o777 == 0o600,
               "the installation has a random name (UUID, version 4), mode 0600", uuid)
    machine_id = pathlib.Path("/etc/machine-id")
    report.say(not machine_id.exists() or machine_id.read_text().strip() not in uuid.replace("-", ""), "and it is not the machine's own")
    report.say(names(inbox / "leeds") == [f"{uuid}/d/{TODAY}.json", f"{uuid}/m/{MONTH}.json"], "the objects have the names of sync/report.h", names(inbox))
    month = json.loads((inbox / f"leeds/{uuid}/m/{MONTH}.json").read_text())
    jsonschema.validate(month["counts"], schema("counts"))
    report.say(month["weeks"] == ["2026-W40", "2026-W41", "2026-W42", "2026-W43", "2026-W44"] and month["counts"]["visits"] == 25,
               "the month has its counts and its ISO weeks", month)
    day = json.loads((inbox / f"leeds/{uuid}/d/{TODAY}.json").read_text())
    jsonschema.validate(day["glass"], schema("glass"))
    report.say(day["glass"] == glass(TODAY) and day["clock_sure"] and day["activate"] is None, "the day has the glass as it was written", day)
    fetch = day["fetch"] or {}
    report.say(fetch.get("failure") == "expired" and fetch.get("release") == 12 and fetch["trust"]["root"] == 4 and fetch["tries"] == 3 and
               fetch["clock_unsure"] and bool(fetch["staff"] and fetch["it"]) and "etag" not in fetch, "joined with how fetch is doing", fetch)
    reads(to, f"leeds/{uuid}/d/{TODAY}.json", certificates)
    before = len(puts(access, 2))
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    again = machine.report()
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = (now.ru_utime + now.ru_stime - spent.ru_utime - spent.ru_stime) * 1000
    report.figure(f"a run with nothing to send takes {cpu:.0f} ms of processor, the object of a day has {len(json.dumps(day))} bytes")
    report.say(again.status == 0 and told(again, "none", put=0, there=0, waiting=0) and len(puts(access)) == before, "with nothing new no server is asked", again)
    (machine.state / "sent.json").unlink()
    lost = machine.report()
    report.say(lost.status == 0 and told(lost, "none", put=0, there=2), "what was sent is forgotten: it is there already (412), and that is as good", lost)
    statuses = [re.search(r'" (\d{3}) ', line).group(1) for line in puts(access, 4) if uuid in line]
    report.say(statuses[-4:] == ["201", "201", "412", "412"], "nginx: 201, 201, then 412, 412", statuses)
    return machine


def a_day_that_changes(machine, inbox):
    uuid = machine.id()
    for number in range(2, 7):
        put_glass(machine.outbox, TODAY, failed=f"{number:064x}")
        done = machine.report()
        want = 1 if number <= 4 else 0
        report.say(done.status == 0 and told(done, "none", put=want), f"other content on the same day: object {number}" + ("" if want else " is one too many"), done)
    report.say(names(inbox / f"leeds/{uuid}/d") == [f"{TODAY}.json", *(f"{TODAY}_{n}.json" for n in (2, 3, 4))], "a day has at most four objects",
               names(inbox / f"leeds/{uuid}/d"))
    first = json.loads((inbox / f"leeds/{uuid}/d/{TODAY}.json").read_text())
    report.say(first["glass"]["failed"] is None, "the first of them stays as it was")


def offline_then_online(top, ca, to, inbox, access):
    machine = Machine(top, "offline", ca, to)
    days = [day_of(TODAY, -n) for n in (5, 4, 3, 2, 1, 0)]
    put_glass(machine.outbox, days[0])
    put_counts(machine.outbox, "2026-09")
    dark = f"https://localhost:{closed_port()}/in"
    done = machine.report(report_to=dark)
    report.say(done.status == 1 and told(done, "offline", put=0, waiting=3) and machine.status()["tries"] == 1, "offline: nothing is lost, and it is told (the third: that the screen is silent)", done)
    next_at = machine.status()["next"]
    report.say(next_at is not None and done.json["next"] == next_at, "and not before a while it is tried again", machine.status())
    for day in days[1:]:
        put_glass(machine.outbox, day)
    status = machine.state / "status.json"
    later = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    status.write_text(json.dumps({**machine.status(), "next": later}))
    before = status.read_text()
    idle = machine.report(wait=True)
    report.say(idle.status == 0 and told(idle, "none", put=0, waiting=7) and "later" in idle.json["says"] and status.read_text() == before,
               "before its time nothing is asked and nothing written", idle)
    status.write_text(json.dumps({**machine.status(), "next": "2031-01-01T00:00:00Z"}))
    count = len(puts(access))
    done = machine.report(wait=True)
    report.say(done.status == 0 and told(done, "none", put=7, waiting=0), "a time to wait that no failure gives (the clock was set back) does not count; all goes", done)
    sent = [re.search(r"/([md]/[^ ]+) HTTP", line).group(1) for line in puts(access, count + 7)[count:]]
    report.say(sent == ["m/2026-09.json", *(f"d/{day}.json" for day in days)], "what waited goes in the order of time", sent)
    report.say(machine.status()["tries"] == 0 and machine.status()["failure"] == "none", "and all is well again", machine.status())
    last = json.loads((inbox / f"leeds/{machine.id()}/d/{days[-1]}.json").read_text())
    report.say(last["report"]["failure"] == "offline" and last["report"]["tries"] >= 1, "the day says that reporting itself had failed", last["report"])


def cut_in_between(top, ca, to, access):
    """The line breaks after some objects; those are not sent twice."""
    machine = Machine(top, "cut", ca, to)
    for n in range(40):
        put_glass(machine.outbox, day_of(TODAY, n - 39))
    taken = []

    def answer(connection, head):
        taken.append(head)
        (reply("201 Created") if len(taken) <= 20 else reply("503 Busy", lines=("Retry-After: 7200",)))(connection, head)

    server = Server(answer)
    done = machine.report(report_to=server.url("127.0.0.1"))
    server.close()
    wait = (datetime.datetime.fromisoformat(machine.status()["next"][:-1]) - datetime.datetime.fromisoformat(machine.status()["at"][:-1])).total_seconds()
    report.say(done.status == 1 and told(done, "busy", put=20, waiting=20) and 7200 <= wait <= 7200 + 300, "a busy server is given the time that it asks for", f"{done}{wait}")
    count = len(puts(access))
    done = machine.report()
    report.say(told(done, "none", put=20, there=0) and len(puts(access, count + 20)) - count == 20, "what it had taken is not sent again", done)


def refusals(top, ca, to, certificates, port):
    machine = Machine(top, "refused", ca, to)
    put_glass(machine.outbox, TODAY)
    machine.secret("kiosk:wrong")
    done = machine.report()
    report.say(done.status == 1 and told(done, "denied", put=0, waiting=1), "denied: a wrong password", done)
    machine.secret(LOGIN, 0o644)
    done = machine.report()
    report.say(done.status == 3 and told(done, "settings") and "chmod 600" in done.json["says"] and machine.status()["next"] == machine.status()["at"],
               "settings: a secret that others can read is not used, and the next run need not wait", done)
    machine.secret(LOGIN)
    for words, failure, more in (("tls: an unknown issuer", "tls", {"ca_file": certificates.folder / "other.pem"}),
                                 ("missing: an address that is no folder of reports", "server", {"report_to": f"https://localhost:{port}/nothing"}),
                                 ("settings: no council", "settings", {"council": ""}),
                                 ("settings: no folder for a region", "settings", {"report_kind": "s3"})):
        more = {key: value for key, value in more.items() if value != ""} if "council" not in more else more
        if more.get("council") == "":
            machine.lines.pop("council")
            more = {}
        done = machine.report(**more)
        machine.lines.setdefault("council", "leeds")
        report.say(told(done, failure) and bool(done.json["staff"] and done.json["it"]) and done.json["put"] == 0, words, done)
    for name in ("expired", "not-yet"):
        server = Server(reply("201 Created"), certificates.context(name))
        done = machine.report(clock="unsure", report_to=server.url())
        report.say(told(done, "tls-time") and not server.heads, f"tls-time: {name}: dates count though the clock is not sure, and not a byte was sent", done)
        server.close()
    done = machine.report()
    report.say(done.status == 0 and told(done, "none", put=1), "and after all that it is sent", done)
    nothing = Machine(top, "nothing", ca, to)
    nothing.lines.pop("report_to")
    put_glass(nothing.outbox, TODAY)
    done = nothing.report()
    report.say(done.status == 0 and "report_to" in done.json["says"] and names(nothing.state) == [], "without report_to nothing happens, in one sentence", done)


def clocks(top, ca, to, inbox):
    now = int(time.time())
    for year in (1970, 2019, 2040, 2050):
        machine = Machine(top, f"clock-{year}", ca, to)
        put_glass(machine.outbox, TODAY)
        shift = int(datetime.datetime(year, 1, 2, tzinfo=datetime.timezone.utc).timestamp()) - now
        done = machine.report(clock="unsure", shift=shift)
        # The certificate of the test holds from 2020 to 2049; that of a server runs out sooner.
        want = "none" if year == 2040 else "tls-time"
        report.say(told(done, want), f"the clock stands in {year}: {want}", done)
        if want == "tls-time":
            report.say(not (inbox / "leeds" / machine.id()).exists() and done.json["waiting"] >= 1, f"{year}: nothing is sent, nothing is lost", done)
        later = machine.report()
        report.say(later.status == 0 and told(later, "none") and (inbox / f"leeds/{machine.id()}/d/{TODAY}.json").exists(),
                   f"{year}: once the clock is right, the day is there", later)
        report.say(json.loads((machine.state / "sent.json").read_text())["sent"].keys() >= {f"glass-{TODAY}.json"}, f"{year}: and remembered")
    machine = Machine(top, "ahead", ca, to)
    put_glass(machine.outbox, TODAY)
    put_glass(machine.outbox, "2031-05-05")
    done = machine.report()
    report.say(told(done, "none", put=1) and not list((inbox / "leeds" / machine.id()).rglob("2031*")), "a day that a wrong clock wrote is not sent before its time", done)


def silent_screen(top, ca, to, inbox):
    machine = Machine(top, "silent", ca, to)
    put_glass(machine.outbox, day_of(TODAY, -9))
    done = machine.report()
    day = json.loads((inbox / f"leeds/{machine.id()}/d/{TODAY}.json").read_text())
    report.say(told(done, "none", put=2) and day["glass"] is None, "a screen that is silent: the machine says that it is there, and no glass", done)
    done = machine.report()
    report.say(told(done, "none", put=0), "once a day", done)
    put_glass(machine.outbox, TODAY)
    machine.report()
    day = json.loads((inbox / f"leeds/{machine.id()}/d/{TODAY}_2.json").read_text())
    report.say(day["glass"] == glass(TODAY), "when it is back, the same day has its glass")
    machine.outbox.rename(machine.top / "gone")
    kept = (machine.state / "sent.json").read_text()
    done = machine.report()
    report.say(done.status == 1 and told(done, "missing") and "outbox" in done.json["says"] and (machine.state / "sent.json").read_text() == kept,
               "no outbox: it is told, and what was sent is still known", done)


def odd_outbox(top, ca, to, inbox):
    machine = Machine(top, "odd", ca, to)
    put_glass(machine.outbox, TODAY)
    box = machine.outbox
    secret = machine.top / "secret.json"
    secret.write_text(json.dumps(glass(day_of(TODAY, -1))))
    (box / f"glass-{day_of(TODAY, -1)}.json").symlink_to(secret)
    (box / f"glass-{day_of(TODAY, -2)}.json").write_text("{ broken")
    (box / f"glass-{day_of(TODAY, -3)}.json").write_text(json.dumps(glass(day_of(TODAY, -3))) + " " * (1 << 20))
    (box / f"glass-{day_of(TODAY, -4)}.json").mkdir()
    (box / f"glass-{day_of(TODAY, -5)}.json").write_text(json.dumps(glass(day_of(TODAY, -6))))
    os.mkfifo(box / f"glass-{day_of(TODAY, -6)}.json")
    (box / f"glass-{day_of(TODAY, -7)}.json").write_text(json.dumps(glass(day_of(TODAY, -7), touched_at="10:31")))
    put_counts(box, "2026-08", visits=13)
    put_counts(box, "2026-07")
    for name in ("visits.db", "glass-2026-11-28.json.new", "counts-2026-13.json", "../x", "counts-2026-07.json~"):
        if "/" not in name:
            (box / name).write_text("not for anybody")
    done = machine.report()
    report.say(done.status == 1 and told(done, "format", put=2, refused=8, waiting=0) and done.json["next"] is None,
               "links, pipes, folders, huge, broken and odd files are refused, the others go", done)
    report.say(names(inbox / "leeds" / machine.id()) == [f"d/{TODAY}.json", "m/2026-07.json"], "nothing else is on the server (S42, S43)",
               names(inbox / "leeds" / machine.id()))
    sent = "".join(path.read_text() for path in (inbox / "leeds" / machine.id()).rglob("*.json"))
    report.say("touched" not in sent and "not for anybody" not in sent, "and no word of it")
    done = machine.report()
    report.say(told(done, "format", put=0, refused=8), "it is told until somebody has looked", done)


def sixty_weeks(top, ca, to, inbox):
    machine = Machine(top, "year", ca, to)
    for n in range(600):
        put_glass(machine.outbox, day_of(TODAY, n - 599))
    began = time.monotonic()
    done = machine.report()
    took = time.monotonic() - began
    report.say(told(done, "none", put=512, waiting=0), "of 600 days in the outbox the newest 512 are sent, the folder is never without end", done)
    report.figure(f"512 objects to nginx over TLS in {took:.1f} s; sent.json has {(machine.state / 'sent.json').stat().st_size} bytes")
    for n in range(590):
        (machine.outbox / f"glass-{day_of(TODAY, n - 599)}.json").unlink()
    machine.report()
    sent = json.loads((machine.state / "sent.json").read_text())["sent"]
    report.say(len(sent) == 10, "what the screen has deleted is forgotten", len(sent))


def read_only(top, ca, to):
    """The step's own folder cannot be written: then nothing is sent, since it would be sent again and again."""
    machine = Machine(top, "read-only", ca, to)
    put_glass(machine.outbox, TODAY)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "none", str(machine.state)], capture_output=True).returncode == 0
    if not mounted:
        machine.state.chmod(0o500)
    if not mounted and os.access(machine.state, os.W_OK):
        print("ok a read-only folder: not tried: this machine neither mounts nor refuses root")
        return
    done = machine.report()
    if mounted:
        subprocess.run(["umount", str(machine.state)], check=True)
    machine.state.chmod(0o700)
    report.say(done.status == 1 and told(done, "disk", put=0) and str(machine.state) in done.json["says"], "disk: a folder that cannot be written", done)
    done = machine.report()
    report.say(told(done, "none", put=1), "and when it can be, the day goes", done)


def killed_anywhere(top, ca, to, inbox):
    """SIGKILL before each call that writes, renames, syncs or sends: the next run ends what was begun."""
    want = [f"d/{day_of(TODAY, -1)}.json", f"d/{TODAY}.json", f"m/{MONTH}.json"]
    points, wrong = 0, []
    for call in ("write", "fsync", "fchmod", "rename", "sendto"):
        for number in range(1, 40):
            machine = Machine(top, f"killed-{call}-{number}", ca, to, council=f"{call}-{number}")
            put_counts(machine.outbox, MONTH)
            put_glass(machine.outbox, day_of(TODAY, -1))
            put_glass(machine.outbox, TODAY)
            done = machine.report(wrap=["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=SIGKILL:when={number}"])
            if done.status == 0:
                break
            points += 1
            after = machine.report()
            here = names(inbox / f"{call}-{number}")
            if done.status not in (-9, 137) or after.status != 0 or here != [f"{machine.id()}/{name}" for name in want]:
                wrong.append(f"{call} {number}: {done} {after} {here}")
    report.say(points > 8 and not wrong, f"killed before each of {points} calls: the next run sends what is left, under one name", "\n".join(wrong[:3]))


def on_s3(top, certificates):
    store = s3.Store(context=s3.tls_context(certificates.folder / "good.pem", certificates.folder / "good.key"))
    machine = Machine(top, "s3", certificates.ca, f"https://localhost:{store.port}/bucket/in", S3_LOGIN, report_kind="s3", report_region="eu-west-2")
    put_counts(machine.outbox, MONTH)
    put_glass(machine.outbox, TODAY)
    for skew in (7200, -7200):
        store.skew = skew
        done = machine.report()
        report.say(done.status == 1 and told(done, "tls-time", put=0, waiting=2) and "RequestTimeTooSkewed" in done.json["says"],
                   f"s3: the clocks differ by {skew} s: tls-time, and nothing is lost", done)
    store.skew = 0
    machine.secret(S3_LOGIN + "x")
    report.say(told(machine.report(), "denied", put=0), "s3: a wrong key")
    machine.secret(S3_LOGIN)
    done = machine.report()
    report.say(done.status == 0 and told(done, "none", put=2), "s3: signed, and taken", done)
    base = f"/bucket/in/leeds/{machine.id()}"
    report.say(sorted(store.objects) == [f"{base}/d/{TODAY}.json", f"{base}/m/{MONTH}.json"] and all(kind == "application/json" for _, kind in store.objects.values()),
               "s3: the same names", sorted(store.objects))
    (machine.state / "sent.json").unlink()
    done = machine.report()
    report.say(told(done, "none", put=0, there=2), "s3: 412 is as good as sent", done)
    store.token = "IQoJb3JpZ2luX2VjE/+=="
    put_glass(machine.outbox, TODAY, failed="a" * 64)
    report.say(told(machine.report(), "denied"), "s3: no session token")
    token = machine.top / "secrets/report-session"
    token.write_text(store.token + "\n")
    token.chmod(0o600)
    done = machine.report()
    report.say(told(done, "none", put=1), "s3: with a session token", done)
    store.close()


def main():
    with tempfile.TemporaryDirectory(prefix="signpost-report-") as name:
        top = pathlib.Path(name)
        certificates = Certificates(top)
        user, _, word = LOGIN.partition(":")
        (top / "users").write_text(f"{user}:{openssl('passwd', '-apr1', word).strip()}\n")
        inbox = top / "www/in"
        inbox.mkdir(parents=True)
        port = free_port()
        to = f"https://localhost:{port}/in"
        with Nginx(top, servers(top, port, certificates), port) as nginx:
            first = a_first_report(top, certificates, to, inbox, nginx.requests)
            a_day_that_changes(first, inbox)
            offline_then_online(top, certificates.ca, to, inbox, nginx.requests)
            cut_in_between(top, certificates.ca, to, nginx.requests)
            refusals(top, certificates.ca, to, certificates, port)
            clocks(top, certificates.ca, to, inbox)
            silent_screen(top, certificates.ca, to, inbox)
            odd_outbox(top, certificates.ca, to, inbox)
            sixty_weeks(top, certificates.ca, to, inbox)
            read_only(top, certificates.ca, to)
            killed_anywhere(top, certificates.ca, to, inbox)
        on_s3(top, certificates)
    report.end()


if __name__ == "__main__":
    main()
