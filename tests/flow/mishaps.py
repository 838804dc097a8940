#!/usr/bin/env python3
"""What happens to a machine that follows content, beside being cut off (tests/flow/sweep.py): files
that are spoilt, folders that are full or read-only, two runs at once, runs that are told to
end, and clocks of 1970, 2019 and 2040.

A step never crashes. It heals what it meets, or ends with a class and a sentence in its
status; what is live stays whole; and the next runs bring the release that is new.
"""
import datetime
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import ROOT, Report, build_folder, pair, quick, run, scan  # noqa: E402
from kills import TERMED, Tally, every, injected, mounted, points, roomy, spoil  # noqa: E402
from travel import Machines, Publisher, must  # noqa: E402

STARTS = ("10:30", "11:00")
CRASH = re.compile(r"AddressSanitizer|runtime error|LeakSanitizer|Assertion")
STEPS = ("fetch", "activate")
SLOW = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync", "-e", "inject=fsync:delay_enter=15000"]


class Bench:
    """Release 1 is live and 2 is published; in `fetched` it is in the inbox too."""

    def __init__(self, build, folder):
        self.machines, self.log = Machines(build, folder / "machines"), folder / "log"
        self.publisher = Publisher(build, folder / "publisher")
        self.old = self.publisher.publish(STARTS[0])
        self.web_old = folder / "web-old"
        shutil.copytree(self.publisher.web, self.web_old)
        self.machine = self.machines.fresh(self.publisher.web)
        must(self.machine.both(), "the release to start from")
        self.machine.good(self.old)
        self.new = self.publisher.publish(STARTS[1])
        self.fetched = self.machines.twin(self.machine)
        must(self.fetched.do("fetch"), "the fetch before activate")

    def start(self, step):
        return self.machine if step == "fetch" else self.fetched

    def ends_well(self, machine):
        """What is wrong with what is live now, and with the next runs."""
        at, wrong = machine.live([self.old, self.new])
        machine.waited()
        again = machine.both()
        final, more = machine.live([self.new])
        return wrong + more + ([] if at and final and again.status == 0 else [f"the next runs: {again}"])


def clear(machine, step, done):
    """Did it end well, or say what is wrong? Empty when so."""
    status = machine.status(step)
    if done.status < 0 or done.status > 3 or CRASH.search(done.err):
        return [f"crashed: {done}"]
    if done.status == 0:
        return []
    said = re.match(r"[a-z-]+: \S.*\S\nFor staff: \S.*\nFor IT: \S", done.err) or "the status could not be written: " in done.err
    kept = done.status == 3 or "the status could not be written: " in done.err or (status.get("failure") not in (None, "none") and status.get("says"))
    return [] if said and kept else [f"does not say clearly what is wrong: {done} {status}"]


# ---- spoilt files ----

def halve(path):
    os.truncate(path, path.stat().st_size // 2)


def into_folder(path):
    path.unlink()
    (path / "x").mkdir(parents=True)


def into_link(path, machine):
    outside = machine.folder / "outside"
    shutil.move(path, outside)
    path.symlink_to(outside)


ACTS = (("a flipped bit in", spoil), ("half of", halve), ("nothing in", lambda path: os.truncate(path, 0)), ("no", os.unlink))


def spoilt(machine, step):
    """(name, how a twin of the machine is spoilt, whether a person must look at it)."""
    state = pathlib.Path(step)
    for name in sorted(os.listdir(machine.folder / step / "trust")):
        for words, act in ACTS:
            yield f"{words} trust/{name}", lambda m, act=act, name=name: act(m.folder / state / "trust" / name), False
    yield "no trust", lambda m: shutil.rmtree(m.folder / state / "trust"), False
    yield "trust is a link", lambda m: into_link(m.folder / state / "trust", m), False
    yield "trust is a file", lambda m: (shutil.rmtree(m.folder / state / "trust"), (m.folder / state / "trust").write_text("x")), True
    yield "a root that is a folder", lambda m: into_folder(m.folder / state / "trust/root.json"), True
    yield "a timestamp that is a folder", lambda m: into_folder(m.folder / state / "trust/timestamp.json"), True
    for words, act in ACTS:
        yield f"{words} status.json", lambda m, act=act: act(m.folder / state / "status.json"), False
    yield "a status that is a list", lambda m: (m.folder / state / "status.json").write_text("[1]"), False
    yield "a status of other kinds", lambda m: (m.folder / state / "status.json").write_text('{"format": 1, "at": 3, "tries": "x", "next": [], "says": {}, '
                                                                                            '"set": 1, "trust": 7, "release": -5, "failure": "x"}'), False
    yield "a signed time far ahead in status.json", lambda m: far_year(m.folder / state / "status.json"), False
    yield "a status that goes deep", lambda m: (m.folder / state / "status.json").write_text("[" * 9000), False
    yield "a status that is a folder", lambda m: into_folder(m.folder / state / "status.json"), True
    yield from spoilt_inbox(machine)


def spoilt_inbox(machine):
    inbox = pathlib.Path("fetch/inbox")
    names = sorted(machine.inbox())
    metadata = [name for name in names if name.startswith("metadata/")]
    for name in metadata + [name for name in names if name.startswith("targets/")][::12]:
        yield f"a flipped bit in the inbox's {name[:40]}", lambda m, name=name: spoil(m.folder / inbox / name), False
        yield f"no {name[:40]} in the inbox", lambda m, name=name: (m.folder / inbox / name).unlink(), False
    yield "the inbox is a link", lambda m: into_link(m.folder / inbox, m), False
    yield "the inbox's targets are a link", lambda m: into_link(m.folder / inbox / "targets", m), False
    yield "the inbox is a file", lambda m: (shutil.rmtree(m.folder / inbox), (m.folder / inbox).write_text("x")), False
    yield "no inbox", lambda m: shutil.rmtree(m.folder / inbox), False


def far_year(path):
    """One bit of a digit in the signed time that the last run had seen."""
    path.write_text(re.sub(r'("issued": "2)0', r"\g<1>8", path.read_text(encoding="utf-8")), encoding="utf-8")


def mend(machine, step):
    """What a person does whom the sentence sent there: what is no plain file goes."""
    state = machine.folder / step
    for path in (state / "trust", state / "trust/root.json", state / "trust/timestamp.json", state / "status.json"):
        if path.is_dir() and path.suffix:
            shutil.rmtree(path)
        elif path.is_file() and not path.suffix:
            path.unlink()


def spoilt_files(report, bench):
    tally, healed, told = Tally(), [0], [0]
    jobs = [(step, *job) for step in STEPS for job in every_named(spoilt(bench.start(step), step), 16 if not quick() else 20)]

    def one(job):
        step, name, act, by_hand = job
        with bench.machines.copy(bench.start(step)) as machine:
            act(machine)
            done = machine.do(step)
            wrong = clear(machine, step, done)
            if by_hand:
                told[0] += done.status != 0
                mend(machine, step)
            elif done.status == 0:
                healed[0] += 1
            tally.add(f"{step}, {name}", "ends", wrong + bench.ends_well(machine))

    pair(one, jobs)
    report.say(not tally.wrong, f"{tally.points} ways to spoil what fetch and activate keep: {healed[0]} healed at once, {tally.points - healed[0] - told[0]} by the next runs, "
               f"{told[0]} told and then mended by hand; what was live stayed whole", "\n".join(tally.wrong))


def every_named(jobs, step):
    jobs = list(jobs)
    always = ("bit in trust/root", "far ahead")
    return jobs if scan() else [job for at, job in enumerate(jobs) if at % step == 0 or any(one in job[0] for one in always) or (job[2] and not quick())]


def sanitized(report, bench, build):
    """The same with the sanitized build, where the tests have made it, on a machine with nothing to build: only reading and saying."""
    other = build.parent / "gcc-address-undefined"
    if not (other / "signpost-sync").is_file():
        report.figure(f"the sanitized build is not there ({other.relative_to(ROOT)}): not looked at with it")
        return
    tally = Tally()
    settled = bench.machines.twin(bench.fetched)
    must(settled.do("activate"), "a machine with nothing new")
    jobs = [(step, *job) for step in STEPS for job in every_named(spoilt(settled, step), 14 if not quick() else 20)]

    def one(job):
        step, name, act, _ = job
        with bench.machines.copy(settled) as machine:
            act(machine)
            tally.add(f"{step}, {name}", "ends", clear(machine, step, machine.do(step, build=other)))

    pair(one, jobs)
    report.say(not tally.wrong, f"{tally.points} of them with the sanitized build: no crash, and a clear end", "\n".join(tally.wrong))


# ---- disks ----

def read_only(report, bench):
    """Each folder in turn, as an SD card goes read-only."""
    wrong, looked = [], 0
    for step, folder, may in (("fetch", "fetch", "told"), ("activate", "activate", "told"), ("activate", "store", "told"), ("activate", "fetch", "works"),
                              ("activate", "kiosk", "works"), ("fetch", "activate", "works"), ("fetch", "store", "works"))[:7 if not quick() else 1]:
        with bench.machines.copy(bench.start(step)) as machine:
            place = machine.folder / folder
            with mounted(place, "--bind", place) as fine:
                if not fine or run(["mount", "-o", "remount,bind,ro", place]).status != 0:
                    continue
                done, looked = machine.do(step), looked + 1
                disk = done.status == 1 and done.err.startswith("disk: ") and "Read-only file system" in done.err
                wrong += clear(machine, step, done) + ([] if (disk if may == "told" else done.status == 0) else [f"{step} with a read-only {folder}: {done}"])
            wrong += [f"{step}, {folder} read-only: {one}" for one in bench.ends_well(machine)]
    report.say(not wrong, f"{looked} read-only folders: a step that needs one says disk, the others work, and afterwards all do" if looked
               else "read-only folders: not looked at, this takes root", "\n".join(wrong))


def unreadable(report, bench):
    """A block of the old set's list has gone bad: the new set goes live all the same."""
    with bench.machines.copy(bench.fetched) as machine:
        old = machine.store / "sets" / machine.pointer()["current"] / "channel.json"
        done = machine.do("activate", wrap=["strace", "-f", "-qq", "-o", "/dev/null", "-P", old, "-e", "trace=read", "-e", "inject=read:error=EIO"])
        at, wrong = machine.live([bench.new])
        wrong += bench.ends_well(machine)
    report.say(done.status == 0 and at and not wrong, "an old set that the disk does not give keeps no new one away", f"{done}\n" + "\n".join(wrong))


def full(report, bench):
    """No inode is left after the k-th new file, and no room at all."""
    wrong, told, looked = [], 0, 0
    for step in STEPS:
        for left in ((2,) if quick() else (0, 1, 2, 5, 9) if not scan() else range(0, 16)):
            with bench.machines.copy(bench.start(step)) as machine:
                place, aside = machine.folder / step, machine.folder / "aside"
                place.rename(aside)
                with mounted(place, "-t", "tmpfs", "-o", "size=200m,mode=755", "signpost") as fine:
                    if not fine:
                        continue
                    looked += 1
                    run(["cp", "-a", f"{aside}/.", place])
                    used = os.statvfs(place).f_files - os.statvfs(place).f_ffree
                    run(["mount", "-o", f"remount,nr_inodes={used + left}", place])
                    done = machine.do(step)
                    disk = done.status in (1, 3) and "No space left" in done.err
                    told += disk
                    wrong += clear(machine, step, done) + ([] if disk or done.status == 0 else [f"{step} with {left} inodes left: {done}"])
                    run(["mount", "-o", "remount,nr_inodes=100000", place])
                    wrong += [f"{step} after {left} inodes: {one}" for one in bench.ends_well(machine)]
    with bench.machines.copy(bench.machine) as machine:
        place, aside = machine.folder / "fetch", machine.folder / "aside"
        place.rename(aside)
        with mounted(place, "-t", "tmpfs", "-o", "size=30m,mode=755", "signpost") as fine:
            if fine:
                run(["cp", "-a", f"{aside}/.", place])
                done = machine.do("fetch")
                wrong += [] if done.status == 1 and done.err.startswith("disk: ") and "make room" in done.err else [f"little room: {done}"]
                run(["mount", "-o", "remount,size=200m", place])
                wrong += [f"little room: {one}" for one in bench.ends_well(machine)]
    report.say(not wrong and (told >= 4 or not looked or quick()), f"{told} times a folder of state that was full in the middle: told as disk, and with room all is finished" if looked
               else "full folders: not looked at, this takes root", f"{told} of {looked}\n" + "\n".join(wrong))


# ---- two at once, and the end of a service ----

def at_once(bench, first, second, pause):
    """Starts `first`, slowed down, and then `second`; gives what both ended with and what is wrong."""
    with bench.machines.copy(bench.start("activate" if "activate" in (first, second) and "fetch" not in (first, second) else "fetch")) as machine:
        slow = subprocess.Popen([str(word) for word in [*SLOW, *machine.words(first)]], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(pause)
        done = machine.do(second)
        out, err = slow.communicate(timeout=120)
        ends = {"the slow one": (slow.returncode, out + err), "the other": (done.status, done.out + done.err)}
        refused = [who for who, (status, _) in ends.items() if status != 0]
        # Of two that activate, one is sent away.
        fine = not refused or (first == second == "activate" and len(refused) == 1 and "another program" in ends[refused[0]][1])
        return ([] if fine else [f"{second} while {first} runs: {ends}"]) + bench.ends_well(machine)


def two_at_once(report, bench):
    pairs = [(first, second, pause) for first in STEPS for second in STEPS for pause in ((0.05, 0.2) if not scan() else (0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5))]
    wrong = [one for found in pair(lambda job: at_once(bench, *job), pairs if not quick() else pairs[:1]) for one in found]
    report.say(not wrong, "two runs at once, fetch and activate in each order: neither does harm", "\n".join(wrong))


def told_to_end(report, bench):
    """SIGTERM, as the service manager sends it, before calls that change the disk, and at any time."""
    tally = Tally()
    for step in STEPS:
        start = bench.start(step)
        with bench.machines.copy(start) as copy:
            found = points(copy.words(step), bench.log)

        def one(point):
            with bench.machines.copy(start) as machine:
                done = machine.do(step, wrap=injected(point, "signal=TERM"))
                wrong = [] if done.status in TERMED else [f"was not ended: {done}"]
                tally.add(f"{step}, told to end at {point}", "ends", wrong + bench.ends_well(machine))

        def any_time(pause):
            with bench.machines.copy(start) as machine:
                child = subprocess.Popen([str(word) for word in [*SLOW, *machine.words(step)]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                         start_new_session=True)
                time.sleep(pause)
                os.killpg(child.pid, 15)
                child.wait(60)
                tally.add(f"{step}, told to end after {pause} s", "ends", bench.ends_well(machine))

        pair(one, every(found, len(found) // (4 if not quick() else 1)))
        pair(any_time, (0.1, 0.3) if not quick() else (0.2,))
    report.say(not tally.wrong, f"{tally.points} runs that were told to end: what is live stays whole, and the next runs finish", "\n".join(tally.wrong))


# ---- clocks ----

GONE = datetime.datetime(2025, 6, 1, tzinfo=datetime.timezone.utc)
CLOCKS = {1970: "@1970-01-02 00:00:00", 2019: "@2019-06-01 12:00:00", 2040: "@2040-01-01 12:00:00"}


def clock(year):
    return ["faketime", "-f", CLOCKS[year]]


def early_clock(bench, year):
    """Before the program was made: fetch and activate work, on a machine with nothing and on one in mid-life, and so does the true clock after it."""
    wrong = []
    for name, machine in (("fresh", bench.machines.fresh(bench.publisher.web)), ("mid-life", bench.machines.twin(bench.machine))):
        done = machine.both(wrap=clock(year))
        at, more = machine.live([bench.new])
        wrong += [f"{name}: {one}" for one in more + ([] if done.status == 0 and at else [f"does not work: {done}"])]
        wrong += [f"{name}, then the true clock: {one}" for one in bench.ends_well(machine)]
        shutil.rmtree(machine.folder)
    return wrong


def late_clock(bench, year):
    """After all signatures: nothing new, what is live stays, and with the true clock again all works, without a wait."""
    wrong = []
    for name, machine, live in (("fresh", bench.machines.fresh(bench.publisher.web), None), ("mid-life", bench.machines.twin(bench.machine), bench.old),
                                ("fetched", bench.machines.twin(bench.fetched), bench.old)):
        for step in STEPS if live else STEPS[:1]:
            done = machine.do(step, wrap=clock(year))
            status = machine.status(step)
            if done.status != 1 or not done.err.startswith("expired: ") or status.get("failure") != "expired" or "expired" not in status.get("says", ""):
                wrong.append(f"{name}: {step} does not say expired: {done}")
        if machine.pointer()["current"] != (live.set if live else None):
            wrong.append(f"{name}: what is live has changed: {machine.pointer()}")
        if live:
            wrong += machine.live([live])[1]
        again = machine.both()
        at, more = machine.live([bench.new])
        wrong += [f"{name}, with the true clock: {one}" for one in more + ([] if again.status == 0 and at else [f"does not work: {again}"])]
        shutil.rmtree(machine.folder)
    return wrong


def gone_publisher(bench):
    """Signatures that ran out before the program was made: no clock makes them good again."""
    wrong = []
    gone = Publisher(bench.machines.build, bench.machines.path("gone"), GONE)
    gone.publish()
    for year in CLOCKS:
        machine = bench.machines.fresh(gone.web)
        done = machine.do("fetch", wrap=clock(year))
        late = machine.do("activate", wrap=clock(year))
        wrong += [] if done.status == 1 and done.err.startswith("expired: ") and late.status == 0 and not machine.pointer()["current"] else [f"{year}: {done} {late}"]
        shutil.rmtree(machine.folder)
    return wrong


def clocks(report, bench):
    for year in (1970, 2019) if not quick() else (1970,):
        wrong = early_clock(bench, year)
        report.say(not wrong, f"a clock of {year}: fetch and activate work, fresh and in mid-life", "\n".join(wrong))
    wrong = late_clock(bench, 2040)
    report.say(not wrong, "a clock of 2040: expired, what is live stays, and with the true clock all works at once", "\n".join(wrong))
    wrong = gone_publisher(bench) if not quick() else []
    report.say(not wrong, "signatures that ran out before the program was made are refused, whatever the clock says", "\n".join(wrong))


def main():
    build, report = build_folder(), Report()
    with roomy("mishaps") as folder:
        bench = Bench(build, folder)
        for part in (spoilt_files, clocks, two_at_once, told_to_end, read_only, unreadable, full):
            part(report, bench)
        sanitized(report, bench, build)
    report.end()


if __name__ == "__main__":
    main()
