#!/usr/bin/env python3
"""tests/safety.md is what `make safety` writes, and each rule has a test or a person.

And tests/tools/safety.py complains when that is not so: each kind of fault is put into
a copy of the tree.
"""
import json
import os
import pathlib
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import ROOT, Report, build_folder, run  # noqa: E402

TOOL = ROOT / "tests/tools/safety.py"
PERSON = {"who": "the manager", "when": "once", "how": "looks"}


def check(root):
    return run([sys.executable, TOOL, "--check"], env={**os.environ, "SIGNPOST_ROOT": str(root)})


def write(root):
    return run([sys.executable, TOOL], env={**os.environ, "SIGNPOST_ROOT": str(root)})


def put(path, text):
    """The files of a copy are links to those of the clean one, so a new file takes the place."""
    path.unlink(missing_ok=True)
    path.write_text(text, encoding="utf-8")


def change_rules(root, change):
    path = root / "tests/safety/rules.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data["rules"])
    put(path, json.dumps(data))


def append(root, name, text):
    put(root / name, (root / name).read_text(encoding="utf-8") + text)


def no_test(root):
    """All tests of S31 forget which rule they show."""
    for path in (root / "tests").rglob("*"):
        if path.is_file() and "safety" not in str(path.relative_to(root)):
            text = path.read_text(encoding="utf-8", errors="replace")
            if "S31" in text:
                put(path, text.replace("S31", "the rule"))


FAULTS = (
    ("a rule without test and person", "S47 has neither a test nor a person",
     lambda root: change_rules(root, lambda rules: rules.update(S47={"rule": "Made up."}))),
    ("a rule that lost its tests", "S31 has neither a test nor a person", no_test),
    ("a rule that nothing enforces", "S47: nothing enforces it",
     lambda root: [change_rules(root, lambda rules: rules.update(S47={"rule": "Made up."})),
                   append(root, "tests/core/test_session.c", "/* S47 */\n")]),
    ("a person without a time", "S47: a person's check says who, when and how",
     lambda root: change_rules(root, lambda rules: rules.update(S47={"rule": "Made up.", "human": {**PERSON, "when": ""}}))),
    ("code that names a rule that does not exist", "there is no rule S99, named in kiosk/core/session.c:",
     lambda root: append(root, "kiosk/core/session.c", "/* S99 */\n")),
    ("a test that names a rule that does not exist", "there is no rule S98, named in tests/core/test_session.c:",
     lambda root: append(root, "tests/core/test_session.c", "/* S97-S98 */\n")),
    ("a leak whose test is gone", "there is no test tests/core/test_gone",
     lambda root: put(root / "tests/leaks/x.patch", "# test: core/test_gone\n# why: x (S1)\n")),
    ("a file that is gone", "S1: kiosk/core/gone.c is gone",
     lambda root: change_rules(root, lambda rules: rules["S1"].update(enforced=["kiosk/core/gone.c"]))),
    ("a rule that was left out", "S12 is missing", lambda root: change_rules(root, lambda rules: rules.pop("S12"))),
    ("a page that somebody wrote", "is not up to date", lambda root: append(root, "tests/safety.md", "| S1 | always kept |\n")),
)


def main():
    build_folder()
    report = Report()
    now = check(ROOT)
    report.say(now.status == 0, "each rule S1 to S46 has a test or a named person, and tests/safety.md says so", now)
    report.figure(now.out.strip().split("\n")[-1])
    with tempfile.TemporaryDirectory() as folder:
        clean = pathlib.Path(folder) / "clean"
        for name in ("kiosk", "tests", "systemd"):
            shutil.copytree(ROOT / name, clean / name, ignore=shutil.ignore_patterns("__pycache__", "pack.json", "text"))
        write(clean)
        report.say(check(clean).status == 0, "a tree as it should be is let through", check(clean))
        for number, (what, says, change) in enumerate(FAULTS):
            tree = pathlib.Path(folder) / str(number)
            shutil.copytree(clean, tree, copy_function=os.link)
            change(tree)
            done = check(tree)
            report.say(done.status == 1 and says in done.out, f"refused: {what}", done)
            shutil.rmtree(tree)
    report.end()


if __name__ == "__main__":
    main()
