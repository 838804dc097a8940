#!/usr/bin/env python3
"""What a visit leaves in the memory of a real window: nothing (S20, S23, S26).

The kiosk on an X server of its own, touched from outside, with fades. On the code page
the memory holds answers, words, pixels and the places of touches, so the search can
fail; after Clear none of them is there. What the X server and its library keep of the
last touches is not the program's: places are looked for in the form in which SDL keeps
an event.
"""
import pathlib
import signal
import struct
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from flow import HUB, NOW, ROOT, Kiosk, Report, build_folder, middle, quick, run  # noqa: E402
from needles import Needles  # noqa: E402
from visits import OPENING, Visit, look, steady  # noqa: E402
from window import Server  # noqa: E402

SIZE = "800x480"
BUTTON_DOWN, BUTTON_UP, LEFT = 0x401, 0x402, 1


class Glass:
    """A window, and a finger."""

    def __init__(self, kiosk, build, server):
        self.env = {**steady(kiosk), "DISPLAY": server.display, "SDL_VIDEODRIVER": "x11"}
        self.xtouch = build / "tests/tools/xtouch"
        command = [kiosk.program, "--window", "--size", SIZE, "--now", NOW, *HUB]
        self.process = subprocess.Popen([str(word) for word in command], cwd=ROOT, env=self.env, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def finger(self, *words):
        return run([self.xtouch, *words], env=self.env)

    def end(self):
        self.process.kill()
        self.process.wait()


def beside(screen, most=6):
    """Places at the left edge where a touch does nothing."""
    held = [one["px"] for one in screen.controls()]
    free = lambda x, y: not any(a <= x < a + w and b <= y < b + h for a, b, w, h in held)
    return [(x, y) for y in range(5, 470, 7) for x in [y % 5 + 1] if free(x, y)][:most]


def hurried(glass, visit):
    """Many touches while the window is busy: SDL then has as many events in its queue, and keeps their room."""
    glass.process.send_signal(signal.SIGSTOP)
    for x, y in beside(visit.code):
        glass.finger("touch", x, y, "10")
    glass.process.send_signal(signal.SIGCONT)
    time.sleep(0.5)


def places(memory, visit):
    """How many of SDL's events with the place of a touch there are: a press or a lift of the first button."""
    found = 0
    for x, y in [*visit.places[len(OPENING):-1], *beside(visit.code)]:
        needle = struct.pack("<ii", x, y)
        for _, data in memory.stretches:
            at = data.find(needle)
            while at >= 0:
                kind = struct.unpack_from("<I", data, at - 20)[0] if at >= 20 else 0
                found += kind in (BUTTON_DOWN, BUTTON_UP) and data[at - 4] == LEFT
                at = data.find(needle, at + 1)
    return found


def walk(glass, visit, shots, since=0, until=None):
    """Touches in turn; waits for the picture where there is one."""
    for number, place in list(enumerate(visit.places))[since:until]:
        glass.finger("touch", *place, "60")
        shot = shots.get(number)
        seen = glass.finger("same", shot, "6000") if shot else None
        if seen and seen.status != 0:
            return f"after touch {number}: {seen}"
        time.sleep(0.45)  # a question must have stood before an answer counts
    return ""


def shots_of(kiosk, visit):
    """The pictures after these touches, without a window."""
    lines, out = [], {}
    for number, (x, y) in enumerate(visit.places):
        lines += [f"tap {x},{y}", "wait 600ms"]
        if number in (0, 7, len(visit.places) - 3, len(visit.places) - 2, len(visit.places) - 1):
            out[number] = kiosk.file("glass.png")
            lines.append(f"shot {out[number]}")
    first = kiosk.file("glass.png")
    done = kiosk.script(["wait 100ms", f"shot {first}", *lines], size=SIZE)
    return first, out, done


def try_route(report, kiosk, build, server, name):
    visit = Visit(kiosk, name, SIZE)
    first, shots, done = shots_of(kiosk, visit)
    if not report.say(visit.fine and done.status == 0, f"the visit with {name}", f"{visit.done}\n{done}"):
        return True
    glass = Glass(kiosk, build, server)
    try:
        glass.finger("same", first, "20000")
        time.sleep(1.5)  # the proof and the other pictures come after the first one
        # A visit without answers, for what is usual.
        last = len(visit.places) - 1
        wrong = walk(glass, visit, shots, 0, 1) or walk(glass, visit, shots, last)
        time.sleep(0.3)
        ordinary = look(glass.process.pid, kiosk.folder)
        if ordinary is None:
            return False
        needles = Needles(visit, ordinary)
        glass.finger("touch", *middle(visit.screens[-1].find("For families: help, ideas and groups")), "60", "same", shots[0], "6000")
        wrong = wrong or walk(glass, visit, shots, 1, last)
        hurried(glass, visit)
        during = look(glass.process.pid, kiosk.folder)
        wrong = wrong or walk(glass, visit, shots, last)
        time.sleep(0.3)
        after = look(glass.process.pid, kiosk.folder)
    finally:
        glass.end()
    report.say(not wrong, f"{name}: the visit in the window shows what it should", wrong)
    missing = needles.missing("code", during)
    report.say(not missing, f"{name}: before Clear the window's memory holds answers, words and pixels", missing)
    events = places(during, visit)
    report.say(events > 0, f"{name}: and {events} of SDL's events with the places of touches", events)
    left = needles.left(after)
    report.say(not left, f"{name}: after Clear none of {needles.count()} answers, words and rows of pixels is left in the window's memory (S23, S26)", left)
    events = places(after, visit)
    report.say(events == 0, f"{name}: nor the place of a touch (S20)", f"{events} events")
    return True


def main():
    build, report = build_folder(), Report()
    with Kiosk(build) as kiosk:
        server = Server(SIZE)
        try:
            for name in ["a concern"] if quick() else ["a concern", "urgent"]:
                if not try_route(report, kiosk, build, server, name):
                    print("ok memory of a window: not looked at: needs root, or sudo without a password")
                    break
        finally:
            server.end()
    report.end()


if __name__ == "__main__":
    main()
