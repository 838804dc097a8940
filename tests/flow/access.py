#!/usr/bin/env python3
"""ACCESS.md, section 6: the 35 rows over every screen, language, size of words, theme and panel.

    access.py BUILD            looks at a sample (tests/tools/access_dumps.py) and at the worst
                               places that tests/access.json names; tests/access.md must hold
    access.py BUILD --whole    looks at everything
    access.py BUILD --write    and writes tests/access.json and tests/access.md

A row is green only when what it measures is right and the tests that it names are there
and pass.
"""
import json
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import access_dumps  # noqa: E402
import access_page  # noqa: E402
import access_rules  # noqa: E402
import access_walks  # noqa: E402
from flow import ROOT, Kiosk, Report, pair, scan  # noqa: E402

FIGURES, PAGE = ROOT / "tests/access.json", ROOT / "tests/access.md"


def look(kiosk, findings, combinations):
    """Two kiosks dump ahead while one looks."""
    count = 0
    for start in range(0, len(combinations), 2):
        some = combinations[start:start + 2]
        for combination, dumps in zip(some, pair(lambda one: list(access_dumps.screens(kiosk, one)), some)):
            for dump in dumps:
                place = access_rules.place_of(dump, combination)
                count += 1
                for rule in access_rules.RULES:
                    rule(findings, dump, place)
    for comparison in access_rules.COMPARISONS:
        comparison(findings)
    behind = [one for one, words in findings.behind.items() if words and one[1:3] == ("en", "light")]
    for combination in behind:  # in one language: the others have the same blocks
        access_rules.words_behind(findings, combination, access_dumps.screens(kiosk, combination, ["--full"]))
    return count


def kept():
    try:
        return json.loads(FIGURES.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def worst_places(figures):
    """The combinations in which the whole matrix was worst."""
    known = set(access_dumps.everything())
    places = [one["place"] for one in figures.get("measures", []) if one["row"] not in access_page.TABLED]
    return {tuple(place[:4]) for place in places if tuple(place[:4]) in known}


def main():
    if len(sys.argv) < 2 or sys.argv[2:] not in ([], ["--whole"], ["--write"], ["--quick"]):
        print(f"usage: {sys.argv[0]} BUILD [--whole | --write]")
        sys.exit(2)
    build, report, began = (ROOT / sys.argv[1]).resolve(), Report(), time.monotonic()
    whole, before, findings = sys.argv[2:] in (["--whole"], ["--write"]) or (scan() and not sys.argv[2:]), kept(), access_rules.Findings()
    with Kiosk(build) as kiosk:
        findings.languages = access_walks.directions(kiosk)
        combinations = access_dumps.everything() if whole else sorted(set(access_dumps.sampled()) | worst_places(before))
        count = look(kiosk, findings, combinations)
        report.figure(f"{count} screens of {len(combinations)} combinations in {time.monotonic() - began:.0f} s")
        access_walks.look_at_pixels(kiosk, findings)
        access_walks.moving(kiosk, findings)
        report.figure(f"pixels and time: after {time.monotonic() - began:.0f} s")
        shown = access_walks.named_tests(build)
    rows = access_page.judge(findings, shown)
    for row in rows:
        report.say(row["good"], f"{row['number']}. {row['requirement']}: {row['measured']}", "\n".join(row["faults"][:12]))
    figures = access_page.figures(findings, count, len(combinations)) if whole else before
    page = access_page.write(rows, figures)
    if sys.argv[2:] == ["--write"]:
        FIGURES.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        PAGE.write_text(page, encoding="utf-8")
    old = access_page.stale(findings, figures, set(combinations))
    same = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page
    report.say(same and not old, "tests/access.md is up to date (make access)", "\n".join(old[:12]) or "another page would be written")
    report.figure(f"{time.monotonic() - began:.0f} s in all")
    report.end()


if __name__ == "__main__":
    main()
