#!/usr/bin/env python3
"""Writes tests/safety.md: each safety rule, where it is enforced, which tests show it.

Found by looking: the code that names a rule (S22) enforces it; a test function, a line
of a program of tests/flow, a walk, a bad pack or a deliberate leak that names it shows
it. tests/safety/rules.json holds a few words on each rule, and who judges what only a
person can, when and how.

    safety.py           writes tests/safety.md
    safety.py --check   changes nothing; ends with 1 when something is wrong

Wrong is: a rule with neither a test nor a person, one that nothing enforces, a name of
a rule that does not exist, a leak whose test is gone, or a safety.md that is not what
would be written. SIGNPOST_ROOT names another tree (tests/flow/safety.py uses that).
"""
import json
import os
import pathlib
import re
import sys

ROOT = pathlib.Path(os.environ.get("SIGNPOST_ROOT", pathlib.Path(__file__).resolve().parents[2]))
PAGE = "tests/safety.md"
RULES = "tests/safety/rules.json"
SHOWN_TESTS, SHOWN_FILES, WORDS_MAX = 8, 6, 90
NAME = re.compile(r"(?<![A-Za-z0-9])(?<!AUDIO_)S([1-9][0-9]?)(?![0-9A-Za-z_])")
RANGE = re.compile(r"(?<![A-Za-z0-9_])S([1-9][0-9]?)(?:-|–| to )S([1-9][0-9]?)(?![0-9A-Za-z_])")
ABOUT_STORES, NAME_OF_STORE = re.compile(r"WebDAV|SigV4|bucket|PUT_S3"), re.compile(r"(?<![A-Za-z0-9])S3\b")
# What the code of these places says is enforced there, too.
CODE = ("kiosk/**/*.c", "kiosk/**/*.h", "systemd/*", "tests/tools/lint.py")


def rules_in(text):
    """The numbers that a text names; S17-S20 are four."""
    found = {int(number) for number in NAME.findall(text)}
    for first, last in RANGE.findall(text):
        found.update(range(int(first), int(last) + 1))
    return found


def read(path):
    """In a file about places to put things, S3 is the store of that name and not the rule."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return NAME_OF_STORE.sub("s3", text) if ABOUT_STORES.search(text) else text


def files(*patterns):
    return sorted({path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()})


class Evidence:
    """rule -> what shows it, by kind; and where each rule was named."""

    def __init__(self):
        self.shown, self.code, self.named = {}, {}, {}

    def name(self, path, text):
        """Notes who names which rule: for names of rules that do not exist."""
        for number, line in enumerate(text.split("\n"), 1):
            for rule in rules_in(line):
                self.named.setdefault(rule, []).append(f"{path.relative_to(ROOT)}:{number}")

    def show(self, rules, kind, words):
        for rule in rules:
            rows = self.shown.setdefault(rule, {}).setdefault(kind, [])
            if words not in rows:
                rows.append(words)


def code_evidence(evidence):
    for path in files(*CODE):
        text = read(path)
        if path.suffix in (".c", ".h"):
            evidence.name(path, text)
        for rule in rules_in(text):
            evidence.code.setdefault(rule, []).append(str(path.relative_to(ROOT)))


def comment_above(text, at):
    above = re.search(r"(/\*(?:[^*]|\*(?!/))*\*/)\n$", text[:at])
    return above.group(1) if above else ""


def helpers(text):
    """name -> words of each table and function of a file that is no test itself."""
    out = {}
    for match in re.finditer(r"^static (?!void \w+\(void \*\*)[^;={}()]*?(\w+)(?:\[\w*\])* = \{\n(.*?)^\};", text, re.M | re.S):
        out[match.group(1)] = comment_above(text, match.start()) + match.group(2)
    for match in re.finditer(r"^static [^;={}()]*?(\w+)\((?!void \*\*\w+\))[^;{}]*\)\n\{\n(.*?)^\}", text, re.M | re.S):
        out[match.group(1)] = comment_above(text, match.start()) + match.group(2)
    return {name: words for name, words in out.items() if rules_in(words)}


def test_functions(text):
    """(name, words) of each test function of a cmocka program: its comment, its body, and
    the tables and helpers that it names."""
    others = helpers(text)
    for match in re.finditer(r"^static void (\w+)\(void \*\*\w+\)\n\{\n(.*?)^\}", text, re.M | re.S):
        used = [words for name, words in others.items() if re.search(rf"\b{name}\b", match.group(2))]
        yield match.group(1), "\n".join([comment_above(text, match.start()), match.group(2), *used])


def unit_evidence(evidence):
    for path in files("tests/*/test_*.c"):
        text, name = read(path), path.relative_to(ROOT / "tests").with_suffix("")
        evidence.name(path, text)
        found = set()
        for function, words in test_functions(text):
            rules = rules_in(words) | {int(n) for n in re.findall(r"(?<![a-z0-9])s([1-9][0-9]?)(?![a-z0-9])", function)}
            evidence.show(rules, "unit", f"`{name}` {function}")
            found |= rules
        # What only the head or a helper of the file names, all of its tests show.
        evidence.show(rules_in(text) - found, "unit", f"`{name}`")


def flow_lines(path, text):
    """The lines of a program that can complain, and name a rule."""
    for line in text.split("\n"):
        words = re.search(r"""(["'])((?:(?!\1).)*\bS[1-9][0-9]?\b.*?)\1""", line)
        if words and '"""' not in line and len(words.group(2)) > 12 and not line.lstrip().startswith("#"):
            said = re.sub(r"\{[^}]*\}|\$\{?\w+\}?", "…", words.group(2)).strip()
            yield line, said if len(said) <= WORDS_MAX else said[:WORDS_MAX].rsplit(" ", 1)[0] + " …"


def flow_evidence(evidence):
    for path in files("tests/flow/*.py", "tests/flow/*.sh", "tests/tools/lint.py"):
        text, name = read(path), path.relative_to(ROOT / "tests")
        if name.name == "safety.py":  # it speaks of rules that do not exist
            continue
        evidence.name(path, text)
        found = set()
        for line, words in flow_lines(path, text):
            evidence.show(rules_in(line), "flow", f"`{name}` {words}")
            found |= rules_in(line)
        evidence.show(rules_in(text) - found, "flow", f"`{name}`")
    for path in files("tests/flow/walks/*.script", "tests/visits/*.visits"):
        evidence.name(path, read(path))
        evidence.show(rules_in(read(path)), "flow", f"`{path.relative_to(ROOT / 'tests')}`")


def pack_evidence(evidence):
    for path in files("tests/packs/bad/*/expect"):
        for rule in re.findall(r"^(?:error|warning) S([1-9][0-9]?) ", read(path), re.M):
            evidence.show({int(rule)}, "pack", f"`packs/bad/{path.parent.name}`")


def leak_evidence(evidence):
    """Leaks show the rules that their first lines name; the test they name must be there."""
    for path in files("tests/leaks/*.patch"):
        head = "\n".join(line for line in read(path).split("\n") if line.startswith("# "))
        evidence.name(path, head)
        evidence.show(rules_in(head), "leak", f"`leaks/{path.stem}`")
        test = re.search(r"^# test: (\S+)", head, re.M)
        name = test.group(1) if test else "?"
        if not any((ROOT / "tests" / f"{name}{end}").is_file() for end in ("", ".c")):
            yield f"tests/leaks/{path.name}: there is no test tests/{name}"


def gather():
    evidence = Evidence()
    code_evidence(evidence)
    unit_evidence(evidence)
    flow_evidence(evidence)
    pack_evidence(evidence)
    faults = list(leak_evidence(evidence))
    return evidence, faults


def key_of(rule):
    return int(rule[1:])


def fewer(rows, most):
    return ", ".join(rows[:most]) + (f" and {len(rows) - most} more" if len(rows) > most else "")


def chosen(kinds):
    """The tests of a rule in the order to show them: each kind in its turn."""
    rows, piles = [], [list(kinds.get(kind, [])) for kind in ("unit", "flow", "leak", "pack")]
    while any(piles):
        rows += [pile.pop(0) for pile in piles if pile]
    return rows


def judged(row):
    human = row.get("human")
    return f"{human['who']}, {human['when']}: {human['how']}" if human else ""


def cell(text):
    return text.replace("|", "\\|").replace("\n", " ")


def page(rules, evidence):
    lines = ["# Safety rules: how each is kept and shown", "",
             "Written by `make safety` from the code and the tests that name each rule; change those, not this page. Tests stand",
             "below `tests/`; a leak is a deliberate defect that the tests must notice. The rules in full are in the project's",
             "SAFETY.md; what only a person can judge names who does, when and how (`tests/safety/rules.json`).", "",
             "| Rule | In a few words | Enforced in | Shown by | Judged by a person |", "| --- | --- | --- | --- | --- |"]
    for rule in sorted(rules, key=key_of):
        number, row = key_of(rule), rules[rule]
        code = [f"`{path}`" for path in evidence.code.get(number, []) + row.get("enforced", [])]
        tests = chosen(evidence.shown.get(number, {}))
        lines.append(f"| {rule} | {cell(row['rule'])} | {cell(fewer(code, SHOWN_FILES))} | {cell(fewer(tests, SHOWN_TESTS))} | {cell(judged(row))} |")
    return "\n".join(lines) + "\n"


def rule_faults(rules, evidence):
    for rule, row in rules.items():
        number, human = key_of(rule), row.get("human")
        if not row.get("rule"):
            yield f"{RULES}: {rule} is not put in a few words"
        if human is not None and not all(human.get(part) for part in ("who", "when", "how")):
            yield f"{RULES}: {rule}: a person's check says who, when and how"
        if not evidence.shown.get(number) and not human:
            yield f"{rule} has neither a test nor a person who judges it"
        if not evidence.code.get(number) and not row.get("enforced") and not human:
            yield f"{rule}: nothing enforces it"
        for path in row.get("enforced", []):
            if not (ROOT / path).exists():
                yield f"{RULES}: {rule}: {path} is gone"
    for number in sorted(set(evidence.named) - {key_of(rule) for rule in rules}):
        yield f"there is no rule S{number}, named in {evidence.named[number][0]}"
    first = {f"S{number}" for number in range(1, 47)}
    for rule in sorted(first - set(rules), key=key_of):
        yield f"{RULES}: {rule} is missing"


def main():
    rules = json.loads(read(ROOT / RULES))["rules"]
    evidence, faults = gather()
    faults += rule_faults(rules, evidence)
    text, at = page(rules, evidence), ROOT / PAGE
    if "--check" not in sys.argv[1:]:
        at.write_text(text, encoding="utf-8")
    elif not at.is_file() or read(at) != text:
        faults.append(f"{PAGE} is not up to date: make safety")
    for fault in faults:
        print(fault)
    alone = [rule for rule in rules if not evidence.shown.get(key_of(rule))]
    print(f"safety: {len(rules)} rules, {len(rules) - len(alone)} shown by tests, {sum('human' in row for row in rules.values())} judged by a person, too; {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
