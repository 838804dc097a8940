#!/usr/bin/env python3
"""What the real program writes of its glass: right after the start, after a swap of content, after
a night; the same to the byte whether visits took place or not (S39, S41); and signpost-sync
report takes it as it is (S43)."""
import json
import pathlib
import sys

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import s3  # noqa: E402
from flow import HUB, ROOT, Kiosk, Report, build_folder, run  # noqa: E402
from store import Store  # noqa: E402

report = Report()
BUILD = build_folder()
PACKS = [ROOT / pack for pack in HUB]
SCHEMA = json.loads((ROOT / "config/schema/glass.schema.json").read_text(encoding="utf-8"))
VISIT = ['tap "Touch to start"', "wait 1s", 'tap "Clear"', "wait 46s"]
CHECK = ['tap "Touch to start"', "open result concern", "wait 1s", "tap @card:0", "wait 1s", 'tap "Clear"', "wait 2m"]


class Life:
    """One kiosk with its folders."""

    def __init__(self, kiosk, name, lines=""):
        self.kiosk = kiosk
        self.folder = kiosk.folder / f"glass-{name}"
        self.state = self.folder / "state"
        self.state.mkdir(parents=True)
        self.store = Store(self.folder / "store")
        self.conf = self.folder / "kiosk.conf"
        packs = "".join(f"pack = {pack}\n" for pack in PACKS)
        self.conf.write_text(f"{packs}assets = {ROOT}/assets\n" + (lines or f"counts = {self.state}\ncontent = {self.store.folder}\n"), encoding="utf-8")

    def live(self, *lines, now="2026-11-17T10:31", env=None):
        return self.kiosk.script(["wait 1s", *lines], now=now, packs=[], options=["--config", self.conf], env=env)

    def files(self, outbox=None):
        return {path.name: path.read_bytes() for path in sorted((outbox or self.state / "outbox").glob("glass-*"))}

    def glass(self, day):
        try:
            return json.loads((self.state / f"outbox/glass-{day}.json").read_text(encoding="utf-8"))
        except OSError:
            return {}


def valid(files):
    for name, text in files.items():
        jsonschema.validate(json.loads(text), SCHEMA)
        if json.loads(text)["day"] not in name:
            return False
    return bool(files)


def start_and_night(kiosk):
    life = Life(kiosk, "start")
    done = life.live("wait 1m")
    glass = life.glass("2026-11-17")
    report.say(done.status == 0 and valid(life.files()) and list(life.files()) == ["glass-2026-11-17.json"], "a start writes the day's file, as its schema says", done)
    hub = json.loads((PACKS[1] / "pack.json").read_text(encoding="utf-8"))
    report.say(glass.get("since") == "2026-11-17T10:00:00Z" and glass["content"] is None and glass["packs"][1] == {"id": "example-hub", "day": hub["updated"]}
               and glass["languages"][0] == "en" and glass["health"]["content"] == "example", "with packs, hour of the start and what staff see", glass)
    done = life.live("now 2026-11-18T02:29", "wait 30s", "now 2026-11-18T02:30", "wait 30s", "now 2026-11-19T09:00", "wait 30s")
    report.say(done.status == 0 and list(life.files()) == [f"glass-2026-11-{day}.json" for day in (17, 18, 19)] and valid(life.files()), "each night another", life.files())
    done = life.live("wait 1m", now="1970-01-01T10:00")
    report.say(len(life.files()) == 3, "a clock of 1970 writes nothing", life.files())


def visits_or_none(kiosk):
    """The same two days, quiet, busy, and with a concern on every visit."""
    left = {}
    for name, visit in (("none", []), ("menu", VISIT), ("concern", CHECK)):
        life = Life(kiosk, f"same-{name}")
        busy = ["repeat 12", *visit, "end"] if visit else ["wait 10m"]
        done = life.live(*busy, "now 2026-11-18T02:29", *busy, "now 2026-11-18T11:00", *busy, "now 2026-11-19T02:29", *busy)
        left[name] = (done.status, life.files())
    report.say(all(one == left["none"] for one in left.values()) and len(left["none"][1]) == 3 and valid(left["none"][1]),
               "S39, S41: days with many visits, with concerns, and without any leave the same files and bytes", {k: (v[0], list(v[1])) for k, v in left.items()})


def swap(kiosk):
    life = Life(kiosk, "swap")
    one = life.store.make(7, PACKS)
    life.store.point(one)
    done = life.live("wait 20s")
    glass = life.glass("2026-11-17")
    report.say(done.status == 0 and glass.get("content") == {"set": one, "release": 7, "made": "2026-11-22T10:00:00Z", "state": "trial"},
               "content that travelled: set, release, and that it is on trial", f"{glass}{done}")
    other = Store(life.folder / "other")
    two = other.make(8, PACKS, lambda path, data: data.replace(b"Parenting when Separated", b"Bread for beginners"))
    other.point(two, other.make(7, PACKS))
    # 10:31 start; the new store is there from 10:32; good at 10:43; the hours are 11 and 12
    lines = ["wait 20s", f"content {other.folder}", "wait 12m", "now 2026-11-17T11:00", "wait 30s"]
    done = life.live(*lines)
    report.say(life.glass("2026-11-17")["content"]["set"] == one, "an hour after it has come, other content is not told of yet", f"{life.glass('2026-11-17')}{done}")
    done = life.live(*lines, "now 2026-11-17T12:00", "wait 30s")
    glass = life.glass("2026-11-17")
    report.say(done.status == 0 and glass["content"] == {"set": two, "release": 8, "made": "2026-11-22T10:00:00Z", "state": "good"} and valid(life.files()),
               "an hour later it is, and that it is good", f"{glass}{done}")
    done = life.live(*lines, *CHECK, 'tap "Touch to start"', "now 2026-11-17T12:00", "wait 5s", 'tap "Clear"', "wait 10s")
    report.say(life.glass("2026-11-17") == glass, "during a visit it is written all the same, with the same bytes", f"{life.glass('2026-11-17')}{done}")


def refused_content(kiosk):
    life = Life(kiosk, "refused")

    bad = life.store.make(9, PACKS, lambda path, data: b"{}" if path.endswith("example-hub/pack.json") else data)
    life.store.point(bad)
    done = life.live("wait 20s")
    glass = life.glass("2026-11-17")
    report.say(glass.get("failed") == bad and glass["content"] is None and glass["health"]["faults"] >= 1, "content that was refused is named, the packs of the settings are shown",
               f"{glass}{done}")


def outbox_elsewhere(kiosk):
    life = Life(kiosk, "elsewhere", f"outbox = {kiosk.folder}/elsewhere\n")
    env = kiosk.environment()
    env.pop("STATE_DIRECTORY", None)
    done = life.live(*VISIT, env=env)
    files = life.files(kiosk.folder / "elsewhere")
    report.say(done.status == 0 and valid(files) and json.loads(files["glass-2026-11-17.json"])["health"]["counts"] == "off" and not list(life.state.iterdir()),
               "outbox: where nothing is counted, the glass is told all the same", f"{files}{done}")
    life = Life(kiosk, "nowhere", "outbox = /proc/none/outbox\n")
    done = life.live(*VISIT, 'expect-screen attract', env=env)
    report.say(len([line for line in done.err.splitlines() if "nobody far away" in line]) == 1, "an outbox that cannot be written is told once, and the screen goes on", done)


def config(kiosk):
    life = Life(kiosk, "config")
    done = run([kiosk.program, "--check-config", "--config", life.conf], env=kiosk.environment())
    report.say(f"glass: {life.state}/outbox\n" in done.out and not list(life.state.iterdir()), "--check-config says where it goes, and writes nothing", done)


def it_goes_up(kiosk):
    """The very files of the kiosk pass the reader of signpost-sync report."""
    life = Life(kiosk, "up")
    one = life.store.make(7, PACKS)
    life.store.point(one)
    life.live("repeat 40", *VISIT, "end", "now 2026-11-22T05:01", "wait 1m", "now 2026-12-07T05:01", "wait 1m")
    store = s3.Store()
    secrets = life.folder / "secrets"
    secrets.mkdir()
    (secrets / "report").write_text("AKIDEXAMPLE:wJalr/XUtn+FEMI\n")
    (secrets / "report").chmod(0o600)
    (life.folder / "sent").mkdir()
    conf = life.folder / "sync.conf"
    conf.write_text(f"report_to = http://127.0.0.1:{store.port}/b/in\nreport_kind = s3\nreport_region = eu-west-2\ncouncil = york\noutbox = {life.state}/outbox\n"
                    f"report_state = {life.folder}/sent\nsecrets = {secrets}\nfetch_state = {life.folder}\nactivate_state = {life.folder}\n")
    done = run([BUILD / "signpost-sync", "report", "--json", "--config", conf])
    names = {path.split("/", 5)[5]: json.loads(body) for path, (body, _) in store.objects.items()}
    store.close()
    want = {f"d/{name[6:16]}.json": json.loads(text) for name, text in life.files().items() if name < "glass-2026-11-29"}
    month = json.loads((life.state / "outbox/counts-2026-11.json").read_text())
    report.say(bool(want) and all(names.get(name, {}).get("glass") == glass for name, glass in want.items()) and names.get("m/2026-11.json", {}).get("counts") == month,
               "S43: what the kiosk wrote passes the strict reader and goes up", f"{sorted(names)} {sorted(want)} {done}")


def main():
    with Kiosk(BUILD) as kiosk:
        start_and_night(kiosk)
        visits_or_none(kiosk)
        swap(kiosk)
        refused_content(kiosk)
        outbox_elsewhere(kiosk)
        config(kiosk)
        it_goes_up(kiosk)
    report.end()


if __name__ == "__main__":
    main()
