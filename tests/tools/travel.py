"""The whole way of content, with the real commands: a publisher with keys, and machines that follow.

A machine is one folder with settings whose paths begin in it, so that a copy of it is
another machine in the same state.
"""
import contextlib
import datetime
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import threading

from flow import ROOT, Done, plain, run

PACKS = ("uk-base", "example-hub")
GROUP, SHIPPED = "riverside-parents-circle", "10:30"  # the workshop that moves, and when it is in config/packs
BUILT = datetime.datetime(2026, 11, 28, tzinfo=datetime.timezone.utc)  # RELEASED of the Makefile
SCRIPT = 'tap "Touch to start"\ntap "Courses and groups"\nexpect-screen browse\n'
MONDAY = "2026-12-01T09:00"


def now():
    """The clock as the programs take it: not before they were made."""
    return max(datetime.datetime.now(datetime.timezone.utc), BUILT).replace(microsecond=0)


def utc(when):
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def must(done, what):
    if done.status != 0:
        raise SystemExit(f"not ok {what}\n  {done}")
    return done


class Publisher:
    """Keys, a repository, and what is published of it in the folder `web`."""

    def __init__(self, build, folder, at=None):
        self.admin, self.folder, self.at = build / "signpost-admin", folder, at or now()
        self.web, self.release = folder / "web", 0
        (folder / "packs").mkdir(parents=True)
        for pack in PACKS:
            shutil.copytree(ROOT / "config/packs" / pack, folder / "packs" / pack)
        self.secret = folder / "pass"
        self.secret.write_text("ten letters and more\n", encoding="utf-8")
        self.secret.chmod(0o600)
        keys = [folder / name for name in ("root-1", "root-2", "ann", "bo", "online")]
        for key in keys:
            self.do("key", "new", key, "--name", key.name)
        self.keys = keys
        self.signers = [word for key in keys[2:] for word in ("--key", key)]
        self.do("repo", "init", folder / "repo", "--root-key", f"{keys[0]}.pub", "--root-key", f"{keys[1]}.pub", "--publisher", f"{keys[2]}.pub",
                "--publisher", f"{keys[3]}.pub", "--online", f"{keys[4]}.pub", "--key", keys[0], "--key", keys[1], *self.signers, "--now", utc(self.at))

    def do(self, *words):
        return must(run([self.admin, *words, "--passphrase-file", self.secret]), f"signpost-admin {words[0]} {words[1]}")

    def rotate(self):
        """Another key for snapshot and timestamp, and so another root; it is seen with the next release."""
        old, new = self.keys[-1], self.folder / "online-2"
        self.do("key", "new", new, "--name", new.name)
        roots = [word for key in self.keys[:2] for word in ("--key", key)]
        self.do("rotate", self.folder / "repo", "--old", f"{old}.pub", "--new", f"{new}.pub", *roots, "--key", new, "--now", utc(self.at))
        self.keys[-1], self.signers[-1] = new, new

    def publish(self, start=SHIPPED):
        """The next release: the group meets at `start`."""
        path = self.folder / "packs/example-hub/pack.json"
        text = (ROOT / "config/packs/example-hub/pack.json").read_text(encoding="utf-8")
        head, tail = text.split(f'"id": "{GROUP}"', 1)
        path.write_text(head + f'"id": "{GROUP}"' + tail.replace(f'"start": "{SHIPPED}"', f'"start": "{start}"', 1), encoding="utf-8")
        self.at += datetime.timedelta(seconds=1)
        self.do("publish", self.folder / "repo", *(self.folder / "packs" / pack for pack in PACKS), *self.signers, "--now", utc(self.at), "--to", self.web)
        self.release += 1
        return Release(self.web, self.release, start)


class Release:
    """What a published folder holds of its newest release: names and hashes, and the workshop's time as the glass says it."""

    def __init__(self, web, number, start):
        listed = json.loads(newest(web / "metadata", "channels").read_text(encoding="utf-8"))["signed"]["targets"]
        self.number, self.set = number, listed["channels/stable.json"]["hashes"]["sha256"]
        channel = json.loads((web / f"targets/channels/{self.set}.stable.json").read_text(encoding="utf-8"))
        self.files = {one["path"]: one["sha256"] for one in channel["files"]}
        hour, minute = map(int, start.split(":"))
        self.glass = f"{hour}.{minute:02}am" if minute else f"{hour}am"
        self.inbox = {f"targets/{os.path.dirname(path)}/{digest}.{os.path.basename(path)}" for path, digest in self.files.items()}
        self.inbox |= {f"targets/channels/{self.set}.stable.json"} | {f"metadata/{name}" for name in os.listdir(web / "metadata")}


def newest(folder, role):
    """The file of a role with the highest number."""
    numbers = [int(name.split(".")[0]) for name in os.listdir(folder) if re.fullmatch(rf"\d+\.{re.escape(role)}\.json", name)]
    return folder / f"{max(numbers)}.{role}.json"


class Machines:
    """Makes machines in one folder, and says what they are made of."""

    def __init__(self, build, folder):
        self.build, self.folder, self.count, self.lock = build, folder, 0, threading.Lock()
        self.cache = folder / "cache"
        self.cache.mkdir(parents=True)

    def path(self, name):
        with self.lock:
            self.count += 1
            return self.folder / f"{self.count:05}-{name}"

    def fresh(self, web):
        machine = Machine(self, self.path("machine"))
        for name in ("fetch", "activate", "report", "store", "kiosk"):
            (machine.folder / name).mkdir(parents=True)
        shutil.copy(web / "metadata/1.root.json", machine.folder / "root.json")
        packs = "".join(f"pack = {ROOT / 'config/packs' / pack}\n" for pack in PACKS)
        (machine.folder / "kiosk.conf").write_text(f"{packs}assets = {ROOT / 'assets'}\ncontent = store\ncontent_state = kiosk\ncache = {self.cache}\n")
        machine.follow(web)
        return machine

    def twin(self, machine):
        """Another in the same state, its links kept."""
        twin = Machine(self, self.path("machine"))
        subprocess.run(["cp", "-a", str(machine.folder), str(twin.folder)], check=True)
        return twin

    @contextlib.contextmanager
    def copy(self, machine):
        """A twin that goes in the end."""
        copy = self.twin(machine)
        try:
            yield copy
        finally:
            shutil.rmtree(copy.folder, ignore_errors=True)


class Machine:
    def __init__(self, machines, folder):
        self.machines, self.folder, self.store = machines, folder, folder / "store"

    def follow(self, web):
        paths = "".join(f"{name}_state = {name}\n" for name in ("fetch", "activate", "report", "kiosk"))
        (self.folder / "sync.conf").write_text(f"base = {web}\ntrust_root = root.json\nhub = example-hub\nstore = store\n{paths}", encoding="utf-8")

    def words(self, step, build=None):
        return [(build or self.machines.build) / "signpost-sync", step, "--config", self.folder / "sync.conf"]

    def do(self, step, wrap=(), build=None, **more):
        return run([*wrap, *self.words(step, build)], **more)

    def both(self, **more):
        """fetch and activate; gives what activate, or the fetch that failed, left behind."""
        done = self.do("fetch", **more)
        return self.do("activate", **more) if done.status == 0 else done

    def status(self, step):
        """status.json of a step; empty when it is none."""
        try:
            return json.loads((self.folder / step / "status.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}

    def waited(self):
        """The time that fetch waits after a failure is over."""
        status = self.status("fetch")
        if status.get("next"):
            (self.folder / "fetch/status.json").write_text(json.dumps({**status, "next": None}), encoding="utf-8")

    def good(self, release):
        """The screen has lived long enough with it (core/content.h)."""
        (self.folder / "kiosk/content.json").write_text(json.dumps({"format": 1, "set": release.set, "starts": 1, "good": True, "failed": []}))

    # ---- what is seen ----

    def pointer(self):
        try:
            return json.loads((self.store / "active.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {"current": None, "previous": None, "bad": []}

    def live(self, releases):
        """(the release that is live whole or None, what is wrong with that), by our own eyes and by the program's two readers."""
        try:
            current = self.pointer()["current"]
        except ValueError as why:
            return None, [f"active.json is not whole: {why}"]
        release = next((one for one in releases if one.set == current), None)
        if not release:
            return None, [f"live is {str(current)[:12]}, none of the releases {[one.number for one in releases]}"]
        wrong = self.set_is(release)
        said = run([self.machines.build / "tests/tools/store", "check", self.store])
        if said.out.split() != ["writer", current, "screen", current]:
            wrong.append(f"the program's readers do not find release {release.number}: {said}")
        return release, wrong

    def set_is(self, release):
        folder = self.store / "sets" / release.set
        have = {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}
        want = {**release.files, "channel.json": release.set}
        return [f"release {release.number}: {name} is not as signed" for name in sorted(set(have) | set(want)) if have.get(name) != want.get(name)]

    def glass(self, releases):
        """A real start of the screen: (the release by the workshop's time, what is wrong with that)."""
        script, dump = self.folder / "visit.script", self.folder / "screen.json"
        script.write_text(f"{SCRIPT}dump {dump}\n", encoding="utf-8")
        done = run([self.machines.build / "signpost-kiosk", "--config", self.folder / "kiosk.conf", "--headless", "--size", "800x480", "--now", MONDAY,
                    "--script", script])
        try:
            labels = [plain(one["label"]) for one in json.loads(dump.read_text(encoding="utf-8"))["objects"]]
        except (OSError, ValueError) as why:
            return None, [f"the screen does not start: {why} {done}"]
        card = next((label for label in labels if label.startswith("parents' circle")), "")
        shown = next((one for one in releases if f", {one.glass} to" in card), None)
        if done.status != 0 or not shown or f"shows release {shown.number} " not in done.err:
            return None, [f"the screen shows none of the releases {[one.number for one in releases]}: {card} {done}"]
        return shown, []

    def holds(self, sets, inbox):
        """What is on the disk beside these sets and the inbox of these releases. One file that is half written may be."""
        half = r"(.*\.new|.*\.[A-Za-z0-9]{6})"
        files = {digest for one in sets for digest in one.files.values()}
        names = {name for one in inbox for name in one.inbox}
        return (beyond("blobs", os.listdir(self.store / "blobs"), files, half, 1) + beyond("sets", os.listdir(self.store / "sets"), {one.set for one in sets}, half, 1)
                + beyond("inbox", self.inbox(), names, half, 1) + ([] if len(os.listdir(self.store / "sets")) <= 3 else ["more than three sets"]))

    def inbox(self):
        top = self.folder / "fetch/inbox"
        return {str(path.relative_to(top)) for path in top.rglob("*") if path.is_file()} if top.is_dir() else set()

    def lacks(self, release):
        """What is missing in the inbox. Of the metadata, only the timestamp is asked for: the rest carries numbers of old releases too."""
        return sorted(name for name in release.inbox - self.inbox() if not name.startswith("metadata/") or name == "metadata/timestamp.json")

    def tidy(self, sets, inbox):
        """Nothing is left of what was half done: what is there beside these sets and this inbox, or missing."""
        wrong = self.holds(sets, [inbox])
        wrong += [f"{name} is missing in the inbox" for name in self.lacks(inbox)]
        for place, names in (("fetch", {"status.json", "trust", "inbox", "complete"}), ("activate", {"status.json", "trust"}), ("store", {"blobs", "sets", "active.json"})):
            wrong += [f"{name} is left over in {place}" for name in sorted(set(os.listdir(self.folder / place)) - names)]
        for place in ("fetch/trust", "activate/trust", "fetch/inbox", "store"):
            left = [str(path.relative_to(self.folder)) for path in (self.folder / place).rglob("*") if re.search(r"(\.new|\.json\.[A-Za-z0-9]{6})$", path.name)]
            wrong += [f"{name} is left over" for name in left]
        return wrong


def beyond(what, have, want, half, most):
    more = sorted(set(have) - set(want))
    wrong = [name for name in more if not re.fullmatch(half, name)]
    if len(more) - len(wrong) > most:
        wrong.append(f"{len(more) - len(wrong)} half files")
    return [f"{what}: {name} is too much" for name in wrong[:5]]


__all__ = ["Done", "Machine", "Machines", "Publisher", "Release", "must", "now", "utc"]
