#!/usr/bin/env python3
"""S17-S20: nobody sees from afar, or from the time it takes, what was answered.

Real visits (tests/tools/visit.c: a finger, every screen from the attract loop on, the
frames of a window) on many routes: plain, a concern, a worry about oneself, urgent,
urgent with each of them, everything skipped, accompanied; each after several ordinary
answers; on three panels, in every language, light and in high contrast.

Frames   From the last answer until the cards stand still, the same changes come at the
         same times with the same number of frames over the same rows.
Work     Callgrind counts the instructions of that stretch, each route in a process of
         its own; and of a visit that comes after another one.
Sharp    Outside of the boxes of words, not one pixel differs.
Blurred  Nothing is masked. Who looks straight at the screen from 2 m can read the words:
         no test can change that, and the words are meant to be read. What must not tell
         is a glance: somebody 2 m away who looks past the screen. Letters that can just be
         read at E degrees beside where one looks are 0.046 E - 0.031 degrees high (S. M.
         Anstis, A chart demonstrating variations in acuity with retinal position, Vision
         Research 14, 1974, 589-592); a fifth of it is the finest detail (20/20: 1 minute
         of arc, at 2 m 0.58 mm). 10 degrees beside, 35 cm at 2 m, that is 5.1 minutes, 3.0
         mm. A Gaussian of that sigma leaves under 1 % of the contrast of a grating
         whose bars are as wide: exp(-2 (pi/2)^2) = 0.7 %.
         The mean difference of any two results, and the mean difference in the worst
         square of 10 mm (some 17 minutes of arc at 2 m), have written limits. Both are in
         steps of 255. Pictures with a real difference pass them.

    same.py BUILD [--quick]
"""
import itertools
import pathlib
import re
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import SIZES, Kiosk, Report, build_folder, pair, quick, run, scan  # noqa: E402

PX_PER_MM = {"1920x1080": 4.03, "1080x1920": 4.03, "800x480": 5.25}
GLANCE_DEGREES, DISTANCE_MM = 10, 2000
BLUR_MM = np.tan(np.radians((0.046 * GLANCE_DEGREES - 0.031) / 5)) * DISTANCE_MM
WINDOW_MM = 10
MEAN_LIMIT = 4.0     # of 255, any two results, whole screen
LOCAL_LIMIT = 64.0   # of 255, worst window
LIKE_PLAIN = 1.25    # others from plain, in the mean, against plain from plain
WORK_LIMIT = 0.015   # the rule asks for less than 2 %; what was seen is below 1 %
MARGIN = 3           # pixels that letters may reach out of their box

# Questions of the nation's pack: stage, how-often, watch, how-heated, fear, after, control, children, hurt, worries, own, tried.
KINDS = {
    "plain": "a:{}{}0{}00000{}00",
    "concern": "a:{}{}0{}10000{}00",
    "rather not": "a:{}{}3{}00000{}00",
    "own": "a:{}{}0{}00000{}20",
    "urgent": "a:{}{}0{}00000500",
    "urgent and concern": "a:{}{}0{}00020500",
    "urgent and own": "a:{}{}0{}00000510",
    "accompanied": "w:{}{}0{}20000{}20",
}
ORDINARY = ("0004", "1220", "2322", "3011")  # stage, how often, how heated, worry
SKIPPED = "a:-----------0"


def routes(few=False):
    """Name and route."""
    found = {}
    for ordinary in ORDINARY[:2] if few else ORDINARY:
        for name, form in KINDS.items():
            found.setdefault(form.format(*ordinary), f"{name} {ordinary}")
    found[SKIPPED] = "skipped"
    return {name: route for route, name in found.items()}


class Visits:
    """What tests/tools/visit said of some routes, and their last pictures."""

    def __init__(self, build, kiosk, size, language="en", theme="light", few=False):
        self.size, self.names = size, routes(few)
        frames = kiosk.file("frames")
        done = run([build / "tests/tools/visit", size, language, theme, frames, *self.names.values()], 120, kiosk.environment(VISIT_CACHE=str(kiosk.cache)))
        self.said = str(done) if done.status else ""
        lines = [line.partition(" ")[2].partition("|") for line in done.out.strip().split("\n")]
        self.changes = {name: line[0].strip() for name, line in zip(self.names, lines)}
        self.boxes = {name: re.findall(r"(words|card):(-?\d+),(-?\d+),(\d+),(\d+)", line[2]) for name, line in zip(self.names, lines)}
        width, height = map(int, size.split("x"))
        self.pictures = np.fromfile(frames, np.uint8).reshape(-1, height, width, 4)[..., :3] if frames.exists() else np.zeros((0, height, width, 3), np.uint8)
        frames.unlink(missing_ok=True)
        if not self.said and (len(lines) != len(self.names) or len(self.pictures) != len(self.names)):
            self.said = "not every route came to an end\n" + done.out

    def rects(self, kind, name=None):
        return [tuple(map(int, box[1:])) for box in self.boxes[name or next(iter(self.names))] if box[0] == kind]


def shrink(picture, step):
    """Means of squares of `step` pixels."""
    height, width = (n // step * step for n in picture.shape[:2])
    parts = picture[:height, :width].astype(np.float32).reshape(height // step, step, width // step, step, 3)
    return parts.mean(axis=(1, 3))


def along(picture, axis, kernel):
    reach = len(kernel) // 2
    wide = np.pad(picture, [(reach, reach) if n == axis else (0, 0) for n in range(3)], mode="edge")
    size = picture.shape[axis]
    return sum(weight * np.take(wide, range(i, i + size), axis=axis) for i, weight in enumerate(kernel))


def glance(picture, size):
    """The picture as it is seen beside where one looks."""
    sigma = BLUR_MM * PX_PER_MM[size]
    step = max(1, int(sigma / 3.5))
    reach = int(3.5 * sigma / step) + 1
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) * step / sigma) ** 2).astype(np.float32)
    kernel /= kernel.sum()
    small = shrink(picture, step)
    return along(along(small, 0, kernel), 1, kernel), step


def apart(a, b, side):
    """Mean difference of two blurred pictures, and of their worst square."""
    difference = np.abs(a - b).mean(axis=2)
    total = np.pad(difference.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    squares = total[side:, side:] - total[:-side, side:] - total[side:, :-side] + total[:-side, :-side]
    return float(difference.mean()), float(squares.max()) / side**2


def controls(visits):
    """Pictures with a real difference, for the blurred look: (name, picture)."""
    first, boxes = visits.pictures[0], visits.boxes[next(iter(visits.names))]
    at = [kind for kind, *_ in boxes].index("card")
    own = np.array([list(map(int, box[1:])) for box in boxes[2:at + 1]])  # the words of the first card, and its button
    left, top, right, bottom = own[:, 0].min(), own[:, 1].min(), (own[:, 0] + own[:, 2]).max(), (own[:, 1] + own[:, 3]).max()
    tinted, gone = first.copy(), first.copy()
    part = tinted[top:bottom, left:right]
    colours, counts = np.unique(part.reshape(-1, 3), axis=0, return_counts=True)
    ground = colours[counts.argmax()]
    part[(part == ground).all(axis=2)] = (61, 179, 243)  # honey
    yield "one card of another colour", tinted
    gone[top:bottom, left:right] = first[1, 1]
    yield "one card is missing", gone


def words_mask(visits):
    """Where words may stand on any route."""
    mask = np.zeros(visits.pictures.shape[1:3], bool)
    for name in visits.names:
        for x, y, w, h in visits.rects("words", name):
            mask[max(0, y - MARGIN):y + h + MARGIN, max(0, x - MARGIN):x + w + MARGIN] = True
    return mask


def look(report, visits, where):
    if visits.said:
        report.say(False, f"S17 every route comes to its result, {where}", visits.said)
        return
    side = max(1, int(WINDOW_MM * PX_PER_MM[visits.size]))
    mask, names = words_mask(visits), list(visits.names)
    sharp = [name for name, picture in zip(names, visits.pictures) if ((picture != visits.pictures[0]).any(axis=2) & ~mask).any()]
    report.say(not sharp, f"S17 S19 outside of the words not one pixel differs on {len(names)} routes, {where}", ", ".join(sharp))
    icon = visits.pictures[0].copy()
    x, y, w, h = visits.rects("card")[0]
    part = icon[y:y + h, x:x + w]
    part[:] = part[:, ::-1]
    report.say(((icon != visits.pictures[0]).any(axis=2) & ~mask).any(), f"a swapped icon is a difference, {where}")
    blurred = [glance(picture, visits.size) for picture in visits.pictures]
    step = blurred[0][1]
    side = max(1, side // step)
    found = [(*apart(a[0], b[0], side), f"{n} / {m}") for (a, n), (b, m) in itertools.combinations(zip(blurred, names), 2)]
    mean, local = max(found), max(found, key=lambda one: one[1])
    report.say(mean[0] < MEAN_LIMIT and local[1] < LOCAL_LIMIT, f"S17 at a glance from 2 m no result is told from another, {where}",
               f"mean {mean[0]:.2f} of {MEAN_LIMIT} ({mean[2]}), worst square {local[1]:.1f} of {LOCAL_LIMIT} ({local[2]})")
    real = {name: apart(blurred[0][0], glance(picture, visits.size)[0], side) for name, picture in controls(visits)}
    blind = [name for name, (a, b) in real.items() if a < MEAN_LIMIT and b < LOCAL_LIMIT]
    report.say(not blind, f"S17 a real difference is seen at a glance, {where}", str(real))
    plain = [one[0] for one in found if one[2].count("plain") == 2]
    other = [one[0] for one in found if one[2].count("plain") == 1]
    report.say(np.mean(other) < LIKE_PLAIN * np.mean(plain), f"S17 at a glance other results are as far from plain ones as those are from each other, {where}",
               f"{np.mean(other):.2f} against {np.mean(plain):.2f}")
    report.figure(f"{where}: plain from plain {np.mean(plain):.2f}, others from plain {np.mean(other):.2f} in the mean")
    report.figure(f"{where}: {len(found)} pairs, mean at most {mean[0]:.2f}, worst square {local[1]:.1f}; " +
                  ", ".join(f"{name}: {a:.2f}, {b:.1f}" for name, (a, b) in real.items()))


def frames(report, visits, where):
    """Everything after the finger is up; the touch itself is on one and the same answer."""
    seen = {}
    for name, changes in visits.changes.items():
        seen.setdefault(changes, []).append(name)
    report.say(not visits.said and len(seen) == 1, f"S17 S20 the same changes, frames and rows at the same times on every route, {where}",
               visits.said or "\n".join(f"{changes}: {', '.join(names)}" for changes, names in seen.items()))


def instructions(build, kiosk, visit):
    size, language, names = visit
    done = run(["valgrind", "--tool=callgrind", "--instr-atstart=no", "--callgrind-out-file=/dev/null", build / "tests/tools/visit", "--count", size, language,
                "light", "-", *names], 120, kiosk.environment(VISIT_CACHE=str(kiosk.cache)))
    found = re.search(r"Collected : (\d+)", done.err)
    return int(found.group(1)) if found and done.status == 0 else 0


def work(report, build, kiosk, size, language, few):
    all_routes = routes(True)
    chosen = [name for name in all_routes if ORDINARY[0] in name or name.startswith("plain") or name == "skipped"]
    chosen = [name for name in chosen if not few or name.split()[0] in ("plain", "concern") or name.startswith("urgent and own")]
    visits = [[all_routes[name]] for name in chosen]
    counts = dict(zip(chosen, pair(lambda names: instructions(build, kiosk, (size, language, names)), visits)))
    most, least = max(counts.values()), min(counts.values())
    report.say(least and most / least - 1 < WORK_LIMIT, f"S20 the work from the last answer to the cards differs by less than {WORK_LIMIT:.1%}, {size} {language}", str(counts))
    report.figure(f"{size} {language}: {least / 1e6:.2f} to {most / 1e6:.2f} M instructions on {len(counts)} routes, apart by {most / max(least, 1) - 1:.2%}")
    if few:
        return
    plain, concern = (all_routes[f"{kind} {ORDINARY[0]}"] for kind in ("plain", "urgent and own"))
    after = pair(lambda names: instructions(build, kiosk, (size, language, names)), [[plain, plain], [concern, plain]])
    report.say(min(after) and max(after) / min(after) - 1 < 0.002, f"S20 the work of a visit does not tell of the one before, {size} {language}", str(after))


def main():
    build, report, few = build_folder(), Report(), quick()
    sizes, languages, themes = (SIZES, ("en", "ur"), ("light", "contrast")) if not few else (("800x480",), ("en",), ("light",))
    report.figure(f"a glance from 2 m: blurred by {BLUR_MM:.2f} mm; limits: mean {MEAN_LIMIT}, worst square of {WINDOW_MM} mm {LOCAL_LIMIT}, of 255")
    with Kiosk(build) as kiosk:
        for size in sizes:  # renders the pictures of each size once
            run([build / "tests/tools/visit", size, "en", "light", "-", SKIPPED], 120, kiosk.environment(VISIT_CACHE=str(kiosk.cache)))
        # Of every two, every pair; all of them in make scan.
        places = list(itertools.product(range(len(sizes)), range(len(languages)), range(len(themes))))
        jobs = [(sizes[a], languages[b], themes[c]) for a, b, c in places if scan() or (a + b + c) % 2 == 0]

        def one(job):
            visits = Visits(build, kiosk, *job, few=few or (job != jobs[-2] and not scan()) or job[0] != "800x480")
            frames(report, visits, " ".join(job))
            look(report, visits, " ".join(job))

        pair(one, jobs)
        work(report, build, kiosk, "800x480", "en", few)
        if scan():  # the work of another panel, which is the same code
            work(report, build, kiosk, "1920x1080", "ur", True)
    report.end()


if __name__ == "__main__":
    main()
