#!/usr/bin/env python3
"""Everything that a finger can do, done with keys alone, and without looking (ACCESS.md, rows 12 and 14).

Two walks from the attract loop, each over all screens that can be come to:

keys alone    next, act and back, no voice: on every screen the ring comes to every
              control and round to the first again; every control is acted on; Back
              leads home from everywhere.
speech alone  the same with headphones in: the ring stops at everything with words, and
              what is said is, word for word, what the dump says is to be said. Only
              what is heard decides where the walk goes: it acts on a control when its
              words were said.

A screen is known by its name, its verbs and, for questions, its words. All states that
a round found are walked in one run of the kiosk.
"""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import ROOT, Kiosk, Report, Screen, build_folder, pair, quick  # noqa: E402

SIZE = "1920x1080"
ROUNDS, QUESTIONS = 30, 12
LIKE = {"language", "open", "code", "stage", "start", "clear", "menu"}  # done once on each screen; all the others with each of their values
COUNTED = ("page", "go", "kind")  # verbs whose value makes another control
NEVER_HOME = ("attract", "week", "more-time")  # Back does nothing here, and something else leads on


def kind_of(screen):
    verbs = {(one["action"]["verb"], one["action"]["value"] if one["action"]["verb"] in COUNTED else 0) for one in screen.controls() if one["focus"]}
    words = next((one["label"] for one in screen.objects if one["role"] == "progress"), "") if screen.name == "question" else ""
    return screen.name, frozenset(verbs), words


class Walk:
    def __init__(self, kiosk, report, ears):
        self.kiosk, self.report, self.ears = kiosk, report, ears
        self.what = "speech alone" if ears else "keys alone"
        self.kinds = {}   # kind: the keys that lead there
        self.first = {}   # kind: how it looks when it comes
        self.acted = {}   # screen: verbs that were done
        self.offered = {}  # screen: verbs that stand on it
        self.wrong = []
        self.said = 0

    def begin(self):
        """From anywhere to the attract loop, as a new visitor."""
        return (["plug out"] if self.ears else []) + ["key clear", "open attract"] + (["plug in", "wait 400ms"] if self.ears else [])

    def run(self, routes):
        """Walks each route, a list of lines in which None is a dump; gives the dumps of each."""
        lines, wanted = ["motion off", "ahead off"], []
        if self.ears:
            lines.append("plug in")
        for route in routes:
            lines += self.begin()
            dumps = []
            for line in route:
                if line is None:
                    dumps.append(self.kiosk.file("walk.json"))
                    line = f"dump {dumps[-1]}"
                lines.append(line)
            wanted.append(dumps)
        done = self.kiosk.script(lines, size=SIZE)
        if done.status != 0:
            self.wrong.append(str(done))
        out = []
        for dumps in wanted:
            out.append([Screen(json.loads(path.read_text(encoding="utf-8"))) for path in dumps if path.exists()])
            for path in dumps:
                path.unlink(missing_ok=True)
        return out

    # ---- one screen ----

    def stops(self, screen):
        """How many times Next goes on before the ring is round."""
        if not self.ears:
            return max((one["focus"] for one in screen.objects), default=0)
        w, h = screen.dump["size"]
        whole = [one for one in screen.objects if one["action"] and not one["focus"] and one["px"][2] >= w and one["px"][3] >= h]
        return sum(1 for one in screen.objects if one["speech"] and one not in whole)

    def standing(self, screen):
        """What has the ring."""
        if self.ears:
            return screen.objects[screen.dump["heard"]] if screen.dump["heard"] >= 0 else None
        return next((one for one in screen.objects if one["focus"] and one["focus"] == screen.dump["focus"]), None)

    def heard(self, screen, one):
        """S27's other side: word for word what the dump says, in its language."""
        self.said += 1
        if screen.dump["spoken"] != one["speech"] or screen.dump["spoken_voice"] != one["voice"] or not one["speech"]:
            self.wrong.append(f"{screen.name}: \"{one['speech']}\" ({one['voice']}) was said as \"{screen.dump['spoken']}\" ({screen.dump['spoken_voice']})")

    def announced(self, screen):
        """A new screen: its headings, then its texts, in order."""
        spoken, at = screen.dump["spoken"], 0
        inside = [one["px"] for one in screen.objects if one["focus"]]
        for role in ("heading", "text"):
            for one in screen.objects:
                x, y = one["px"][0] + one["px"][2] // 2, one["px"][1] + one["px"][3] // 2
                if one["role"] != role or one["action"] or one["language"] != screen.dump["language"]:
                    continue
                if any(left <= x < left + w and top <= y < top + h for left, top, w, h in inside):
                    continue
                words = one["speech"].rsplit(" ", 1)[0].rstrip(",") if role == "heading" else one["speech"]
                found = spoken.find(words, 0 if role == "heading" else at)
                if found < 0:
                    self.wrong.append(f"{screen.name}: \"{words}\" is not in what is said when it comes: \"{spoken}\"")
                at = max(found, at) if role == "text" else at
        self.said += 1

    def look(self, kinds):
        """Goes round each screen; gives, for each, its controls with the Nexts that lead there."""
        firsts = [self.first[kind] for kind in kinds]
        counts = [self.stops(screen) for screen in firsts]
        rounds = self.run([self.kinds[kind] + [line for _ in range(count + 1) for line in ("key next", None)] for kind, count in zip(kinds, counts)])
        out = []
        for kind, first, dumps, count in zip(kinds, firsts, rounds, counts):
            ways = {}
            if self.ears:
                self.announced(first)
            for presses, screen in enumerate(dumps, 1):
                one = self.standing(screen)
                if one is None:
                    self.wrong.append(f"{kind[0]}: after {presses} times Next the ring is nowhere")
                    continue
                if self.ears:
                    self.heard(screen, one)
                if presses > count:
                    if one["px"] != self.standing(dumps[0])["px"]:
                        self.wrong.append(f"{kind[0]}: after {count} times Next the ring is not round, but on \"{one['label']}\"")
                elif one["action"]:
                    ways.setdefault((one["action"]["verb"], one["action"]["value"], one["label"]), presses)
            missed = [one["label"] for one in first.controls()
                      if one["focus"] and (one["action"]["verb"], one["action"]["value"], one["label"]) not in ways]
            if missed:
                self.wrong.append(f"{kind[0]}: no key comes to {missed}")
            self.offered.setdefault(kind[0], set()).update(one["action"]["verb"] for one in first.controls() if one["focus"] or self.ears)
            out.append(ways)
        return out

    # ---- all of them ----

    def edges(self, kind, ways):
        base, done = self.kinds[kind], self.acted.setdefault(kind[0], set())
        for (verb, _, _), presses in ways.items():
            if verb in (LIKE if kind[0] != "question" else LIKE | {"answer", "back", "go"}) and verb in done:
                continue
            done.add(verb)
            acts = 3 if verb == "knock" else 1
            yield kind, verb, base + ["key next"] * presses + ["key act"] * acts
            if verb == "skip" and sum(one[0] == "question" for one in self.kinds) == 1:  # all questions, one after the other
                step = ["key next"] * presses + ["key act", "wait 420ms"]
                for number in range(2, QUESTIONS + 1):
                    yield kind, verb, base + step * (number - 1) + step[:-1]
        if kind[0] == "home":
            for seconds in range(80, 131, 10) if self.ears else (80,):  # what is said puts the question off
                yield kind, "", base + [f"wait {seconds}s"]

    def go(self):
        first = self.run([[None]])[0][0]
        self.kinds[kind_of(first)], self.first[kind_of(first)] = [], first
        new = list(self.kinds)
        for _ in range(ROUNDS):
            if not new or self.wrong:
                break
            edges = [edge for kind, ways in zip(new, self.look(new)) for edge in self.edges(kind, ways)]
            came = self.run([keys + ["wait 420ms", None] for _, _, keys in edges])
            new = []
            for (kind, verb, keys), dumps in zip(edges, came):
                self.acted[kind[0]].add(verb)
                if not dumps or (not self.listens(dumps[0])):
                    continue
                there = kind_of(dumps[0])
                if there not in self.kinds:
                    self.kinds[there], self.first[there] = keys + ["wait 420ms"], dumps[0]
                    new.append(there)
        self.back()

    def listens(self, screen):
        """After Clear and after Stop listening the walk with ears has ended."""
        return not self.ears or bool(screen.dump["spoken"])

    def back(self):
        """Back, and Back, is home."""
        kinds = [kind for kind in self.kinds if kind[0] not in NEVER_HOME]
        for kind, dumps in zip(kinds, self.run([self.kinds[kind] + ["key back"] * 16 + [None] for kind in kinds])):
            if not dumps or dumps[0].name != "home":
                self.wrong.append(f"{kind[0]}: Back does not lead home but to {dumps[0].name if dumps else 'nowhere'}")

    def tell(self):
        names = {kind[0] for kind in self.kinds}
        every = {"attract", "home", "who", "question", "result", "code", "offer", "browse", "lines", "ideas", "team", "week", "children", "more-time", "reading"}
        every |= {"staff"} if self.ears else set()  # the quiet way for staff is no control
        left = {name: sorted(verbs - self.acted.get(name, set())) for name, verbs in self.offered.items()}
        self.report.say(not self.wrong, f"{self.what}: the ring comes to every control of every screen, and round, and Back leads home", "\n".join(self.wrong[:12]))
        self.report.say(every <= names, f"{self.what}: every screen is come to", f"not to {sorted(every - names)}")
        self.report.say(not any(left.values()), f"{self.what}: every action is done", {name: verbs for name, verbs in left.items() if verbs})
        self.report.figure(f"{self.what}: {len(self.kinds)} screens, {self.said} times something was said")


SCREENS = ("home", "who", "question 3", "lines", "code card-1", "reading", "team")


def every_language(report, kiosk):
    """Word for word in every language of the hub, on some screens of each kind."""
    codes = sorted({path.stem for pack in kiosk.packs for path in (ROOT / pack / "text").glob("*.json")})

    def one(code):
        walk = Walk(kiosk, report, True)
        walk.kinds = {(f"{screen} in {code}", number): [f"lang {code}", f"open {screen}"] for number, screen in enumerate(SCREENS)}
        walk.first = {kind: dumps[0] for kind, dumps in zip(walk.kinds, walk.run([keys + [None] for keys in walk.kinds.values()]))}
        walk.look(list(walk.kinds))
        return walk

    walks = dict(zip(codes, pair(one, codes)))
    wrong = [f"{code}: {words}" for code, walk in walks.items() for words in walk.wrong]
    report.say(not wrong, f"in {len(codes)} languages everything is said word for word, in its language", "\n".join(wrong[:12]))
    silent = [f"{code}: {kind[0]}: \"{one['label']}\"" for code, walk in walks.items() for kind, screen in walk.first.items() for one in screen.objects
              if one["label"] and not one["speech"]]
    report.say(not silent, "everything with words has words to be said", "\n".join(silent[:12]))


def commands(report, kiosk):
    """What scripts say of ears (display/script.h), so that other tests may trust it."""
    lines = ["plug in", "wait 1s", "key next", 'expect-spoken "Riverside Family Hub"', "hold listen 1s", "expect-silent", "listen on", "wait 1m", "expect-silent",
             "key F19", 'expect-spoken "Riverside Family Hub"', "key louder", 'expect-spoken "Volume 6 of 10"', "plug out", "expect-silent"]
    done = kiosk.script(lines)
    report.say(done.status == 0, "a script plugs in, listens, holds a key, and knows what was said", done)
    wrong = [line for line in ('expect-spoken "Riverside"', "expect-silent", "key Nothing", "plug half") if kiosk.script(["plug in", "key next", line]).status != 1]
    wrong += ["listen on"] if kiosk.script(["listen on"]).status != 1 else []
    report.say(not wrong, "and it complains of what is not so", wrong)


def main():
    build, report = build_folder(), Report()
    with Kiosk(build) as kiosk:
        commands(report, kiosk)
        every_language(report, kiosk)
        walks = [Walk(kiosk, report, ears) for ears in ((True,) if quick() else (False, True))]
        pair(Walk.go, walks)
        for walk in walks:
            walk.tell()
    report.end()


if __name__ == "__main__":
    main()
