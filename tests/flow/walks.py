#!/usr/bin/env python3
"""Walks every path of the visit, by label and by touch, on three sizes of panel (in make test some in turn on one).

tests/flow/walks/*.script are scripts of the kiosk (display/script.h) with these
words more, because lists have more pages on a small panel than on a large one:

  #! now 2026-11-23T09:59        the clock at the start      #! packs DIR ...
  small: COMMAND  large: COMMAND only there
  tap @verb[:value]              the control that does this
  has "text"                     turns all pages; the text stands on one of them
  seek-no "text"                 turns all pages; it stands on none
  seek "text"                    turns pages until the text stands there
  expect-before "a" "b"          turns all pages; a comes before b
  line "name" "words"            a support line and what is said beside it
  card N                         a card of the result, its code, and back
  expect-code "address", expect-language CODE, expect-theme NAME, expect-size NAME
  page-to @verb[:value]          turns pages until that control stands there

A walk is first done by label. The places of everything touched are then taken
from the dumps, and the walk is done again by coordinates alone: every screen
must be the same. On each screen of the way the rules that hold everywhere are
looked at: nothing cut off, Clear at its one place (S22), the way to help (S10, S18).
"""
import json
import pathlib
import re
import shlex
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import NOW, SIZES, Kiosk, Report, Screen, build_folder, pair, plain, scan  # noqa: E402

FOLDER = pathlib.Path(__file__).resolve().parent / "walks"
SWEEP = 16       # more pages than any list has
RUNS_MAX = 60
TURNING = ("seek", "seek-no", "has", "line", "expect-before", "page-to")


class Wrong(Exception):
    """Something on the way was not so."""


class Again(Exception):
    """A place was guessed wrongly and is known now."""


def parse(path, size):
    """The commands of a walk as lists of words, repeats unrolled; and its head."""
    small, head, out, stack = size == "800x480", {}, [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        line = line.strip()
        if line.startswith("#!"):
            head[line[2:].split()[0]] = line[2:].split()[1:]
            continue
        if not line or line.startswith("#"):
            continue
        only = re.match(r"(small|large): (.*)", line)
        if only and (only.group(1) == "small") != small:
            continue
        words = shlex.split(only.group(2) if only else line)
        if words[0] == "repeat":
            stack.append((int(words[1]), out))
            out = []
        elif words[0] == "end":
            times, outer = stack.pop()
            out = outer + out * times
        elif words[0] == "card":
            out += [(number, ["page-to", f"@card:{words[1]}"]), (number, ["tap", f"@card:{words[1]}"]), (number, ["expect-screen", "code"]),
                    (number, ["expect", "Scanning can leave a trace on your phone."]), (number, ["expect-code", "https://"]),
                    (number, ["tap", "Back"]), (number, ["expect-screen", "result"])]
        else:
            out.append((number, words))
    return out, head


def aimed(screen, target):
    """The control that a word of `tap` names; None when there is none."""
    if target.startswith("@"):
        verb, _, value = target[1:].partition(":")
        return screen.verb(verb, int(value) if value else None)
    return screen.find(target)


def point(screen, one):
    """A place on the control that is not its middle and not beneath another."""
    x, y, w, h = one["px"]
    for across, down in ((0.2, 0.7), (0.8, 0.3), (0.5, 0.5), (0.9, 0.9), (0.1, 0.1)):
        at = x + int(w * across), y + int(h * down)
        if screen.hit(*at) is one:
            return at
    raise Wrong(f"\"{one['label']}\" lies beneath other controls")


class Walk:
    """One walk on one size."""

    known = {}  # (size, word): where it was last, for a first guess
    lock = threading.Lock()

    def __init__(self, kiosk, path, size):
        self.kiosk, self.size, self.path = kiosk, size, path
        self.commands, self.head = parse(path, size)
        self.places = {}  # number of the command: place
        self.pages = {}   # number of the command: pages to turn

    def guess(self, number, word):
        if number not in self.places:
            with Walk.lock:  # kept, since another walk may learn of another place meanwhile
                self.places[number] = Walk.known.get((self.size, word), (1, 1))
        return self.places[number]

    def learn(self, number, word, at):
        self.places[number] = at
        with Walk.lock:
            Walk.known[(self.size, word)] = at

    # ---- writing the script ----

    def write(self, by_touch):
        """The lines of the script, and for each command its first state: the dump before it."""
        lines, first = ["ahead off"], []
        self.states = []

        def state():
            self.states.append(self.kiosk.folder / f"{self.path.stem}-{self.size}-{len(self.states)}.json")
            lines.append(f"dump {self.states[-1]}")

        state()
        for number, (_, words) in enumerate(self.commands):
            first.append(len(self.states) - 1)
            what = words[0]
            if what == "tap":
                coordinates = re.fullmatch(r"-?\d+,-?\d+", words[1])
                named = words[1] if words[1].startswith("@") else json.dumps(words[1], ensure_ascii=False)
                at = words[1] if coordinates else "{},{}".format(*self.places[number]) if by_touch else named
                lines.append(f"tap {at}")
                state()
            elif what in TURNING:
                for _ in range(self.pages.get(number, SWEEP)):
                    lines.append("tap {},{}".format(*self.guess(number, "@page:1")))
                    state()
            elif what in ("wait", "now", "lang", "theme", "motion", "open", "key"):
                lines.append(" ".join(words))
                state()
            elif what in ("expect", "expect-no"):
                lines.append(f"{what} {json.dumps(words[1], ensure_ascii=False)}")
            elif what == "expect-screen":
                lines.append(" ".join(words))
        first.append(len(self.states) - 1)
        return lines, first

    # ---- reading what came ----

    def screen(self, index):
        if index not in self.read:
            try:
                self.read[index] = Screen(json.loads(self.states[index].read_text(encoding="utf-8")))
            except (OSError, ValueError):
                raise Wrong(f"the script ended before this\n{self.done}") from None
        return self.read[index]

    def see_tap(self, number, target, before):
        if re.fullmatch(r"-?\d+,-?\d+", target):
            return
        screen = self.screen(before)
        one = aimed(screen, target)
        if one is None:
            raise Wrong(f"there is no \"{target}\" on the screen \"{screen.name}\"")
        self.places[number] = point(screen, one)

    def turns(self, number, first, last):
        """The screens of turning pages, each once."""
        page = self.screen(first).verb("page", 1)
        if page and self.screen(first).hit(*self.guess(number, "@page:1")) is not page:
            self.learn(number, "@page:1", point(self.screen(first), page))
            raise Again
        if not page and last > first and self.screen(first).hit(*self.guess(number, "@page:1")):
            self.pages[number] = 0  # nothing to turn, and the guess touched something else
            raise Again
        seen = []
        for index in range(first, last + 1):
            labels = self.screen(index).labels()
            if labels not in [s.labels() for s in seen]:
                seen.append(self.screen(index))
        return seen

    def see_pages(self, number, words, first, last):
        what = words[0]
        if what in ("seek", "page-to"):
            there = (lambda s: aimed(s, words[1])) if what == "page-to" else (lambda s: s.says(words[1]))
            if number in self.pages:
                return
            self.turns(number, first, last)
            for index in range(first, last + 1):
                if there(self.screen(index)):
                    self.pages[number] = index - first
                    if index == last:
                        return
                    if index == first and self.screen(last).labels() == self.screen(first).labels():
                        self.again = True  # no touch turned a page: what comes after is right, too
                        return
                    raise Again
            raise Wrong(f"\"{words[1]}\" is on no page of \"{self.screen(first).name}\"")
        seen = self.turns(number, first, last)
        if what in ("has", "line") and not any(s.says(words[1]) for s in seen):
            raise Wrong(f"\"{words[1]}\" is on no page of \"{seen[0].name}\"")
        if what == "line" and not any(self.beside(words, s) for s in seen):
            raise Wrong(f"\"{words[2]}\" does not stand beside \"{words[1]}\"")
        if what == "seek-no" and any(s.says(words[1]) for s in seen):
            raise Wrong(f"\"{words[1]}\" is on the screen \"{seen[0].name}\"")
        if what == "expect-before":
            labels = [label for s in seen for label in s.labels()]
            places = [next((i for i, label in enumerate(labels) if plain(w) in label), None) for w in words[1:3]]
            if None in places:
                raise Wrong(f"\"{words[1 + places.index(None)]}\" is on no page")
            inside = places[0] == places[1] and labels[places[0]].index(plain(words[1])) > labels[places[0]].index(plain(words[2]))
            if places[0] > places[1] or inside:
                raise Wrong(f"\"{words[1]}\" does not come before \"{words[2]}\"")

    @staticmethod
    def beside(words, screen):
        """Do the words stand in the row of the name?"""
        name, said = plain(words[1]), plain(words[2])
        return any(name in label and said in label for label in screen.labels())

    def see(self, number, words, first, last):
        what, screen = words[0], self.screen(first)
        if what == "tap":
            self.see_tap(number, words[1], first)
        elif what in TURNING:
            self.see_pages(number, words, first, last)
        elif what == "expect":
            if not screen.says(words[1]):
                raise Wrong(f"\"{words[1]}\" is not on the screen \"{screen.name}\"")
        elif what == "expect-no":
            if screen.says(words[1]):
                raise Wrong(f"\"{words[1]}\" is on the screen \"{screen.name}\"")
        elif what == "expect-screen":
            if screen.name != words[1]:
                raise Wrong(f"this is \"{screen.name}\", not \"{words[1]}\"")
        elif what in ("expect-code", "expect-language", "expect-theme", "expect-size"):
            is_now = screen.dump["text_size" if what == "expect-size" else what[7:]]
            if not is_now.startswith(words[1]) or (words[1] != "https://" and is_now != words[1]):
                raise Wrong(f"{what[7:]} is \"{is_now}\", not \"{words[1]}\"")

    def go(self, by_touch):
        """Runs it once and looks at every command. Raises Wrong or Again."""
        lines, first = self.write(by_touch)
        self.read, self.again = {}, False
        for path in self.states:
            path.unlink(missing_ok=True)
        self.done = self.kiosk.script(lines, size=self.size, now=self.head.get("now", [NOW])[0], packs=self.head.get("packs"))
        for number, (line, words) in enumerate(self.commands):
            try:
                self.see(number, words, first[number], first[number + 1])
            except Wrong as why:
                raise Wrong(f"{self.path.name}:{line}: {why}") from None
        if self.done.status != 0:
            raise Wrong(f"ended with {self.done.status}\n{self.done}")
        if self.again:
            raise Again

    def walk(self):
        """By label, until all places are known; then by touch. None or what is wrong; the screens of the way."""
        for _ in range(RUNS_MAX):
            try:
                self.go(False)
                break
            except Again:
                continue
            except Wrong as why:
                return f"by label: {why}", []
        else:
            return "the walk finds no end", []
        way = [self.screen(i) for i in range(len(self.states))]
        try:
            self.go(True)
        except (Again, Wrong) as why:
            return f"by touch: {why}", way
        for number, screen in enumerate(way):
            if screen.dump != self.screen(number).dump:
                return f"by touch: screen {number} (\"{screen.name}\") is not the one by label", way
        return None, way


# ---- what holds on every screen ----

def always(screen, clear_at):
    """Each broken rule of one screen; `clear_at` holds the one place of Clear in each size of words."""
    dump = screen.dump
    if dump["full"] or dump["clipped"]:
        yield f"{screen.name}: {'too much for the list' if dump['full'] else 'a text does not fit'}"
    if not screen.says("999") and screen.name != "children":
        yield f"S10: {screen.name} does not say 999"
    # In the largest words the code of a small panel fills its page; the number stands on the next one.
    only_code = dump["code"] and dump["text_size"] == "largest" and dump["size"][0] == 800
    if screen.name != "children" and not only_code and not screen.says("0808 2000 247"):
        yield f"S18: {screen.name} does not say the number of the support line"
    clear = [one for one in screen.controls() if one["action"]["verb"] == "clear"]
    if screen.name == "attract":
        if clear:
            yield "S22: Clear on the attract loop"
        return
    if len(clear) != 1:
        yield f"S22: {screen.name} has {len(clear)} Clear buttons"
        return
    x, y, w, h = clear[0]["px"]
    there = clear_at.setdefault(dump["text_size"], clear[0]["px"])
    if there != clear[0]["px"]:
        yield f"S22: Clear of {screen.name} stands at {clear[0]['px']}, elsewhere at {there}"
    if min(clear[0]["mm"][2:]) < 19.95:
        yield f"S22: Clear of {screen.name} is {clear[0]['mm'][2:]} mm"
    for at in ((x, y), (x + w - 1, y), (x, y + h - 1), (x + w - 1, y + h - 1), (x + w // 2, y + h // 2)):
        if screen.hit(*at) is not clear[0]:
            yield f"S22: Clear of {screen.name} is covered"
            return


def sizes_of(number, path):
    """The panels of a walk: one of the three, in turn; all for a concern and how one reads, and in make scan."""
    every = scan() or path.stem in ("reading", "urdu", "concern")
    return [size for place, size in enumerate(SIZES) if every or place == number % len(SIZES)]


def main():
    build, report = build_folder(), Report()
    scripts = sorted(FOLDER.glob("*.script"))
    with Kiosk(build) as kiosk:
        walks = [Walk(kiosk, path, size) for number, path in enumerate(scripts) for size in sizes_of(number, path)]
        for size in SIZES:  # renders the pictures of each size once
            kiosk.script("expect-screen attract\n", size=size)
        found = pair(Walk.walk, walks)
        rules, seen, steps = {}, set(), 0
        for walk, (wrong, way) in zip(walks, found):
            report.say(wrong is None, f"walk {walk.path.stem} on {walk.size}, by label and by touch", wrong or "")
            steps += len(way)
            place = rules.setdefault(walk.size, ({}, {}))
            for screen in way:
                seen.add(screen.name)
                for broken in always(screen, place[0]):
                    place[1].setdefault(broken, f"{walk.path.stem}: {broken}")
        for size, (_, broken) in rules.items():
            report.say(not broken, f"on every screen of every walk on {size}: nothing cut off, Clear in its place (S22), the way to help (S10, S18)",
                       "\n".join(broken.values()))
        missing = {"attract", "home", "who", "question", "result", "offer", "code", "browse", "lines", "ideas", "team", "week", "children", "more-time",
                   "staff", "reading", "about"} - seen
        report.say(not missing, "the walks come to every screen", f"not to {sorted(missing)}")
        report.figure(f"{len(scripts)} walks, {len(walks)} with their sizes, {steps} screens by label and again by touch")
    report.end()


if __name__ == "__main__":
    main()
