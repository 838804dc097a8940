"""What is looked at in each dump: the rows of ACCESS.md that a screen alone can show.

Each rule takes the findings, the dump and where it comes from. A measure keeps its worst
value with the place of it; a fault names its row.
"""
import collections
import re

from access_dumps import NAMED, NO_MORE, PAGER, ratio

PRIMARY = ("start", "who", "answer", "card", "more-time", "clear")
ENDS_FLOW = ('7"', '10.1"')  # small panels
READING = 15  # SCREEN_READING, kiosk/core/action.h
STOPS = ".,;:!?()،؛؟۔।"
BAR = ("back", "skip", "menu", "close", "clear")  # never mirrored, wherever they stand
NO_HELP = ("attract", "more-time", "staff")  # help is in the picture, shown after a touch, or not for families
MARKS = re.compile("[\u0001\u200b-\u200f\u2060\u2066-\u2069\u202a-\u202e\u061c\u00ad\\s]")
PLAIN = re.compile("[\u2066-\u2069\u200e\u200f\u0001]")
ISOLATED = re.compile("[\u2066\u2067\u2068][^\u2069]*\u2069")
# Numbers of several groups, times, addresses: what turns round between right-to-left words.
FRAGILE = re.compile(r"\d+[ \u00a0]\d+|\b\d{1,2}[.:]\d\d\b(?![.\d])|[a-z0-9-]+\.(?:org|uk|com|net|gov)[\w./-]*|\S+@\S+", re.I)


class Findings:
    """The worst of each measure, and what is wrong."""

    def __init__(self):
        self.measures = {}                         # (row, name): (value, place)
        self.faults = collections.defaultdict(list)  # row: words
        self.counts = collections.Counter()
        self.pictures = {}                         # what has to be looked at in pixels
        self.words, self.boxes, self.codes, self.code_boxes = {}, {}, [], {}  # for rows that compare screens
        self.languages = {}                        # code: from right to left?
        self.behind = {}                           # combination: words that a list leaves to the page of an offer
        self.strips = collections.defaultdict(list)  # of each stop: (page, rectangle, place)

    def least(self, row, name, value, place):
        kept = self.measures.get((row, name))
        if kept is None or (value, place) < kept:
            self.measures[(row, name)] = (value, place)

    def need(self, row, good, place, words):
        if not good:
            self.faults[row].append(f"{place}: {words}")
        return good


def name_of(one):
    return f'{one["role"]} "{one["label"][:40]}"'


def letters(text):
    return MARKS.sub("", text)


def place_of(dump, combination):
    panel, language, theme, size = combination
    return (panel, language, theme, size, dump["stop"], "lowered" if dump["lowered"] else "")


def covers_all(one, dump):
    return one["px"][2] * one["px"][3] >= 0.9 * dump["size"][0] * dump["size"][1]


def runs_of(dump):
    return [one for one in dump["drawn"] if one["kind"] == "text"]


def is_control(one):
    """For visitors: the hub's name that staff knock on is none."""
    return one["action"] and one["action"]["verb"] != "knock"


def controls_of(dump):
    return [one for one in dump["objects"] if is_control(one)]


# ---- one rule a row ----

def text_contrast(findings, dump, place):
    for run in runs_of(dump):
        if run["ground"].startswith("#"):
            findings.least(1, f"{place[2]}", round(ratio(run["ink"], run["ground"]), 2), place)
        else:
            findings.pictures.setdefault((1, place[0], findings.languages.get(place[1]), place[3], dump["screen"], run["ink"], run["ground"]), (place, run["px"], run["size"]))


def dots_of(dump):
    """Those that say something: of a row of dots or leaves. Others are decoration."""
    rows = [one["px"] for one in dump["objects"] if one["role"] == "progress"]
    return [one for one in dump["drawn"] if one["kind"] in ("disc", "leaf") and
            any(x <= one["px"][0] + one["px"][2] // 2 <= x + w and y <= one["px"][1] + one["px"][3] // 2 <= y + h for x, y, w, h in rows)]


def edge_contrast(findings, dump, place):
    findings.counts["screens"] += 1
    for one in controls_of(dump):
        if not one["outline"]:
            continue
        if one["around"].startswith("#"):
            best = max(ratio(one["outline"], one["around"]), ratio(one["fill"], one["around"]) if one["fill"] else 1)
            findings.least(2, "edges", round(best, 2), place)
        else:
            findings.pictures.setdefault((2, place[0], place[2], place[3], dump["screen"], one["outline"], one["fill"]), (place, one["px"], 0))
    for one in dump["drawn"]:
        if one["kind"] == "icon" and one["ground"].startswith("#"):
            findings.least(2, "icons", round(ratio(one["ink"], one["ground"]), 2), place)
    for one in dots_of(dump):
        if one["ground"].startswith("#"):
            found = [ratio(colour, one["ground"]) for colour in (one["fill"], one["outline"]) if colour]
            findings.least(2, "dots", round(max(found, default=1), 2), place)


def gap(a, b):
    """Pixels between two rectangles; below 0 where they overlap."""
    across = max(a[0] - b[0] - b[2], b[0] - a[0] - a[2])
    down = max(a[1] - b[1] - b[3], b[1] - a[1] - a[3])
    return max(across, down)


def targets(findings, dump, place):
    controls = [one for one in controls_of(dump) if not covers_all(one, dump)]
    for one in controls:
        side = min(one["px"][2:]) / dump["px_per_mm"]
        what = "main" if one["action"]["verb"] in PRIMARY else "other"
        findings.least(3, f"{what} {place[0]} {place[3]}", round(side, 1), place + (one["action"]["verb"],))
    for number, one in enumerate(controls):
        for other in controls[number + 1:]:
            findings.least(3, f"gap {place[0]} {place[3]}", round(gap(one["px"], other["px"]) / dump["px_per_mm"], 1), place)


def capitals(findings, dump, place):
    panel, size = place[0], place[3]
    for run in runs_of(dump):
        findings.least(5 if size == "largest" else 4, f"{panel} {size}", run["cap_mm"], place)


def lies_within(findings, dump, place):
    w, h = dump["size"]
    findings.need(6, not dump["full"] and not dump["clipped"], place, "a text is cut or the screen holds too much")
    runs = runs_of(dump)
    boxes = [(r["px"][0], r["px"][1] - r["cap_px"], r["px"][2], r["cap_px"]) for r in runs]
    for run, (x, y, bw, bh) in zip(runs, boxes):
        findings.need(6, x >= 0 and y >= 0 and x + bw <= w and y + bh <= h, place, f'"{run["text"]}" leaves the panel')
    order = sorted(range(len(boxes)), key=lambda i: boxes[i][1])
    for at, i in enumerate(order):
        for j in order[at + 1:]:
            if boxes[j][1] >= boxes[i][1] + boxes[i][3]:
                break
            findings.need(6, gap(boxes[i], boxes[j]) >= -2, place, f'"{runs[i]["text"]}" lies over "{runs[j]["text"]}"')
    controls = [one for one in controls_of(dump) if not covers_all(one, dump)]
    for number, one in enumerate(controls):
        x, y, bw, bh = one["px"]
        findings.need(6, x >= 0 and y >= 0 and x + bw <= w and y + bh <= h, place, f"{name_of(one)} leaves the panel")
        for other in controls[number + 1:]:
            findings.need(6, gap(one["px"], other["px"]) >= 0, place, f"{name_of(one)} lies over {name_of(other)}")
    codes = [one["px"] for one in dump["objects"] if one["role"] == "code"]
    for run, box in zip(runs, boxes):
        findings.need(6, all(gap(box, code) >= 0 for code in codes), place, f'"{run["text"]}" lies under a code')
    for leaf in (one["px"] for one in dump["drawn"] if one["kind"] == "leaf"):
        findings.need(6, all(gap(leaf, one["px"]) >= 0 for one in controls), place, "a leaf lies over a control")


def reach(findings, dump, place):
    floor, per_mm, h = dump["floor_mm"], dump["px_per_mm"], dump["size"][1]
    for one in controls_of(dump):
        top = floor + (h - one["px"][1]) / per_mm
        bottom = top - one["px"][3] / per_mm
        part = min((top - bottom) / 2, 20)
        findings.least(7, f"{place[0]} high", round(-(bottom + part)), place)
        findings.least(7, f"{place[0]} low", round(top - part), place)
        if dump["lowered"]:
            findings.least(7, f"{place[0]} lowered", round(-(bottom + part - floor)), place)


def key_stops(findings, dump, place):
    stops = sorted(one["focus"] for one in dump["objects"] if one["focus"])
    findings.need(12, stops == list(range(1, len(stops) + 1)), place, f"stops {stops}")
    for one in controls_of(dump):
        findings.need(12, one["focus"] or covers_all(one, dump), place, f"no key reaches {name_of(one)}")
    findings.counts["controls with a stop"] += len(stops)


def said(findings, dump, place):
    known = findings.languages
    for one in dump["objects"]:
        findings.counts["objects"] += 1
        if not one["label"] and not one["cap_px"] and not one["action"]:
            continue  # an empty place that keeps results alike (S17)
        fine = one["role"] and (not one["label"] or one["speech"]) and one["language"] in known
        findings.need(14, fine, place, f'{name_of(one)}: language "{one["language"]}", speech "{one["speech"][:40]}"')
        findings.need(14, not one["action"] or (one["label"] and one["speech"]), place, f"a control without words at {one['px']}")
        wanted = "rtl" if known.get(one["language"]) else "ltr"
        findings.need(14, one["direction"] == wanted, place, f"{name_of(one)}: {one['direction']}")


def bar(findings, dump, place):
    leads = dump["reading"] or all(one["action"]["verb"] in ("start", "more-time", "clear", "page") for one in controls_of(dump))
    # Beside a code of 60 mm a small panel has room for Back and Clear alone; Back leads to where the way is.
    beside_code = dump["screen"] == "code" and dump["panel_mm"][0] < 313 and dump["text_size"] == "normal" and not dump["lowered"]
    findings.need(22, leads or beside_code, place, "no way to how to read, hear and reach")


def help_place(findings, dump, place):
    if not dump["bar"] or dump["screen"] in NO_HELP:
        return
    strips = [one["px"] for one in dump["objects"] if one["role"] == "strip"]
    findings.need(23, len(strips) <= 1, place, f"{len(strips)} help-line strips")
    findings.strips[(place[:4] + place[5:], base_of(dump))].append((dump["page"], strips[0] if strips else None, place))


def not_colour_alone(findings, dump, place):
    for one in controls_of(dump):
        findings.need(24, letters(one["label"]), place, f"a control without words at {one['px']}")
    for one in dump["objects"]:
        findings.need(24, one["role"] != "progress" or letters(one["label"]), place, f"dots without words at {one['px']}")
    fills = {one["fill"] or "none" for one in dots_of(dump)} - {"none"}
    for a in fills:
        for b in fills - {a}:
            findings.least(24, "dots", round(ratio(a, b), 2), place)


def isolates(findings, dump, place):
    drawn = [letters(run["text"]) for run in runs_of(dump) if not run["rtl"]]
    for one in dump["objects"]:
        if one["direction"] == "rtl":
            findings.counts["right-to-left texts"] += 1
            for found in FRAGILE.findall(ISOLATED.sub("", one["label"])):
                whole = letters(found)  # drawn as one run from the left, its order is right
                findings.need(26, any(whole in text for text in drawn), place, f'"{found}" in {name_of(one)}')


def nothing_lost(findings, dump, place):
    runs = [(run["px"][0] + run["px"][2] // 2, run["px"][1] - run["size"] // 3, run["text"]) for run in runs_of(dump)]
    for one in dump["objects"]:
        if one["role"] not in ("text", "heading") or one["action"] or not one["label"]:
            continue
        x, y, w, h = one["px"]
        drawn = collections.Counter(letters("".join(text for at_x, at_y, text in runs if x - 2 <= at_x <= x + w + 2 and y - 4 <= at_y <= y + h + 4)))
        lost = collections.Counter(letters(one["label"])) - drawn
        findings.counts["texts"] += 1
        findings.need(27, not lost, place, f'{"".join(lost)[:20]!r} of {name_of(one)}')


def serif(findings, dump, place):
    found = [run for run in runs_of(dump) if run["face"] == "serif"]
    findings.need(34, place[2] == "light" or not found, place, "serif letters in high contrast")
    headings = [one["px"] for one in dump["objects"] if one["role"] == "heading"]
    for run in found:
        x, y = run["px"][0] + run["px"][2] // 2, run["px"][1] - run["size"] // 3
        inside = any(a <= x <= a + w and b - 4 <= y <= b + h + 4 for a, b, w, h in headings)
        findings.need(34, inside, place, f'serif beside a heading: "{run["text"]}"')


def base_of(dump):
    """The stop of a tour without the page of it."""
    return re.sub(rf"-p?{dump['page']}$", "", dump["stop"]) if dump["page"] > 1 else dump["stop"]


def code(findings, dump, place):
    for one in dump["drawn"]:
        if one["kind"] != "code":
            continue
        side = one["px"][2]
        findings.counts["codes"] += 1
        findings.least(30, f"{place[0]} {place[3]}", round(side / dump["px_per_mm"], 1), place)
        findings.need(30, side == one["module"] * one["side"] == one["px"][3], place, f"{one['px']} is not {one['side']} modules of {one['module']} px")
        findings.code_boxes[place] = (one["px"], one["module"])
        findings.codes.append((place[:4] + place[5:], base_of(dump), one["address"], place))
        findings.need(31, any(o["role"] == "code" and o["speech"] for o in dump["objects"]), place, "the code has no words to be said")


def leads_to_reading(one):
    return one["action"] and one["action"]["verb"] == "go" and one["action"]["value"] == READING


def remember(findings, dump, place):
    """For rows that compare screens: words of all pages, boxes of controls."""
    panel, language, theme, size, stop, lowered = place
    words, texts = findings.words.setdefault((panel, language, theme, size, lowered), {}).setdefault(base_of(dump), (set(), []))
    # The hub's own name may give way, and how one reads, which has a screen of its own.
    gives_way = {one["label"] for one in dump["objects"] if one["action"] and one["action"]["verb"] in ("knock", "contrast", "motion", "language", "page")}
    for one in dump["objects"]:
        if one["label"] in gives_way or leads_to_reading(one):
            continue
        found = PLAIN.sub("", one["label"]).replace("\u00a0", " ").split()
        texts.append("".join(found))
        if one["role"] != "strip":
            words.update(word.strip(STOPS) for word in found)
    boxes = [(one["action"]["verb"], one["action"]["value"], one["px"], one["focus"]) for one in controls_of(dump)]
    flips = {one["icon"]: one["flip"] for one in dump["drawn"] if one["kind"] == "icon"}
    findings.boxes[(panel, language, theme, size, lowered, stop)] = (boxes, flips, dump["size"][0], base_of(dump))


RULES = (text_contrast, edge_contrast, targets, capitals, lies_within, reach, key_stops, said, bar, help_place, not_colour_alone, isolates, nothing_lost,
         serif, code, remember)



# ---- rows that compare screens ----

LISTS = ("browse", "lines", "result", "result-concern", "result-own")


def is_there(word, there):
    """Its parts too: a word with a hyphen or a sign may be cut between two pages."""
    return word in there or all(part.isdigit() or part in there for part in re.split(r"[-+/.’·]", word))


def nothing_left_out(findings):
    """6: the pages at large and largest hold what the usual screen says. A list may say less
    of each offer, if the offer's own page, one touch away, says it (words_behind)."""
    for (panel, language, theme, size, lowered), stops in sorted(findings.words.items()):
        usual = findings.words.get((panel, language, theme, "normal", lowered))
        if size == "normal" or usual is None:
            continue
        for stop, (words, _) in usual.items():
            there = " ".join(stops.get(stop, (0, []))[1])
            lost = {word for word in words if word not in PAGER[language] and not is_there(word, there)}
            findings.counts["screens whose words were compared"] += 1
            if stop == "week":  # with room for all there is no "and 1 more"; days have their long names
                lost = {word for word in lost if re.sub(r"\d", "", word) not in NO_MORE[language]}
            if stop in LISTS:
                findings.behind.setdefault((panel, language, theme, size), set()).update(lost)
                continue
            findings.need(6, not lost, (panel, language, theme, size, stop, lowered), "without " + " ".join(sorted(lost)[:6]))


def mirrored(findings):
    """28: against the same screen in English."""
    for (panel, language, theme, size, lowered, stop), (boxes, flips, w, _) in sorted(findings.boxes.items()):
        if not findings.languages.get(language):
            continue
        other = next((findings.boxes[key] for look in ("light", "contrast") if (key := (panel, "en", look, size, lowered, stop)) in findings.boxes), None)
        if other is None:
            continue
        place = (panel, language, theme, size, stop, lowered)
        findings.need(28, not any(flips.get(icon) is False for icon in ("back", "next")), place, "an arrow that is not turned")
        if [box[:2] for box in boxes] != [box[:2] for box in other[0]]:
            continue  # longer words, other pages: nothing to compare
        findings.counts["mirrored screens"] += 1
        findings.need(28, [box[3] for box in boxes] == [box[3] for box in other[0]], place, "another order of keys")
        bottom = next((box[2][1] + box[2][3] for box in other[0] if box[0] == "clear"), None)
        for (verb, value, px, _), (_, _, english, _) in zip(boxes, other[0]):
            if abs(px[2] - english[2]) > 2:
                continue  # wider words
            in_bar = verb in BAR or english[1] + english[3] == bottom
            wanted = english[0] if in_bar else w - english[0] - english[2]
            off = abs(px[0] - wanted)
            if verb == "page" and in_bar:  # in the bar the two change places
                off = max(0, abs(px[0] - english[0] + value * english[2]) - english[2] // 4)
            # On small panels the buttons beside a code stand beside Clear, which is never mirrored.
            if stop.startswith("code"):
                off = min(off, abs(px[0] - english[0]), abs(px[0] - (w - english[0] - english[2])))
            findings.least(28, "off", -off, place + (verb,))


def codes_have_words(findings):
    """31: the address in words on the same screen; the numbers are in the strip of every screen (23)."""
    for key, stop, address, place in findings.codes:
        said = " ".join(findings.words[key][stop][1]).lower()
        readable = re.sub(r"^https?://(www\.)?|/$", "", address.lower())
        findings.need(31, readable in said, place, f"{readable} is not there to be read")


def one_help_place(findings):
    """23: in the bar, at one place; or, where small panels have no room beside large words,
    the last words of each screen (3.2.6 asks for the same order)."""
    bars = collections.defaultdict(collections.Counter)
    for (key, stop), pages in sorted(findings.strips.items()):
        found = [(page, tuple(px), place) for page, px, place in pages if px]
        place = pages[-1][2]
        if len(found) == len(pages) and len({px for _, px, _ in found}) == 1 and not key[0].startswith(ENDS_FLOW):
            bars[(key[0], key[3], key[4])][found[0][1]] += 1
            continue
        findings.counts["strips"] += 1
        last = found and [page for page, _, _ in found] == sorted(page for page, _, _ in pages)[-len(found):]
        in_bar = len(found) == len(pages) and len({px for _, px, _ in found}) == 1
        findings.need(23, (last and key[0].startswith(ENDS_FLOW)) or in_bar, place, f"{len(found)} help-line strips on {len(pages)} pages")
    for key, places in sorted(bars.items()):
        findings.counts["strips"] += sum(places.values())
        findings.need(23, len(places) == 1, key, f"the strip stands at {dict(places)}")


def keys_reach(findings):
    """12: what a page only offers as one touch anywhere has a stop of its own on some page."""
    offered, stops = collections.defaultdict(set), collections.defaultdict(set)
    for key, (boxes, _, _, base) in findings.boxes.items():
        for verb, value, _, focus in boxes:
            offered[(*key[:5], base)].add((verb, value))
            if focus:
                stops[(*key[:5], base)].add((verb, value))
    for key, actions in sorted(offered.items()):
        findings.need(12, actions <= stops[key], key, f"no key reaches {actions - stops[key]}")


def words_behind(findings, combination, dumps):
    """6: what lists leave out stands on the pages of the offers; `dumps` has all of them."""
    pages = [one["label"] for dump in dumps if re.match("offer-|code-", dump["stop"]) for one in dump["objects"]]
    there = PLAIN.sub("", " ".join(pages)).replace("\u00a0", " ")
    # "Also for men": on the card's page the lines for them are named; "More" opens what large words show at once.
    lost = {word for word in findings.behind[combination] - NAMED[combination[1]] if not is_there(word, there)}
    findings.need(6, not lost, combination, "neither in a list nor on the page of an offer: " + " ".join(sorted(lost)[:6]))


COMPARISONS = (nothing_left_out, mirrored, codes_have_words, one_help_place, keys_reach)
