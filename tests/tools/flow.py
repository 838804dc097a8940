"""What the programs of tests/flow share: telling, running the kiosk, its dumps.

Each of those programs takes the build folder (and --quick and SCAN=1, see below), prints
"ok words" or "not ok words" for each thing it tries and "# words" for figures,
and ends with 1 when something was not so.
"""
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parents[2]
SIZES = ("1920x1080", "1080x1920", "800x480")
NOW = "2026-11-23T10:30"  # a Monday
HUB = ("config/packs/uk-base", "config/packs/example-hub")


class Report:
    """Tells as it goes; several threads may tell."""

    def __init__(self):
        self.bad = 0
        self.lock = threading.Lock()

    def say(self, good, words, detail=""):
        with self.lock:
            self.bad += not good
            print(("ok " if good else "not ok ") + words, flush=True)
            if not good and detail:
                print("\n".join("  " + line for line in str(detail).strip().split("\n")[-25:]), flush=True)
        return good

    def figure(self, words):
        with self.lock:
            print("# " + words, flush=True)

    def end(self):
        sys.exit(1 if self.bad else 0)


class Done:
    """What a program that has ended left behind."""

    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    def __str__(self):
        return f"ended with {self.status}\n{self.out[-2500:]}\n{self.err[-2500:]}"


def run(command, limit=120, env=None, **more):
    try:
        done = subprocess.run([str(word) for word in command], cwd=more.pop("cwd", ROOT), capture_output=True, timeout=limit,
                              stdin=subprocess.DEVNULL, env=env, **more)
        return Done(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))
    except subprocess.TimeoutExpired as late:
        return Done(124, (late.stdout or b"").decode(errors="replace"), f"stopped after {limit} s")


def build_folder():
    if len(sys.argv) < 2 or sys.argv[2:] not in ([], ["--quick"]):
        print(f"usage: {sys.argv[0]} BUILD [--quick]")
        sys.exit(2)
    return (ROOT / sys.argv[1]).resolve()


def quick():
    """Is one example of each thing enough? tests/flow/leaks.py asks for that."""
    return "--quick" in sys.argv[2:]


def scan():
    """The whole matrix, not the sample of every run of the tests? `make scan` asks for that."""
    return os.environ.get("SCAN") == "1"


def pair(work, jobs):
    """Does `work` for each job, two at once; gives the answers in order."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return list(pool.map(work, jobs))


class Kiosk:
    """The kiosk of a build, without a window, in a folder of its own."""

    def __init__(self, build, packs=HUB, now=NOW, binary=None):
        self.program = binary or build / "signpost-kiosk"
        self.packs, self.now = packs, now
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="signpost-flow-"))
        self.cache = self.folder / "cache"
        self.cache.mkdir()
        self.count = 0
        self.lock = threading.Lock()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def file(self, name):
        with self.lock:
            self.count += 1
            return self.folder / f"{self.count:04}-{name}"

    def environment(self, **more):
        env = dict(os.environ)
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
            env.pop(name, None)
        env.update(HOME=str(self.folder), XDG_CACHE_HOME=str(self.cache), TZ="America/New_York", LC_ALL="C.UTF-8")
        env.update(more)
        return env

    def script(self, lines, size="800x480", now=None, packs=None, options=(), limit=120, wrap=(), env=None):
        """Runs a script. `lines` is text; options come before the packs."""
        path = self.file("visit.script")
        path.write_text(lines if isinstance(lines, str) else "\n".join(lines) + "\n", encoding="utf-8")
        packs = self.packs if packs is None else packs
        command = [*wrap, self.program, "--headless", "--size", size, "--now", now or self.now, "--script", path, *options, *packs]
        return run(command, limit, env or self.environment())

    def look(self, lines, **more):
        """Runs a script and gives (how it ended, the dump of its last screen or None)."""
        dump = self.file("screen.json")
        text = lines if isinstance(lines, str) else "\n".join(lines) + "\n"
        done = self.script(text + f"\ndump {dump}\n", **more)
        try:
            return done, Screen(json.loads(dump.read_text(encoding="utf-8")))
        except (OSError, ValueError) as why:
            done.err += f"\nno dump: {why}"
            return done, None


def turn_pages(kiosk, lines, most=8, **more):
    """The screens of a list: runs the script, then "Next page" as long as there is one."""
    dumps = [kiosk.file("page.json") for _ in range(most)]
    text = (lines if isinstance(lines, str) else "\n".join(lines)) + "\n"
    text += "".join(f'dump {path}\ntap "Next page"\n' for path in dumps)
    done = kiosk.script(text, **more)  # ends at the first page without a next one
    return done, [Screen(json.loads(path.read_text(encoding="utf-8"))) for path in dumps if path.exists()]


def plain(text):
    """As the kiosk compares labels: case, white space, quotes and marks of direction do not count."""
    text = re.sub("[\u2066-\u2069\u200e\u200f\x01]", "", text)
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').replace("\u00a0", " ")
    return re.sub(r"\s+", " ", text).strip().lower()


class Screen:
    """One dump."""

    def __init__(self, dump):
        self.dump = dump
        self.name = dump["screen"]
        self.objects = dump["objects"]

    def labels(self):
        return [plain(one["label"]) for one in self.objects]

    def says(self, text):
        return any(plain(text) in label for label in self.labels())

    def controls(self):
        return [one for one in self.objects if one["action"]]

    def find(self, label):
        """The control a finger would look for: exactly, else beginning with it, else holding it."""
        want = plain(label)
        for test in (lambda a: a == want, lambda a: a.startswith(want), lambda a: want in a):
            for one in self.controls():
                if test(plain(one["label"])):
                    return self.free(one)
        return None

    def free(self, one):
        """It, or its like where nothing stands over the middle: on the attract screen all starts, and so does its button."""
        alike = [other for other in self.controls() if (other["action"], other["label"]) == (one["action"], one["label"])]
        return next((other for other in alike if self.hit(*middle(other)) is other), one)

    def hit(self, x, y):
        """The topmost control there."""
        for one in reversed(self.controls()):
            left, top, w, h = one["px"]
            if left <= x < left + w and top <= y < top + h:
                return one
        return None

    def verb(self, verb, value=None):
        for one in self.controls():
            if one["action"]["verb"] == verb and value in (None, one["action"]["value"]):
                return self.free(one)
        return None


def middle(one):
    x, y, w, h = one["px"]
    return x + w // 2, y + h // 2
