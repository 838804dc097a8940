#!/usr/bin/env python3
"""What a visit tells the system: nothing (S20, S26, S39, S40).

The same touches with other answers, traced: every system call of the whole run must be
the same on each route, and between the first touch and Clear there is none that opens,
writes or sends. Then what is left: stdout, stderr, every file with its size and time,
the store of the counts, the name and the sizes of the process.
"""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import HUB, NOW, ROOT, Kiosk, Report, build_folder, quick, run  # noqa: E402
from visits import ROUTES, STILL, Stopped, Visit, steady, still_addresses  # noqa: E402

SIZE = "800x480"
# Memory of the program itself, and the number that the counts draw for each visit, whatever it answers.
INWARD = {"mmap", "munmap", "madvise", "brk", "mremap", "mprotect", "getrandom"}


class Traced:
    """One run under strace, and what it left."""

    def __init__(self, kiosk, visit, conf):
        self.folder = kiosk.folder
        script, trace = kiosk.folder / "traced.script", kiosk.folder / "traced.trace"
        marks = [kiosk.folder / "mark-begin.json", kiosk.folder / "mark-end.json"]
        script.write_text("\n".join(["wait 5s", "paint", f"dump {marks[0]}", *visit.lines(then=()), f"dump {marks[1]}", "wait 3m", "paint"]) + "\n", encoding="utf-8")
        self.before = tree(kiosk.folder)
        command = [*STILL, "strace", "-f", "-s", "0", "-o", trace, kiosk.program, "--headless", "--size", SIZE, "--now", NOW,
                   "--config", conf, "--script", script, *HUB]
        self.done = run(command, env=steady(kiosk))
        self.lines = [plain_line(line) for line in trace.read_text(errors="replace").split("\n")] if trace.exists() else []
        self.after = tree(kiosk.folder)
        at = [next((n for n, line in enumerate(self.lines) if str(mark) in line), -1) for mark in marks]
        self.marked = 0 <= at[0] < at[1]
        closed = next((n for n in range(at[0], at[1]) if self.lines[n].startswith("close(")), at[1]) if self.marked else 0
        self.visit = self.lines[closed + 1:at[1]]

    def noise(self):
        """Calls of the visit that leave something or ask for something."""
        names = [re.match(r"(\w+)\(", line) for line in self.visit]
        return [line for name, line in zip(names, self.visit) if not name or name.group(1) not in INWARD]


def plain_line(line):
    """Without the numbers of processes, and names that chance draws."""
    line = re.sub(r"^\d+ +", "", line)
    line = re.sub(r"^(sysinfo|set_tid_address|getpid|gettid|set_robust_list|rseq)\(.*", r"\1()", line)
    return re.sub(r"\.[A-Za-z0-9]{6}\b", ".XXXXXX", line)


def tree(folder):
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*")
            if path.is_file() and not path.name.startswith(("traced.", "mark-"))}


def same_calls(report, traces):
    names = list(traces)
    first = traces[names[0]]
    for name in names[1:]:
        other = traces[name]
        apart = [f"{a}\n{b}" for a, b in zip(first.lines, other.lines) if a != b][:4]
        apart += [] if len(first.lines) == len(other.lines) else [f"{len(first.lines)} and {len(other.lines)} calls"]
        report.say(not apart, f"{name}: all {len(first.lines)} system calls are those of {names[0]} (S20)", "\n".join(apart))


def left_behind(report, traces):
    names = list(traces)
    first = traces[names[0]]
    for name, one in traces.items():
        report.say(one.done.status == 0 and one.marked, f"{name}: the traced visit", one.done)
        report.say(not one.noise(), f"{name}: between first touch and Clear nothing is opened, written or sent (S26, S39)", "\n".join(one.noise()[:12]))
        report.say(one.done.out == first.done.out and one.done.err == first.done.err, f"{name}: stdout and stderr are the same (S20)",
                   f"{one.done.out}{one.done.err}\n---\n{first.done.out}{first.done.err}")
        changed = {path for path in set(one.before) | set(one.after) if one.before.get(path) != one.after.get(path)}
        sizes = {path: one.after[path][0] for path in one.after if "counts" in path}
        usual = {path: first.after[path][0] for path in first.after if "counts" in path}
        report.say(sizes == usual, f"{name}: the files of the counts are as large (S40, S41)", f"{sizes} {usual}")
        others = [path for path in changed if "/counts/" not in path and not path.endswith(".json")]
        report.say(not others, f"{name}: no other file is new, larger or touched (S20, S39)", others)


ABOUT = ("VmPeak", "VmSize", "VmLck", "VmData", "VmStk", "Threads", "Name")


def about(pid):
    folder = pathlib.Path(f"/proc/{pid}")
    status = dict(re.findall(r"^(\w+):\s*(.*)$", (folder / "status").read_text(), re.M))
    open_files = sorted(str(path.name) for path in (folder / "fd").iterdir()) if (folder / "fd").exists() else []
    limits = re.search(r"Max core file size\s+(\S+)\s+(\S+)", (folder / "limits").read_text()).groups()
    return {"comm": (folder / "comm").read_text(), "cmdline": (folder / "cmdline").read_bytes(), "files": open_files, "core": limits,
            **{name: status.get(name) for name in ABOUT}}


def process(report, kiosk, visits):
    """What another program may read of this one, in mid-visit and after."""
    for when, until in (("on the code page", -1), ("after Clear", None)):
        seen = {}
        for name, visit in visits.items():
            with Stopped(kiosk, visit.lines(until=until), SIZE) as one:
                try:
                    seen[name] = about(one.process.pid) if one.stopped else one.said()
                except PermissionError:
                    print(f"ok {when}: the process is not looked at: needs root")
                    return
        first = next(iter(seen.values()))
        wrong = [f"{name}: {what} {value} is {first.get(what)} elsewhere" for name, one in seen.items() for what, value in one.items() if value != first.get(what)]
        report.say(not wrong, f"{when}: name, title, sizes and open files of the process are the same on {len(seen)} routes (S20)", "\n".join(wrong))
        report.say(first["core"] == ("0", "0"), f"{when}: no core file can be written (S26)", first["core"])


def main():
    build, report = build_folder(), Report()
    if not still_addresses():
        print("ok trace: not looked at: this system does not let programs have the same addresses twice")
        return
    with Kiosk(build) as kiosk:
        visits = {name: Visit(kiosk, name, SIZE) for name in (list(ROUTES)[:2] if quick() else ROUTES)}
        for name, visit in visits.items():
            if not report.say(visit.fine, f"the visit with {name}", visit.done):
                report.end()
        conf = kiosk.folder / "kiosk.conf"
        (kiosk.folder / "counts").mkdir()
        conf.write_text(f"assets = {ROOT}/assets\ncounts = {kiosk.folder}/counts\n", encoding="utf-8")
        Traced(kiosk, visits["no concern"], conf)  # makes what a first run makes
        traces = {name: Traced(kiosk, visit, conf) for name, visit in visits.items()}
        left_behind(report, traces)
        same_calls(report, traces)
        process(report, kiosk, visits)
    report.end()


if __name__ == "__main__":
    main()
