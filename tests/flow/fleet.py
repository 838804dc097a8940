#!/usr/bin/env python3
"""A day of many screens and one nginx: how their requests spread, and what they cost.

Each screen runs the real fetch (tests/tools/fleet.c) when its timer would start it, against a
real nginx, on a clock that jumps. All are switched on at the same moment, as after a power
cut. One day nothing is published; on another a workshop moves at noon. SCAN=1: 1,000 screens;
otherwise 40.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import HUB, ROOT, Report, build_folder, run, scan  # noqa: E402
from nginx import Nginx, free_port  # noqa: E402
from publisher import Publisher  # noqa: E402

report = Report()
BUILD = build_folder()
SCREENS = 1000 if scan() else 40
SERVER = """
    log_format wire '$status $request_length $bytes_sent $body_bytes_sent $request_uri';
    server {{ listen 127.0.0.1:{port}; access_log {folder}/wire.log wire; location / {{ root {root}; }} }}
"""


def clone(source, target):
    """The same files under other names, which fetch replaces and never changes."""
    for top, folders, files in os.walk(source):
        place = target / pathlib.Path(top).relative_to(source)
        place.mkdir(exist_ok=True)
        for name in files:
            os.link(os.path.join(top, name), place / name)


def first_fetch(folder, url, root):
    """One screen that has fetched, the last full look twelve hours ago."""
    state = folder / "template"
    state.mkdir()
    conf = folder / "sync.conf"
    conf.write_text(f"base = {url}\ntrust_root = {root}\nfetch_state = {state}\n")
    done = run([BUILD / "signpost-sync", "fetch", "--config", conf])
    if done.status != 0:
        raise RuntimeError(str(done))
    path = state / "status.json"
    status = json.loads(path.read_text())
    status["full_at"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 12 * 3600))
    path.write_text(json.dumps(status))
    return state


def a_day(folder, template, url, root, at_noon):
    """What the tool says after 24 hours, and the requests: (status, sent, received, body, address)."""
    fleet = folder / "fleet"
    shutil.rmtree(fleet, ignore_errors=True)
    fleet.mkdir()
    for number in range(SCREENS):
        clone(template, fleet / str(number))
    log = folder / "wire.log"
    log.write_text("")
    process = subprocess.Popen([BUILD / "tests/tools/fleet", url, root, template, fleet, str(SCREENS), "24", "7"], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if line == "HOUR 12\n":
            at_noon()
        if not line.startswith("HOUR"):
            break
        process.stdin.write("go\n")
        process.stdin.flush()
    process.wait(60)
    rows = [line.split() for line in log.read_text().splitlines()]
    return json.loads(line), [(int(r[0]), int(r[1]), int(r[2]), int(r[3]), r[4]) for r in rows]


def tell(name, day, rows):
    minutes = day["minutes"]
    hours = [sum(minutes[n * 60:n * 60 + 60]) for n in range(24)]
    each = len(rows) / SCREENS
    report.figure(f"{name}: {SCREENS} screens, {day['runs']} runs, {len(rows)} requests ({each:.1f} a screen); in a minute {max(minutes)} at most and "
                  f"{sum(minutes) / len(minutes):.1f} on average; in an hour {min(hours)} to {max(hours)}")
    sent, got, body = (sum(row[n] for row in rows) / SCREENS for n in (1, 2, 3))
    report.figure(f"{name}: a screen sends {sent / 1000:.1f} kB and gets {got / 1000:.1f} kB, of which {body / 1000:.1f} kB are content")
    report.say(day["failures"] == 0, f"{name}: every run of every screen went well", day["last"])
    # Half an hour of chance after a common start; never more than a good twentieth of all in one minute.
    report.say(max(minutes) <= 0.06 * SCREENS + 8, f"{name}: no minute has more than a good twentieth of all screens", max(minutes))
    return body


def main():
    shm = pathlib.Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="signpost-fleet-", dir=shm if shm.is_dir() else None) as name:
        folder = pathlib.Path(name)
        people = Publisher(BUILD, folder / "people")
        packs = folder / "packs"
        for pack in HUB:
            shutil.copytree(ROOT / pack, packs / pathlib.Path(pack).name)
        people.release(*sorted(packs.iterdir()))
        port = free_port()
        url, root = f"http://127.0.0.1:{port}", folder / "people/repo/metadata/1.root.json"
        with Nginx(folder, SERVER.format(port=port, folder=folder, root=people.repo), port):
            template = first_fetch(folder, url, root)
            day, rows = a_day(folder, template, url, root, lambda: None)
            tell("nothing new", day, rows)
            one = [row for row in rows if row[0] == 304]
            report.say(len(rows) == day["runs"] + 2 * SCREENS and len(one) == day["runs"] - SCREENS,
                       "nothing new: one request a run, answered by 304 without a body, and once a day a full look", f"{len(rows)} {day['runs']} {len(one)}")
            report.say(all(row[2] < 1000 and row[3] == 0 for row in one), "nothing new: such an answer has no body and under 1 kB of header")

            def publish():
                path = packs / "example-hub/pack.json"
                path.write_text(path.read_text().replace('"start": "10:00"', '"start": "10:30"', 1))
                people.release()
            day, rows = a_day(folder, template, url, root, publish)
            body = tell("a workshop moves at noon", day, rows)
            late = day["last_release"] - 12 * 3600
            report.say(day["releases"] == SCREENS and late <= 80 * 60, "a workshop moves at noon: all screens have it within 80 minutes", day)
            report.figure(f"a workshop moves at noon: the last screen has it after {late / 60:.0f} minutes")
            report.say(body < 100_000, "a workshop moves at noon: only what changed is fetched", body)
    report.end()


main()
