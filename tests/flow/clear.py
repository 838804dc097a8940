#!/usr/bin/env python3
"""Clear in a real window (S22, S23): one touch, one picture, within 100 ms.

The window stands on an X server of its own. tests/tools/presents.so is put before SDL:
it is the touch panel (fingers come from here) and counts every picture that is handed
to the display. Clear is touched on every kind of screen, while a picture still fades
in, beside a resting palm and under fifty touches a second of ten fingers; what is then
on the glass is, to the pixel, the week that is drawn without a window. And the touch
panel goes away in mid-press and comes back.
"""
import os
import pathlib
import re
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import HUB, NOW, ROOT, Kiosk, Report, build_folder, middle, pair, quick, run  # noqa: E402

WALKS = {  # from the menu to a screen
    "home": [],
    "question": ["A few short questions", "Just me", "Skip"],
    "result": ["A few short questions", "Just me"] + ["Skip"] * 12,
    "lines": ["Free support line, day and night"],
    "browse": ["Courses and groups"],
    "ideas": ["Small ideas"],
}
START = "Touch to start"
ANSWER_MS = 100
SETTLE_S = 0.8  # the longest fade but that to the attract loop is 240 ms
REST_S = 10  # a finger that does not move for so long is lost


class Panel:
    """The window, its touch panel and what it showed."""

    def __init__(self, kiosk, build, size):
        self.kiosk, self.size, self.build = kiosk, size, build
        self.w, self.h = (int(part) for part in size.split("x"))
        self.pipe, self.log = kiosk.file("fingers"), kiosk.file("shown")
        os.mkfifo(self.pipe)
        read, write = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"],
                                       pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as told:
            self.env = kiosk.environment(DISPLAY=":" + told.readline().strip(), SDL_VIDEODRIVER="x11")
        env = dict(self.env, LD_PRELOAD=str(build / "tests/tools/presents.so"), PRESENTS_IN=str(self.pipe), PRESENTS_OUT=str(self.log))
        self.process = subprocess.Popen([kiosk.program, "--window", "--size", size, "--now", NOW, *HUB], cwd=ROOT, env=env,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.fingers = None

    def open(self):
        """Waits for the first picture; the pipe opens when the library listens."""
        for _ in range(200):
            if self.log.exists() and "shown" in self.log.read_text():
                self.fingers = open(self.pipe, "w", buffering=1, encoding="ascii")
                time.sleep(2)
                return True
            time.sleep(0.1)
        return False

    def send(self, word, finger, place):
        self.fingers.write(f"{word} {finger} {round(place[0] * 1000 / self.w)} {round(place[1] * 1000 / self.h)}\n")

    def tap(self, place, finger=1):
        time.sleep(0.4)  # a question must have stood before an answer counts
        self.send("down", finger, place)
        time.sleep(0.07)
        self.send("up", finger, place)

    def mark(self):
        return len(self.log.read_text())

    def since(self, mark):
        """[(what, number, microseconds)] of the lines since then."""
        text = self.log.read_text()[mark:]
        return [(what, int(number), int(us)) for what, number, us in re.findall(r"^(in up|in down|shown) (\d+) (\d+)$", text, re.M)]

    def looks_like(self, picture):
        return run([self.build / "tests/tools/xtouch", "same", picture, "3000"], env=self.env)

    def end(self):
        if self.fingers:
            self.fingers.close()
        for process in (self.process, self.server):
            process.terminate()
            process.wait()


class Places:
    """Where things stand, from dumps of the kiosk without a window."""

    def __init__(self, kiosk, size):
        self.kiosk, self.size, self.at = kiosk, size, {}
        _, attract = kiosk.look(["motion off"], size=size)
        self.start = middle(attract.find(START))
        _, home = kiosk.look(["motion off", f'tap "{START}"'], size=size)
        self.clear = middle(home.find("Clear"))
        self.box = home.find("Clear")["px"]
        self.week = kiosk.file("week.png")
        done, week = kiosk.look(["motion off", f'tap "{START}"', "wait 1s", 'tap "Clear"', "wait 1s", f"shot {self.week}"], size=size)
        self.menu = middle(week.verb("go", 1))  # the week leads to the menu
        for labels in WALKS.values():
            for i in range(len(labels)):
                self.find(labels[:i], labels[i])

    def find(self, before, label):
        key = (*before, label)
        if key not in self.at:
            _, screen = self.kiosk.look(["motion off", f'tap "{START}"', *(f'tap "{one}"' for one in before)], size=self.size)
            self.at[key] = middle(screen.find(label))
        return self.at[key]


def answer(lines):
    """(pictures after the last lift that are not the one before, milliseconds to the first).
    The same may be handed over again, so that nothing of another is left behind (S26)."""
    lifts = [i for i, line in enumerate(lines) if line[0] == "in up"]
    shown = [(number, us) for what, number, us in lines[lifts[-1]:] if what == "shown"] if lifts else []
    count = sum(i == 0 or one[0] != shown[i - 1][0] for i, one in enumerate(shown))
    return (count, (shown[0][1] - lines[lifts[-1]][2]) / 1000) if shown else (0, 0)


class Visits:
    def __init__(self, report, panel, places):
        self.report, self.panel, self.places = report, panel, places
        self.first, self.took = True, []

    def go(self, labels):
        """From the attract loop, once, and else from the week, to a screen."""
        self.panel.tap(self.places.start if self.first else self.places.menu)
        self.first = False
        for i, label in enumerate(labels):
            self.panel.tap(self.places.find(labels[:i], label))

    def clear(self, what, prepare):
        """Clear must lead from there to the week; a machine that is busy gets three tries."""
        for _ in range(3):
            prepare()
            mark = self.panel.mark()
            self.panel.tap(self.places.clear, 6)
            time.sleep(SETTLE_S)
            lines = self.panel.since(mark)
            count, first = answer(lines)
            seen = self.panel.looks_like(self.places.week)
            if count != 1 or first <= ANSWER_MS:
                break
        self.took.append(first)
        self.report.say(count == 1 and first <= ANSWER_MS and seen.status == 0,
                        f"{self.panel.size}: Clear {what}: one picture, within {ANSWER_MS} ms, of ordinary content (S22, S23)",
                        f"{count} pictures, the first after {first:.0f} ms\n{seen}\n{lines[-12:]}")

    def still(self, labels):
        self.go(labels)
        time.sleep(SETTLE_S)

    def palm(self):
        """A hand lies on nothing, trembling."""
        self.still(WALKS["question"])
        self.panel.send("down", 5, (3, 3))
        for i in range(5):
            self.panel.send("move", 5, (3 + i % 3, 3))
            time.sleep(0.05)

    def storm(self, seconds=4):
        """Fifty touches a second of ten fingers, anywhere but on Clear."""
        self.go([])
        x, y, w, h = self.places.box
        seed = 1
        for i in range(50 * seconds):
            place = (x, y)
            while x - 9 <= place[0] < x + w + 9 and y - 9 <= place[1] < y + h + 9:
                seed = (seed * 1103515245 + 12345) % 2 ** 31
                place = (seed // 7 % self.panel.w, seed // 7919 % self.panel.h)
            self.panel.send("down", 20 + i % 10, place)
            time.sleep(0.01)
            self.panel.send("up", 20 + i % 10, place)
            time.sleep(0.01)

    def panel_goes(self):
        """In mid-press, without a word; what was held springs back, and a new finger counts."""
        self.still(WALKS["question"])
        mark = self.panel.mark()
        self.panel.send("down", 7, self.places.find(WALKS["question"][:2], "Skip"))
        time.sleep(REST_S + SETTLE_S)
        lines = [line for line in self.panel.since(mark) if line[0] == "shown"]
        lines = [one for i, one in enumerate(lines) if i == 0 or one[1] != lines[i - 1][1]]
        down = [line for line in self.panel.since(mark) if line[0] == "in down"]
        late = (lines[-1][2] - down[0][2]) / 1e6 if lines and down else 0
        self.report.say(len(lines) == 2 and REST_S - 0.1 <= late <= REST_S + 0.7,
                        f"{self.panel.size}: the touch panel goes in mid-press: after {REST_S} s what was held springs back, and nothing more (S24)",
                        f"{len(lines)} pictures, the last after {late:.1f} s")


def try_size(report, build, size):
    few = quick() or size != "800x480"
    with Kiosk(build) as kiosk:
        run([kiosk.program, "--prepare", "--size", size, *HUB], env=kiosk.environment())
        places = Places(kiosk, size)
        panel = Panel(kiosk, build, size)
        try:
            if not report.say(panel.open(), f"{size}: the window comes"):
                return
            visits = Visits(report, panel, places)
            for name, labels in list(WALKS.items())[:2 if few else None]:
                visits.clear(f"on {name}", lambda: visits.still(labels))
            visits.clear("while the help lines fade in", lambda: visits.go(WALKS["lines"]))
            visits.clear("beside a palm", visits.palm)
            panel.send("up", 5, (3, 3))
            if not few:
                visits.clear("after fifty touches a second", visits.storm)
                visits.clear("when the touch panel is back", visits.panel_goes)
            report.figure(f"{size}: Clear was answered within {max(visits.took):.0f} ms, {len(visits.took)} times")
        finally:
            panel.end()


def main():
    build, report = build_folder(), Report()
    pair(lambda size: try_size(report, build, size), ("800x480",) if quick() else ("1920x1080", "800x480"))
    report.end()


if __name__ == "__main__":
    main()
