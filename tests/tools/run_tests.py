#!/usr/bin/env python3
"""Runs every test and prints what failed; the last line is "N passed, N failed".

A suite is one row of SUITES: a name and a function that gives (name, passed, words)
for each of its tests. Name suites on the command line to run only those.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def run(command, limit=300, **more):
    try:
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=limit, text=True, errors="replace",
                              stdin=subprocess.DEVNULL, **more)
        return done.returncode, done.stdout
    except subprocess.TimeoutExpired as late:
        out = late.stdout.decode(errors="replace") if isinstance(late.stdout, bytes) else late.stdout or ""
        return 124, out + f"\nstopped after {limit} s"


def make(*arguments):
    return run(["make", "--no-print-directory", "-j2", *arguments], 900)


def cmocka_program(path, build, **more):
    """One row a test function; a program that dies is one failure."""
    name = str(path.relative_to(build))
    status, out = run([str(path)], 300, **more)
    ok = re.findall(r"^\[\s+OK \] (\S+)", out, re.M)
    skipped = re.findall(r"^\[\s+SKIPPED \] (\S+)", out, re.M)
    failed = sorted(set(re.findall(r"^\[\s+FAILED\s+\] ([A-Za-z_]\S+)", out, re.M)) - set(ok))
    rows = [(f"{name} {test}", True, "") for test in ok if test not in skipped]
    rows += [(f"{name} {test}", False, out) for test in failed]
    if status != 0 and not failed:
        rows.append((name, False, f"ended with {status}\n{out}"))
    if not rows:
        rows.append((name, False, "ran no test\n" + out))
    return rows


# Two at once, the longest first: so neither processor waits long for the other at the end.
LONGEST = ("test_storm", "test_clear", "test_same", "test_time", "test_kiosk", "test_hang", "test_mutants", "test_shipped_packs", "test_sign_off", "test_proof")


def longest_first(paths, names):
    return sorted(paths, key=lambda path: (names.index(path.name) if path.name in names else len(names), path))


def programs(build):
    found = [p for p in (build / "tests").rglob("test_*") if p.is_file() and os.access(p, os.X_OK) and not p.suffix]
    return longest_first(found, LONGEST)


def suite_units(build):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for rows in pool.map(lambda p: cmocka_program(p, build), programs(build)):
            yield from rows


def suite_sanitized(build):
    """The same tests again with address and undefined-behaviour sanitizers; long loops in short (tests/tools/short.h)."""
    other = build.parent / "gcc-address-undefined"
    status, out = make("units", "all", "SAN=address,undefined", f"BUILD={other.relative_to(ROOT)}", "CFLAGS=-O1 -g")
    yield "sanitized build", status == 0, out
    if status == 0:
        brief = {**os.environ, "SHORT": "1"}
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for rows in pool.map(lambda p: cmocka_program(p, other, env=brief), programs(other)):
                bad = [row for row in rows if not row[1]]
                yield from bad or [(f"sanitized {rows[0][0].split()[0]}", True, "")]


def suite_clang(build):
    status, out = make("all", "units", "CC=clang", "BUILD=build/clang", "CFLAGS=-O0")
    yield "clang builds everything without a warning", status == 0, out


def suite_lint(_):
    status, out = run([sys.executable, "tests/tools/lint.py"])
    yield "lint: layers, sizes, banned calls, packages, unit", status == 0, out
    status, out = run(["bash", "-c", "clang-format-14 --dry-run -Werror $(find kiosk tests -name '*.[ch]')"])
    yield "format", status == 0, out[-3000:]


# These measure time: of a window, of what the processors do.
ALONE = ("clear.py", "window.py", "leaks.py")
# These mostly wait, for a window or a child: beside them two others run.
WAITING = ("arrive.py", "cages_travel.py", "cages.py", "transport.py", "puts.py", "report.py", "memory_window.py", "turned.py", "voice.py", "facts.py", "killed.py", "quiet.py")
LONG = ("walks.py", "same.py", "access.py", "codes.py", "keypad.py", "hour.py", "counts.py", "hostile.py", "memory.py", "help.sh")


# The whole matrix of languages, themes, sizes and panels (`make scan`) takes as long as it takes.
SCRIPT_S = 7200 if os.environ.get("SCAN") == "1" else 600


def flow_program(script, build):
    command = [sys.executable, str(script)] if script.suffix == ".py" else ["bash", str(script)]
    began = time.monotonic()
    status, out = run(command + [str(build.relative_to(ROOT))], SCRIPT_S)
    return script, status, out, time.monotonic() - began


def suite_scripts(build):
    """Every program of tests/flow: prints "ok words" or "not ok words" for each thing it tried."""
    scripts = [path for path in sorted((ROOT / "tests/flow").iterdir()) if path.suffix in (".sh", ".py")]
    alone = [path for path in scripts if path.name in ALONE]
    waiting = longest_first([path for path in scripts if path.name in WAITING], WAITING)
    others = longest_first([path for path in scripts if path not in alone + waiting], LONG)
    run_one = lambda path: flow_program(path, build)
    with concurrent.futures.ThreadPoolExecutor(2) as two, concurrent.futures.ThreadPoolExecutor(1) as third:
        beside = third.map(run_one, waiting)
        yield from flow_rows(two.map(run_one, others))
        yield from flow_rows(beside)
    yield from flow_rows(map(run_one, alone))


def flow_rows(done):
    for script, status, out, took in done:
        rows = re.findall(r"^(ok|not ok) (.*)$", out, re.M)
        for how, words in rows:
            yield f"{script.name}: {words}", how == "ok", out if how != "ok" else ""
        if status != 0 and all(how == "ok" for how, _ in rows):
            yield f"{script.name} ended with {status}", False, out
        if not rows:
            yield f"{script.name} tried nothing", False, out
        print(f"  {script.name}: {took:.0f} s", flush=True)
        for line in re.findall(r"^# (.*)$", out, re.M):
            print(f"    {line}")


SUITES = {
    "units": suite_units,
    "lint": suite_lint,
    "sanitized": suite_sanitized,
    "scripts": suite_scripts,
    "clang": suite_clang,
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", default="build/gcc")
    parser.add_argument("suites", nargs="*", help=" ".join(SUITES))
    options = parser.parse_args()
    build = (ROOT / options.build).resolve()
    passed = failed = 0
    for name in options.suites or SUITES:
        if name not in SUITES:
            print(f"there is no suite {name}; there are: {' '.join(SUITES)}")
            return 2
        print(f"== {name}", flush=True)
        began = time.monotonic()
        here = 0
        for test, good, words in SUITES[name](build):
            here += 1
            if good:
                passed += 1
            else:
                failed += 1
                print(f"FAILED {test}\n{words[-6000:]}", flush=True)
        print(f"   {here} in {time.monotonic() - began:.0f} s", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
