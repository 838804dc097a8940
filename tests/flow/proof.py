#!/usr/bin/env python3
"""S9: the proof as people use it.

The tool proves each shipped set within a second of one core and says how much it
looked at. A pack that breaks a rule is refused by the tool and by the kiosk, with
the way that breaks it, and the packs below it are shown. What the proof finds
against a program that is wrong on purpose can be done with a finger on the kiosk.
"""
import json
import pathlib
import re
import resource
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import flow

SETS = ("uk-base", "example-hub", "hampshire", "northumberland")
QUICK = "--quick" in sys.argv
if QUICK:
    sys.argv.remove("--quick")
BUILD = flow.build_folder()
ADMIN = BUILD / "signpost-admin"
report = flow.Report()


def proved_within_a_second():
    for name in SETS:
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        done = flow.run([ADMIN, "prove", "--json", f"config/packs/{name}"])
        took = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
        one = json.loads(done.out)["sets"][0]
        rules = [row["rule"] for row in one["rules"]]
        holds = all(row["holds"] for row in one["rules"]) and one["complete"]
        report.say(done.status == 0 and holds and took <= 1.0, f"S9 {name} is proved: {len(rules)} rules hold within a second of one core",
                   f"{took:.2f} s {done}")
        report.figure(f"{name}: {one['visits']:,} visits folded into {one['states']:,} states of the answers; "
                      f"{one['session_states']:,} states of the session, {one['session_moves']:,} moves; {took:.2f} s")


def edited(kiosk, change):
    """A copy of the packs, changed by `change(uk-base's pack.json)`."""
    folder = kiosk.file("packs")
    shutil.copytree(flow.ROOT / "config/packs", folder)
    path = folder / "uk-base/pack.json"
    pack = json.loads(path.read_text(encoding="utf-8"))
    change(pack)
    path.write_text(json.dumps(pack, ensure_ascii=False, indent="\t"), encoding="utf-8")
    return folder


def offer(pack, **have):
    return next(one for one in pack["offers"] if all(one.get(key) == value for key, value in have.items()))


def hours_for_the_nation(pack):
    for one in pack["offers"]:
        if one["kind"] == "support_line" and "domestic_abuse" in one.get("topics", ()) and one.get("nations") == ["england"]:
            one["hours"] = [{"days": "mon-fri", "open": "09:00", "close": "17:00"}]


def crisis_lines_end(pack):
    """Good today; S6 breaks on the day after the last."""
    for one in pack["offers"]:
        if one["kind"] == "support_line" and "crisis" in one.get("topics", ()) and "urgent_health" not in one.get("topics", ()):
            one["safety"] = False
            one["valid"] = {"until": "2027-01-31"}


SPOILED = {
    "abuse line with office hours": (hours_for_the_nation, "S2"),
    "crisis lines that will end": (crisis_lines_end, "S6"),
}


def refused(kiosk):
    for name, (change, rule) in SPOILED.items():
        folder = edited(kiosk, change)
        packs = (folder / "uk-base", folder / "example-hub")
        done = flow.run([ADMIN, "prove", folder / "example-hub"])
        broken = re.search(rf"^{rule} +BROKEN.*\n.*\n((?:.*\n)*?)(?=S\d|NOT)", done.out, re.M)
        path = broken.group(1) if broken else ""
        report.say(done.status == 1 and "tap @start" in path, f"S9 {name}: the tool names {rule} and the shortest way to it", done)
        look, screen = kiosk.look("tap @start\ntap @go:lines", packs=packs)
        told = re.search(rf"safety rule {rule}: .*; the shortest visit that does is: who=", look.err)
        report.say(bool(told) and look.status == 0, f"S9 {name}: the kiosk refuses it and says which visit breaks {rule}", look)
        report.say(bool(screen) and screen.name == "lines" and screen.says("999"), f"S10 {name}: what is shown instead has the lines", look)


def replayed(kiosk):
    """Ends are looked at on the good kiosk: the way there must be one that a finger can go."""
    folder = kiosk.file("scripts")
    folder.mkdir()
    done = flow.run([BUILD / "tests/core/test_mutants", folder], limit=240)
    scripts = sorted(folder.glob("*.script"))
    report.say(done.status == 0 and len(scripts) >= 40, "the proof gives a script for each wrong session", done)

    def play(path):
        text = path.read_text(encoding="utf-8")
        played = kiosk.script(text, size="800x480" if "size largest" in text else "1920x1080")  # only there questions have pages
        return path.stem, played, "this Back leads" in text

    played = scripts if flow.scan() else scripts[::3]
    bad = [(name, played) for name, played, imagined in flow.pair(play, played) if played.status != 0 and not imagined]
    report.say(not bad, f"each of {len(played)} of {len(scripts)} scripts can be played on the kiosk by touch", "\n".join(f"{name} {played}" for name, played in bad[:3]))


def mutants():
    done = flow.run([BUILD / "tests/core/test_mutants"], limit=240)
    caught = re.findall(r"^caught (S\d+) +(\w+)", done.out, re.M)
    report.say(done.status == 0 and len(caught) >= 40 and "MISSED" not in done.out, "every wrong session, route and pack is caught by the right rule", done)
    report.figure(f"{len(caught)} mutants caught: " + ", ".join(f"{name} ({rule})" for rule, name in caught))


with flow.Kiosk(BUILD) as kiosk:
    proved_within_a_second()
    refused(kiosk)
    if not QUICK:
        mutants()
    replayed(kiosk)
report.end()
