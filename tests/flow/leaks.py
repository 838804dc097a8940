#!/usr/bin/env python3
"""Deliberate defects that a test must notice.

A leak is tests/leaks/NAME.patch: a unified diff of the tree, below these lines:

    # test: core/test_session       a cmocka program, or flow/same.py, flow/x.sh
    # why: one sentence: what the defect does
    # says: words                   (where wanted) what the test must complain of: part of
                                    the "not ok" line, or the name of the test function

Each is put into a copy of the tree, built there and given to that test, which must
fail by its own findings. A patch that does not fit, a build that breaks, a test that
crashes or that tries nothing is no such thing. The copies keep their time stamps and
are set back by them, so a leak costs what it changes. That the tests pass on the clean
tree is what the other programs are for. The patches of tests/leaks/not are no leaks
("# so: words" says why not): they show that this program is not content with less.

    leaks.py BUILD                  one for each test that leaks name and that is quick: the short form, for every run of the tests
    leaks.py BUILD --all            all of them (make leaks)
    leaks.py BUILD NAME ...         those whose names hold a NAME
"""
import concurrent.futures
import os
import pathlib
import queue
import re
import shutil
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import ROOT, Report, run  # noqa: E402

PARTS = ("kiosk", "tests", "config", "assets", "systemd", "Makefile", "README.md")
WORKERS = 2
TEST_LIMIT_S, BUILD_LIMIT_S = 120, 120
LEAK_S, ALL_S = 10, 400  # what one may take (it is told), and what all of them may
SLOW = ("flow/fuzz.py", "flow/transport.py", "flow/puts.py", "flow/sweep.py", "flow/mishaps.py", "display/test_supply", "flow/clear.py", "flow/memory_window.py", "display/test_same", "display/test_hang")  # these need more than 10 s for a leak: only with --all
CRASHES = re.compile(r"Traceback \(most recent|Test failed with exception|AddressSanitizer|runtime error:|Segmentation fault|core dumped")


class Leak:
    """One patch, and what its first lines say."""

    def __init__(self, path):
        self.path, self.name = path, path.stem
        head = dict(re.findall(r"^# (test|why|says|so): *(\S.*?)\s*$", path.read_text(encoding="utf-8"), re.M))
        self.test, self.why, self.says, self.so = head.get("test", ""), head.get("why", "").rstrip("."), head.get("says", ""), head.get("so", "")

    def is_cmocka(self):
        return not self.test.endswith((".py", ".sh"))

    def fault(self, root):
        """What is wrong with the file itself."""
        if not self.test or not self.why:
            return 'it must begin with "# test: ..." and "# why: ..."'
        source = self.test + ".c" if self.is_cmocka() else self.test
        return "" if (root / "tests" / source).is_file() else f"there is no tests/{source}"


def files_of(top):
    for folder, _, names in os.walk(top):
        for name in names:
            path = pathlib.Path(folder) / name
            yield path, path.lstat()


def same(a, b):
    return a.st_mtime_ns == b.st_mtime_ns and a.st_size == b.st_size


def set_back(clean, copy):
    """Makes the copy the clean tree again, by time stamps; what was made goes."""
    have = {path.relative_to(copy): stat for path, stat in files_of(copy)}
    for path, stat in files_of(clean):
        name = path.relative_to(clean)
        if name not in have or not same(have.pop(name), stat):
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, copy / name, follow_symlinks=False)
    for name in have:
        (copy / name).unlink()


class Trees:
    """The clean copy, and one for each worker."""

    def __init__(self, build):
        self.build = build
        self.top = pathlib.Path(tempfile.mkdtemp(prefix="signpost-leaks-"))
        self.clean = self.top / "clean"
        self.clean.mkdir()
        for name in PARTS:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, self.clean / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy2(source, self.clean / name)
        if (ROOT / build).is_dir():
            shutil.copytree(ROOT / build, self.clean / build, symlinks=True)
        self.free = queue.Queue()

    def spread(self):
        for number in range(WORKERS):
            copy = self.top / f"copy{number}"
            shutil.copytree(self.clean, copy, symlinks=True)
            self.free.put(copy)

    def end(self):
        shutil.rmtree(self.top, ignore_errors=True)


def environment():
    """Nothing of the make that may have started this."""
    env = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "BUILD", "TESTS")}
    env["PYTHONDONTWRITEBYTECODE"] = "1"
    env["SHORT"] = "1"  # tests/tools/short.h: an example of each kind is enough to notice
    return env


def make(tree, build, *goals):
    return run(["make", "--no-print-directory", "-j2", f"BUILD={build}", *goals], BUILD_LIMIT_S, environment(), cwd=tree)


def goals_of(leak, build):
    return ["all", f"{build}/tests/{leak.test}"] if leak.is_cmocka() else ["all", "tools"]


def complaints(leak, out):
    if leak.is_cmocka():
        good = set(re.findall(r"^\[\s+OK \] (\S+)", out, re.M))
        return sorted(set(re.findall(r"^\[\s+FAILED\s+\] ([A-Za-z_]\w+)", out, re.M)) - good)
    return re.findall(r"^not ok (.*)$", out, re.M)


def judge(leak, done):
    """(was it noticed, in which words)"""
    out = done.out + "\n" + done.err
    found = complaints(leak, out)
    if done.status == 124:
        return False, f"{leak.test} did not end"
    if CRASHES.search(out) or done.status < 0:
        return False, f"{leak.test} crashed, which shows nothing"
    if not found:
        return False, f"{leak.test} notices nothing" if done.status == 0 else f"{leak.test} ended with {done.status} and no finding"
    if leak.says and not any(leak.says in words for words in found):
        return False, f'{leak.test} complains, but not of "{leak.says}": {found[0]}'
    return True, next((words for words in found if leak.says in words), found[0])


def test_command(leak, build):
    if leak.is_cmocka():
        return [f"{build}/tests/{leak.test}"]
    return [sys.executable if leak.test.endswith(".py") else "bash", f"tests/{leak.test}", build, "--quick"]


def attempt(leak, tree, build):
    """(was it noticed, in which words, what was printed)"""
    fault = leak.fault(tree)
    if fault:
        return False, fault, ""
    fits = run(["patch", "-p1", "-F0", "--batch", "--forward", "--no-backup-if-mismatch", "-i", leak.path], env=environment(), cwd=tree)
    if fits.status != 0:
        return False, "the patch does not apply to the tree as it is", fits
    built = make(tree, build, *goals_of(leak, build))
    if built.status != 0:
        return False, "with the patch the tree does not build", built
    done = run(test_command(leak, build), TEST_LIMIT_S, environment(), cwd=tree)
    noticed, words = judge(leak, done)
    return noticed, words, done


def try_leak(report, trees, leak):
    tree = trees.free.get()
    began = time.monotonic()
    try:
        noticed, words, printed = attempt(leak, tree, trees.build)
        took = time.monotonic() - began
        if leak.so:
            report.say(not noticed and leak.so in words, f"what is no leak is not taken for a noticed one: {leak.so}", f"{words}\n{printed}")
            return
        end = f'is noticed by {leak.test} ("{words[:110]}")' if noticed else f"is NOT noticed: {words}"
        report.say(noticed, f"{leak.name}: {leak.why}: {end}", printed)
        if took > LEAK_S:
            report.figure(f"{leak.name} took {took:.0f} s, more than {LEAK_S}")
    finally:
        set_back(trees.clean, tree)
        trees.free.put(tree)


def main():
    if len(sys.argv) < 2:
        print(f"usage: {sys.argv[0]} BUILD [--all | NAME ...]")
        sys.exit(2)
    build = str(pathlib.Path(os.path.abspath(ROOT / sys.argv[1])).relative_to(ROOT))
    wanted = [word for word in sys.argv[2:] if not word.startswith("-")]
    leaks = [Leak(path) for path in sorted((ROOT / "tests/leaks").glob("*.patch")) if not wanted or any(word in path.stem for word in wanted)]
    if not wanted and "--all" not in sys.argv:
        first = list({leak.test: leak for leak in reversed(leaks)}.values())[::-1]  # the first of each test
        leaks = [leak for leak in first if leak.test not in SLOW]
    report = Report()
    leaks += [Leak(path) for path in sorted((ROOT / "tests/leaks/not").glob("*.patch")) if not wanted]
    report.say(leaks, "there are leaks to try")
    began = time.monotonic()
    trees = Trees(build)
    try:
        ready = make(trees.clean, build, "all", "tools")
        if report.say(ready.status == 0, "the copy of the tree builds", ready):
            trees.spread()
            with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
                list(pool.map(lambda leak: try_leak(report, trees, leak), leaks))
    finally:
        trees.end()
    used = os.times()
    used = (used.children_user + used.children_system) / WORKERS
    report.figure(f"{len(leaks)} leaks in {time.monotonic() - began:.0f} s; the processors worked {used:.0f} s on them, each")
    if not wanted:
        report.say(used <= ALL_S, f"all leaks are tried within {ALL_S} s of two processors", f"{used:.0f} s")
    report.end()


if __name__ == "__main__":
    main()
