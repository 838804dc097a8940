"""Cutting programs off: which of their calls change the disk, and a run that is killed, or refused, at one of them.

strace's signal lands before the call acts, so kill point N+1 is "after call N".
"""
import contextlib
import os
import pathlib
import re
import shutil
import tempfile
import threading

from flow import run, scan

CALLS = ("openat", "write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "link", "linkat", "mkdir",
         "mkdirat", "ftruncate", "flock")
LINE = re.compile(rf"^(?:\d+ +)?({'|'.join(CALLS)})\(")
OPENED = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC")
KILLED = (-9, 137)
TERMED = (-15, 143)


class Point:
    """Call number `number` of a name, counted from 1, as a run that is left alone makes it."""

    def __init__(self, call, number, line):
        self.call, self.number, self.line = call, number, line

    def __str__(self):
        return f"{self.call} {self.number}"


def changes(call, line):
    """Can this call change a disk? Reading cannot."""
    return call != "openat" or bool(OPENED.search(line))


def points(command, log):
    """Every call of the command that can change a disk, in order; it is run once."""
    done = run(["strace", "-f", "-y", "-qq", "-o", log, "-e", f"trace={','.join(CALLS)}", *command])
    if done.status != 0:
        raise SystemExit(f"not ok the run to count the calls of\n  {done}")
    counts, found = {}, []
    for line in pathlib.Path(log).read_text(encoding="utf-8", errors="replace").split("\n"):
        call = LINE.match(line)
        if call:
            name = call.group(1)
            counts[name] = counts.get(name, 0) + 1
            if changes(name, line):
                found.append(Point(name, counts[name], line))
    os.unlink(log)
    return found


def injected(point, what):
    """To put before a command: `what` is signal=KILL, error=EIO ..."""
    return ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={point.call}", "-e", f"inject={point.call}:{what}:when={point.number}"]


def every(points_, step, wanted=lambda point: False):
    """All of them with SCAN=1, else each so-manieth, and those that are wanted in any case."""
    return [point for at, point in enumerate(points_) if scan() or at % step == 0 or wanted(point)]


class Tally:
    """What the points of a sweep came to; several threads may add."""

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


def spoil(path, at=None):
    """Flips one bit, in place."""
    with open(path, "r+b") as file:
        size = os.fstat(file.fileno()).st_size
        at = size // 2 if at is None else at
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 1]))


@contextlib.contextmanager
def mounted(folder, *words):
    """Says whether it could be mounted; that takes root."""
    folder.mkdir(exist_ok=True)
    done = run(["mount", *words, folder])
    try:
        yield done.status == 0
    finally:
        if done.status == 0:
            run(["umount", folder])


@contextlib.contextmanager
def roomy(name, megabytes=512):
    """A folder for what a sweep copies, in memory where there is room."""
    memory = pathlib.Path("/dev/shm")
    good = memory.is_dir() and os.access(memory, os.W_OK) and os.statvfs(memory).f_bavail * os.statvfs(memory).f_frsize > megabytes << 20
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"signpost-{name}-", dir=memory if good else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
