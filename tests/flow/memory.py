#!/usr/bin/env python3
"""What a visit leaves in memory: nothing (S20, S23, S26, S39).

Visits that differ in one answer, with the same touches at the same moments, run up to
Clear, a time-out or the staff's knock and are stopped. Their writable memory is
compared byte for byte: what differs between two runs of the same answers is chance
(canaries, numbers of processes), whatever else differs is a trace of the answers.
Then each memory is searched for the answers, the words of the result and its pixels;
the same search before Clear must find all of them.
"""
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import Kiosk, Report, build_folder, quick  # noqa: E402
from needles import Needles  # noqa: E402
from visits import ROUTES, Stopped, Visit, differing, look, still_addresses  # noqa: E402

CALM = "no concern"
CLEAR_MS = 100    # S22, for two frames here: home and the week, both from empty tables
TURNS = 40


class Cannot(Exception):
    """Nobody here may look into another process."""


def memory_after(kiosk, lines, size):
    with Stopped(kiosk, lines, size) as one:
        if not one.stopped:
            raise AssertionError(f"the visit did not come to its end\n{one.said()}")
        memory = look(one.process.pid, kiosk.folder)
    if memory is None:
        raise Cannot
    return memory


# How a visit may end: what stands instead of the touch on Clear.
ENDINGS = {
    "Clear": None,
    "a time-out": ["wait 35s", "paint", "wait 20s", "paint", "wait 600ms", "paint"],
}


def ended(visit, ending):
    """Its lines with that end, then `stop`."""
    if ENDINGS[ending] is None:
        return visit.lines()
    return visit.lines(until=-1, then=[*ENDINGS[ending], "stop"])


def told_apart(report, kiosk, visits, size, ending):
    """Compares each route with the first; gives the memories."""
    calm = [memory_after(kiosk, ended(visits[CALM], ending), size) for _ in range(2 if quick() else 3)]
    found = {CALM: calm[0]}
    noise = set()
    for other in calm[1:]:
        noise |= differing(calm[0], other) or set()
    same = all(one.layout() == calm[0].layout() for one in calm)
    report.say(same, f"{size}, {ending}: two visits with the same answers lie at the same addresses")
    report.figure(f"{size}, {ending}: {calm[0].size >> 20} MB compared, {len(noise)} words of 16 bytes differ by chance")
    report.say(len(noise) < 1000, f"{size}, {ending}: chance is little", len(noise))
    for name, visit in visits.items():
        if name == CALM:
            continue
        found[name] = memory_after(kiosk, ended(visit, ending), size)
        trace = traces(kiosk, calm[0], found[name], noise, (visits[CALM], visit, size, ending))
        report.say(not trace, f"{size}, {ending}: after {name} the memory is that after {CALM}, byte for byte (S20, S26)", trace)
    return found


def traces(kiosk, calm, other, noise, how):
    """What tells them apart; looked at a second time, since chance has many faces."""
    first, visit, size, ending = how
    if calm.layout() != other.layout():
        return f"other parts: {sorted(set(calm.layout()) ^ set(other.layout()))}"
    apart = differing(calm, other) - noise
    if not apart:
        return ""
    again, calmer = memory_after(kiosk, ended(visit, ending), size), memory_after(kiosk, ended(first, ending), size)
    more = (differing(calm, calmer) or set()) | (differing(other, again) or set())
    apart = sorted(apart - more)
    return "\n".join(f"{len(apart)} words differ, at {calm.place(at)} ({at:#x})" for at in apart[:12])


def searched(report, kiosk, visits, size, found):
    ordinary = memory_after(kiosk, [*visits[CALM].lines(until=1, then=()), *visits[CALM].lines(then=())[-4:], "stop"], size)
    for name, visit in list(visits.items())[1 if quick() else 0:]:
        screens = {"code": -1} if quick() else {"result": -2, "code": -1}
        needles = Needles(visit, ordinary, screens)
        for where, until in screens.items():
            memory = memory_after(kiosk, visit.lines(until=until), size)
            missing = needles.missing(where, memory)
            report.say(not missing, f"{size}: before Clear the memory of {name} holds answers, words and pixels of the {where}", missing)
        left = needles.left(found[name])
        report.say(not left, f"{size}: after Clear none of {needles.count()} answers, words and rows of pixels of {name} is left (S23, S26)", left)


def clear_takes(report, kiosk, visit, size):
    """Home and Clear, over and over: both come from empty tables."""
    lines = visit.lines(then=())
    turn = [*lines[:2], *lines[-4:-2]]
    took = []
    for turns in (1, TURNS + 1):
        began = time.monotonic()
        done = kiosk.script([f"repeat {turns}", *turn, "end"], size=size)
        took.append(time.monotonic() - began)
        if done.status != 0:
            report.say(False, f"{size}: Clear over and over", done)
            return
    each = (took[1] - took[0]) * 1000 / TURNS
    report.figure(f"{size}: first touch with its frame, and Clear with wiping and its frame, take {each:.0f} ms together")
    report.say(each < CLEAR_MS, f"{size}: a first touch and a Clear with their frames take less than {CLEAR_MS} ms (S22)", f"{each:.0f} ms")


def try_size(report, kiosk, size, names, endings, search=True):
    visits = {name: Visit(kiosk, name, size) for name in names}
    for name, visit in visits.items():
        if not report.say(visit.fine, f"{size}: the visit with {name}", visit.done):
            return
    lengths = {len("\n".join(visit.lines())) for visit in visits.values()}
    report.say(len(lengths) == 1, f"{size}: the scripts of all routes are as long", lengths)
    for ending in endings:
        found = told_apart(report, kiosk, visits, size, ending)
        if ending == "Clear" and search:
            searched(report, kiosk, visits, size, found)


def main():
    build, report = build_folder(), Report()
    if not still_addresses():
        print("ok memory: not looked at: this system does not let programs have the same addresses twice")
        return
    names = list(ROUTES)
    with Kiosk(build) as kiosk:
        try:
            if quick():
                try_size(report, kiosk, "800x480", names[:2], list(ENDINGS))
            else:
                try_size(report, kiosk, "800x480", names, list(ENDINGS))
                try_size(report, kiosk, "1920x1080", names[:2], ["Clear"], search=False)
                clear_takes(report, kiosk, Visit(kiosk, CALM, "1920x1080"), "1920x1080")
        except Cannot:
            print("ok memory: not looked at: needs root, or sudo without a password")
        except AssertionError as why:
            report.say(False, "a visit up to its `stop`", why)
    report.end()


if __name__ == "__main__":
    main()
