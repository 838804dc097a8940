"""The verdict on each row, and tests/access.md. For tests/flow/access.py."""
import json

from access_dumps import PANELS, SIZES
from flow import ROOT

# (row, measure): what it must be at least, and how it is said
LIMITS = {
    (1, "light"): (7, "{:.1f}:1"), (1, "contrast"): (7, "{:.1f}:1"), (1, "on pictures"): (7, "{:.1f}:1"),
    (2, "edges"): (3, "{:.1f}:1"), (2, "icons"): (3, "{:.1f}:1"), (2, "dots"): (3, "{:.1f}:1"), (2, "on pictures"): (3, "{:.1f}:1"),
    (11, "changes a second"): (-3, "{:.0f}"), (13, "wide"): (0.45, "{:.2f} mm over its length"), (13, "contrast"): (3, "{:.1f}:1"), (24, "dots"): (3, "{:.1f}:1"),
    (28, "off"): (-2, "{:.0f} px"),
}
USUAL_ARC, LARGEST_DEGREES, LARGEST_AT, MODE_MM, LOW, HIGH = 16 / 60, 0.7, 600, 4.8, 380, 1220
DISTANCE = {name: panel[3] for name, panel in PANELS.items()}
TARGET, TARGET_LEAST, GAP_LEAST = 20, 15, 2.5  # mm
CODE_PARTS = 10  # of the reading distance


def degrees(mm, distance):
    return mm / distance * 180 / 3.141592653589793


def limits(row, name):
    """(least, words) of a measure."""
    if (row, name) in LIMITS:
        return LIMITS[(row, name)]
    panel, _, what = name.rpartition(" ")
    if row == 3:
        return {"main": TARGET_LEAST, "other": TARGET_LEAST, "gap": GAP_LEAST}[name.split()[0]] - 0.05, "{:.1f} mm"
    if row == 4:
        return USUAL_ARC * DISTANCE[panel] * 3.141592653589793 / 180 - 0.005, "{:.2f} mm"
    if row == 5:
        return LARGEST_DEGREES * LARGEST_AT * 3.141592653589793 / 180 - 0.005, "{:.2f} mm"  # on every panel, also where one reads from nearer
    if row == 7:
        return {"high": -HIGH, "low": LOW, "lowered": -10000}[what], "{:.0f} mm"
    return DISTANCE[panel] / CODE_PARTS, "{:.0f} mm"


def where(place):
    return ", ".join(str(part) for part in place if part)


def one_measure(row, name, value, place):
    least, words = limits(row, name)
    return value >= least, f"{name} {words.format(abs(value))} ({where(place)})"


def best_mode(measures, row_of, name, least, words):
    """Has every panel a size of words in which the measure is right? Of panels seen at all sizes."""
    out = []
    for panel in PANELS:
        found = [measures.get((row_of(size), f"{name}{panel} {size}")) for size in SIZES]
        if None not in found:
            best = max(value for value, _ in found)
            out.append((best >= least, f"{panel}: {words} {best:.2f} mm in the best mode"))
    return out


def modes(measures):
    """Row 4: on every panel at least one size has all capitals at 4.8 mm."""
    return best_mode(measures, lambda size: 5 if size == "largest" else 4, "", MODE_MM, "capitals")


def main_targets(measures):
    """Row 3: on every panel at least one size has all main controls at 20 mm."""
    return best_mode(measures, lambda _: 3, "main ", TARGET - 0.05, "main controls")


COUNTED = {23: ("strips",), 12: ("controls with a stop",), 14: ("objects",), 26: ("right-to-left texts",), 27: ("texts",), 28: ("mirrored screens",), 29: ("codes read",),
           30: ("codes",), 31: ("codes",), 6: ("screens whose words were compared",)}


TABLED = (3, 4, 5, 7, 30)


def measured_of(measures, key):
    """(how far from its limit, words) of each measure of a row."""
    found = sorted((name, value, place) for (row, name), (value, place) in measures.items() if row == key)
    return [(value - limits(key, name)[0], one_measure(key, name, value, place)[1]) for name, value, place in found]


def said_of(measures, key):
    measured = measured_of(measures, key)
    if key in TABLED:  # they stand in a table; here the nearest to its limit
        return min(measured)[1] if measured else ""
    return "; ".join(words for _, words in measured) or "no exception"


def judge(findings, shown):
    """A list of rows: number, requirement, good, measured, faults."""
    rows, measures = [], findings.measures
    for number, row in json.loads((ROOT / "tests/access/rows.json").read_text(encoding="utf-8")).items():
        key, tests = int(number), shown.get(number, [])
        faults = [str(one) for one in findings.faults.get(key, [])] + [words for far, words in measured_of(measures, key) if far < 0]
        faults += [words for good, words in {3: main_targets, 4: modes}.get(key, lambda _: [])(measures) if not good]
        faults += [f"{name}: is not there, or fails" for name, good in tests if not good]
        if not measured_of(measures, key) and not tests and not any(findings.counts[name] for name in COUNTED.get(key, ("screens",))):
            faults.append("nothing was looked at")
        rows.append({"number": key, "row": row, "requirement": row["requirement"], "good": not faults, "faults": faults,
                     "measured": said_of(measures, key), "tests": [name for name, _ in tests]})
    return rows


def measures_of(figures_kept):
    return {(one["row"], one["name"]): (one["value"], tuple(one["place"])) for one in figures_kept.get("measures", [])}


def stale(findings, figures_kept, looked_at):
    """What the kept figures say and this run does not: worse ones, and places that got better."""
    kept, out = measures_of(figures_kept), []
    for key, (value, place) in sorted(findings.measures.items()):
        if key not in kept or value < kept[key][0]:
            out.append(f"row {key[0]}, {key[1]}: {value} ({where(place)}), kept {kept.get(key, ('nothing',))[0]}")
        elif value > kept[key][0] and tuple(kept[key][1][:4]) in looked_at:
            out.append(f"row {key[0]}, {key[1]}: {value}, kept {kept[key][0]} ({where(kept[key][1])})")
    return out


def figures(findings, count, combinations):
    measures = [{"row": row, "name": name, "value": value, "place": list(place)} for (row, name), (value, place) in sorted(findings.measures.items())]
    return {"screens": count, "combinations": combinations, "measures": measures}


def cell(text):
    return text.replace("|", "\\|").replace("\n", " ")


def write(rows, figures_kept):
    lines = ["# Reading, hearing, reaching: the 35 rows", "",
             f"Written by `make access` from {figures_kept.get('screens', 0)} screens: every one of the example hub in each language, theme and size of words, with",
             "buttons where they are and lowered, on five panels. A figure is the worst that was met, with the place of it. What only a",
             "person can judge (loudness, glare, marks to feel, a wheelchair's way to the screen, native readers, tests with disabled",
             "people) is not in here.", "",
             "| # | Requirement | Number | Source | How it is tested | Worst | Tests | |", "| --- | --- | --- | --- | --- | --- | --- | --- |"]
    for one in rows:
        row = one["row"]
        tests = ", ".join(f"`{name}`" for name in one["tests"])
        lines.append("| " + " | ".join(cell(str(part)) for part in (one["number"], row["requirement"], row["number"], row["source"], row["how"],
                                                                      said_of(measures_of(figures_kept), one["number"]), tests, "yes" if one["good"] else "**no**")) + " |")
    kept = {key: value for key, (value, _) in measures_of(figures_kept).items()}
    lines += table("Capitals", "The smallest capital H of any word of any screen. 0.7 degrees at 600 mm are 7.33 mm; 16 minutes of arc are 2.79 mm there.", SIZES, lambda panel, size:
                   capital(kept.get((5 if size == "largest" else 4, f"{panel} {size}")), DISTANCE[panel]))
    lines += table("Controls", "The least side of main controls (start, answers, cards, more time, Clear) / of any other / the least gap, millimetres.", SIZES, lambda panel, size:
                   " / ".join(short(kept.get((3, f"{what} {panel} {size}"))) for what in ("main", "other", "gap")))
    lines += table("Reach", "Millimetres above the floor, as the panel hangs in the test: lower edge, lowest and highest control; highest of lowered ones above the lower edge.",
                   ("lower edge", "lowest", "highest", "lowered"), lambda panel, what:
                   str(PANELS[panel][2]) if what == "lower edge" else short(kept.get((7, f"{panel} " + {"lowest": "low", "highest": "high", "lowered": "lowered"}[what]))))
    lines += table("Codes", "The least side of a code, millimetres.", SIZES, lambda panel, size: short(kept.get((30, f"{panel} {size}"))))
    return "\n".join(lines) + "\n"


def short(value):
    return "" if value is None else f"{abs(value):g}"


def capital(mm, distance):
    return "" if mm is None else f"{mm:.2f} mm, {degrees(mm, distance):.2f} degrees at {distance} mm"


def table(title, words, columns, cells):
    lines = ["", f"## {title}", "", words, "", "| Panel | " + " | ".join(columns) + " |", "| --- |" + " --- |" * len(columns)]
    return lines + [f"| {panel} | " + " | ".join(cells(panel, column) for column in columns) + " |" for panel in PANELS]
