#!/usr/bin/env python3
"""What arrives from outside, changed at random: readers of metadata, of the list of a set, of
the files that say which set to show, of settings, of packs and of the file that is mailed.

The readers are tests/fuzz/*.c, built here with libFuzzer, AddressSanitizer and UBSan. The
first inputs are made by signpost-admin and taken from what is in the tree; words and names
in them are the dictionary. Every run of the tests takes the same inputs from there (a fixed
seed, so many of them); FUZZ_S=60 takes 60 seconds of new ones for each reader, and
build/fuzz/found keeps what a reader stumbled over.
"""
import json
import os
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import ROOT, Report, build_folder, run  # noqa: E402
from publisher import Publisher  # noqa: E402

report = Report()
BUILD = build_folder()
FUZZ = ROOT / "build/fuzz"
# Inputs in every run of the tests, and the longest of them in bytes.
READERS = {"trust": (1500, 12000), "channel": (15000, 6000), "content": (3000, 2000), "conf": (2000, 4000), "pack": (800, 8000), "change": (1200, 40000), "diff": (1000, 8000)}
SECONDS = int(os.environ.get("FUZZ_S", "0"))
SHA = "0123456789abcdef" * 4
PACKS = [ROOT / "tests/packs/base", ROOT / "config/packs/hampshire"]


def build():
    made = run(["make", "--no-print-directory", "-j2", "fuzzers", "CC=clang", "SAN=fuzzer-no-link,address,undefined", "CFLAGS=-O1", "BUILD=build/fuzz"], 600)
    return report.say(made.status == 0, "the readers are built with libFuzzer", made)


def minimal(path):
    """A list or an object as what it is about: its first three."""
    def cut(value):
        if isinstance(value, list):
            return [cut(one) for one in value[:3]]
        return {key: cut(one) for key, one in value.items()} if isinstance(value, dict) else value
    return json.dumps(cut(json.loads(path.read_text(encoding="utf-8"))), ensure_ascii=False).encode()


def first_inputs(folder):
    """The name of a reader -> inputs that are as they should be."""
    people = Publisher(BUILD, folder)
    done = people.publish(ROOT / "config/packs/uk-base", ROOT / "config/packs/example-hub")
    waiting = people.waiting()
    report.say(done.status == 0 and waiting is not None, "signpost-admin makes the first inputs", done)
    change = json.loads(waiting.read_text(encoding="utf-8"))
    change["files"] = {}
    unsaid = json.loads(json.dumps(change))
    del unsaid["base"]["targets"]["signed"]  # once ended signpost-admin; and so did a path that is no text
    pathless = json.loads(json.dumps(change))
    pathless["new"]["targets"]["signed"]["delegations"]["roles"][0]["paths"].append(None)
    metadata = list((people.repo / "metadata").glob("*.json"))
    part = {"sha256": SHA, "length": 10}
    channel = {"format": 1, "release": 12, "made": "2026-11-28T10:00:00Z", "min_app": "0.1.0", "packs": ["uk-base", "hub"],
               "files": [{"path": f"packs/{pack}/{name}", **part} for pack in ("uk-base", "hub") for name in ("pack.json", "text/en.json", "a.png")]}
    pointers = [{"format": 1, "current": SHA, "previous": None, "bad": [SHA[::-1]]}, {"format": 1, "set": SHA, "starts": 2, "good": False, "failed": [SHA[::-1]]}]
    return {
        "trust": [path.read_bytes() for path in metadata],
        "channel": [json.dumps(channel).encode(), json.dumps({**channel, "format": 2}).encode()],
        "content": [json.dumps(one).encode() for one in pointers],
        "conf": [(ROOT / "config/kiosk.conf").read_bytes()[:1500], (ROOT / "config/kiosk.conf").read_bytes()[-3000:], re.sub(rb"(?m)^#(\w+ = )", rb"\1", (ROOT / "config/kiosk.conf").read_bytes())[-3500:]],
        "pack": [minimal(pack / "pack.json") + b"\0" + (pack / "text/en.json").read_bytes()[:1] + b"}" for pack in PACKS],
        "diff": [minimal(PACKS[n] / "pack.json") + b"\0" + minimal(PACKS[1 - n] / "pack.json") for n in (0, 1)],
        "change": [json.dumps(one).encode() for one in (change, unsaid, pathless)],
    }


def fuzz(reader, inputs, folder):
    runs, longest = READERS[reader]
    corpus, work, found = folder / "corpus", folder / "work", FUZZ / "found"
    for place in (corpus, work, found):
        place.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(inputs):
        (corpus / f"{number}").write_bytes(text)
    words = sorted({word for text in inputs for word in re.findall(rb'"([A-Za-z0-9_.:/-]{1,40})"|^#?([a-z_]+) =', text, re.M) for word in word if word})[:200]
    (folder / "words").write_bytes(b"".join(b'"%s"\n' % word for word in words))
    limit = [f"-max_total_time={SECONDS}"] if SECONDS else [f"-runs={runs}", "-seed=1"]
    done = run([FUZZ / f"tests/fuzz/fuzz_{reader}", *limit, f"-max_len={longest}", f"-dict={folder / 'words'}", f"-artifact_prefix={found}/{reader}-", "-mutate_depth=2", "-timeout=10",
                "-rss_limit_mb=1024", "-print_final_stats=1", corpus], SECONDS + 300, cwd=work)
    count = re.search(r"number_of_executed_units: (\d+)", done.err)
    told = re.search(r"^(must: .*|SUMMARY: .*)$", done.err, re.M)
    # Not by the name of the tool: tests/flow/leaks.py takes that for a test that died.
    why = told.group(1).replace("AddressSanitizer: ", "").replace("UndefinedBehaviorSanitizer: ", "") if told else f"ended with {done.status}: {done.err[-1500:]}"
    enough = count and (SECONDS or int(count.group(1)) >= runs)
    report.say(done.status == 0 and bool(enough), f"{reader}: inputs changed at random break nothing", f"{why}\nthe input is in build/fuzz/found")
    cover = re.findall(r"cov: (\d+)", done.err)
    return f"{reader} {count.group(1) if count else 0} ({cover[-1] if cover else 0} places)"


def main():
    if not build():
        return
    memory = pathlib.Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="signpost-fuzz-", dir=memory if memory.is_dir() else None) as name:
        folder = pathlib.Path(name)
        inputs = first_inputs(folder / "people")
        figures = [fuzz(reader, inputs[reader], folder / reader) for reader in READERS]
        report.figure("inputs, and places of the code that they reached: " + ", ".join(figures))


main()
report.end()
