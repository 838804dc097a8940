#!/usr/bin/env python3
"""The voice, with its sound: espeak-ng says real visits, and nobody else hears or keeps them (S26, S27).

Without a window the whole visit goes into one WAV file, in every language of the hub.
In a window the sound goes to a file in the place of the sound device; headphones are a
key. Then a voice that hangs, and one that is not there: the screen goes on.
"""
import math
import pathlib
import signal
import struct
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from flow import HUB, NOW, ROOT, Kiosk, Report, build_folder, pair, quick, run  # noqa: E402
from visits import look  # noqa: E402
from window import Server  # noqa: E402

HZ, HEAD = 22050, 44
SIZE = "800x480"
SPOKEN = "0 8 0 8, 2 0 0 0, 2 4 7"  # nothing on the screen is written so: only what is said
KEYS = ("key = F5 jack-in", "key = F6 jack-out", "key = F7 repeat")


def loud(data):
    """Seconds, and the root of the mean square of the samples."""
    samples = struct.unpack(f"<{len(data) // 2}h", data[:len(data) // 2 * 2])
    return len(samples) / HZ, math.sqrt(sum(one * one for one in samples[::7]) / max(1, len(samples[::7])))


def languages():
    """Those of the hub, English first."""
    folders = [ROOT / pack / "text" for pack in HUB]
    codes = sorted({path.stem for folder in folders for path in folder.glob("*.json")})
    return ["en"] + [code for code in codes if code != "en"]


def into_file(kiosk, lines):
    wav = kiosk.file("said.wav")
    done = kiosk.script(lines, options=("--speech-to", wav))
    data = wav.read_bytes() if wav.exists() else b""
    return done, data[HEAD:], data[:HEAD]


def every_language(report, kiosk):
    codes = languages()[:2] if quick() else languages()
    said = pair(lambda code: into_file(kiosk, [f"lang {code}", "plug in", "wait 1m", "key next", "wait 10s", "key next"]), codes)
    for code, (done, data, head) in zip(codes, said):
        seconds, level = loud(data)
        whole = head[:4] == b"RIFF" and struct.unpack("<I", head[40:44])[0] == len(data)
        report.say(done.status == 0 and whole and seconds > 5 and level > 200, f"{code}: a voice says the screen", f"{seconds:.1f} s, level {level:.0f}\n{done}")
    report.say(len({data for _, data, _ in said}) == len(codes), "each language is said in another way")


def one_visit(report, kiosk):
    visit = ["plug in", "wait 1m", "key next", "key next", "key next", "key next", "key next", "key act", "wait 20s", "key next", "wait 3s", "key next",
             "wait 3s", "key next", "wait 3s", "key act", "wait 30s", "key back", "wait 20s"]
    done, data, _ = into_file(kiosk, visit)
    seconds, level = loud(data)
    report.say(done.status == 0 and seconds > 20 and level > 200, "the sound of one visit is not silent", f"{seconds:.1f} s, level {level:.0f}\n{done}")
    louder = loud(into_file(kiosk, ["plug in", *["key louder"] * 5, "key repeat"])[1])[1]
    softer = loud(into_file(kiosk, ["plug in", *["key quieter"] * 4, "key repeat"])[1])[1]
    report.say(louder > 3 * softer > 0, "louder is louder, quieter is quieter", f"{softer:.0f} {level:.0f} {louder:.0f}")
    silent, data, _ = into_file(kiosk, ["tap \"Touch to start\"", "key next", "key act", "key repeat", "key louder", "wait 1m"])
    report.say(silent.status == 0 and not data, "without headphones nothing is said (S27)", f"{len(data)}\n{silent}")
    report.figure(f"one visit: {seconds:.0f} s of speech, level {level:.0f} of 32768")


class Glass:
    """A window with a voice and a keyboard."""

    def __init__(self, kiosk, build, server, *conf):
        self.path, self.sound = kiosk.file("kiosk.conf"), kiosk.file("sound.raw")
        self.path.write_text("\n".join(("speech = on", f"audio = {self.sound}", f"assets = {ROOT}/assets", *KEYS, *conf)) + "\n", encoding="utf-8")
        self.env = kiosk.environment(DISPLAY=server.display, SDL_VIDEODRIVER="x11", SDL_AUDIODRIVER="disk")  # a device is a file there
        self.xtouch = build / "tests/tools/xtouch"
        command = [kiosk.program, "--config", self.path, "--window", "--size", SIZE, "--now", NOW, *HUB]
        self.process = subprocess.Popen([str(word) for word in command], cwd=ROOT, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.PIPE)
        for _ in range(100):
            if run([self.xtouch, "place"], env=self.env).status == 0:
                break
            time.sleep(0.1)
        time.sleep(1)

    def key(self, *names):
        return run([self.xtouch, *[word for name in names for word in ("key", name)]], env=self.env).status == 0

    def heard(self):
        """All that sounded so far."""
        return self.sound.read_bytes() if self.sound.exists() else b""

    def children(self):
        return run(["pgrep", "-P", str(self.process.pid)]).out.split()

    def end(self):
        """(status, what it told)."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(10), self.process.stderr.read().decode()
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait(), "it had to be killed"


def until(test, seconds=5.0):
    """Waits until it is so."""
    for _ in range(int(seconds * 20)):
        if test():
            return True
        time.sleep(0.05)
    return bool(test())


def for_real(report, kiosk, build, server):
    glass = Glass(kiosk, build, server)
    report.say(not glass.heard() and not glass.children(), "speech on, no headphones: no sound device is open, no voice runs (S27)")
    keys = glass.key("F5")
    sounds = until(lambda: loud(glass.heard())[1] > 100)
    report.say(keys and sounds, "headphones in: it sounds", f"{keys} {loud(glass.heard())}")
    glass.key("Up", "Up")  # the end of the attract loop: what it keeps, then the help line
    found = until(lambda: not look(glass.process.pid, kiosk.folder) or look(glass.process.pid, kiosk.folder).count(SPOKEN.encode()))
    glass.key("F6")
    time.sleep(0.5)
    size = len(glass.heard())
    memory = look(glass.process.pid, kiosk.folder)
    left = memory.count(SPOKEN.encode()) if memory else -1
    time.sleep(0.5)
    report.say(found and left == 0 or memory is None, "headphones out: no word of it is left in memory (S26)",
               f"{found} before, {left} after: {memory.where(SPOKEN.encode()) if memory else ''}")
    report.say(len(glass.heard()) == size and not glass.children(), "and no device and no voice runs on (S27)", f"{size} {len(glass.heard())} {glass.children()}")
    status, told = glass.end()
    report.say(status == 0 and "S27" not in told and "voice" not in told, "the window ends well", f"{status} {told}")


def that_fails(report, kiosk, build, server):
    voice = kiosk.file("voice.sh")
    voice.write_text("#!/bin/sh\n[ \"$1\" = --voices ] && exec /usr/bin/espeak-ng --voices\nexec sleep 100\n", encoding="utf-8")
    voice.chmod(0o755)
    glass = Glass(kiosk, build, server, f"voice = {voice}")
    glass.key("F5")
    hangs = until(lambda: len(glass.children()) == 1)
    first = glass.children()
    alive = glass.key("Tab") and until(lambda: glass.children() != first and len(glass.children()) == 1)
    run(["kill", "-9", *glass.children()])
    told = until(lambda: not glass.children())
    again = glass.key("Tab") and until(lambda: len(glass.children()) == 1)
    report.say(hangs and alive and told and again, "a voice that hangs is replaced by the next key, one that is killed is buried", f"{hangs} {alive} {told} {again}")
    status, words = glass.end()
    report.say(status == 0 and not run(["pgrep", "-f", str(voice)]).out, "and it does not outlive the screen", f"{status} {words}")
    glass = Glass(kiosk, build, server, "voice = /nowhere/espeak-ng")
    glass.key("F5", "Tab")
    status, words = glass.end()
    report.say(status == 0 and "install the package espeak-ng" in words, "without espeak-ng the screen runs, and says so to staff", f"{status} {words}")


def main():
    build, report = build_folder(), Report()
    with Kiosk(build) as kiosk:
        one_visit(report, kiosk)
        every_language(report, kiosk)
        server = Server(SIZE)
        try:
            for_real(report, kiosk, build, server)
            if not quick():
                that_fails(report, kiosk, build, server)
        finally:
            server.end()
    report.end()


if __name__ == "__main__":
    main()
