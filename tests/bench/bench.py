#!/usr/bin/env python3
"""Figures of one run, as ratios and instruction counts; machines are noisy.

start      exec to exit without a window: packs read, checked and proved, pictures mapped, one frame painted; against tests/bench/bare.c (SDL, one
           font, one ready picture, one frame, no packs); pairs in turn, medians. In a window the first frame comes before the proof.
tap        instructions from a touch to the painted frame, warm
memory     largest resident size after a script that opens every screen
proof      all states of the example hub
"""
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
FONT = "/usr/share/fonts/truetype/noto/NotoSerif-Bold.ttf"
PACK = "config/packs/example-hub"
PAIRS = 9


def kiosk_command(kiosk, script, cache):
    return [kiosk, "--headless", "--size", "1920x1080", "--cache", cache, "--now", "2026-11-23T10:00", "--script", script, PACK]


def wall(command):
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def instructions(command):
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command], cwd=ROOT, capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if not found:
        sys.exit("no count from callgrind:\n" + done.stderr[-2000:])
    return int(found.group(1))


def peak(command):
    """Largest resident size in KiB."""
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    return os.wait4(pid, 0)[2].ru_maxrss


def main():
    kiosk, admin = (str(pathlib.Path(p).resolve()) for p in sys.argv[1:3])
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        flags = subprocess.run(["pkg-config", "--cflags", "--libs", "sdl2", "SDL2_image", "SDL2_ttf"], capture_output=True, text=True, check=True).stdout.split()
        bare = folder + "/bare"
        subprocess.run(["gcc", "-O2", "-std=c17", "-o", bare, "tests/bench/bare.c", *flags], check=True)
        scripts = {}
        for taps in (0, 4, 44):
            scripts[taps] = f"{folder}/{taps}.script"
            with open(scripts[taps], "w", encoding="utf-8") as out:
                out.write('tap "Touch to start"\nmotion off\n' if taps else "")
                for i in range(taps):
                    out.write('tap "Talk to the team here"\n' if i % 2 == 0 else 'tap "Back"\n')
        cache = folder + "/cache"
        picture = folder + "/first.png"
        with open(folder + "/shot.script", "w", encoding="utf-8") as out:
            out.write(f"shot {picture}\n")
        subprocess.run(kiosk_command(kiosk, folder + "/shot.script", cache), check=True, stdout=subprocess.DEVNULL)
        a, b = [], []
        for _ in range(PAIRS):
            a.append(wall(kiosk_command(kiosk, scripts[0], cache)))
            b.append(wall([bare, picture, FONT, "-"]))
        ratios = [x / y for x, y in zip(a, b)]
        print(f"start: {1000 * statistics.median(a):.0f} ms against {1000 * statistics.median(b):.0f} ms bare, ratio {statistics.median(ratios):.2f} "
              f"({min(ratios):.2f} to {max(ratios):.2f}, {PAIRS} pairs)")
        none, few, many = (instructions(kiosk_command(kiosk, scripts[n], cache)) for n in (0, 4, 44))
        floor = instructions([bare, picture, FONT, "-"])
        print(f"start: {none / 1e6:.0f} M instructions against {floor / 1e6:.0f} M bare, ratio {none / floor:.2f}")
        print(f"tap: {(many - few) / 40 / 1e6:.2f} M instructions from touch to painted frame, warm")
        resident, bare_resident = peak(kiosk_command(kiosk, scripts[44], cache)), peak([bare, picture, FONT, "-"])
        print(f"memory: {resident / 1024:.1f} MiB resident at most against {bare_resident / 1024:.1f} MiB bare, ratio {resident / bare_resident:.2f}")
        done = subprocess.run([admin, "prove", PACK, "--now", "2026-11-23T10:00"], capture_output=True, text=True, check=True)
        print("proof: " + done.stdout.split("\n")[0])


if __name__ == "__main__":
    main()
