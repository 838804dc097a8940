#!/usr/bin/env python3
"""An hour of visits: nothing is taken after the first visit of each screen, and nothing is lost.

The same visits are done again and again, for an hour and more. What the program asks of
the C library is counted (tests/tools/asks.c): after the second round it must ask for
nothing at all. What a visit takes for its texts comes from a region of the
program's own (display/heap.h).
Valgrind sees into that only with the program's malloc put aside, so one round runs that
way: nothing is lost, no error. In make scan that is done on the large panel too, and the
rounds after the second run under valgrind as well, with the program's own malloc.
"""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import ROOT, Kiosk, Report, build_folder, pair, scan  # noqa: E402

# All messages of the attract loop, once: a message is a screen of its own.
PRELUDE = "repeat 30\nwait 20s\npaint\nend\n"
# One round: every screen, a whole self-check, time-outs, the attract loop. English.
# Every screen is painted as well.
ROUND = """
wait 3m
tap "Touch to start"
tap "A few short questions"
tap "Just me"
tap "Parents living together"
tap "Hardly ever"
tap "No"
tap "We stay fairly calm"
tap "Skip"
tap "Back"
tap "Yes"
tap "We soon make up"
tap "No"
tap "Sometimes"
tap "No"
tap "Money or gambling"
tap "No"
tap "Nothing yet"
wait 1s
tap "Show code"
tap "Back"
tap "Menu"
tap "Courses and groups"
open offer riverside-new-baby-circle
tap "Show code"
tap "Back"
tap "Menu"
tap "Free support line, day and night"
wait 36s
tap "Yes, more time"
tap "Menu"
tap "Small ideas for getting on"
tap "Next page"
tap "Menu"
tap "Talk to the team here"
tap "Menu"
tap "Language"
tap @contrast
tap @size:2
tap "Menu"
tap @go:reading
tap @lower
tap "Clear"
tap "For families: help, ideas and groups"
tap "A few short questions"
tap "I'm under 16"
wait 60s
expect-screen week
wait 2m
expect-screen attract
open staff
wait 3m
expect-screen attract
"""
MINUTES = 9   # of virtual time in one round, at least
BEFORE = 10   # and before the rounds


def rounds(count):
    painted = re.sub(r"^((?:tap|open|wait) .*)$", r"\1\npaint", ROUND, flags=re.M)
    return f"{PRELUDE}repeat {count}\n{painted}\necho round\nend\n"


def native(kiosk, build, count, size, report):
    """How often the C library had been asked for memory at the end of each round: no more after the second one."""
    told = kiosk.file("asked")
    env = kiosk.environment(LD_PRELOAD=str(build / "tests/tools/asks.so"), ASKS_OUT=str(told))
    done = kiosk.script(rounds(count), size=size, limit=280, env=env)
    asks = [int(line.split()[0]) for line in told.read_text(encoding="utf-8").splitlines()] if told.exists() else []
    report.say(done.status == 0 and len(asks) == count and asks[0] > 0, f"{count} rounds on {size} ({count * MINUTES + BEFORE} minutes) end well", f"{asks}\n{done}")
    report.say(len(set(asks[1:])) == 1, f"{size}: the rounds after the second ask for no memory", asks)
    report.figure(f"{size}: at the end of each round the C library had been asked {asks} times")


def under_valgrind(kiosk, count, size, report):
    """Gives the allocations that valgrind counted; one round has the program's malloc put aside."""
    own = [] if count == 1 else ["--soname-synonyms=somalloc=nouserintercepts"]
    wrap = ["valgrind", *own, "--quiet", "--leak-check=full", "--show-leak-kinds=definite,indirect", f"--suppressions={ROOT}/tests/tools/valgrind.supp",
            "--num-callers=20", "--errors-for-leak-kinds=definite,indirect", "--error-exitcode=9", "-v"]
    done = kiosk.script(rounds(count), size=size, wrap=wrap, limit=280)
    used = re.search(r"total heap usage: ([\d,]+) allocs", done.err)
    lost = [int(number.replace(",", "")) for number in re.findall(r"(?:definitely|indirectly) lost: ([\d,]+) bytes", done.err)]
    allocs = int(used.group(1).replace(",", "")) if used else None
    clean = "All heap blocks were freed" in done.err or (lost and sum(lost) == 0)
    report.say(done.status == 0 and allocs is not None, f"{count} rounds on {size} under valgrind end well, no error of memory",
               "\n".join(line for line in str(done).split("\n") if "--" not in line[:8])[-3000:])
    if count == 1:
        report.say(clean, f"{count} rounds on {size}: definitely lost 0, indirectly lost 0", f"lost {lost}\n{done.err[-2500:]}")
    return allocs


def main():
    build, report = build_folder(), Report()
    sizes, many = ("800x480", "1920x1080"), 6
    with Kiosk(build) as kiosk:
        for size in sizes:
            kiosk.script(rounds(1), size=size)  # pictures are rendered once, not here
        pair(lambda size: native(kiosk, build, many, size, report), sizes)
        jobs = [(1, "800x480")]
        jobs += [(many, "800x480"), (2, "800x480"), (1, "1920x1080"), (3, "1920x1080"), (2, "1920x1080")] if scan() else []
        counts = dict(zip(jobs, pair(lambda job: under_valgrind(kiosk, *job, report), jobs)))
    for size, last in (("800x480", many), ("1920x1080", 3)) if scan() else ():
        two, more = counts[(2, size)], counts[(last, size)]
        report.say(None not in (two, more) and more == two, f"{size}: valgrind counts the same", f"{two}, {more}")
    report.end()


if __name__ == "__main__":
    main()
