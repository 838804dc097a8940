#!/usr/bin/env python3
"""Every code of every shipped offer and of the cards of results is read from the pixels of real frames.

For each set of packs and each size of panel one script opens the code of every offer
that has an address of its own, staff items too; two independent readers (zbar and
ZXing) must get exactly that address from the picture. A support line without an
address of its own shows no code. The code of a card of lines leads to the first own
address among the lines that signpost-admin names for it, else to the hub's page
(S3, S6).

    tests/flow/codes.py build/gcc
"""
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKS = ROOT / "config/packs"
SETS = [
    ("example-hub", "2026-11-02T10:00"),
    ("hampshire", "2025-08-01T10:00"),
    ("hampshire", None),
    ("northumberland", "2024-09-01T10:00"),
    ("northumberland", None),
]
SIZES = ["1920x1080", "1080x1920", "800x480"]
SCAN = os.environ.get("SCAN") == "1"  # make scan: every set on every size; else the example on all, each other set on one
RESULTS = ["concern", "own", "urgent", "urgent-concern", "urgent-own"]


def addresses(pack):
    """Id and address of every offer with a page, base pack first; a later pack wins."""
    found = {}
    for folder in ("uk-base", pack):
        for offer in json.loads((PACKS / folder / "pack.json").read_text())["offers"]:
            web = [c["value"] for c in offer.get("channels", []) if c["kind"] == "web"]
            if web:
                found[offer["id"]] = web[0]
    return found


def offers(pack):
    return {offer["id"]: offer for folder in ("uk-base", pack) for offer in json.loads((PACKS / folder / "pack.json").read_text())["offers"]}


def mute(pack):
    """Support lines without an address: their codes show nothing to scan."""
    found = addresses(pack)
    return [name for name, offer in offers(pack).items() if offer["kind"] == "support_line" and name not in found]


def cards(build, pack, now):
    """{"concern-2": address}: where the code of each card of three results must lead."""
    questions = [q for q in json.loads((PACKS / "uk-base/pack.json").read_text())["questions"]]
    hub = json.loads((PACKS / pack / "pack.json").read_text())["hub"].get("page", "")
    own, found = addresses(pack), {}
    for name in RESULTS:
        line = answers(questions, name)
        command = [str(build / "signpost-admin"), "route", str(PACKS / "uk-base"), str(PACKS / pack), "--answers", "-"]
        command += ["--now", now] if now else []
        done = subprocess.run(command, input=line + "\n", cwd=ROOT, text=True, stdout=subprocess.PIPE, timeout=60, check=False)
        for place, card in enumerate(json.loads(done.stdout.splitlines()[0])["cards"], 1):
            about = offers(pack)
            if card["kind"] == "urgent":  # whoever cannot go on is not led to the line for how one acts
                card["offers"] = [i for i in card["offers"] if "own_behaviour" not in about[i].get("topics", [])]
            ids = card["offers"] if card["kind"] in ("support", "urgent", "talk") else card["offers"][:1] if card["kind"] == "offer" else []
            found[f"{name}-{place}"] = next((own[i] for i in ids if i in own), hub)
    return found


def answers(questions, name):
    """The line for signpost-admin: as `open result NAME` answers."""
    words = ["who=just-me"]
    for question in questions:
        if question["kind"] == "safety":
            is_own = question["construct"] == "own"
            words.append(f"{question['id']}={'yes' if name.endswith('own' if is_own else 'concern') else 'no'}")
            continue
        urgent = [o["id"] for o in question["options"] if "urgent" in o.get("signals", [])]
        words.append(f"{question['id']}={urgent[0] if name.startswith('urgent') and urgent else question['options'][0]['id']}")
    return " ".join(words)


def shots(kiosk, pack, now, size, folder):
    """The pictures of one panel; {id: file}."""
    files = {}
    lines = []
    for offer in list(addresses(pack)) + mute(pack):
        files[offer] = folder / f"{offer}.png"
        lines += [f"open code {offer}", f'shot "{files[offer]}"']
    for name in RESULTS:
        for place in range(1, 5):
            files[f"{name}-{place}"] = folder / f"{name}-{place}.png"
            lines += [f"open result {name}", f"open code card-{place}", f'shot "{files[f"{name}-{place}"]}"']
    script = folder / "codes.txt"
    script.write_text("\n".join(lines) + "\n")
    command = [str(kiosk), "--headless", "--size", size, "--script", str(script)]
    command += ["--now", now] if now else []
    done = subprocess.run(command + [str(PACKS / "uk-base"), str(PACKS / pack)], cwd=ROOT, text=True, errors="replace", timeout=200,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return files, done.returncode, done.stdout


def read(picture):
    """What each reader finds: two lists of texts."""
    zbar = subprocess.run(["zbarimg", "--quiet", "--raw", "--nodbus", "-S*.disable", "-Sqrcode.enable", str(picture)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                          errors="replace", timeout=60)
    zxing = subprocess.run(["ZXingReader", "-format", "QRCode", "-1", str(picture)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                           text=True, errors="replace", timeout=60)
    return zbar.stdout.split("\n")[:-1], texts_of_zxing(zxing.stdout)


def texts_of_zxing(out):
    """With -1 a line a code: file, format, "text", ...; the text stands in the only quotes."""
    found = []
    for line in out.splitlines():
        first, last = line.find('"'), line.rfind('"')
        if last > first >= 0:
            found.append(line[first + 1:last])
    return found


def check(files, want, pool):
    """How many were read by both, and words about each that was not."""
    wrong = []
    ids = [offer for offer in files if files[offer].exists()]
    wrong += [f"{offer}: no picture" for offer in files if offer not in ids]
    for offer, (zbar, zxing) in zip(ids, pool.map(lambda i: read(files[i]), ids)):
        for reader, texts in (("zbar", zbar), ("ZXing", zxing)):
            expected = [want[offer]] if want.get(offer) else []
            if texts != expected:
                wrong.append(f"{offer}: {reader} read {texts}, not {expected}")
    return len(files), wrong


def main():
    if len(sys.argv) != 2:
        print("usage: codes.py BUILD", file=sys.stderr)
        return 2
    kiosk = pathlib.Path(sys.argv[1]).resolve() / "signpost-kiosk"
    began, total, bad = time.monotonic(), 0, 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for number, (pack, now) in enumerate(SETS):
            want = {**addresses(pack), **cards(kiosk.parent, pack, now)}
            for size in SIZES if SCAN or number == 0 else [SIZES[number % len(SIZES)]]:
                with tempfile.TemporaryDirectory() as name:
                    files, status, out = shots(kiosk, pack, now, size, pathlib.Path(name))
                    count, wrong = check(files, want, pool)
                if status != 0:
                    wrong.append(f"the script ended with {status}: {out.strip()[-600:]}")
                words = f"{pack} at {now or 'today'}, {size}: {count} codes read by zbar and ZXing"
                print(f"{'not ok' if wrong or not count else 'ok'} {words}", flush=True)
                for line in wrong:
                    print(f"  {line}")
                total += count
                bad += len(set(line.split(":")[0] for line in wrong)) or (0 if count else 1)
    print(f"# {total - bad} read, {bad} wrong, {time.monotonic() - began:.0f} s")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
