#!/usr/bin/env python3
"""The store of content, cut off at every step: a reader always finds a whole set (S10).

Set A is live and set B is made live, over and over, with the program killed before each
system call that changes the disk, with each such call failing, on a full and on a read-only
disk, with bytes flipped, files gone and links laid, and with the power cut on an ext4 of
our own (where root). Who looks is this program, byte for byte against the folders the sets
were made from, and beside it the writer's own check and the screen's (core/content.h). Then
it is run again and must finish.

strace's signal lands before the call acts, so kill point N+1 is "after call N".
"""
import concurrent.futures
import contextlib
import fcntl
import hashlib
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import ROOT, Kiosk, Report, build_folder, pair, quick, run, scan  # noqa: E402

CALLS = re.compile(r"^(?:\d+ +)?(openat|write|fsync|renameat|renameat2|unlinkat|linkat|mkdirat)\(")
GROUP, OLD, NEW = "riverside-parenting-when-separated", "Parenting when Separated", "Bread for beginners"
BROKEN = "a broken B, built again"
ERRORS = ("ENOSPC", "EIO", "EROFS")
PACKS = ("uk-base", "example-hub")
PACE = {"kill": 32, "fail": 24, "power": 5, "flip": 6, "glass": 10} if not quick() else {"kill": 8, "fail": 6, "power": 1, "flip": 3, "glass": 4}


def sha(data):
    return hashlib.sha256(data).hexdigest()


class Content:
    """A set before it is one: a folder with packs/, and its channel file."""

    def __init__(self, folder, release, change):
        self.folder, self.release = folder, release
        for pack in PACKS:
            shutil.copytree(ROOT / "config/packs" / pack, folder / "packs" / pack)
        change(folder / "packs")
        self.files = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
        self.channel = folder.with_suffix(".channel")
        listed = [{"path": path, "sha256": sha(data), "length": len(data)} for path, data in self.files.items()]
        text = {"format": 1, "release": release, "made": "2026-11-28T10:00:00Z", "min_app": "0.1.0", "packs": PACKS, "files": listed}
        self.channel.write_text(json.dumps(text), encoding="utf-8")
        self.bytes = self.channel.read_bytes()
        self.name = sha(self.bytes)

    def is_at(self, folder):
        """Is this folder exactly this set? Says what is not so."""
        want = {**self.files, "channel.json": self.bytes}
        wrong = []
        have = set()
        for path in folder.rglob("*"):
            name = str(path.relative_to(folder))
            if path.is_symlink():
                wrong.append(f"{name} is a link")
            elif path.is_file():
                have.add(name)
                if path.read_bytes() != want.get(name):
                    wrong.append(f"{name} has other bytes, {path.stat().st_size} of them")
        return wrong + [f"{name} is missing" for name in want if name not in have]


def change_b(packs):
    """Two files change, one comes, one goes: the rest is shared with A."""
    path = packs / "example-hub/text/en.json"
    texts = json.loads(path.read_text(encoding="utf-8"))
    texts[f"{GROUP}.name"] = NEW
    path.write_text(json.dumps(texts, ensure_ascii=False, indent=1), encoding="utf-8")
    path = packs / "example-hub/pack.json"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    (packs / "example-hub/review/fa.json").unlink()
    (packs / "uk-base/pictures").mkdir()
    (packs / "uk-base/pictures/hub.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>\n', encoding="utf-8")


class Bench:
    """The two sets, the program, and stores to spoil."""

    def __init__(self, build, folder, kiosk):
        self.tool, self.folder, self.kiosk = build / "tests/tools/store", folder, kiosk
        self.a = Content(folder / "a", 11, lambda packs: None)
        self.b = Content(folder / "b", 12, change_b)
        self.count, self.lock = 0, threading.Lock()

    def path(self, name):
        with self.lock:
            self.count += 1
            return self.folder / f"{self.count:05}-{name}"

    def store(self, *live, at=None):
        """A store with these sets made live in turn, each marked good."""
        store = at or self.path("store")
        store.mkdir(exist_ok=True)
        for content in live:
            done = self.live(store, content)
            if done.status != 0:
                raise SystemExit(f"not ok a store to start from\n  {done}")
        return store

    @contextlib.contextmanager
    def copy(self, store):
        """A copy, its links kept, that goes in the end."""
        copy = self.path("copy")
        subprocess.run(["cp", "-a", str(store), str(copy)], check=True)
        try:
            yield copy
        finally:
            shutil.rmtree(copy, ignore_errors=True)

    def words(self, store, content, verb="live"):
        return [self.tool, verb, store, content.channel, content.folder, *(["good"] if verb == "live" else [])]

    def live(self, store, content, wrap=(), **more):
        return run([*wrap, *self.words(store, content)], **more)

    def seen(self, store, spoilt=False):
        """What a reader finds: ("A" or "B" or "none", what is wrong), by our own eyes and by the store's. `spoilt`: one set is broken, and so stays away."""
        wrong, found = [], "none"
        try:
            pointer = json.loads((store / "active.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            pointer = {"current": None, "previous": None}
        except ValueError as why:
            return "none", [f"active.json is not whole: {why}"]
        names = {self.a.name: ("A", self.a), self.b.name: ("B", self.b)}
        for which in ("current", "previous"):
            if pointer[which] is None:
                continue
            if pointer[which] not in names:
                return "none", [f"{which} is neither A nor B"]
            letter, content = names[pointer[which]]
            missing = content.is_at(store / "sets" / pointer[which])
            wrong += [] if spoilt else [f"{which} {letter}: {one}" for one in missing[:5]]
            if not missing:
                found = letter
                break
        said, others = self.readers(store)
        if said.status != 0 or set(others.values()) != {found}:
            wrong.append(f"whole is {found}, but the readers say {others}\n{said}")
        return found, wrong

    def readers(self, store):
        """What the program's own two readers say: {"writer": "A", "screen": "A"}."""
        said = run([self.tool, "check", store])
        letters = {self.a.name: "A", self.b.name: "B", "none": "none"}
        return said, {who: letters.get(name, "another") for who, name in re.findall(r"^(writer|screen) (\S+)$", said.out, re.M)}

    def glass(self, store):
        """What the kiosk itself shows, started with this store: "A", "B" or "none"."""
        folder = self.path("life")
        (folder / "state").mkdir(parents=True)
        config = folder / "kiosk.conf"
        config.write_text(f"content = {store}\ncontent_state = {folder}/state\nassets = {ROOT}/assets\npack = {ROOT}/config/packs/uk-base\n", encoding="utf-8")
        done, screen = self.kiosk.look(["open home", f"open offer {GROUP}"], packs=(), options=("--config", config))
        if screen is None:
            return "none" if done.status == 1 and "there is no offer" in done.err else f"nothing: {done}"
        return next((letter for letter, words in (("A", OLD), ("B", NEW)) if screen.says(words)), "something else")

    def tidy(self, store, *kept, all_blobs=True):
        """Nothing is left but what these sets need; and that is there, blobs too if so wished."""
        want_sets = {content.name for content in kept}
        want_blobs = {sha(data) for content in kept for data in content.files.values()}
        have_sets, have_blobs = set(os.listdir(store / "sets")), set(os.listdir(store / "blobs"))
        wrong = [f"{name} is a set too many" for name in have_sets - want_sets]
        wrong += [f"{len(have_blobs - want_blobs)} blobs too many"] if have_blobs - want_blobs else []
        if all_blobs:
            wrong += [f"{len(want_sets - have_sets)} sets and {len(want_blobs - have_blobs)} blobs too few"] if want_sets - have_sets or want_blobs - have_blobs else []
        return wrong + [f"{name} is left over" for name in os.listdir(store) if name not in ("blobs", "sets", "active.json")]

    def finish(self, store, found=("A", "B"), spoilt=False):
        """What a reader finds now, and that the next run ends with B, whole and tidy. Says what is wrong."""
        at, wrong = self.seen(store, spoilt)
        if at not in found:
            wrong.append(f"a reader finds {at}")
        if len(os.listdir(store / "sets")) > 3:
            wrong.append("more than the current, the previous and one incoming set are on the disk")
        done = self.live(store, self.b)
        if done.status != 0:
            wrong.append(f"the next run {done}")
        after, more = self.seen(store)
        if after != "B":
            wrong.append(f"after the next run a reader finds {after}")
        return at, wrong + more + self.tidy(store, *self.sets_of(store))

    def sets_of(self, store):
        pointer = json.loads((store / "active.json").read_text(encoding="utf-8"))
        names = {self.a.name: self.a, self.b.name: self.b}
        return [names[one] for one in (pointer["current"], pointer["previous"]) if one in names]

    def points(self, store, command):
        """[(call, number, line)] of a run that is left alone: each call that may change the disk. The line is "" where it is not about the store."""
        log, counts, found = self.path("log"), {}, []
        with self.copy(store) as copy:
            done = run(["strace", "-f", "-y", "-qq", "-o", log, *command(copy)])
            if done.status != 0:
                raise SystemExit(f"not ok the run to count the calls of\n  {done}")
            for line in log.read_text(encoding="utf-8", errors="replace").split("\n"):
                call = CALLS.match(line)
                if call:
                    name = call.group(1)
                    counts[name] = counts.get(name, 0) + 1
                    found.append((name, counts[name], line if str(copy) in line else ""))
        log.unlink()
        return found


def picked(points, most):
    """All of them with SCAN=1, else so many from everywhere, and from every kind of call."""
    if scan() or len(points) <= most:
        return list(points)
    kinds = {}
    for point in points:
        kinds.setdefault(point[0], []).append(point)
    share = max(1, most // len(kinds))
    out = [kind[i * len(kind) // min(share, len(kind))] for kind in kinds.values() for i in range(min(share, len(kind)))]
    rest = [point for point in points if point not in out]
    spare = most - len(out)
    return out + [rest[i * len(rest) // spare] for i in range(spare)] if spare > 0 else out


def injected(call, what, number):
    return ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{what}:when={number}"]


def starts(bench):
    """What the sweeps begin with: (name, store, command, sets a reader may find)."""
    fresh = bench.store()
    a = bench.store(bench.a)
    both = bench.store(bench.a, bench.b)
    broken = bench.store(bench.a, bench.b)
    spoil(broken / "sets" / bench.b.name / "packs/uk-base/pack.json")
    live = lambda store: bench.words(store, bench.b)
    yield "B after A", a, live, ("A", "B")
    yield "the first set", fresh, live, ("none", "B")
    yield BROKEN, broken, live, ("A", "B")
    yield "back to A", both, lambda store: [bench.tool, "revert", store, bench.b.name], ("A", "B")


def spoil(path, at=None):
    """Flips one bit, in place: what the blob shares is broken with it."""
    with open(path, "r+b") as file:
        size = os.fstat(file.fileno()).st_size
        at = size // 2 if at is None else at
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 1]))


class Tally:
    def __init__(self):
        self.points = self.whole = 0
        self.found = {}
        self.wrong = []
        self.lock = threading.Lock()

    def add(self, name, at, wrong):
        with self.lock:
            self.points += 1
            self.whole += not wrong
            self.found[at] = self.found.get(at, 0) + 1
            self.wrong += [f"{name}: {one}" for one in wrong]

    def words(self):
        return ", ".join(f"{count} with {at}" for at, count in sorted(self.found.items()))


def sweep_kills(report, bench):
    tally, glass = Tally(), []
    for name, store, command, may in starts(bench):
        points = bench.points(store, command)
        last = {}
        for call, number, _ in points:
            last[call] = max(number, last.get(call, 0))

        def one(job):
            at, (call, number, _) = job
            with bench.copy(store) as copy:
                done = run([*injected(call, "signal=KILL", number), *command(copy)])
                wrong = [] if done.status in (-9, 137) else [f"was not killed: {done}"]
                if name == BROKEN and not (copy / "sets" / bench.b.name).is_dir():
                    wrong.append("the broken set went before the new one stood in its place")
                now = bench.seen(copy, name == BROKEN)[0]
                seen = bench.glass(copy) if at % PACE["glass"] == 0 or now not in glass else None
                at, more = after(bench, name, copy, may)
                if seen is not None:
                    glass.append(seen)
                    wrong += [] if seen == at else [f"the kiosk shows {seen}"]
                tally.add(f"{name}, killed before {call} {number}", at, wrong + more)

        pair(one, list(enumerate(picked(points, PACE["kill"] // (1 if name == "B after A" else 4)))))
        for call, number in sorted(last.items()):  # one further, and it ends by itself
            with bench.copy(store) as copy:
                done = run([*injected(call, "signal=KILL", number + 1), *command(copy)])
                if done.status != 0:
                    tally.add(f"{name}, {call} {number + 1}", "none", [f"does not end by itself: {done}"])
        report.figure(f"{name}: {len(points)} calls that change the disk")
    report.figure(f"{len(glass)} times the kiosk itself was started: {', '.join(f'{glass.count(one)} with {one}' for one in sorted(set(glass)))}")
    report.say(not tally.wrong and {"A", "B"} <= set(glass), f"{tally.points} kill points, {tally.whole} starts with a whole set ({tally.words()}), {tally.points - tally.whole} lost",
               "\n".join(tally.wrong))


def after(bench, name, store, may):
    """As Bench.finish; after a way back the next run is refused, for B is bad."""
    if name != "back to A":
        return bench.finish(store, may, name == BROKEN)
    at, wrong = bench.seen(store)
    wrong += [] if at in may else [f"a reader finds {at}"]
    again = run([bench.tool, "revert", store, bench.b.name])
    refused = bench.live(store, bench.b)
    found, more = bench.seen(store)
    if again.status != 0 or found != "A" or not refused.err.startswith("trial: "):
        wrong.append(f"a set that is bad comes back, or A does not: {found}\n{again}\n{refused}")
    return at, wrong + more


def sweep_failures(report, bench):
    """Each call fails once. Either it did not matter, or the fault is of class disk and says what."""
    tally, refused = Tally(), [0]
    for name, store, command, may in starts(bench):
        points = [point for point in bench.points(store, command) if point[2]]

        def one(job):
            (call, number, line), error = job
            with bench.copy(store) as copy:
                done = run([*injected(call, f"error={error}", number), *command(copy)])
                wrong = []
                if done.status == 1 and done.err.startswith("disk: ") and done.err.count(": ") >= 2:
                    refused[0] += 1
                elif done.status != 0:
                    wrong.append(f"no clear fault: {done}")
                elif bench.seen(copy)[0] != ("A" if name == "back to A" else "B"):
                    wrong.append(f"says it is done and is not: {done}")
                elif name == "B after A" and bench.sets_of(copy) != [bench.b, bench.a]:
                    wrong.append("one call that failed cost the way back")
                if done.status == 1 and call in ("write", "fsync") and (halves := [str(path) for path in copy.rglob("*.new")]):
                    wrong.append(f"what did not reach the disk is still there: {halves}")
                if name == "B after A" and "/sets>" in line and call == "fsync" and (copy / "sets" / bench.b.name).exists():
                    wrong.append("the name of a set did not reach the disk, and it is still there")
                at, more = after(bench, name, copy, may)
                tally.add(f"{name}, {error} at {call} {number}", at, wrong + more)

        chosen = picked(points, PACE["fail"] // (1 if name == "B after A" else 4))
        chosen += [point for point in points if not quick() and point not in chosen and re.search(r'"(channel|active)\.json"|fsync\(\d+<[^>]*/sets>', point[2])]
        jobs = [(point, error) for i, point in enumerate(chosen) for error in (ERRORS if scan() else (ERRORS[i % len(ERRORS)],))]
        pair(one, jobs)
    report.say(not tally.wrong, f"{tally.points} calls that fail (full, broken, read-only), {tally.whole} starts with a whole set ({tally.words()}), "
               f"{refused[0]} told as a fault of the disk", "\n".join(tally.wrong))


# ---- the order of things ----

class Order:
    """What would be lost if the power went now, after a trace of system calls and whatever the file system.

    A file is unsure from its first write to its fsync, a folder from each change of its names
    to its fsync. The store's own folder is unsure at first: an earlier run may have been cut off."""

    def __init__(self, store):
        self.store, self.unsure, self.wrong = str(store), {str(store)}, []

    def below(self, path):
        return [one for one in self.unsure if one == path or one.startswith(path + "/")]

    def need(self, paths, what):
        self.wrong += [f"{what}: {path[len(self.store):] or 'the folder of the store'} may not be on the disk" for path in paths if path in self.unsure]

    def rename(self, old, new):
        self.need(self.below(old), f"renamed {old[len(self.store):]}")
        if new == self.store + "/active.json":
            self.need([self.store + "/sets"], "the pointer was changed")
        self.unsure -= set(self.below(old))
        self.unsure |= {os.path.dirname(old), os.path.dirname(new)}

    def unlink(self, path):
        if ".new" not in path:
            self.need([self.store], f"deleted {path[len(self.store):]}")
        self.unsure.discard(path)
        self.unsure.add(os.path.dirname(path))

    def follow(self, log):
        two = re.compile(r'\d+<([^>]*)>, "([^"]*)"')
        for line in log.split("\n"):
            if self.store not in line or " = -1 " in line:
                continue
            call, paths = re.sub(r"^\d+ +", "", line).split("(")[0], [f"{folder}/{name}" for folder, name in two.findall(line)]
            if call == "fsync":
                self.unsure.discard(re.search(r"<([^>]*)>", line).group(1))
            elif call == "write":
                self.unsure.add(re.search(r"<([^>]*)>", line).group(1))
            elif call == "openat" and "O_CREAT" in line or call == "mkdirat":
                self.unsure |= {paths[0], os.path.dirname(paths[0])}
            elif call == "linkat":
                self.unsure.add(os.path.dirname(paths[1]))
            elif call.startswith("rename"):
                self.rename(*paths)
            elif call == "unlinkat":
                self.unlink(paths[0])
        return self


def order(report, bench):
    for name, store, command, _ in starts(bench):
        lines = "\n".join(point[2] for point in bench.points(store, command))
        folder = re.search(r"<([^>]*-copy)>", lines).group(1)
        seen = Order(folder).follow(lines)
        seen.need([folder], "told as done")
        report.say(not seen.wrong and "fsync" in lines, f"{name}: nothing is relied on, or deleted, before what comes before is on the disk", "\n".join(seen.wrong))
    store = bench.store(bench.a)
    (store / "sets/stranger").mkdir()
    lines = "\n".join(point[2] for point in bench.points(store, lambda s: [bench.tool, "prune", s]))
    seen = Order(re.search(r"<([^>]*-copy)>", lines).group(1)).follow(lines)
    report.say(not seen.wrong and "unlinkat" in lines, "tidying alone: the pointer is on the disk before anything goes", "\n".join(seen.wrong))


# ---- damage ----

def replaced_by_link(path, bench):
    outside = bench.path("outside")
    shutil.move(path, outside)
    path.symlink_to(outside)


def damage(bench, store):
    """(name, what it does to a store where B is current and A previous, what a reader may find then)."""
    live = pathlib.Path("sets") / bench.b.name
    files = [*bench.b.files, "channel.json"]
    for file in picked([(name,) for name in files], PACE["flip"] * 2):
        file = file[0]
        yield f"a flipped bit in {file}", lambda s, f=file: spoil(s / live / f), "A"
        yield f"{file} gone", lambda s, f=file: (s / live / f).unlink(), "A"
    size = (store / "active.json").stat().st_size
    for at in range(0, size, 1 if scan() else max(1, size // PACE["flip"])):
        yield f"a flipped bit in byte {at} of the pointer", lambda s, at=at: spoil(s / "active.json", at), None
    file = "packs/uk-base/text/en.json"
    yield "a file that is a link", lambda s: replaced_by_link(s / live / file, bench), "A"
    yield "a folder that is a link", lambda s: replaced_by_link(s / live / "packs/uk-base", bench), "A"
    yield "a channel that is a link", lambda s: replaced_by_link(s / live / "channel.json", bench), "A"
    yield "a set that is a link", lambda s: replaced_by_link(s / live, bench), "A"
    yield "all sets a link", lambda s: replaced_by_link(s / "sets", bench), "none"
    yield "all blobs a link", lambda s: replaced_by_link(s / "blobs", bench), "B"
    yield "a pointer that is a link", lambda s: replaced_by_link(s / "active.json", bench), None
    yield "a pointer that is a folder", lambda s: ((s / "active.json").unlink(), (s / "active.json/x").mkdir(parents=True)), None
    yield "a pointer that is empty", lambda s: (s / "active.json").write_bytes(b""), None
    yield "no pointer", lambda s: (s / "active.json").unlink(), "none"
    yield "a file too many", lambda s: (s / live / "packs/uk-base/more.json").write_text("{}"), "A"
    yield "a folder too many", lambda s: (s / live / "packs/more").mkdir(), "A"
    yield "a pipe for a file", lambda s: ((s / live / file).unlink(), os.mkfifo(s / live / file)), "A"
    yield "a folder for a file", lambda s: ((s / live / file).unlink(), (s / live / file).mkdir()), "A"
    yield "no blobs", lambda s: shutil.rmtree(s / "blobs"), "B"
    yield "no sets", lambda s: shutil.rmtree(s / "sets"), "none"


def sweep_damage(report, bench):
    store, tally = bench.store(bench.a, bench.b), Tally()

    def one(job):
        name, act, expect = job
        with bench.copy(store) as copy:
            act(copy)
            said, readers = bench.readers(copy)
            letter = readers.get("screen", "nothing")
            may = {expect} if expect else {letter} & {"A", "B", "none"}
            wrong = [] if said.status == 0 and letter in may and (not expect or readers["writer"] == letter) else [f"the readers take {readers}, not {expect}\n{said}"]
            done = bench.live(copy, bench.b)
            at, more = bench.seen(copy)
            if done.status != 0 or at != "B":
                wrong.append(f"is not healed: {done}")
            tally.add(name, letter, wrong + more + bench.tidy(copy, *bench.sets_of(copy), all_blobs=False))

    pair(one, list(damage(bench, store)))
    report.say(not tally.wrong, f"{tally.points} ways to spoil a store: a broken set is not taken ({tally.words()}), and the next run heals it",
               "\n".join(tally.wrong))


def links_outside(report, bench):
    """Links laid where files are about to be written: nothing outside is touched."""
    wrong = []
    blob = sha(bench.b.files["packs/example-hub/text/en.json"])
    for place in ("active.json.new", f"blobs/{blob}.new", f"blobs/{blob}", f"sets/{bench.b.name}.new", f"sets/{bench.b.name}"):
        store, victim = bench.store(bench.a), bench.path("victim")
        victim.mkdir()
        (victim / "kept").write_text("kept", encoding="utf-8")
        for target in (victim, victim / "kept"):
            shutil.rmtree(store / place, ignore_errors=True)
            (store / place).unlink(missing_ok=True)
            (store / place).symlink_to(target)
            done = bench.live(store, bench.b)
            if done.status != 0 or bench.seen(store) != ("B", []) or os.listdir(victim) != ["kept"] or (victim / "kept").read_text() != "kept":
                wrong.append(f"{place} -> {target.name}: {done} {bench.seen(store)}")
            store = bench.store(bench.a)
    report.say(not wrong, "links laid in the way are removed, and nothing outside the store is touched", "\n".join(wrong))


# ---- rules ----

def without_exchange(report, bench):
    """Where two folders cannot change places, and where there are no hard links."""
    store = bench.store(bench.a, bench.b)
    spoil(store / "sets" / bench.b.name / "packs/uk-base/pack.json")
    if any(call == "renameat" for call, _, _ in bench.points(store, lambda s: bench.words(s, bench.b))):  # else renameat2 does both
        done = run([*injected("renameat2", "error=EINVAL", "1+"), *bench.words(store, bench.b)])
        report.say(done.status == 0 and bench.seen(store) == ("B", []), "a broken set is replaced where two folders cannot change places", done)
    store = bench.store()
    done = run([*injected("linkat", "error=EPERM", "1+"), *bench.words(store, bench.b)])
    alone = all(path.stat().st_nlink == 1 for path in store.rglob("*.json"))
    report.say(done.status == 0 and bench.seen(store) == ("B", []) and alone, "where there are no hard links, files are copied", done)


def changes(bench, store, verb):
    """What a run changes in the store, as lines of strace."""
    log = bench.path("log")
    run(["strace", "-f", "-y", "-qq", "-o", log, *bench.words(store, bench.b, verb)])
    lines = [line for line in log.read_text(encoding="utf-8").split("\n") if str(store) in line and " = -1 ENOENT" not in line]
    return [line for line in lines if re.search(r"\b(write|rename\w*|unlink\w*|link\w*|mkdir\w*)\(|O_CREAT", line)]


def rules(report, bench):
    store = bench.store(bench.a)
    held = os.open(store, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    done = bench.live(store, bench.b)
    os.close(held)
    report.say(done.status == 1 and "another program" in done.err and bench.seen(store) == ("A", []), "one writer at a time", done)

    built = run(bench.words(store, bench.b, "build"))
    kept = bench.seen(store) == ("A", []) and (store / "sets" / bench.b.name).is_dir()
    report.say(built.err.startswith("proof: ") and kept, "a set that is not approved is not live, and is kept so that it is not built again", built)
    wrote = changes(bench, store, "build")
    report.say(not wrote, "and the next time nothing is written", wrote[:5])
    bench.live(store, bench.b)
    wrote = changes(bench, store, "live")
    report.say(not wrote, "what is live already is verified, and nothing is written", wrote[:5])


# ---- real disks ----

@contextlib.contextmanager
def mounted(folder, *words):
    folder.mkdir(exist_ok=True)
    done = run(["mount", *words, folder])
    try:
        yield done.status == 0
    finally:
        if done.status == 0 and run(["umount", folder]).status != 0:
            run(["umount", "--lazy", folder])


def full_disk(report, bench):
    """A disk that is really full: no inode is left after the k-th new file; no room at all."""
    disk, tally = bench.path("disk"), Tally()
    with mounted(disk, "-t", "tmpfs", "-o", "size=100m,nr_inodes=100000", "signpost") as fine:
        if not fine:
            report.say(True, "a full disk: not looked at, this takes root")
            return
        store = bench.store(bench.a, at=disk / "store")
        used = os.statvfs(disk).f_files - os.statvfs(disk).f_ffree
        with bench.copy(store) as start:
            for k in range(0, 60, 20 if quick() else 1 if scan() else 5):
                shutil.rmtree(store)
                run(["cp", "-a", start, store])
                run(["mount", "-o", f"remount,nr_inodes={used + k}", disk])
                done = bench.live(store, bench.b)
                told = done.status == 1 and done.err.startswith("disk: ") and "No space left" in done.err and "make room" in done.err
                wrong = [] if told or done.status == 0 else [str(done)]
                tally.points += told
                run(["mount", "-o", "remount,nr_inodes=100000", disk])
                at, more = bench.finish(store, ("A",) if told else ("B",))
                tally.wrong += [f"{k} inodes left: {one}" for one in wrong + more]
        shutil.rmtree(store)
        store = bench.store(bench.a, at=disk / "store")
        with open(disk / "balloon", "wb") as file:
            file.write(bytes(35 << 20))
        before = sorted(str(path) for path in store.rglob("*"))
        done = bench.live(store, bench.b)
        same = sorted(str(path) for path in store.rglob("*")) == before
        report.say(not tally.wrong and tally.points >= 3, f"{tally.points} times a disk that was full in the middle: told, A lives, and with room it is finished",
                   "\n".join(tally.wrong))
        report.say(done.status == 1 and done.err.startswith("disk: ") and "MB free" in done.err and same,
                   "a disk with less room than twice the set and 64 MB is refused before anything is written", done)


def short_writes(report, bench):
    """The limit of a file's size cuts a write in the middle, as a quota does."""
    wrong = []
    for limit in (0, 1, 50, 4096, 20000):
        store = bench.store(bench.a)

        def limited():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        done = bench.live(store, bench.b, preexec_fn=limited)
        told = done.status == 1 and done.err.startswith("disk: ")
        at, more = bench.finish(store, ("A",))
        wrong += [f"{limit} bytes: {one}" for one in more + ([] if told else [str(done)])]
    report.say(not wrong, "writes that are cut off in the middle: told, A lives, the next run finishes", "\n".join(wrong))


def read_only(report, bench):
    disk = bench.path("disk")
    with mounted(disk, "-t", "tmpfs", "-o", "size=100m", "signpost") as fine:
        if not fine:
            store = bench.store(bench.a)
            for folder in (store, store / "blobs", store / "sets"):
                folder.chmod(0o555)
            done, at = bench.live(store, bench.b), bench.seen(store)
            for folder in (store, store / "blobs", store / "sets"):
                folder.chmod(0o755)
        else:
            store = bench.store(bench.a, at=disk / "store")
            run(["mount", "-o", "remount,ro", disk])
            done, at = bench.live(store, bench.b), bench.seen(store)
            run(["mount", "-o", "remount,rw", disk])
        found, wrong = bench.finish(store)
        report.say(done.status == 1 and done.err.startswith("disk: ") and at == ("A", []) and not wrong, "a read-only disk: told, A lives, the next run finishes",
                   f"{done}\n{at}\n{wrong}")


# ---- power cuts ----

def image(bench):
    """A disk in a file, with A live on it, or None where that is not possible."""
    path, place = bench.path("disk.img"), bench.path("mount")
    with open(path, "wb") as file:
        file.truncate(160 << 20)
    if run(["mkfs.ext4", "-q", "-F", path]).status != 0:
        return None
    with mounted(place, "-o", "loop", path) as fine:
        if not fine or run(["xfs_io", "-V"]).status != 0:
            return None
        bench.store(bench.a, at=place / "store")
    return path


def cut(bench, disk, work, look):
    """Mounts a copy of the disk, works, and cuts the power; mounts what the disk then has, and looks. Gives what both gave.
    Looks at a copy again: where somebody else still holds the first mount, its dead file system would come back."""
    first, second, place = bench.path("disk.img"), bench.path("disk.img"), bench.path("mount")
    run(["cp", "--sparse=always", disk, first])
    try:
        with mounted(place, "-o", "loop", first) as fine:
            worked = work(place) if fine else None
            off = run(["xfs_io", "-x", "-c", "shutdown", place])
            run(["cp", "--sparse=always", first, second])
        if not fine or off.status != 0:
            return None
        with mounted(place, "-o", "loop", second) as fine:
            return (worked, look(place)) if fine else None
    finally:
        first.unlink(missing_ok=True)
        second.unlink(missing_ok=True)


def power_cuts(report, bench):
    disk = image(bench) if os.geteuid() == 0 else None
    if not disk:
        report.say(True, "power cuts: not looked at, these take root, loop devices and xfs_io")
        return

    def careless(place):  # what this must be able to see: a file that nobody fsync'd
        (place / "store/careless").write_bytes(bytes(range(256)) * 20)
        folder = os.open(place / "store", os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)

    lost = cut(bench, disk, careless, lambda place: (place / "store/careless").exists() and (place / "store/careless").read_bytes())
    if lost is None or lost[1] == bytes(range(256)) * 20:
        report.say(True, "power cuts: not looked at, a file without fsync survives them here")
        return
    tally = Tally()
    store = bench.store(bench.a)
    points = picked(bench.points(store, lambda s: bench.words(s, bench.b)), PACE["power"])

    def one(point):
        call, number = point[:2]
        kill = injected(call, "signal=KILL", number) if call else []
        gone = cut(bench, disk, lambda place: bench.live(place / "store", bench.b, wrap=kill), lambda place: bench.finish(place / "store"))
        if gone is None:
            tally.add(f"{call} {number}", "none", ["the disk did not come back"])
            return
        done, (at, wrong) = gone
        if not call and (done.status != 0 or at != "B"):
            wrong = [*wrong, f"told as done, and after the cut a reader finds {at}: {done}"]
        tally.add(f"power cut before {call} {number}", at, wrong)

    pair(one, [*points, ("", 0), ("", 1)])
    report.say(not tally.wrong, f"{tally.points} power cuts on ext4, {tally.whole} starts with a whole set ({tally.words()}), {tally.points - tally.whole} lost",
               "\n".join(tally.wrong))


def place_for_stores():
    """In memory where there is room: nothing here but the power cuts looks at a real disk."""
    memory = pathlib.Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and os.statvfs(memory).f_bavail * os.statvfs(memory).f_frsize > 512 << 20
    return tempfile.mkdtemp(prefix="signpost-store-", dir=memory if roomy else None)


def main():
    build, report = build_folder(), Report()
    folder = pathlib.Path(place_for_stores())
    try:
        with Kiosk(build) as kiosk:
            bench = Bench(build, folder, kiosk)
            for part in (rules, without_exchange, order, sweep_damage, links_outside, short_writes, read_only, full_disk, sweep_kills, sweep_failures, power_cuts):
                part(report, bench)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    report.end()


if __name__ == "__main__":
    main()
