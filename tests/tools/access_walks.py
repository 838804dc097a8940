"""What a dump alone cannot show: pixels, what moves, and the tests that other rows name.

For tests/flow/access.py.
"""
import collections
import json
import re
import sys

import numpy

import access_dumps
import access_rules
import pixels
from flow import ROOT, pair, run

sys.path.insert(0, str(ROOT / "tests/flow"))
import codes  # noqa: E402

RIGHT_TO_LEFT = ("ar", "fa", "ur", "he")
WORST = 0.5      # per cent of pixels behind words that may be worse: specks of a drawn picture
HALF = 50        # and of an edge: its words tell a control (row 1), so its edge need not (1.4.11), but half of it does
RINGED = ("home", "question-1", "result", "browse", "reading", "week")
CHANGES_MAX = 3  # a second


def directions(_):
    return {code: code in RIGHT_TO_LEFT for code in access_dumps.languages()}


# ---- going to a place ----

def go_to(place, screen, page=1):
    """Script lines that show a screen of the tour."""
    _, language, theme, size, stop, lowered = place
    base = re.sub(rf"-p?{page}$", "", stop) if page > 1 else stop
    which = base[len(screen) + 1:]
    lines = ["motion off", f"lang {language}", f"theme {theme}", f"size {size}", f"lower {'on' if lowered else 'off'}", f"open {screen} {which}".strip()]
    return lines + ["tap @page:1"] * (page - 1)


def page_in(stop):
    number = re.search(r"-(\d+)$", stop)
    return int(number.group(1)) if number else 1


def page_after(stop):
    """The page of a stop that has a number of its own: code-card-1-p2."""
    number = re.search(r"-p(\d+)$", stop)
    return int(number.group(1)) if number else 1


def shots(kiosk, panel, wanted):
    """Runs one script; `wanted` is lines of (lines, name); gives the pictures by name."""
    files, lines = {}, []
    for number, (before, name) in enumerate(wanted):
        files[name] = kiosk.file(f"look-{number}.png")
        lines += [*before, f"shot {files[name]}"]
    done = kiosk.script(lines, size=access_dumps.PANELS[panel][0], options=access_dumps.options(panel)[2:], limit=600)
    return done, files


# ---- 1, 2: pictures behind words and edges ----

def behind_words(light, ink, x, y, w, px):
    """The pixels between the letters of a run; letters and two pixels around them are left out."""
    box = light[max(0, y - int(px * 0.76)):y + int(px * 0.22), max(0, x):x + w]
    letters = numpy.pad(pixels.ratio(box, ink) < 1.6, 2)
    rows, columns = box.shape
    near = numpy.zeros(box.shape, bool)
    for down in range(5):
        for across in range(5):
            near |= letters[down:down + rows, across:across + columns]
    # Letters fill less than half; where more is as dark as they are, the ground is.
    return box[~near] if near.mean() < 0.97 else box.ravel()


def around_edge(light, x, y, w, h):
    """A line of pixels 3 outside of the rectangle."""
    rows, columns = light.shape
    parts = [light[max(0, y - 3), x:x + w], light[y:y + h, max(0, x - 3)], light[y:y + h, min(columns - 1, x + w + 2)]]
    if y + h + 9 < rows:
        parts.append(light[y + h + 8, x:x + w])
    return numpy.concatenate([part.ravel() for part in parts])


def one_picture(findings, key, found, light):
    row, place, px = key[0], found[0], found[1]
    if row == 1:
        ink = access_dumps.light_of(key[5])
        ratios = pixels.ratio(behind_words(light, ink, *px[:3], found[2]), ink)
    else:
        behind = around_edge(light, *px)
        ratios = pixels.ratio(behind, access_dumps.light_of(key[5]))
        if key[6]:  # the edge against what is in it, or either against the picture
            inside = access_dumps.ratio(key[5], key[6])
            ratios = numpy.maximum(numpy.maximum(ratios, pixels.ratio(behind, access_dumps.light_of(key[6]))), inside)
    if len(ratios):
        part = WORST if row == 1 else HALF
        findings.least(row, "on pictures", round(float(numpy.percentile(ratios, part)), 1), place)
        findings.counts[f"pictures of row {row}"] += 1


def look_at_pictures(kiosk, findings):
    panels = collections.defaultdict(list)
    for key, found in findings.pictures.items():
        panels[found[0][0]].append((key, found))
    for panel, some in panels.items():
        places = {}
        for key, found in some:
            places.setdefault(found[0], key[4])
        wanted = [(go_to(place, screen, page_in(place[4]) if not place[4].startswith(("attract", "question", "code", "offer")) else 1), place)
                  for place, screen in sorted(places.items())]
        done, files = shots(kiosk, panel, wanted)
        findings.need(1, done.status == 0, panel, f"the pictures: {done}")
        light = {}
        for key, found in some:
            path = files[found[0]]
            if path.exists():
                if found[0] not in light:
                    light = {found[0]: pixels.luminance(pixels.read(path))}
                one_picture(findings, key, found, light[found[0]])


# ---- 13: the ring ----

def ring_of(before, after, rect, per_mm):
    """Millimetres of ring that differ 3:1 from what was there, over its whole length (2.4.13
    counts the area) and over the side where they are least; and how much they differ."""
    x, y, w, h = rect
    reach, (rows, columns) = int(per_mm * 4), before.shape
    top, bottom, left, right = max(0, y - reach), min(rows, y + h + reach), max(0, x - reach), min(columns, x + w + reach)
    change = pixels.ratio(pixels.luminance(before[top:bottom, left:right]), pixels.luminance(after[top:bottom, left:right]))
    seen = change >= 3
    middle_x, middle_y = x + w // 2 - left, y + h // 2 - top
    sides = [seen[:middle_y, x - left:x + w - left].sum() / w, seen[middle_y:, x - left:x + w - left].sum() / w,
             seen[y - top:y + h - top, :middle_x].sum() / h, seen[y - top:y + h - top, middle_x:].sum() / h]
    whole = seen.sum() / (2 * (w + h))
    contrast = float(numpy.median(change[seen])) if seen.any() else 1.0
    return round(whole / per_mm, 2), round(min(sides) / per_mm, 2), round(contrast, 1)


def look_at_rings(kiosk, findings):
    for panel in list(access_dumps.PANELS)[:3]:
        for theme in access_dumps.THEMES:
            lines, files = [], []
            for stop in RINGED:
                place = (panel, "en", theme, "normal", stop, "")
                screen = re.sub(r"-\d+$|-card-1$", "", stop)
                names = [kiosk.file("ring.png"), kiosk.file("ring.png"), kiosk.file("ring.json")]
                lines += [*go_to(place, screen), f"shot {names[0]}", "key Down", f"shot {names[1]}", f"dump {names[2]}"]
                files.append((place, names))
            done = kiosk.script(lines, size=access_dumps.PANELS[panel][0], options=access_dumps.options(panel)[2:])
            findings.need(13, done.status == 0, panel, done)
            for place, (plain, ringed, dump) in files:
                if dump.exists():
                    look_at_ring(findings, place, plain, ringed, json.loads(dump.read_text(encoding="utf-8")))


def look_at_ring(findings, place, plain, ringed, dump):
    found = [one for one in dump["objects"] if one["focus"] == dump["ring"]]
    if findings.need(13, bool(found) and dump["ring"] > 0, place, "no ring"):
        wide, side, contrast = ring_of(pixels.read(plain), pixels.read(ringed), found[0]["px"], dump["px_per_mm"])
        findings.least(13, "wide", wide, place)
        findings.need(13, side >= 0.5, place, f"one side of the ring is seen for {side} mm only")
        findings.least(13, "contrast", contrast, place)


# ---- 29, 30: codes ----

def look_at_codes(kiosk, findings):
    wanted = {}
    for number, (_, _, address, place) in enumerate(findings.codes):
        wanted.setdefault(place[0], {}).setdefault(place[2:4], (address, place))
    for panel, some in sorted(wanted.items()):
        jobs = [(go_to(place, "code", page_after(place[4])), place) for _, place in some.values()]
        done, files = shots(kiosk, panel, jobs)
        findings.need(29, done.status == 0, panel, done)
        for (address, place), (zbar, zxing) in zip(some.values(), pair(lambda one: codes.read(files[one[1]]), list(some.values()))):
            findings.need(29, zbar == [address] and zxing == [address], place, f"zbar read {zbar}, ZXing {zxing}, not {address}")
            findings.counts["codes read"] += 1
            quiet_zone(findings, place, files[place])


def quiet_zone(findings, place, path):
    """Four modules of white around the black of the code."""
    picture = pixels.read(path)
    found = findings.code_boxes.get(place)
    if found is None:
        return
    (x, y, w, h), module = found
    zone = picture[max(0, y - 4 * module):y + h + 4 * module, max(0, x - 4 * module):x + w + 4 * module].copy()
    zone[4 * module:4 * module + h, 4 * module:4 * module + w] = 0xFFFFFF
    for corner in (zone[:4 * module, :4 * module], zone[:4 * module, -4 * module:], zone[-4 * module:, :4 * module], zone[-4 * module:, -4 * module:]):
        corner[:] = 0xFFFFFF  # the card is round there
    findings.need(30, bool((zone == 0xFFFFFF).all()), place, "not four modules of white around it")


def look_at_pixels(kiosk, findings):
    look_at_pictures(kiosk, findings)
    look_at_rings(kiosk, findings)
    look_at_codes(kiosk, findings)


# ---- 10, 11: what moves ----

def changes(kiosk, lines, seconds, step_ms=100):
    """How often the list changes in each second, untouched."""
    files = [kiosk.file("still.json") for _ in range(seconds * 1000 // step_ms)]
    script = [*lines]
    for file in files:
        script += [f"dump {file}", f"wait {step_ms}ms"]
    done = kiosk.script(script)
    texts = [file.read_text(encoding="utf-8") if file.exists() else "" for file in files]
    moments = [number for number in range(1, len(texts)) if texts[number] != texts[number - 1]]
    worst = max((sum(1 for other in moments if 0 <= other - one < 1000 // step_ms) for one in moments), default=0)
    return done, len(moments), worst


def moving(kiosk, findings):
    for name, lines, seconds in (("attract", ["open attract"], 45), ("more-time", ["open question 1", "wait 35s"], 15)):
        done, count, worst = changes(kiosk, lines, seconds)
        findings.need(11, done.status == 0 and count > 0, name, f"it should move: {done}")
        findings.least(11, "changes a second", -worst, (name,))
    done, count, _ = changes(kiosk, ["wait 25s", "tap 400,60"], 60, 500)
    findings.need(10, done.status == 0 and count == 0, "home", f"{count} changes after a touch\n{done}")


# ---- tests that rows name ----

def named_tests(build):
    """row: [(name, good)] for the tests of rows.json."""
    rows, ran, out = json.loads((ROOT / "tests/access/rows.json").read_text(encoding="utf-8")), {}, {}
    for number, row in rows.items():
        out[number] = [(name, test_holds(build, name, ran)) for name in row.get("shown", [])]
    return out


# They take seconds, and the suite of units runs them.
SLOW = ("display/test_clear", "display/test_storm", "display/test_time")


def is_written(where, what):
    """Is it a test function of that program?"""
    source = (ROOT / "tests" / f"{where}.c").read_text(encoding="utf-8")
    return what == "*" or len(re.findall(rf"\b{re.escape(what)}\b", source)) >= 2


def test_holds(build, name, ran):
    where, _, what = name.partition(" ")
    if where == "code:":
        path, _, words = what.partition(" ")
        return words in (ROOT / path).read_text(encoding="utf-8")
    if where.startswith("flow/"):
        path = ROOT / "tests" / where
        return path.is_file() and what in path.read_text(encoding="utf-8")
    program = build / "tests" / where
    if not program.is_file() or not is_written(where, what):
        return False
    if where in SLOW:
        return True
    if where not in ran:
        done = run([program])
        ran[where] = (done.status, set(re.findall(r"^\[\s+OK \] (\S+)", done.out + done.err, re.M)))
    status, fine = ran[where]
    return status == 0 and bool(fine) if what == "*" else what in fine
