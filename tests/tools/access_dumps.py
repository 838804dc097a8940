"""Every screen of every panel, language, theme and size, as the kiosk dumps it.

For tests/flow/access.py. A combination is (panel, language, theme, text size); each holds
all screens, with buttons where they are and lowered.
"""
import functools
import itertools
import json
import subprocess

from flow import HUB, NOW, ROOT

# name: pixels, millimetres of the glass, its lower edge above the floor, reading distance
PANELS = {
    '21.5" wide': ("1920x1080", "476x268", 760, 600),
    '21.5" high': ("1080x1920", "268x476", 700, 600),
    '7"': ("800x480", "152x91", 1000, 500),
    '10.1"': ("1280x800", "217x136", 1000, 500),
    '15.6"': ("1366x768", "344x194", 900, 600),
}
THEMES, SIZES = ("light", "contrast"), ("normal", "large", "largest")


def options(panel):
    size, mm, floor, distance = PANELS[panel]
    return ["--size", size, "--panel-mm", mm, "--floor-mm", str(floor), "--distance-mm", str(distance)]


def languages():
    """Those that the hub of the tests offers."""
    codes = json.loads((ROOT / HUB[-1] / "pack.json").read_text(encoding="utf-8"))["hub"]["languages"]
    return [one if isinstance(one, str) else one["code"] for one in codes]


class Said(dict):
    """language: the words of some texts, as "Page 2 of 3", which come and go with the size."""

    def __init__(self, *keys):
        super().__init__()
        self.texts = keys

    def __missing__(self, code):
        texts = json.loads((ROOT / HUB[0] / f"text/{code}.json").read_text(encoding="utf-8"))
        said = [texts.get(key, "") for key in self.texts]
        self[code] = {word.replace("{n}", "").strip(".,:") for one in said for word in (one["text"] if isinstance(one, dict) else one).split()}
        return self[code]


PAGER = Said("ui.page")
NAMED = Said("ui.more", "ui.card.support.more")
NO_MORE = Said("ui.week.more", *(f"ui.day.{day}.short" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")))


def everything():
    return list(itertools.product(PANELS, languages(), THEMES, SIZES))


def sampled():
    """Few combinations: of every language the usual words and larger ones, on the three main
    panels in turn; English at every size of those, and as it begins on the others."""
    panels, chosen = list(PANELS), set()
    for number, code in enumerate(languages()):
        panel = panels[number % 3]
        chosen |= {(panel, code, THEMES[number % 2], "normal"), (panel, code, THEMES[number % 2], "largest" if number % 2 else "large")}
    chosen |= {(panel, "en", "light", size) for panel in panels[:3] for size in SIZES}
    chosen |= {(panel, "en", "light", "normal") for panel in panels}
    chosen |= {('10.1"', "pa", "light", size) for size in ("normal", "largest")}  # rows that grew pushed a page away
    return sorted(chosen)


def screens(kiosk, combination, more=()):
    """The dumps of a combination, one after the other."""
    panel, language, theme, size = combination
    command = [kiosk.program, "--dumps", "-", *options(panel), "--now", NOW, "--lang", language, "--theme", theme, "--text", size, *more, *HUB]
    with subprocess.Popen([str(word) for word in command], cwd=ROOT, env=kiosk.environment(), stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as process:
        for line in process.stdout:
            yield json.loads(line)
    if process.returncode != 0:
        raise OSError(f"--dumps of {combination} ended with {process.returncode}")


def number_of(colour):
    return int(colour[1:], 16)


@functools.lru_cache(None)
def light_of(colour):
    """WCAG 2 relative luminance of "#RRGGBB"."""
    value = number_of(colour)
    parts = [(value >> shift & 255) / 255 for shift in (16, 8, 0)]
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@functools.lru_cache(None)
def ratio(a, b):
    high, low = sorted((light_of(a), light_of(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)
