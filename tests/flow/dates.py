#!/usr/bin/env python3
"""What is shown when: licences that end, groups that are over, clocks that cannot be right."""
import json
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import ROOT, Kiosk, Report, build_folder, pair, turn_pages  # noqa: E402

BROWSE = ['tap "Touch to start"', 'tap "Courses and groups"', "expect-screen browse"]
HAMPSHIRE = {"You, me and baby too", "Arguing Better", "Getting It Right for Children"}
SIZE = "1920x1080"


def offered(kiosk, packs, now, names, lines=BROWSE):
    """Which of the names browsing shows; None when it failed."""
    done, screens = turn_pages(kiosk, lines, size=SIZE, now=now, packs=packs)
    if not screens or screens[0].name != "browse":
        return None, done
    return {name for name in names if any(s.says(name) for s in screens)}, done


def licences(report, kiosk, council, names, cases):
    def one(case):
        now, wanted = case
        found, done = offered(kiosk, [f"config/packs/uk-base", f"config/packs/{council}"], now, names)
        report.say(found == (names if wanted else set()), f"{council} at {now}: the courses are {'there' if wanted else 'gone'}", f"found {found}\n{done}")
    for case in cases:
        one(case)


def names_of(council, offers):
    texts = json.loads((ROOT / f"config/packs/{council}/text/en.json").read_text(encoding="utf-8"))
    return {texts[f"{offer}.name"] for offer in offers}


def workshop(report, kiosk):
    """A pack of its own: two meetings, then the group leaves by itself."""
    folder = kiosk.folder / "packs"
    shutil.copytree(ROOT / "config/packs/uk-base", folder / "uk-base")
    shutil.copytree(ROOT / "config/packs/example-hub", folder / "example-hub")
    path = folder / "example-hub/pack.json"
    pack = json.loads(path.read_text(encoding="utf-8"))
    for offer in pack["offers"]:
        if offer["id"] == "riverside-new-baby-circle":
            del offer["repeats"]
            offer["sessions"] = [{"date": day, "start": "10:00", "end": "11:30", "place": "here", "venue": "garden-room"} for day in
                                 ("2026-11-24", "2026-12-01")]
    path.write_text(json.dumps(pack), encoding="utf-8")
    packs, name = [folder / "uk-base", folder / "example-hub"], {"New baby circle"}
    for now, wanted in (("2026-11-23T10:00", True), ("2026-11-24T12:00", True), ("2026-12-01T11:29", True), ("2026-12-01T11:30", False),
                        ("2026-12-02", False), ("2027-06-01", False)):
        found, done = offered(kiosk, packs, now, name)
        report.say(found == (name if wanted else set()), f"a workshop whose last meeting ends on 1 December at 11:30, at {now}: {'there' if wanted else 'gone'}",
                   f"found {found}\n{done}")
    # It leaves while the screen runs, too.
    lines = BROWSE + ['expect "New baby circle"', "wait 61s", 'tap "Menu"', 'tap "Courses and groups"']
    found, done = offered(kiosk, packs, "2026-12-01T11:29", name, ['tap "Touch to start"', 'tap "Courses and groups"', "wait 61s", 'tap "Menu"',
                                                                  'tap "Courses and groups"'])
    report.say(found == set(), "it leaves while the screen runs", f"found {found}\n{done}\n{lines}")


def clock(report, kiosk, now):
    start = ['tap "Touch to start"']
    done, home = kiosk.look(start, size=SIZE, now=now)
    report.say(home is not None and home.name == "home" and home.says("0808 2000 247") and home.says("999"), f"clock {now}: home shows help (S10)", done)
    report.say("clock" in done.err.lower() and done.status == 0, f"clock {now}: stderr says that the clock is wrong", done)
    done, pages = turn_pages(kiosk, start + ['tap "Free support line, day and night"'], size=SIZE, now=now)
    says = lambda words: any(page.says(words) for page in pages)
    report.say(says("National Domestic Abuse Helpline") and says("Any time, day or night") and says("Men's Advice Line"), f"clock {now}: all lines are there", done)
    hours = [words for words in ("Open now", "Opens today", "Opens tomorrow", "Opens Monday") if says(words)]
    report.say(not hours, f"clock {now}: weekly hours are hidden", f"shows {hours}")
    names = {"Parents' circle", "New baby circle", "Arguing Better"}
    found, done = offered(kiosk, None, now, names)
    report.say(found == names, f"clock {now}: browsing is not empty", f"found {found}\n{done}")
    done, staff = kiosk.look(["tap 150,60", "tap 150,60", "tap 150,60", "expect-screen staff"], size=SIZE, now=now)
    report.say(staff is not None and staff.says("Wrong. Tell IT."), f"clock {now}: the health list of staff says so", done)


def main():
    build, report = build_folder(), Report()
    with Kiosk(build) as kiosk:
        northumberland = names_of("northumberland", ["nland-baby-course", "nland-arguing-better", "nland-getting-it-right"])
        pair(lambda part: part(), [
            lambda: licences(report, kiosk, "hampshire", HAMPSHIRE, [("2025-08-01", True), ("2025-08-31T23:59", True), ("2025-09-01", False),
                                                                    ("2025-09-01T00:00", False), ("2026-11-23", False)]),
            lambda: licences(report, kiosk, "northumberland", northumberland, [("2024-09-30", True), ("2024-09-30T23:59", True), ("2024-10-01", False),
                                                                              ("2026-11-23", False)]),
            lambda: workshop(report, kiosk),
            lambda: clock(report, kiosk, "1970-01-01T00:10"),
            lambda: clock(report, kiosk, "2090-06-01T10:00"),
        ])
    report.end()


if __name__ == "__main__":
    main()
