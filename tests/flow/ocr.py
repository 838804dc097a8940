#!/usr/bin/env python3
"""Telephone numbers on right-to-left screens, read from the pixels by a program for
reading print that knows nothing of ours.

For each language that is read from the right: all pages of the support lines and the
page of the code of one. Every number that stands on the screen must be found, digits in
order, by tesseract (English data: it sees the digits and takes the rest for noise).
"""
import json
import os
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import HUB, ROOT, Kiosk, Report, Screen, build_folder, pair, quick, run  # noqa: E402

RTL = ("ar", "ur", "fa")
SHOTS = ("lines", "lines 2", "code samaritans")
SURE = 0.9  # of the numbers; small print over a picture may be missed, a wrong order never


def numbers():
    found = set()
    for pack in HUB:
        data = json.loads((ROOT / pack / "pack.json").read_text(encoding="utf-8"))
        found |= {data.get("hub", {}).get("phone", "")}
        for offer in data["offers"]:
            found |= {channel["value"] for channel in offer.get("channels", []) if channel["kind"] in ("phone", "text")}
    return {number for number in found if len(re.sub(r"\D", "", number)) >= 5}


def languages():
    hub = json.loads((ROOT / HUB[1] / "pack.json").read_text(encoding="utf-8"))["hub"]
    return [code for code in hub["languages"] if code in RTL]


def squeezed(text):
    return re.sub("[\\s\u00a0\u2066-\u2069]", "", text)


def turned(number):
    """The groups the other way round, as a wrong order shows them."""
    return "".join(reversed(number.split()))


def main():
    report, build = Report(), build_folder()
    known = numbers()
    os.environ["OMP_THREAD_LIMIT"] = "1"  # two readers run at once
    with Kiosk(build) as kiosk:
        def look(job):
            language, name = job
            shot, dump = kiosk.file("shot.png"), kiosk.file("shot.json")
            done = kiosk.script(["motion off", f"lang {language}", f"open {name}", f"shot {shot}", f"dump {dump}"], size="1920x1080")
            if done.status:
                return job, None, set(), str(done)
            screen = Screen(json.loads(dump.read_text(encoding="utf-8")))
            labels = squeezed(" ".join(item["label"] for item in screen.objects))
            shown = {number for number in known if squeezed(number) in labels}
            read = run(["tesseract", shot, "-", "--psm", "11", "-l", "eng"], 60)
            return job, squeezed(read.out), shown, read.err

        jobs = [(language, name) for language in languages() for name in SHOTS[: 1 if quick() else None]]
        results = pair(look, jobs)
    for language in languages():
        seen = wanted = 0
        wrong, missed = [], []
        for (code, name), text, shown, why in results:
            if code != language:
                continue
            if text is None:
                if not name[-1].isdigit():  # fewer pages than asked for
                    report.say(False, f"{language}: {name} opens", why)
                continue
            for number in sorted(shown):
                wanted += 1
                right = squeezed(number) in text
                seen += right
                if not right:
                    missed.append(f"{name}: {number}")
                if not right and len(number.split()) > 1 and turned(number) in text:
                    wrong.append(f"{name}: {number} is shown as {turned(number)}")
        report.say(not wrong and wanted >= 5 and seen >= SURE * wanted, f"{language}: a reader of print finds the numbers in order", "\n".join(wrong + missed))
        report.figure(f"{language}: {seen} of {wanted} numbers read from the pixels")
    report.end()


main()
