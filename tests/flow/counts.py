#!/usr/bin/env python3
"""The counts of the real program: what a visit leaves behind, and what happens when
the store cannot be used (S10, S20, S39 to S43).

Rules and figures are in tests/core/test_counts*.c; here the whole kiosk runs, with
days that pass by script.
"""
import json
import os
import pathlib
import re
import sqlite3
import sys
import time

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import ROOT, Kiosk, Report, Screen, build_folder, pair, run  # noqa: E402

TUESDAY, SUNDAY, DECEMBER = "2026-11-17T10:30", "2026-11-22T05:01", "2026-12-07T05:01"
VISIT = ['tap "Touch to start"', "wait 1s", 'tap "Clear"', "wait 46s"]


class Life:
    """A folder for the counts and a kiosk that keeps them there."""

    def __init__(self, kiosk, name):
        self.kiosk = kiosk
        self.folder = kiosk.folder / f"life-{name}"
        self.state = self.folder / "state"
        self.state.mkdir(parents=True)
        self.conf = self.folder / "kiosk.conf"
        self.write()

    def write(self):
        packs = "".join(f"pack = {ROOT / pack}\n" for pack in self.kiosk.packs)
        self.conf.write_text(f"{packs}assets = {ROOT}/assets\ncounts = {self.state}\n", encoding="utf-8")

    def live(self, lines, now=TUESDAY, wrap=(), limit=120):
        dump = self.folder / "staff.json"
        dump.unlink(missing_ok=True)
        lines = [*lines, "open staff", f"dump {dump}"]
        done = self.kiosk.script(lines, now=now, packs=[], options=["--config", self.conf], wrap=wrap, limit=limit)
        screen = Screen(json.loads(dump.read_text(encoding="utf-8"))) if dump.exists() else None
        return done, screen

    def store(self):
        return self.state / "counts.db"

    def ask(self, sql):
        with sqlite3.connect(self.store()) as db:
            rows = db.execute(sql).fetchall()
        db.close()
        return rows

    def names(self):
        """Of the counts; what the screen says of itself is tests/flow/glass.py's."""
        return sorted(str(path.relative_to(self.state)) for path in self.state.rglob("*") if not path.name.startswith("glass-"))

    def glass(self):
        return {path.name: path.read_bytes() for path in self.state.glob("outbox/glass-*")}


def check(kind):
    return ["open result " + kind, "wait 1s", "tap @card:0", "wait 1s", 'tap "Clear"', "wait 2m"]


def same_for_every_answer(report, kiosk):
    """S20, S39: a concern, no concern and no visit at all leave the same bytes."""
    left = {}
    for kind in ("concern", "own", "urgent-concern", "", None):
        life = Life(kiosk, f"same-{kind}")
        done, _ = life.live((['tap "Touch to start"', *check(kind)] if kind is not None else ["wait 2m"]) + [f"now {SUNDAY}", "wait 1m"])
        left[kind] = (life.names(), life.store().read_bytes() if life.store().exists() else b"", done.out, done.err, done.status, life.glass())
    first = left[None]
    report.say(first[4] == 0 and len(first[1]) > 4096 and all(one == first for one in left.values()),
               "S20, S39: visits with any answer, and none, leave the same files, bytes and words", str({k: (v[0], len(v[1]), v[2:5]) for k, v in left.items()}))


def weeks_and_months(report, kiosk):
    """S41, S42: what a busy month leaves in the store and in the outbox."""
    life = Life(kiosk, "month")
    day = ["repeat 300", *VISIT, "end"]
    done, staff = life.live([*day, f"now {SUNDAY}", "wait 1m", *day, "now 2026-11-29T05:01", "wait 1m", f"now {DECEMBER}", "wait 1m"], limit=200)
    report.say(done.status == 0 and staff is not None and staff.says("Counting"), "two weeks of visits and the turn of a month", done)
    rows = life.ask("SELECT week, name, count FROM counts WHERE count > 0")
    report.say({week for week, _, _ in rows} == {202647, 202648} and all(count >= 10 for _, _, count in rows), "S41: one addition a week, of at least ten", rows)
    report.say({name for _, name, _ in rows} == {"visits"}, "S40: nothing but visits, where nothing but visits was", rows)
    total = sum(count for _, _, count in rows)
    report.figure(f"600 visits, {total} of them counted; the store has {life.store().stat().st_size} bytes")
    names = life.names()
    report.say(names == ["counts.db", "outbox", "outbox/counts-2026-11.json"], "S41, S42: a store, a file in the outbox, nothing else", names)
    text = (life.state / "outbox/counts-2026-11.json").read_text(encoding="utf-8")
    issued = json.loads(text)
    schema = json.loads((ROOT / "config/schema/counts.schema.json").read_text(encoding="utf-8"))
    try:
        jsonschema.validate(issued, schema)
        wrong = ""
    except jsonschema.ValidationError as why:
        wrong = str(why)
    report.say(not wrong, "S42: the file that leaves is as its schema says", wrong)
    report.say(issued["visits"] == (total + 2) // 5 * 5 and issued["finished"] == "*", "S42: visits to the nearest 5, what is below 8 as *", text)
    pack = json.loads((ROOT / "config/packs/uk-base/pack.json").read_text(encoding="utf-8"))
    safe = {offer["id"] for offer in pack["offers"] if offer.get("safety") or offer["kind"] == "support_line"}
    offers = list(issued["codes"]["offers"])
    report.say(offers == sorted(offers) and not safe & set(offers) and len(offers) > 10, "S40: every offer that is no safety item, by id, and no other", offers)
    (life.state / "outbox/counts-2026-11.json").unlink()
    life.live(["wait 1m"], now="2026-12-08T10:30")
    life.live(["wait 1m"], now="2027-01-12T10:30")
    report.say(life.names() == ["counts.db", "outbox", "outbox/counts-2026-12.json"], "S42: a month that was fetched is not issued again", life.names())


def junk(life):
    life.store().write_bytes(b"no database, but words " * 400)


def cut(life):
    life.live(["wait 1m"])
    with open(life.store(), "r+b") as file:
        file.truncate(life.store().stat().st_size // 2)


def other_tables(life):
    with sqlite3.connect(life.store()) as db:
        db.execute("CREATE TABLE counts (day TEXT, name TEXT)")
    db.close()


def newer(life):
    life.live(["wait 1m"])
    with sqlite3.connect(life.store()) as db:
        db.execute("PRAGMA user_version = 7")
    db.close()


def no_folder(life):
    life.state.rmdir()


def file_for_folder(life):
    life.state.rmdir()
    life.state.write_text("in the way", encoding="utf-8")


def held(life):
    life.live(["wait 1m"])
    life.held = sqlite3.connect(life.store())
    life.held.execute("BEGIN EXCLUSIVE")


def full(life):
    life.full = True


CASES = [  # what happens, what staff read, what the log names
    (junk, "Begun again. Tell IT.", "damaged"), (cut, "Begun again. Tell IT.", "damaged"), (other_tables, "Begun again. Tell IT.", "damaged"),
    (newer, "Stopped. Tell IT.", "newer program"), (no_folder, "Stopped. Tell IT.", "counts"), (file_for_folder, "Stopped. Tell IT.", "counts"),
    (held, "On", "locked"), (full, "Stopped. Tell IT.", "counts")]


def trouble(report, kiosk, case):
    """S10: whatever happens to the store, the screen goes on and does not wait."""
    make, staff_reads, log_names = case
    life = Life(kiosk, make.__name__)
    life.held, life.full = None, False
    make(life)
    lines = [*VISIT, f"now {SUNDAY}", "wait 1m", *VISIT, 'tap "Touch to start"', 'expect "999"', "tap @go:lines", 'expect "999"', 'tap "Clear"', "wait 2m"]
    limits = [sys.executable, "-c", "import os,resource,signal,sys\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
              "resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))\nos.execv(sys.argv[1], sys.argv[1:])"]
    began = time.monotonic()
    if life.full:  # nothing but the store may be larger than it: no dump
        path = kiosk.file("full.script")
        path.write_text("\n".join([*lines, "open staff", f'expect "{staff_reads}"']) + "\n", encoding="utf-8")
        done = run([*limits, kiosk.program, "--headless", "--size", "800x480", "--now", TUESDAY, "--script", path, "--config", life.conf], env=kiosk.environment())
        reads = done.status == 0
    else:
        done, staff = life.live(lines)
        reads = staff is not None and staff.says(staff_reads)
    took = time.monotonic() - began
    if life.held:
        life.held.close()
    wrong = []
    if done.status != 0:
        wrong.append(f"ended with {done.status}")
    if not reads:
        wrong.append(f"staff do not read \"{staff_reads}\"")
    if log_names and len(re.findall(f"warning: .*{log_names}", done.err)) != 1:
        wrong.append(f"the log does not name \"{log_names}\" once")
    if took > 20:
        wrong.append(f"it took {took:.0f} s")
    report.say(not wrong, f"S10, S41: the store: {make.__name__.replace('_', ' ')}", "\n".join(wrong) + f"\n{done}")


def only_at_rest(report, kiosk):
    """S41: no slot during a visit, however many nights it lasts; none with a wrong clock."""
    nights = [word for day in range(18, 24) for word in (f"now 2026-11-{day}T05:01", 'tap "Small ideas for getting on"', "wait 1s", 'tap "Back"')]
    number = {}
    for name in ("visit", "rest"):
        life = Life(kiosk, f"rest-{name}")
        lines = nights if name == "visit" else [line for line in nights if not line.startswith("tap")]
        start = ["wait 1s"] + (['tap "Touch to start"'] if name == "visit" else [])
        done, _ = life.live([*start, *lines, *(['tap "Clear"'] if name == "visit" else [])])
        number[name] = (done.status, life.ask("SELECT number FROM slots")[0][0])
    report.say(number == {"visit": (0, 3), "rest": (0, 8)}, "S41: nothing is written during a visit", number)
    life = Life(kiosk, "wrong-clock")
    done, _ = life.live([*VISIT, "wait 2m"], now="2090-01-01T10:00")
    report.say(done.status == 0 and life.names() == [], "S41: nothing is written while the clock is wrong", life.names())


def apart(report):
    """S43: what counts and stores knows nothing of sessions, answers and routes."""
    known = set()
    for path in sorted((ROOT / "kiosk/core").glob("counts*.[ch]")):
        known |= set(re.findall(r'#include "([^"]+)"', path.read_text(encoding="utf-8")))
    allowed = {"base/fault.h", "base/file.h", "base/moment.h", "core/pack.h"} | {name for name in known if name.startswith("core/counts")}
    report.say(known and known <= allowed, "S43: the counts are built without session, answers or routes", sorted(known - allowed))
    text = (ROOT / "kiosk/display/counting.c").read_text(encoding="utf-8")
    read = set(re.findall(r"session->(\w+)", text))
    report.say(read == {"visiting", "staff", "finished", "screen", "item", "item_is_card"}, "S40, S43: what is read of a session is what is counted", sorted(read))


def config(report, kiosk):
    life = Life(kiosk, "config")
    done = run([kiosk.program, "--check-config", "--config", life.conf], env=kiosk.environment())
    report.say(done.status == 0 and f"counts: {life.state}" in done.out and life.names() == [], "--check-config says where, and writes nothing", done)
    life.state.rmdir()
    done = run([kiosk.program, "--check-config", "--config", life.conf], env=kiosk.environment())
    report.say("warning" in done.err and str(life.state) in done.err, "--check-config tells of a folder that is not there", done)
    unit = (ROOT / "systemd/signpost-kiosk.service").read_text(encoding="utf-8")
    folders = (ROOT / "systemd/signpost.tmpfiles").read_text(encoding="utf-8")
    report.say("STATE_DIRECTORY=/var/lib/signpost " in unit and "\nd /var/lib/signpost 0710 signpost signpost\n" in folders, "the service has a folder for the counts, of which others may only pass to the outbox")


def how_long(report, kiosk):
    """A slot comes at night, between pictures."""
    jumps = [word for day in range(1, 29) for word in (f"now 2027-02-{day:02}T05:01", "wait 1s")]
    took = []
    for name in ("with", "without"):
        life = Life(kiosk, f"time-{name}")
        if name == "without":
            life.conf.write_text(life.conf.read_text(encoding="utf-8").replace("counts =", "#counts ="), encoding="utf-8")
        best = []
        for _ in range(3):
            began = time.monotonic()
            done, _ = life.live(jumps, now="2027-01-31T10:00")
            best.append(time.monotonic() - began)
        took.append(min(best))
    each = max(0.0, took[0] - took[1]) / 30 * 1000
    report.figure(f"one slot takes {each:.1f} ms here")
    report.say(done.status == 0 and each < 250, "S41: a slot holds nothing up", f"{each} ms")


def main():
    build, report = build_folder(), Report()
    os.umask(0o022)
    with Kiosk(build) as kiosk:
        same_for_every_answer(report, kiosk)
        weeks_and_months(report, kiosk)
        pair(lambda case: trouble(report, kiosk, case), CASES)
        only_at_rest(report, kiosk)
        apart(report)
        config(report, kiosk)
        how_long(report, kiosk)
    report.end()


if __name__ == "__main__":
    main()
