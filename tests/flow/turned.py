#!/usr/bin/env python3
"""A panel on its side: what is on the glass, turned back, is the picture without a window, and touches go where they are seen.

One window a quarter turn, on an X server of its own, touched from outside (XTest).
numpy turns the pictures, so nothing of the program's own turning is trusted.
"""
import pathlib
import sys
import time

import numpy

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import pixels  # noqa: E402
from flow import Kiosk, Report, build_folder, middle, pair, run  # noqa: E402
from window import READY_S, Server, Window  # noqa: E402

SIZE = (800, 480)
STEPS = ["Touch to start", "A few short questions", "Someone is with me", "Back", "Menu", "Clear"]


def wanted(kiosk):
    """The picture of each step as people see it, and the place of its touch."""
    shots = [kiosk.folder / f"step-{number}.png" for number in range(len(STEPS) + 1)]
    places, lines = [], ["motion off"]
    for number, label in enumerate(STEPS):
        done, screen = kiosk.look(lines)
        if screen is None or screen.find(label) is None:
            return done, [], []
        places.append(middle(screen.find(label)))
        lines += [f"shot {shots[number]}", f'tap "{label}"']
    done = kiosk.script([*lines, f"shot {shots[-1]}"])
    return done, shots, places


def turned_picture(path, degrees):
    return numpy.rot90(pixels.read(path), -degrees // 90)


def turned_place(x, y, degrees):
    w, h = SIZE
    return {0: (x, y), 90: (h - 1 - y, x), 180: (w - 1 - x, h - 1 - y), 270: (y, w - 1 - x)}[degrees]


def try_turn(report, kiosk, build, degrees, shots, places):
    panel = "{}x{}".format(*(SIZE if degrees % 180 == 0 else SIZE[::-1]))
    files = [kiosk.folder / f"turned-{degrees}-{number}.png" for number in range(len(shots))]
    for shot, file in zip(shots, files):
        pixels.write(file, turned_picture(shot, degrees))
    server = Server(panel)
    finger = lambda *words: run([build / "tests/tools/xtouch", *words], env=kiosk.environment(DISPLAY=server.display))
    window = Window(kiosk, server, "{}x{}".format(*SIZE), "--rotate", str(degrees))
    wrong = []
    try:
        seen = finger("same", files[0], "20000")
        time.sleep(READY_S)
        for number, place in enumerate(places, 1):
            if seen.status != 0:
                wrong.append(f"before \"{STEPS[number - 1]}\": {seen}")
                break
            seen = finger("touch", *turned_place(*place, degrees), "60", "same", files[number], "5000")
        if seen.status != 0:
            wrong.append(str(seen))
    finally:
        said = window.said()
        window.kill()
        server.end()
    report.say(not wrong, f"turned by {degrees}: {len(files)} pictures on the panel are those without a window, to the pixel; {len(places)} touches land",
               "\n".join(wrong) + said)


def main():
    build, report = build_folder(), Report()
    with Kiosk(build) as kiosk:
        done, shots, places = wanted(kiosk)
        if report.say(bool(shots) and done.status == 0, "the pictures without a window", done):
            pair(lambda degrees: try_turn(report, kiosk, build, degrees, shots, places), (90, 180, 270))
    report.end()


if __name__ == "__main__":
    main()
