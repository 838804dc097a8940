#!/usr/bin/env python3
"""Content from two people to a screen with the real commands: the demonstration as people run
it, what a look for news costs, and every class of failure (core/failure.h) reached by fetch,
activate or report, with its two sentences in the status."""
import fcntl
import json
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import HUB, ROOT, Report, build_folder, run  # noqa: E402
from hostile import Certificates, Server, closed_port, endless, proxy, reply  # noqa: E402
from nginx import Nginx, free_port  # noqa: E402
from publisher import GROUPS, LINE, LINE_TEXTS, TEXTS, Publisher, packs_of, put  # noqa: E402

report = Report()
BUILD = build_folder()
SYNC, FORGE = BUILD / "signpost-sync", BUILD / "tests/tools/forge"
PUB = ("packs/example-hub/pack.json", '"start": "10:00"', '"start": "10:30"')


class Screen:
    """The folders and settings of one machine that follows."""

    def __init__(self, folder, base, root, more=""):
        self.folder = folder
        for name in ("fetch", "activate", "report", "store", "kiosk"):
            (folder / name).mkdir(parents=True)
        self.conf = folder / "sync.conf"
        self.more, self.root = more, root
        self.follow(base)

    def follow(self, *bases, more=None):
        f = self.folder
        self.conf.write_text("".join(f"base = {base}\n" for base in bases) + f"trust_root = {self.root}\nhub = example-hub\nfetch_state = {f}/fetch\n"
                             f"activate_state = {f}/activate\nreport_state = {f}/report\nstore = {f}/store\nkiosk_state = {f}/kiosk\n"
                             + (self.more if more is None else more))

    def do(self, step, *words):
        return run([SYNC, step, "--config", self.conf, "--clock", "sure", *words])

    def status(self, step):
        try:
            return json.loads((self.folder / step / "status.json").read_text())
        except (OSError, ValueError):
            return {}

    def fails(self, step, *words):
        """Runs a step that should fail; its class, and whether the status tells all."""
        done = self.do(step, *words)
        status = self.status(step)
        told = status.get("says") and status.get("staff") and status.get("it") and status["says"] in done.err + done.out
        return (status.get("failure"), bool(told) and done.status == 1, done)

    def live(self):
        try:
            return json.loads((self.folder / "store/active.json").read_text())["current"]
        except (OSError, ValueError, KeyError):
            return None


def demonstration():
    began = time.monotonic()
    done = run(["bash", "tests/tools/demo_publish.sh", BUILD], 240)
    took = time.monotonic() - began
    wanted = ("Release 2, made", "10am to noon", "11.30am to noon", "damaged: packs/example-hub/pack.json is not the file that was signed", "rollback: timestamp has",
              "signature: safety-uk-base version 2 has 1 of the 2 signatures", "All the time the screen shows")
    missing = [words for words in wanted if words not in done.out]
    report.say(done.status == 0 and not missing, "make demo-publish: published, picked up, changed, and three attacks are refused", f"missing: {missing}\n{done}")
    report.figure(f"make demo-publish takes {took:.0f} s here")
    report.say(took < 120, "make demo-publish takes less than two minutes", took)


def cost(folder, people):
    """One request of no body, and little of a processor: also over TLS."""
    certificates = Certificates(folder / "tls-files") if (folder / "tls-files").mkdir() is None else None
    port = free_port()
    server = (f"server {{ listen 127.0.0.1:{port} ssl; server_name localhost; ssl_certificate {certificates.folder}/good.pem; "
              f"ssl_certificate_key {certificates.folder}/good.key; location / {{ root {people.repo}; }} }}")
    screen = Screen(folder / "cost", f"https://localhost:{port}", people.root, f"ca_file = {certificates.ca}\n")
    place = folder / "nginx-cost"
    place.mkdir()
    with Nginx(place, server, port) as nginx:
        first = screen.do("fetch")
        count, spent = len(nginx.requests()), []
        for _ in range(5):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            done = screen.do("fetch")
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        rows = nginx.requests()[count:]
        gone = []
        for name in ("metadata/timestamp.json", "targets/channels", "metadata", ""):
            place = screen.folder / "fetch/inbox" / name
            place.unlink() if place.is_file() else shutil.rmtree(place)
            gone.append(screen.do("fetch"))
            gone.append(screen.do("fetch"))
    sizes = [re.search(r'" (\d+) (\d+) ', row).groups() for row in rows]
    report.say(first.status == 0 and "nothing new" in done.out and len(rows) == 5 and all(size == ("304", "0") for size in sizes),
               "a fetch with nothing new is one request, answered without a body, over TLS", f"{first}\n{rows}")
    report.say(all("is in the inbox" in done.out for done in gone[::2]) and all("nothing new" in done.out for done in gone[1::2]),
               "where part of the inbox is gone, all of it comes again", "\n".join(map(str, gone)))
    report.say(min(spent) < 0.020, "a fetch with nothing new takes less than 20 ms of a processor", spent)
    report.figure(f"a fetch with nothing new, over TLS: one request, 0 bytes of body, {min(spent) * 1000:.0f} ms of a processor at best, {max(spent) * 1000:.0f} at worst")


class Table:
    def __init__(self):
        self.rows = {}

    def tell(self, want, words, got):
        failure, told, done = got
        if report.say(failure == want and told, f"{want}: {words}", f"got {failure}, {'all told' if told else 'not all told'}\n{done}"):
            self.rows.setdefault(want, []).append(words)

    def print(self):
        known = re.findall(r'\[FAILURE_\w+\]\s*=\s*\{\s*"([a-z-]+)"', (ROOT / "kiosk/core/failure.c").read_text())
        for name in known[1:]:
            report.figure(f"{name:12} {'; '.join(self.rows.get(name, ['NOT REACHED']))}")
        report.say(len(known) > 20 and all(name in self.rows for name in known[1:]), f"every one of the {len(known) - 1} classes of failure is reached",
                   [name for name in known[1:] if name not in self.rows])


def network(table, folder, root):
    """Servers that do not give what they should."""
    certificates = Certificates(folder / "tls-files-2") if (folder / "tls-files-2").mkdir() is None else None
    ca = f"ca_file = {certificates.ca}\n"
    quick = "connect_timeout = 3\ntimeout = 5\nslow_after = 2\n"
    page = reply(body=b"<!DOCTYPE html><title>Free Wi-Fi</title>", kind="text/html")
    cases = [
        ("offline", "nobody is there", f"http://127.0.0.1:{closed_port()}", ""),
        ("intercepted", "a sign-in page", page, ""),
        ("denied", "403", reply("403 Forbidden"), ""),
        ("missing", "404", reply("404 Not Found"), ""),
        ("busy", "503", reply("503 Busy", lines=("Retry-After: 77",)), ""),
        ("server", "500", reply("500 Broken"), ""),
        ("too-big", "a timestamp without end", endless(b"HTTP/1.1 200 OK\r\n\r\n", b" " * 4096), ""),
        ("too-slow", "one byte a second", endless(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", b" ", pause=1), quick),
        ("format", "no metadata", reply(body=b'{"signed": 1}'), ""),
    ]
    servers, absent = [], reply("404 Not Found")
    for number, (want, words, answer, more) in enumerate(cases):
        base = answer if isinstance(answer, str) else None
        if not base:
            # Roots are absent, so that the timestamp is what is asked for.
            servers.append(Server(lambda c, head, a=answer: (absent if a is not page and ".root.json" in head.split("\r\n")[0] else a)(c, head)))
            base = servers[-1].url("127.0.0.1")
        table.tell(want, words, Screen(folder / f"net{number}", base, root, more).fails("fetch"))
    for want, name in (("tls", "wrong-name"), ("tls-time", "expired")):
        servers.append(Server(page, certificates.context(name)))
        table.tell(want, f"a certificate: {name}", Screen(folder / name, servers[-1].url(), root, ca).fails("fetch"))
    servers.append(Server(proxy(closed_port(), status="407 Who")))
    table.tell("proxy", "a proxy that wants a password", Screen(folder / "proxy", "https://content.test", root, f"proxy = http://127.0.0.1:{servers[-1].port}\n").fails("fetch"))
    for server in servers:
        server.close()


def killed(table, folder, root):
    """kill -9 in a download that does not move."""
    server = Server(endless(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", b" ", pause=0.1))
    screen = Screen(folder / "killed", server.url("127.0.0.1"), root)
    child = subprocess.Popen([SYNC, "fetch", "--config", screen.conf], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 20
    while not screen.status("fetch").get("running") and time.monotonic() < until:
        time.sleep(0.02)
    during = screen.do("status")
    child.kill()
    child.wait()
    server.close()
    done = screen.do("status", "--json")
    status = json.loads(done.out)["steps"]["fetch"]
    report.say("fetch    runs now" in during.out and "interrupted" not in during.out, "a run that goes on is told as such", during)
    told = all(status[key] for key in ("says", "staff", "it")) and done.status == 1 and "interrupted" in screen.do("status").out
    table.tell("interrupted", "kill -9 in a download", (status["failure"], told, done))


class Busy:
    """Somebody holds the inbox of a screen for ever: activate ends all the same, a minute later."""

    def __init__(self, screen):
        self.screen, self.lock = screen, os.open(screen.folder / "fetch/inbox", os.O_RDONLY)
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        self.began = time.monotonic()
        self.child = subprocess.Popen([SYNC, "activate", "--config", screen.conf], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def end(self, table):
        code = self.child.wait(90)
        took = time.monotonic() - self.began
        os.close(self.lock)
        status = self.screen.status("activate")
        table.tell("in-use", "the inbox is held for ever", (status.get("failure"), code == 1 and took < 90 and bool(status.get("says")), status))
        report.say(self.screen.do("activate").status == 0, "in-use: and free again, it works", self.screen.do("status"))


def no_stick(table, folder, root):
    got = Screen(folder / "no-stick", folder / "nowhere/signpost", root).fails("fetch")
    table.tell("no-stick", "a folder as base that is not there", got)
    report.say("stick" in got[2].err and "server" not in got[2].err, "no-stick: nothing is said of a server", got[2])


def swap(packs, path, old, new):
    place = packs / path.split("/", 1)[1]
    text = place.read_text()
    if old not in text:
        raise RuntimeError(f"{old} is not in {place}")
    place.write_text(text.replace(old, new, 1))


def fearless(packs):
    """Well written, but fear is not asked: the proof fails (S14)."""
    path = packs / "uk-base/pack.json"
    pack = json.loads(path.read_text(encoding="utf-8"))
    pack["questions"] = [one for one in pack["questions"] if one["id"] != "fear"]
    path.write_text(json.dumps(pack, indent=1), encoding="utf-8")
    for path in (packs / "uk-base/text").glob("*.json"):
        texts = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({key: text for key, text in texts.items() if not key.startswith(("fear.", "filler-sleep."))}), encoding="utf-8")


class World:
    """A publisher whose release 2 waits, and copies of a screen that shows release 1."""

    def __init__(self, folder, people, packs):
        self.folder, self.people, self.packs, self.count = folder, people, packs, 0
        self.one = folder / "one"  # what is published at first
        shutil.copytree(people.repo, self.one)
        self.first = self.screen()
        good = self.first.do("fetch").status == 0 and self.first.do("activate").status == 0
        report.say(good and self.first.live(), "a folder as base: release 1 is live", self.first.do("status"))

    def copy(self, source):
        self.count += 1
        place = self.folder / f"copy{self.count}"
        shutil.copytree(source, place)
        return place

    def screen(self):
        """One that has release 1, but for the first of all."""
        self.count += 1
        screen = Screen(self.folder / f"screen{self.count}", self.one, self.people.root)
        if self.count > 1:
            for name in ("fetch", "activate", "store"):
                shutil.rmtree(screen.folder / name)
                shutil.copytree(self.first.folder / name, screen.folder / name)
        return screen

    def keeps(self, screen, words):
        report.say(screen.live() == self.first.live(), f"{words}: what was live stays", f"{screen.live()} {self.first.live()}")


def signed(table, world):
    """What is signed wrongly."""
    people = world.people
    swap(world.packs, *PUB)
    people.publish()
    stolen, screen = world.copy(world.one), world.screen()
    shutil.copytree(people.repo / "waiting/targets", stolen / "targets", dirs_exist_ok=True)
    run([FORGE, stolen, people.passphrase, "steal", people.waiting(), people.folder / "online"])
    screen.follow(stolen)
    table.tell("signature", "one signature where two are needed", screen.fails("fetch", "--full"))
    world.keeps(screen, "one signature")
    people.sign("bo", "online")
    bad, screen = world.copy(people.repo), world.screen()
    changed = max(bad.glob("targets/packs/example-hub/*.pack.json"), key=lambda p: p.read_text().count("10:30"))
    changed.write_text(changed.read_text().replace("10:30", "03:30", 1))
    screen.follow(bad)
    table.tell("damaged", "a file that was changed after signing", screen.fails("fetch", "--full"))
    world.keeps(screen, "a changed file")
    screen.follow(bad, people.repo)
    done = screen.do("fetch", "--full")
    report.say(done.status == 0 and screen.do("activate").status == 0 and screen.live() not in (None, world.first.live()),
               "a second base gives what the first one spoils", done)
    screen.follow(world.one)
    table.tell("rollback", "an old copy of everything", screen.fails("fetch", "--full"))
    old = Publisher(BUILD, world.folder / "old", now="2024-03-01T10:00:00Z")
    old.release(*sorted(world.packs.iterdir()))
    late = Screen(world.folder / "late", old.repo, old.repo / "metadata/1.root.json")
    table.tell("expired", "a repository that nobody renewed", late.fails("fetch"))


def colluded(table, world):
    """All have signed, and nobody has checked: the screen's own gate."""
    keys = [world.people.folder / name for name in ("online", "ann", "bo")]
    cases = (("content", "a mistake that all have signed", lambda packs: swap(packs, "packs/example-hub/pack.json", '"format"', '"fomrat"'), "0.1.0"),
             ("proof", "questions without fear, which all have signed", fearless, "0.1.0"),
             ("too-new", "content for a later program", lambda packs: None, "9.0.0"))
    for want, words, change, app in cases:
        public, packs, screen = world.copy(world.one), world.copy(world.packs), world.screen()
        change(packs)
        done = run([FORGE, public, world.people.passphrase, "collude", packs, app, *keys])
        screen.follow(public)
        step = "fetch" if want == "too-new" else "activate"
        fetched = step == "fetch" or screen.do("fetch", "--full").status == 0
        table.tell(want, words, screen.fails(step, *(("--full",) if step == "fetch" else ())))
        report.say(done.status == 0 and fetched, f"{want}: it could be fetched, or was refused at once", done)
        world.keeps(screen, words)


def alone(table, folder):
    """A role of one vouches for a pack that had nothing about safety; then its owner alone adds a help line (S37)."""
    people = Publisher(BUILD, folder / "alone")
    packs = packs_of(people.folder)
    run([people.admin, "sign-off", *packs, "--lead", "Ann Example, domestic abuse lead", "--second", "Bo Example, hub manager"])
    people.release(*packs)
    groups = packs[1]
    put(groups / "pack.json", {**GROUPS, "offers": [*GROUPS["offers"], LINE]})
    put(groups / "text/en.json", {**TEXTS, **LINE_TEXTS})
    (groups.parent / "hub").rename(groups.parent / "example-hub")
    done = run([FORGE, people.repo, people.passphrase, "collude", groups.parent, "0.1.0", people.folder / "online", people.folder / "ann"])
    screen = Screen(folder / "screen-alone", people.repo, people.repo / "metadata/1.root.json")
    fetched, got = screen.do("fetch"), screen.fails("activate")
    table.tell("signature", "one person signed a help line, under a role that asks for one", got)
    said = screen.status("activate").get("says", "")
    report.say(done.status == 0 and fetched.status == 0 and not screen.live() and "packs/groups/pack.json" in said and "one person signed what two must sign (S37)" in said,
               "a role of one for a help line: the signatures are right, and the screen's own gate refuses it", f"{done}\n{fetched}\n{said}")


def machine(table, world):
    """What is wrong on the machine itself."""
    people = world.people
    no_root = Screen(world.folder / "no-root", people.repo, world.folder / "nowhere/root.json")
    table.tell("settings", "the root.json of sync.conf is not there", no_root.fails("fetch"))
    screen = world.screen()
    screen.follow(people.repo)
    # The first two are of the mark that a run goes on, which may fail.
    done = run(["strace", "-f", "-qq", "-o", world.folder / "trace", "-e", "trace=fsync", "-e", "inject=fsync:error=ENOSPC:when=3", SYNC, "fetch", "--full", "--config", screen.conf])
    status = screen.status("fetch")
    table.tell("disk", "no room for the first file", (status.get("failure"), done.status == 1 and "No space" in status.get("says", ""), done))
    again = screen.do("fetch", "--full").status == 0 and screen.do("activate").status == 0
    live = screen.live()
    report.say(again and live != world.first.live(), "with room again, all arrives", screen.do("status"))
    good = {"format": 1, "set": live, "starts": 4, "good": False, "failed": [live]}
    (screen.folder / "kiosk/content.json").write_text(json.dumps(good))
    table.tell("trial", "a set that the screen gave up", screen.fails("activate"))
    world.keeps(screen, "a set that the screen gave up")


def main():
    shm = pathlib.Path("/dev/shm")
    demonstration()
    with tempfile.TemporaryDirectory(prefix="signpost-arrive-", dir=shm if shm.is_dir() else None) as name:
        folder = pathlib.Path(name)
        people = Publisher(BUILD, folder / "people")
        people.root = people.repo / "metadata/1.root.json"
        packs = people.folder / "packs"
        for pack in HUB:
            shutil.copytree(ROOT / pack, packs / pathlib.Path(pack).name)
        people.release(*sorted(packs.iterdir()))
        cost(folder, people)
        table = Table()
        network(table, folder, people.root)
        no_stick(table, folder, people.root)
        killed(table, folder, people.root)
        world = World(folder, people, packs)
        busy = Busy(world.screen())
        colluded(table, world)
        signed(table, world)
        alone(table, folder)
        machine(table, world)
        busy.end(table)
        table.print()
    report.end()


main()
