"""Visits that differ in their answers alone, and a look into a stopped kiosk.

    visits.py PID FILE     writes the memory of a process to a file: for `look`, as root
"""
import json
import os
import pathlib
import pickle
import signal
import struct
import subprocess
import sys
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from flow import HUB, NOW, ROOT, Screen, middle, run  # noqa: E402

CALM = ["Parents living together", "Some weeks", "No", "Voices get raised", "No", "We soon make up", "No", "Sometimes", "No", "Sleep", "No", "Nothing yet"]


def with_answer(number, words):
    return [words if place == number else one for place, one in enumerate(CALM, 1)]


# One answer differs; each leads to other words on the result.
ROUTES = {
    "no concern": CALM,
    "a concern": with_answer(5, "Yes"),
    "own behaviour": with_answer(11, "Sometimes"),
    "urgent": with_answer(10, "I am not coping"),
}
OPENING = ["Touch to start", "A few short questions", "Just me"]
ENDING = ["@card:0", "Clear"]


class Visit:
    """One route on one size: where its touches are, and what its last screens say and show."""

    def __init__(self, kiosk, name, size):
        self.name, self.size, self.kiosk = name, size, kiosk
        labels = [*OPENING, *ROUTES[name], *ENDING]
        self.dumps = [kiosk.file("visit.json") for _ in labels] + [kiosk.file("after.json")]
        self.shots = [kiosk.file("result.png"), kiosk.file("code.png")]
        lines = []
        for label, dump in zip(labels, self.dumps):
            lines += [f"dump {dump}"]
            lines += [f"shot {self.shots[ENDING.index(label)]}"] if label in ENDING else []
            lines += [f"tap {label}" if label.startswith("@") else f'tap "{label}"', "wait 600ms"]
        self.done = kiosk.script(lines + [f"dump {self.dumps[-1]}"], size=size)
        self.places, self.answers = [], bytes()
        self.fine = self.done.status == 0
        if self.fine:
            self.read(labels)

    def read(self, labels):
        self.screens = [Screen(json.loads(path.read_text(encoding="utf-8"))) for path in self.dumps]
        values = []
        for label, screen in zip(labels, self.screens):
            verb, _, value = label[1:].partition(":")
            one = screen.verb(verb, int(value)) if label.startswith("@") else screen.find(label)
            self.places.append(middle(one))
            if one["action"]["verb"] == "answer":
                values.append(one["action"]["value"])
        self.answers = bytes(values)
        self.result, self.code = self.screens[-3], self.screens[-2]

    def lines(self, *, until=None, then=("stop",), between=("paint",)):
        """The same touches by place, in lines of one length; `until` leaves out what comes after that many."""
        out = []
        for x, y in self.places[:until]:
            out += [f"tap {x:05},{y:05}", *between, "wait 600ms", *between]
        return [*out, *then]


SEED = "#include <jansson.h>\n__attribute__((constructor)) static void seed(void)\n{\n\tjson_object_seed(1);\n}\n"


def seeded(kiosk):
    """A library that takes the chance out of jansson's tables, which moves everything that is loaded after the first pack."""
    made = kiosk.folder / "seed.so"
    if not made.exists():
        (kiosk.folder / "seed.c").write_text(SEED, encoding="utf-8")
        done = run([os.environ.get("CC", "gcc"), "-shared", "-fPIC", "-o", made, kiosk.folder / "seed.c", "-ljansson"])
        assert done.status == 0, done
    return made


def steady(kiosk):
    """The same words for every run: what stands in the environment stands in the memory as well. Symbols are bound at
    the start: binding one later saves registers to the stack, with bits that the system sets when it likes."""
    return {"LD_PRELOAD": str(seeded(kiosk)), "LD_BIND_NOW": "1", "HOME": str(kiosk.folder), "XDG_CACHE_HOME": str(kiosk.cache), "TZ": "America/New_York", "LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", "")}


# The same addresses and the same processor (its number stands in the memory) in each run; other tests take another.
PROCESSORS = sorted(os.sched_getaffinity(0))
STILL = ("taskset", "-c", str(PROCESSORS[os.getpid() % len(PROCESSORS)]), "setarch", "-R")


def still_addresses():
    """Are such runs allowed here?"""
    return run([*STILL, "true"]).status == 0


class Stopped:
    """A kiosk that runs a script up to its `stop` (or to its end, which is then a failure)."""

    def __init__(self, kiosk, lines, size, wrap=STILL, cwd=ROOT):
        path = kiosk.folder / "stopped.script"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        conf = kiosk.folder / "stopped.conf"
        conf.write_text(f"assets = {ROOT}/assets\n", encoding="utf-8")
        self.out, self.err = kiosk.folder / "stopped.out", kiosk.folder / "stopped.err"
        with open(self.out, "wb") as out, open(self.err, "wb") as err:
            command = [*wrap, kiosk.program, "--headless", "--size", size, "--now", NOW, "--config", conf, "--script", path, *(ROOT / pack for pack in HUB)]
            self.process = subprocess.Popen([str(word) for word in command], cwd=cwd, env=steady(kiosk), stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        how = os.waitid(os.P_PID, self.process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
        self.stopped = how.si_code in (os.CLD_STOPPED, os.CLD_TRAPPED)

    def said(self):
        return self.out.read_text(errors="replace") + self.err.read_text(errors="replace")

    def end(self, number=signal.SIGKILL):
        """Ends it with a signal; gives (the signal that ended it, was a core written?)."""
        if self.process.returncode is not None:
            return -self.process.returncode, False
        os.kill(self.process.pid, number)
        os.kill(self.process.pid, signal.SIGCONT)
        _, status = os.waitpid(self.process.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        return -self.process.returncode, os.WCOREDUMP(status)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()


# --- memory -----------------------------------------------------------------------------


class Part:
    """Writable memory that hangs together."""

    def __init__(self, start, name, data):
        self.start, self.name, self.data = start, name, data


class Memory:
    """All of a process; most was never touched, so what is searched are the stretches with something in them."""

    def __init__(self, parts):
        self.parts = [Part(*one) for one in parts]
        self.size = sum(len(part.data) for part in self.parts)
        self.stretches = [one for part in self.parts for one in stretches(part)]

    def layout(self):
        return [(hex(part.start), len(part.data), part.name) for part in self.parts]

    def place(self, address):
        for part in self.parts:
            if part.start <= address < part.start + len(part.data):
                return f"{part.name} + {address - part.start:#x}"
        return hex(address)

    def count(self, needle):
        return sum(data.count(needle) for _, data in self.stretches)

    def where(self, needle):
        return [self.place(start + data.find(needle)) for start, data in self.stretches if needle in data]


STRETCH = 16384
ZEROS = bytes(STRETCH)


def stretches(part):
    """(address, bytes) of what is not zero throughout."""
    out, since = [], None
    for at in range(0, len(part.data) + 1, STRETCH):
        some = at < len(part.data) and part.data[at:at + STRETCH] != ZEROS[:len(part.data) - at]
        if some and since is None:
            since = at
        elif not some and since is not None:
            out.append((part.start + since, part.data[since:at]))
            since = None
    if since is not None:
        out.append((part.start + since, part.data[since:]))
    return out


def read_parts(pid):
    parts = []
    with open(f"/proc/{pid}/maps", encoding="utf-8") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            fields = line.split(None, 5)
            if "w" not in fields[1]:
                continue
            start, end = (int(number, 16) for number in fields[0].split("-"))
            name = fields[5].strip() if len(fields) > 5 else "[anonymous]"
            memory.seek(start)
            try:
                parts.append((start, name, memory.read(end - start)))
            except OSError:  # a device's
                continue
    return parts


def look(pid, folder):
    """The writable memory of a process, or None when nobody here may look."""
    try:
        return Memory(read_parts(pid))
    except PermissionError:
        path = folder / "memory"
        done = run(["sudo", "-n", sys.executable, __file__, pid, path])
        return Memory(pickle.loads(path.read_bytes())) if done.status == 0 else None


WORD = 16  # bytes that are told apart together: addresses and numbers drawn by chance are as long


def differing(some, other, most=4000):
    """The addresses, rounded to WORD, at which two memories differ; None when they do not have the same parts."""
    if some.layout() != other.layout():
        return None
    found = set()
    for a, b in zip(some.parts, other.parts):
        if a.data == b.data:
            continue
        for page in range(0, len(a.data), 4096):
            left, right = a.data[page:page + 4096], b.data[page:page + 4096]
            if left != right:
                found.update(a.start + page + at for at in range(0, 4096, WORD) if left[at:at + WORD] != right[at:at + WORD])
            if len(found) > most:
                return found
    return found


# --- pictures ---------------------------------------------------------------------------


def png(path):
    """(width, height, rows of 4-byte pixels as the kiosk has them in memory: blue, green, red, 255)."""
    data, at, packed = path.read_bytes(), 8, b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colours = struct.unpack(">IIBB", body[:10])
            assert depth == 8 and colours in (2, 6), "pictures of three or four bytes a pixel"
        packed += body if kind == b"IDAT" else b""
        at += length + 12
    step = 3 if colours == 2 else 4
    raw, before, rows = zlib.decompress(packed), bytearray(width * step), []
    for y in range(height):
        line = raw[y * (width * step + 1):(y + 1) * (width * step + 1)]
        before = unfiltered(line[0], bytearray(line[1:]), before, step)
        row = bytearray(b"\xff" * (width * 4))
        row[0::4], row[1::4], row[2::4] = before[2::step], before[1::step], before[0::step]
        rows.append(bytes(row))
    return width, height, rows


def unfiltered(kind, line, before, step):
    if kind == 0:
        return line
    for i in range(len(line)):
        a, b, c = line[i - step] if i >= step else 0, before[i], before[i - step] if i >= step else 0
        if kind == 1:
            line[i] = line[i] + a & 255
        elif kind == 2:
            line[i] = line[i] + b & 255
        elif kind == 3:
            line[i] = line[i] + (a + b >> 1) & 255
        else:
            p = a + b - c
            pa, pb, pc = abs(p - a), abs(p - b), abs(p - c)
            line[i] = line[i] + (a if pa <= pb and pa <= pc else b if pb <= pc else c) & 255
    return line


if __name__ == "__main__":
    pathlib.Path(sys.argv[2]).write_bytes(pickle.dumps(read_parts(int(sys.argv[1]))))
