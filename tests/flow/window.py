#!/usr/bin/env python3
"""The same visit in a real window: an X server of its own, a finger from outside (XTest).

Every picture on the X screen must be, pixel by pixel, the one that the kiosk
writes without a window. Then: what an idle window costs, how it ends, and what
is left of a visit when the power goes (S25).
"""
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import NOW, ROOT, HUB, Kiosk, Report, Screen, build_folder, middle, pair, run  # noqa: E402

SIZES = ("1920x1080", "800x480")
STEPS = [
    ("attract", None), ("home", "Touch to start"), ("who", "A few short questions"), ("question 1", "Just me"), ("question 2", "Parents living together"),
    ("question 3", "Hardly ever"), ("question 4", "No"), ("question 5", "We stay fairly calm"), ("question 6", "Sometimes"), ("question 7", "We soon make up"),
    ("question 8", "No"), ("question 9", "No"), ("question 10", "No"), ("question 11", "Sleep"), ("question 12", "No"), ("result", "Nothing yet"),
    ("code", "@card:0"), ("result again", "Back"), ("menu", "Menu"), ("courses", "Courses and groups"), ("offer", "@open"), ("its code", "Show code"),
    ("week", "Clear"),
]
WAKES_MAX = 20
MEASURE_S = 3
READY_S = 1.5  # the proof and the other pictures come after the first one


def headless(kiosk, size):
    """The picture, dump and place of touch of each step."""
    steps, lines = [], []
    for number, (name, label) in enumerate(STEPS):
        steps.append({"name": name, "label": label, "shot": kiosk.folder / f"{size}-{number}.png", "dump": kiosk.folder / f"{size}-{number}.json"})
        if label and label.startswith("@"):
            # What has no label of its own is looked for in the dump of a first run.
            done = kiosk.script(lines, size=size)
            verb, _, value = label[1:].partition(":")
            one = Screen(json.loads(steps[-2]["dump"].read_text(encoding="utf-8"))).verb(verb, int(value) if value else None)
            lines.append("tap {},{}".format(*middle(one)))
            steps[-1]["at"] = middle(one)
        elif label:
            lines.append(f'tap "{label}"')
        lines += ["wait 600ms", f"shot {steps[-1]['shot']}", f"dump {steps[-1]['dump']}"]
    done = kiosk.script(["motion off", *lines], size=size)
    for before, step in zip(steps, steps[1:]):
        if "at" not in step:
            step["at"] = middle(Screen(json.loads(before["dump"].read_text(encoding="utf-8"))).find(step["label"]))
    return done, steps


class Server:
    """An X server on a free number."""

    def __init__(self, size):
        read, write = os.pipe()
        self.process = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"],
                                        pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as told:
            self.display = ":" + told.readline().strip()

    def end(self):
        self.process.terminate()
        self.process.wait()


class Window:
    """The kiosk on that server."""

    def __init__(self, kiosk, server, size, *options):
        env = kiosk.environment(DISPLAY=server.display, SDL_VIDEODRIVER="x11")
        self.log = open(kiosk.folder / f"window-{size}{''.join(options)}.log", "a+b")
        self.process = subprocess.Popen([kiosk.program, "--window", "--size", size, "--now", NOW, "--motion", "off", *options, *HUB], cwd=ROOT, env=env,
                                        stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)

    def said(self):
        self.log.seek(0)
        return self.log.read().decode(errors="replace")[-2000:]

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.log.close()


def cost(pid):
    """Voluntary switches and processor ticks of all its threads."""
    switches = ticks = 0
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        status = (task / "status").read_text()
        switches += int(status.split("\nvoluntary_ctxt_switches:")[1].split()[0])
        fields = (task / "stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return switches, ticks


def tree(folder):
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*")}


def try_size(report, kiosk, build, size):
    prepared = run([kiosk.program, "--prepare", "--size", size, *HUB], env=kiosk.environment())
    report.say(prepared.status == 0, f"{size}: --prepare draws the pictures once", prepared)
    done, steps = headless(kiosk, size)
    if not report.say(done.status == 0, f"{size}: the visit without a window", done):
        return
    server = Server(size)
    finger = lambda *words: run([build / "tests/tools/xtouch", *words], env=kiosk.environment(DISPLAY=server.display))
    window = Window(kiosk, server, size)
    try:
        visit(report, kiosk, size, steps, finger, window)
        idle(report, size, window)
        ends(report, size, window)
        power(report, kiosk, server, size, steps, finger)
    finally:
        window.kill()
        server.end()


def visit(report, kiosk, size, steps, finger, window):
    began = time.monotonic()
    seen = finger("same", steps[0]["shot"], "20000")
    report.figure(f"{size}: the first picture came {time.monotonic() - began:.1f} s after the start, looked at each 100 ms")
    wrong = [] if seen.status == 0 else [f"attract: {seen}"]
    time.sleep(READY_S)
    before = tree(kiosk.folder / "home")
    for step in steps[1:]:
        if wrong:
            break
        touched = finger("touch", *step["at"], "60", "same", step["shot"], "5000")
        if touched.status != 0:
            wrong.append(f"{step['name']} after \"{step['label']}\" at {step['at']}: {touched}")
    report.say(not wrong, f"{size}: {len(steps)} screens in the window, touched from outside, are the pictures without a window, to the pixel",
               "\n".join(wrong) + window.said())
    after = tree(kiosk.folder / "home")
    report.say(before == after, f"{size}: the visit wrote no file (S39)", f"{set(after.items()) ^ set(before.items())}")


def idle(report, size, window):
    if window.process.poll() is not None:
        report.say(False, f"{size}: the window is still there", window.said())
        return
    time.sleep(1)
    switches, ticks = cost(window.process.pid)
    time.sleep(MEASURE_S)
    now_switches, now_ticks = cost(window.process.pid)
    report.figure(f"{size}: idle for {MEASURE_S} s on the week: {now_switches - switches} switches, {now_ticks - ticks} ticks of 10 ms")
    report.say(switches > 0 and now_switches - switches < WAKES_MAX, f"{size}: a still screen costs fewer than {WAKES_MAX} wake-ups in {MEASURE_S} s",
               f"{now_switches - switches} switches after {switches}")


def ends(report, size, window):
    began = time.monotonic()
    window.process.send_signal(signal.SIGTERM)
    try:
        status = window.process.wait(5)
    except subprocess.TimeoutExpired:
        status = None
    took = time.monotonic() - began
    report.say(status == 0 and took < 2, f"{size}: SIGTERM ends it with 0 within 2 s", f"{status} after {took:.1f} s\n{window.said()}")


def power(report, kiosk, server, size, steps, finger):
    """Killed among the questions; the next start shows what it always shows (S25)."""
    first = Window(kiosk, server, size)
    try:
        seen = finger("same", steps[0]["shot"], "20000")
        time.sleep(READY_S)
        for step in steps[1:6]:
            seen = finger("touch", *step["at"], "60", "same", step["shot"], "5000") if seen.status == 0 else seen
        first.process.kill()
        first.process.wait()
    finally:
        first.kill()
    second = Window(kiosk, server, size)
    try:
        again = finger("same", steps[0]["shot"], "20000")
        report.say(seen.status == 0 and again.status == 0, f"{size}: killed in mid-visit, it starts with ordinary content and no trace (S25)",
                   f"{seen}\n{again}\n{second.said()}")
    finally:
        second.kill()


def main():
    build, report = build_folder(), Report()
    with Kiosk(build) as kiosk:
        (kiosk.folder / "home").mkdir()
        plain = kiosk.environment
        kiosk.environment = lambda **more: plain(**{"HOME": str(kiosk.folder / "home"), "XDG_CACHE_HOME": str(kiosk.folder / "home/cache"), **more})
        pair(lambda size: try_size(report, kiosk, build, size), SIZES)
    report.end()


if __name__ == "__main__":
    main()
