#!/usr/bin/env python3
"""The lines of the README that publish: each is run as it stands there, in their order, in a
folder of its own, and a screen that is given the result shows it. Only the passphrase comes from a
file, nobody is asked before a signature, and the packs are those of the tree. And the tests that
tests/travel.md names are there."""
import json
import os
import pathlib
import re
import shlex
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import ROOT, Report, build_folder, run  # noqa: E402

report = Report()
BUILD = build_folder()
SECTION = "### Publishing over a network"
# What the lines of the table stand on: a second key for Bo, something that has changed since release 1.
BEFORE = {"rotate": 'signpost-admin key new bo2 --name "Bo Example, new"', "diff": "cp -r packs packs.before"}
# Those that wait for others, and are thrown away again.
WAITS = ("rotate", "resign --all")
# Understood, and rightly refused: there are two publishers, who must stay, and one release.
REFUSED = {"revoke": "rotate", "rollback": "release 1"}


def section():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return text[text.index(SECTION):].split("\n### ")[0] if text.count(SECTION) == 1 else ""


def block(text):
    """The commands between the fences, without their comments."""
    inside = re.search(r"^```\n(.*?)^```", text, re.M | re.S)
    lines = [re.split(r"\s+# ", line)[0].strip() for line in (inside.group(1) if inside else "").split("\n")]
    return [line for line in lines if line]


def table(text):
    return re.findall(r"^\| `(signpost-admin [^`]*)` \|", text, re.M)


def do(line, folder):
    words = shlex.split(line.replace("/usr/share/signpost/packs", str(ROOT / "config/packs")))
    if words[0] == "signpost-admin":
        words[0] = str(BUILD / words[0])
        if words[1] not in ("status", "diff") and "--discard" not in words:
            words += ["--passphrase-file", "passphrase"]
        if words[1] == "sign":
            words.append("--yes")
    return run(words, cwd=folder)


def later(line, folder):
    """One line of the table, after what it stands on."""
    verb = line.split()[1]
    if BEFORE.get(verb):
        do(BEFORE[verb], folder)
    key = json.loads((folder / "bo.pub").read_text())["id"]
    done = do(line.replace("--key-id ID", f"--key-id {key}"), folder)
    waits = list((folder / "content/waiting").glob("*.json")) if (folder / "content/waiting").is_dir() else []
    if verb in REFUSED:
        return report.say(done.status == 1 and REFUSED[verb] in done.err, f"as the README has it, and refused with the reason: {line}", done)
    good = done.status == 0 and bool(waits) == any(all(word in line.split() for word in one.split()) for one in WAITS)
    if waits:
        do("signpost-admin publish content --discard", folder)
    return report.say(good, f"as the README has it: {line}", done)


def screen(folder):
    for name in ("fetch", "activate", "store", "screen"):
        (folder / name).mkdir()
    shutil.copy(folder / "public/metadata/1.root.json", folder / "root.json")
    (folder / "sync.conf").write_text(f"base = {folder}/public\nhub = example-hub\nfetch_state = fetch\nactivate_state = activate\nstore = store\nkiosk_state = screen\n"
                                      "trust_root = root.json\nreport_state = screen\n")
    done = [run([BUILD / "signpost-sync", step, "--config", folder / "sync.conf"]) for step in ("fetch", "activate")]
    live = (folder / "store/active.json").read_text() if (folder / "store/active.json").exists() else ""
    report.say(all(one.status == 0 for one in done) and '"current": "' in live, "a screen takes up what was published so", done[-1])


def named_tests():
    """Each `program` of the page is a file, each function after it is in that file."""
    text = (ROOT / "tests/travel.md").read_text(encoding="utf-8")
    text = text[:text.index("## What it costs")]
    named = re.findall(r"`([a-z_]+/[a-z_]+(?:\.[a-z]+)?)`(?: ((?:test|s4\d)_\w+|[a-z]+(?:_[a-z0-9]+)+))?", text)
    missing = []
    for program, function in named:
        path = ROOT / "tests" / (program if "." in program else program + ".c")
        if not path.is_file() or function and "cmocka" in path.read_text() and not re.search(rf"\b{function}\(void \*\*", path.read_text()):
            missing.append(f"{program} {function}")
    report.say(len(named) > 60 and not missing, f"the {len(named)} tests that tests/travel.md names are there", missing)


def main():
    named_tests()
    text = section()
    lines, rows = block(text), table(text)
    report.say(len(lines) > 12 and len(rows) >= 5, f"{len(lines)} lines and {len(rows)} of a table are in the README", text[:200])
    with tempfile.TemporaryDirectory(prefix="signpost-readme-") as name:
        folder = pathlib.Path(name)
        (folder / "passphrase").write_text("six words nobody would ever guess\n")
        os.chmod(folder / "passphrase", 0o600)
        for line in lines:
            done = do(line, folder)
            if not report.say(done.status == 0, f"as the README has it: {line}", done):
                return
        screen(folder)
        for line in rows:
            later(line, folder)


main()
report.end()
