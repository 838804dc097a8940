#!/usr/bin/env python3
"""signpost-sync fetch and activate, cut off before every call that changes the disk (S10).

A machine shows release 2, has release 1 to go back to, and release 3 is published, in which
a workshop has moved, signed in part by a new key. The run that brings it is killed before each open that writes, write,
fsync, rename, unlink, mkdir, link and lock; or that call fails, because the disk is full, broken,
read-only or over its quota. Each time the screen must start with the whole of release 2
or the whole of release 3, the disk must hold no more than these, the one before and one half
file, and the next runs must bring release 3 and leave nothing behind.

With SCAN=1 all points and a real start of the screen at each; else every point where the
pointer changes, a sample of the rest, and real starts here and there.
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import Report, build_folder, pair, quick, scan  # noqa: E402
from kills import KILLED, Tally, every, injected, points, roomy  # noqa: E402
from travel import Machines, Publisher, must  # noqa: E402

ERRORS = ("ENOSPC", "EIO", "EROFS", "EDQUOT")
STARTS = ("10:30", "09:45", "11:00")  # of the workshop in the releases 1, 2, 3
PACE = {"fetch": 15, "activate": 24, "fail": 40, "start": 50} if not quick() else {"fetch": 9, "activate": 60, "fail": 40, "start": 40}


class Bench:
    def __init__(self, build, folder):
        self.machines, self.log = Machines(build, folder / "machines"), folder / "log"
        publisher = Publisher(build, folder / "publisher")
        self.releases, self.fetching, self.between = [], None, []
        for start in STARTS:
            if self.releases:
                self.fetching.good(self.releases[-1])
            if len(self.releases) == 2:
                publisher.rotate()
            self.releases.append(publisher.publish(start))
            self.fetching = self.fetching or self.machines.fresh(publisher.web)
            if len(self.releases) < len(STARTS):
                must(self.fetching.both(), "the releases to start from")
        self.activating = self.machines.twin(self.fetching)
        must(self.activating.do("fetch"), "the fetch before activate")

    def start(self, step):
        return self.fetching if step == "fetch" else self.activating


def phase(found):
    """The points from the new set's name to its place in the pointer, and a little beyond."""
    renames = [at for at, point in enumerate(found) if point.call.startswith("rename") and ("/sets>" in point.line or "active.json" in point.line)]
    return set(map(str, found[renames[0] - 2:renames[-1] + 4])) if renames else set()


def after(bench, machine, real):
    """What the screen finds now, and that the next runs bring release 3 and leave it tidy: (release, what is wrong)."""
    old, older, new = bench.releases[1], bench.releases[0], bench.releases[2]
    at, wrong = machine.live([old, new])
    wrong = wrong + machine.holds([older, old, new], [old, new])
    if real:
        shown, more = machine.glass([old, new])
        wrong += more + ([] if shown is at else [f"the glass shows release {shown and shown.number}, live is {at and at.number}"])
        machine.good(old)
    machine.waited()
    early = machine.do("activate")  # its timer may come before that of fetch
    between, more = machine.live([old, new])
    if early.err.startswith("signature: ") and "metadata/2.root.json" in machine.inbox():
        bench.between.append(str(early))  # the new root is there, and the timestamp by its keys is not yet
        early.status = 0
    wrong += more + ([] if early.status == 0 and between else [f"activate before the next fetch: {early}"])
    again = machine.both()
    final, more = machine.live([new])
    wrong += more + ([] if again.status == 0 and final else [f"the next runs: {again}"])
    return (f"release {at.number}" if at else "none"), wrong + machine.tidy([old, new], new)


def sweep_kills(report, bench):
    tally = Tally()
    for step in ("fetch", "activate"):
        start = bench.start(step)
        with bench.machines.copy(start) as copy:
            found = points(copy.words(step), bench.log)
        near = phase(found)
        chosen = every(found, PACE[step], lambda point: str(point) in near and not quick())

        def one(job):
            number, point = job
            with bench.machines.copy(start) as machine:
                done = machine.do(step, wrap=injected(point, "signal=KILL"))
                at, wrong = after(bench, machine, scan() or number % PACE["start"] == 0)
                tally.add(f"{step}, killed before {point}", at, wrong + ([] if done.status in KILLED else [f"was not killed: {done}"]))

        pair(one, list(enumerate(chosen)))
        last = {point.call: point for point in found}
        for point in last.values() if scan() else ():
            if point.call == "openat":  # the next one only reads
                continue
            point.number += 1
            with bench.machines.copy(start) as machine:
                done = machine.do(step, wrap=injected(point, "signal=KILL"))
                if done.status != 0:
                    tally.add(f"{step}, {point}", "none", [f"does not end by itself: {done}"])
        report.figure(f"{step}: {len(found)} calls that change the disk, {len(near)} of them about the new set's place and the pointer; killed at {len(chosen)}")
    return tally


def told(step, machine, done):
    """Is it told as a fault of the disk: in status.json, or, where that could not be written, on stderr?"""
    status = machine.status(step)
    says = status.get("failure") == "disk" and status.get("says")
    if done.status == 3:  # the step may have done its work, and only its status or its output could not be written
        return "could not be written: " in done.err or "output could not be written" in done.err
    return done.status == 1 and (says or "the status could not be written: " in done.err) and done.err.startswith("disk: ")


def may_pass(point):
    """Calls whose failure need stop nothing: tidying, a lock on a file that nobody else writes, and the fsync of a folder of state, which is verified at each start
    anyway. The store's are never among them."""
    tidying = point.call in ("unlink", "unlinkat", "rmdir")
    return tidying or ("/store" not in point.line and (point.call == "flock" or (point.call == "fsync" and ".new>" not in point.line)))


def is_done(step, machine, release):
    if step == "activate":
        return machine.pointer()["current"] == release.set
    return not machine.lacks(release) and machine.status("fetch")["release"] == release.number


def sweep_failures(report, bench):
    tally, refused, passed = Tally(), [0], []
    for step in ("fetch", "activate"):
        start = bench.start(step)
        with bench.machines.copy(start) as copy:
            found = points(copy.words(step), bench.log)
        near = phase(found)
        chosen = every(found, PACE["fail"], lambda point: str(point) in near and point.call == "fsync")
        jobs = [(point, error) for at, point in enumerate(chosen) for error in (ERRORS if scan() else (ERRORS[at % len(ERRORS)],))]

        def one(job):
            point, error = job
            with bench.machines.copy(start) as machine:
                done = machine.do(step, wrap=injected(point, f"error={error}"))
                wrong = []
                if told(step, machine, done):
                    refused[0] += 1
                elif done.status != 0:
                    wrong.append(f"no clear fault of the disk: {done} {machine.status(step)}")
                else:  # then all of the work must be done
                    passed.append(point.call)
                    wrong += [] if is_done(step, machine, bench.releases[2]) and may_pass(point) else [f"says it is done and is not, or not safely: {done}"]
                at, more = after(bench, machine, False)
                tally.add(f"{step}, {error} at {point}", at, wrong + more)

        pair(one, jobs)
    kinds = ", ".join(f"{passed.count(call)} {call}" for call in sorted(set(passed)))
    report.figure(f"{len(passed)} calls whose failure stopped nothing: {kinds}")
    report.say(not tally.wrong, f"{tally.points} calls that fail (full, broken, read-only, quota): {refused[0]} told as class disk, {tally.whole} starts with a whole set "
               f"({tally.words()}), and the next runs heal all", "\n".join(tally.wrong))


def main():
    build, report = build_folder(), Report()
    with roomy("sweep") as folder:
        bench = Bench(build, folder)
        sweep_failures(report, bench)
        tally = sweep_kills(report, bench)
    report.figure(f"started with: {tally.words()}")
    # Between the rename of a new root and that of the timestamp there are seven calls.
    few = len(bench.between) <= (35 if scan() else 7)
    report.say(few, f"{len(bench.between)} times activate met a new root without its timestamp, said signature, and changed nothing", bench.between[0] if bench.between else "")
    report.say(not tally.wrong, f"{tally.points} kill points, {tally.whole} starts with a whole set, {tally.points - tally.whole} lost", "\n".join(tally.wrong))
    report.end()


if __name__ == "__main__":
    main()
