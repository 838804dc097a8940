"""What of a visit could be found in a memory: answers, words, pixels.

Words are looked for as UTF-8 and as UTF-32, in which text is shaped; the pack holds them
as well, so what counts is that there are no more of them than without a visit.
"""
import re
import struct

from visits import png

WORDS_MOST, ROWS_MOST, ROW_PX = 12, 24, 40
MARKS = re.compile("[\u2066-\u2069\u200e\u200f\n]")


def pieces(screen):
    """Runs of text that a screen shows."""
    return {piece.strip() for one in screen.objects for piece in MARKS.split(one["label"]) if len(piece.strip()) >= 12}


def rows_of(shot, most):
    """Pieces of pixel rows with much in them: words, a button's edge, a code."""
    width, height, rows = png(shot)
    found = []
    for y in range(0, height, 3):
        line = rows[y]
        best = max(range(0, width - ROW_PX, 8), key=lambda x: variety(line[x * 4:(x + ROW_PX) * 4]))
        cut = line[best * 4:(best + ROW_PX) * 4]
        if variety(cut) >= 12:
            found.append((variety(cut), cut))
    return [cut for _, cut in sorted(found, reverse=True)[:most]]


def variety(cut):
    return len(set(struct.unpack(f"<{len(cut) // 4}I", cut)))


class Needles:
    """Those of one visit's last screens; `ordinary`: a memory in which nobody asked anything."""

    def __init__(self, visit, ordinary, screens=("result", "code")):
        before = set().union(*(pieces(screen) for screen in [*visit.screens[:3], visit.screens[-1]]))
        self.usual = {}
        self.answers = [visit.answers]
        shown = {"result": (visit.result, visit.shots[0]), "code": (visit.code, visit.shots[1])}
        self.words = {name: self.rare(pieces(shown[name][0]) - before, ordinary) for name in screens}
        self.rows = {name: [row for row in rows_of(shown[name][1], ROWS_MOST * 2) if not ordinary.count(row)][:ROWS_MOST] for name in screens}
        self.usual[visit.answers] = ordinary.count(visit.answers)

    def rare(self, texts, ordinary):
        """[(UTF-8, UTF-32)], and how often they stand in the ordinary memory: in the pack."""
        out = [(text[:40].encode(), text[:12].encode("utf-32-le")) for text in sorted(texts)[:WORDS_MOST]]
        for pair in out:
            self.usual.update((needle, ordinary.count(needle)) for needle in pair)
        return out

    def missing(self, screen, memory):
        """What the search does not find while it must be there; "" when it can be trusted."""
        more = lambda needle: memory.count(needle) > self.usual[needle]
        wrong = [] if any(more(answer) for answer in self.answers) else ["the answers are not found"]
        for kind, name in enumerate(("UTF-8", "UTF-32")):
            found = sum(more(pair[kind]) for pair in self.words[screen])
            least = len(self.words[screen]) // 2 + 1 if kind == 0 else int(screen == "result")  # of UTF-32 little is kept
            wrong += [] if found >= least else [f"{found} of {len(self.words[screen])} texts are found as {name}"]
        found = sum(memory.count(row) > 0 for row in self.rows[screen])
        wrong += [] if len(self.rows[screen]) >= 6 and found > len(self.rows[screen]) // 2 else [f"{found} of {len(self.rows[screen])} rows of pixels are found"]
        return "\n".join(wrong)

    def left(self, memory):
        """What is found though it must not be, and where."""
        wrong = [f"the answers {answer.hex(' ')}: {memory.where(answer)}" for answer in self.answers if memory.count(answer) > self.usual[answer]]
        for words in self.words.values():
            wrong += [f"\"{pair[0].decode()}\" as UTF-{8 if needle is pair[0] else 32}: {memory.count(needle)} times, usually {self.usual[needle]}: "
                      f"{memory.where(needle)}" for pair in words for needle in pair if memory.count(needle) > self.usual[needle]]
        for screen, rows in self.rows.items():
            wrong += [f"pixels of the {screen}: {memory.where(row)}" for row in rows if memory.count(row)]
        return "\n".join(wrong[:12])

    def count(self):
        return len(self.answers) + sum(2 * len(words) for words in self.words.values()) + sum(len(rows) for rows in self.rows.values())
