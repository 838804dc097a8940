#!/usr/bin/env python3
"""Ended at every point of a visit: the next start shows ordinary content, and nothing tells of the visit (S25, S26).

Without a window the script stops the program on each screen, in mid-press and in the
question "More time?"; then a signal or the power ends it. In a window it is killed
in the middle of a fade.
"""
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from flow import HUB, NOW, ROOT, Kiosk, Report, build_folder, quick, run  # noqa: E402
from visits import OPENING, Stopped, Visit, steady, still_addresses  # noqa: E402
from window import Server  # noqa: E402

SIZE = "800x480"
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV, signal.SIGABRT)
MINE = ("stopped.", "start.", "seed.", "cut-")


def points(visit):
    """(name, lines): each moment of a visit at which it may end."""
    names = [*OPENING, *(f"an answer to question {number}" for number in range(1, 13)), "Show code", "Clear"]
    out = [(f"after the touch on {name}", visit.lines(until=number)) for number, name in enumerate(names, 1) if name != "Clear"]
    x, y = visit.places[8]
    out.append(("in mid-press of an answer", visit.lines(until=8, then=[f"press {x},{y}", "paint", "stop"])))
    x, y = visit.places[-1]
    out.append(("with a finger on Clear", visit.lines(until=-1, then=[f"press {x},{y}", "paint", "stop"])))
    out.append(("while the result waits", visit.lines(until=-3, then=["tap {},{}".format(*visit.places[-3]), "stop"])))
    out.append(("in the question for more time", visit.lines(until=-2, then=["wait 36s", "paint", "stop"])))
    out.append(("after the time-out", visit.lines(until=-2, then=["wait 36s", "wait 21s", "paint", "stop"])))
    return out


def tree(folder):
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*")
            if path.is_file() and not path.name.startswith(MINE)}


def start(kiosk):
    """What a start shows and says."""
    script, dump, shot = kiosk.folder / "start.script", kiosk.folder / "start.json", kiosk.folder / "start.png"
    for path in (dump, shot):
        path.unlink(missing_ok=True)
    script.write_text(f"expect-screen attract\nshot {shot}\ndump {dump}\n", encoding="utf-8")
    done = run([kiosk.program, "--headless", "--size", SIZE, "--now", NOW, "--script", script, *HUB], env=steady(kiosk))
    return done.status, done.out, done.err, dump.exists() and dump.read_bytes(), shot.exists() and shot.read_bytes()


def try_point(kiosk, point, number, usual):
    """What is wrong after an end at that point."""
    _, lines = point
    before, cwd = tree(kiosk.folder), kiosk.folder / "cwd"
    with Stopped(kiosk, lines, SIZE, cwd=cwd) as one:
        if not one.stopped:
            return [f"it did not come so far: {one.said()}"]
        said = one.said()
        ended, core = one.end(number)
    wrong = [] if ended == number else [f"it ended with {ended}"]
    wrong += ["a core was written"] if core or list(cwd.iterdir()) else []
    wrong += [f"it said: {one.said()}"] if said or one.said() else []
    after = tree(kiosk.folder)
    wrong += [f"files: {set(before.items()) ^ set(after.items())}"] if before != after else []
    now = start(kiosk)
    wrong += [f"the next start is another: {now[:3]}"] if now != usual else []
    return wrong


def power_cut(report, kiosk, visit, usual):
    """The disk as it is in mid-visit, without what the program would still write: files are copied, then used."""
    cut = Kiosk(None, binary=kiosk.program)
    with cut, Stopped(kiosk, visit.lines(until=-1), SIZE) as one:
        shutil.copytree(kiosk.cache, cut.cache, dirs_exist_ok=True)
        for path in list(cut.cache.rglob("*.argb"))[::3]:  # and of some only the beginning had come to the disk
            os.truncate(path, path.stat().st_size // 2)
        stopped = one.stopped
        one.end()
        seen = start(cut)
    report.say(stopped and seen == usual, "the power goes in mid-visit: the next start shows ordinary content, and says nothing (S25)", seen[:3])


def mid_fade(report, kiosk, build, visit):
    """Killed 100 ms after a touch, while one screen becomes the next."""
    server = Server(SIZE)
    env = {**steady(kiosk), "DISPLAY": server.display, "SDL_VIDEODRIVER": "x11"}
    shot = kiosk.folder / "start.png"
    finger = lambda *words: run([build / "tests/tools/xtouch", *words], env={**os.environ, "DISPLAY": server.display})
    command = [kiosk.program, "--window", "--size", SIZE, "--now", NOW, *HUB]
    kiosk_in_window = lambda: subprocess.Popen([str(word) for word in command], cwd=ROOT, env=env, stdin=subprocess.DEVNULL,
                                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    before = tree(kiosk.folder)
    try:
        first = kiosk_in_window()
        seen = [finger("same", shot, "20000")]
        time.sleep(1.5)
        for place in visit.places[:4]:
            seen.append(finger("touch", *place, "60"))
            time.sleep(0.4)
        seen.append(finger("touch", *visit.places[4], "60"))
        time.sleep(0.1)
        alive = first.poll() is None
        first.kill()
        said = first.communicate()[1]
        second = kiosk_in_window()
        seen.append(finger("same", shot, "20000"))
        second.kill()
        said += second.communicate()[1]
    finally:
        server.end()
    fine = alive and all(one.status == 0 for one in seen)
    report.say(fine, "killed in the middle of a fade, a window starts with ordinary content, to the pixel (S25)", "\n".join(str(one) for one in seen))
    report.say(not said and tree(kiosk.folder) == before, "and said nothing, and wrote nothing (S26)", said)


def main():
    build, report = build_folder(), Report()
    if not still_addresses():
        print("ok killed: not looked at: this system does not let programs have the same addresses twice")
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))  # cores may be written, as far as we are concerned
    with Kiosk(build) as kiosk:
        (kiosk.folder / "cwd").mkdir()
        visit = Visit(kiosk, "a concern", SIZE)
        if not report.say(visit.fine, "the visit that is ended", visit.done):
            report.end()
        start(kiosk)
        usual = start(kiosk)
        report.say(usual[0] == 0 and not usual[2], "a start shows the attract loop and says nothing", usual[:3])
        places = points(visit)
        for number, point in enumerate(places[-6::2] if quick() else places):
            how = SIGNALS[number % len(SIGNALS)]
            wrong = try_point(kiosk, point, how, usual)
            report.say(not wrong, f"{how.name} {point[0]}: the next start shows ordinary content; no core, no file, no word (S25, S26)", "\n".join(wrong))
        power_cut(report, kiosk, visit, usual)
        if not quick():
            mid_fade(report, kiosk, build, visit)
    report.end()


if __name__ == "__main__":
    main()
