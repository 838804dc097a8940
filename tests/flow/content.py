#!/usr/bin/env python3
"""Content that travels, on the kiosk: which set it shows, when it changes, and what stops it.

Stores are made as signpost-sync activate leaves them (tests/tools/store.py), from the packs
of config/packs. Whatever is done to them, the program shows a whole set, or the packs of
the settings, and does not end.
"""
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import flow  # noqa: E402
from store import Store  # noqa: E402

QUICK = flow.quick()
BUILD = flow.build_folder()
PACKS = [flow.ROOT / one for one in flow.HUB]
ENGLISH = "packs/example-hub/text/en.json"
GROUP = "riverside-parenting-when-separated"
OLD, NEW, NEWER = "Parenting when Separated", "Bread for beginners", "Songs for two homes"
OFFER = f"open offer {GROUP}"
report = flow.Report()


def named(words):
    """A change of the packs: the workshop is called otherwise."""
    def change(path, data):
        if path != ENGLISH:
            return data
        texts = json.loads(data)
        texts[f"{GROUP}.name"] = words
        return json.dumps(texts, ensure_ascii=False, indent=1).encode()
    return change


def spoilt(path, change):
    """A change of the packs: `change` does something to the JSON of one file."""
    def spoil(name, data):
        if name != path:
            return data
        value = json.loads(data)
        change(value)
        return json.dumps(value, ensure_ascii=False, indent=1).encode()
    return spoil


class Life:
    """One kiosk with a store and a state; the packs of its settings are uk-base alone."""

    def __init__(self, kiosk, name, state=None, store=None):
        self.kiosk = kiosk
        self.folder = kiosk.file(name)
        self.folder.mkdir()
        self.store = store or Store(self.folder / "store")
        self.state = pathlib.Path(state) if state else self.folder / "state"
        if not state:
            self.state.mkdir()
        self.config = self.folder / "kiosk.conf"
        self.config.write_text(f"content = {self.store.folder}\ncontent_state = {self.state}\nassets = {flow.ROOT}/assets\n"
                               f"pack = {PACKS[0]}\n", encoding="utf-8")

    def look(self, *lines):
        return self.kiosk.look(list(lines), packs=(), options=("--config", self.config))

    def known(self):
        """What the kiosk wrote."""
        try:
            return json.loads((self.state / "content.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}

    def shows(self, *lines):
        """(the name of the workshop, "" with the packs of the settings, None when something went wrong; how it ended)."""
        done, screen = self.look(*lines, "open home", OFFER)
        if screen is None:
            return ("" if done.status == 1 and "there is no offer" in done.err and 'on the screen "home"' in done.err else None), done
        return next((words for words in (OLD, NEW, NEWER) if screen.says(words)), None), done

    def killed(self, wait):
        """Starts it, lets that much time pass on its clock, and kills it."""
        script = self.kiosk.file("kill.script")
        script.write_text(f"wait {wait}\nstop\n", encoding="utf-8")
        command = [self.kiosk.program, "--headless", "--size", "800x480", "--now", flow.NOW, "--config", self.config, "--script", script]
        with subprocess.Popen([str(word) for word in command], cwd=flow.ROOT, env=self.kiosk.environment(), stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
            _, status = os.waitpid(process.pid, os.WUNTRACED)
            if not os.WIFSTOPPED(status):
                process.returncode = os.waitstatus_to_exitcode(status)
                return flow.Done(process.returncode, "", process.stderr.read().decode(errors="replace"))
            process.send_signal(signal.SIGKILL)
            err = process.stderr.read().decode(errors="replace")
        return flow.Done(0, "", err)


def two_sets(store):
    """The usual: the new one is current, the old one is still there."""
    old, new = store.make(1, PACKS), store.make(2, PACKS, named(NEW))
    store.point(new, old)
    return old, new


def start(kiosk):
    """Nothing there, a store without sets, a good set, a changed one, one for a later program."""
    life = Life(kiosk, "start")
    shown, done = life.shows()
    report.say(shown == "" and "no content is active" in done.err, "an empty store: the packs of the settings are shown, and it says why", done)
    shutil.rmtree(life.store.folder)
    shown, done = life.shows()
    report.say(shown == "" and "no content is active" in done.err, "no store: the same", done)
    life = Life(kiosk, "start")
    old = life.store.make(1, PACKS)
    life.store.point(old)
    shown, done = life.shows()
    report.say(shown == OLD and f"shows release 1 of 2026-11-22T10:00:00Z ({old[:12]})" in done.err, "a good set is shown, and the journal has it", done)
    new = life.store.make(2, PACKS, named(NEW))
    life.store.point(new, old)
    shown, done = life.shows()
    report.say(shown == NEW, "a changed workshop has other words on the glass", done)
    later = life.store.make(3, PACKS, named(NEWER), min_app="99.0.0")
    life.store.point(later, new)
    shown, done = life.shows()
    report.say(shown == NEW and "update the program" in done.err and later not in life.known()["failed"],
               "a set for a later program is passed over, but not for ever", done)
    done, screen = life.look("open staff")
    report.say(screen is not None and screen.says("№ 2") and screen.says("1 faults"), "staff see the number of the release, and that there is a fault",
               f"{done} {screen and screen.labels()}")


def swapping(kiosk):
    """While it runs: only at rest, never in a visit, and back."""
    life, other = Life(kiosk, "swap"), Store(kiosk.file("other"))
    old, new = life.store.make(1, PACKS), other.make(2, PACKS, named(NEW))
    life.store.point(old)
    other.point(new)
    rest = ("wait 2m", OFFER)
    done, screen = life.look("wait 20s", f"content {other.folder}", *rest)
    report.say(screen is not None and screen.says(NEW) and "shows release 2" in done.err, "a new set is taken up while the screen rests", done)
    report.say(life.known()["set"] == new, "the state names it", life.known())
    done, screen = life.look("wait 20s", "tap 400,200", f"content {other.folder}", "wait 40s", OFFER)
    report.say(screen is not None and screen.says(OLD) and "shows release 2" not in done.err, "never during a visit", done)
    done, screen = life.look("wait 20s", "tap 400,200", f"content {other.folder}", "wait 20s", "tap @clear", "wait 20s", OFFER)
    report.say(screen is not None and screen.says(OLD) and "shows release 2" not in done.err, "nor right after it", done)
    done, screen = life.look("wait 20s", "tap 400,200", f"content {other.folder}", "wait 20s", "tap @clear", *rest)
    report.say(screen is not None and screen.says(NEW), "but when the attract loop has come back", done)
    done, screen = life.look("wait 20s", "press 400,200", f"content {other.folder}", "wait 9s", "expect-screen attract")
    report.say(done.status == 0 and "shows release 2" not in done.err, "nor while a finger is down", done)
    done, _ = life.look("wait 20s", "plug in", "listen on", f"content {other.folder}", "wait 40s", "expect-screen attract")
    report.say(done.status == 0 and "shows release 2" not in done.err, "nor while somebody listens", done)
    done, _ = life.look("wait 20s", f"content {other.folder}", "wait 50s", "tap 400,200", "expect-screen home", "expect-no \"" + OLD + "\"")
    report.say(done.status == 0 and "shows release 2" in done.err, "a visit begins as ever on the new hub", done)
    other.point(None)
    done, screen = life.look("wait 20s", f"content {other.folder}", *rest)
    report.say(screen is not None and screen.says(OLD) and "no content is active" in done.err, "a store that is emptied changes nothing on the screen", done)


def trials(kiosk):
    """A program that dies with the new set goes back to the old one, and stays there."""
    life = Life(kiosk, "trial")
    old, new = two_sets(life.store)
    counted = []
    for _ in range(3):
        done = life.killed("9m")
        counted.append((life.known().get("set") == new, life.known().get("starts"), "shows release 2" in done.err))
    report.say(counted == [(True, 1, True), (True, 2, True), (True, 3, True)], "three starts that were killed within ten minutes are counted", counted)
    shown, done = life.shows()
    report.say(shown == OLD and "shows release 1" in done.err and life.known()["failed"] == [new], "the fourth start shows the set before, and the new one "
               "has failed", f"{done}\n{life.known()}")
    life.killed("1m")
    report.say(life.known()["failed"] == [new] and life.known()["set"] == old, "it stays so", life.known())
    life.killed("12m")
    report.say(life.known()["set"] == old and life.known()["good"] is True, "after ten minutes the old one is good", life.known())
    for _ in range(4 if not QUICK else 1):
        life.killed("1s")
    report.say(life.known()["good"] is True and life.known()["failed"] == [new], "no number of crashes drives a good set away", life.known())
    life = Life(kiosk, "orderly")
    old, new = two_sets(life.store)
    for _ in range(2):
        life.look("wait 1m")
    report.say(life.known()["starts"] == 0 and not life.known()["failed"], "starts that end in order say nothing against a set", life.known())
    third = life.store.make(3, PACKS, named(NEWER))
    life.killed("12m")
    life.store.point(third, new)
    life.killed("1m")
    report.say(life.known()["set"] == third and life.known()["starts"] == 1 and not life.known()["good"], "the next set has trials of its own", life.known())


def flip(path, at=None):
    data = bytearray(path.read_bytes())
    at = random.randrange(len(data)) if at is None else at
    data[at] ^= 1 << random.randrange(7)
    path.unlink()  # the blob of the same content stays as it was
    path.write_bytes(data)


def damage(kiosk):
    """Every kind of file, flipped, cut, replaced by a link: the set before, else the packs of the settings."""
    def cut(path):
        data = path.read_bytes()[:-1]
        path.unlink()  # the blob, and the set before, stay as they were
        path.write_bytes(data)

    files = [ENGLISH, "packs/uk-base/pack.json", "packs/example-hub/review/ur.json", "channel.json"]
    cases = {f"a flipped bit in {name}": lambda top, name=name: flip(top / name) for name in files}
    cases["a file cut short"] = lambda top: cut(top / files[1])
    cases["a missing file"] = lambda top: (top / files[0]).unlink()
    cases["a file too many"] = lambda top: (top / "packs/uk-base/text/xx.json").write_text("{}")
    cases["a link in place of a file"] = lambda top: ((top / files[0]).unlink(), (top / files[0]).symlink_to(PACKS[1] / "text/en.json"))
    cases["a link in place of a folder"] = lambda top: (shutil.rmtree(top / "packs/uk-base"), (top / "packs/uk-base").symlink_to(PACKS[0]))
    cases["an empty channel file"] = lambda top: (top / "channel.json").write_bytes(b"")

    def case(row):
        name, hurt = row
        life = Life(kiosk, "damage")
        _, new = two_sets(life.store)
        hurt(life.store.set(new))
        shown, done = life.shows()
        return report.say(shown == OLD and "shows release 1" in done.err and new[:12] in done.err and not life.known()["failed"],
                          f"{name}: the set before is shown, and staff are told", f"{shown!r} {done}")
    flow.pair(case, list(cases.items())[:2 if QUICK else None])
    life = Life(kiosk, "both")
    for one in two_sets(life.store):
        flip(life.store.set(one) / ENGLISH)
    shown, done = life.shows()
    report.say(shown == "", "no set is whole: the packs of the settings", done)


def pointers(kiosk):
    """Whatever stands in the pointer and in the state."""
    def pointer(number):
        life = Life(kiosk, "pointer")
        two_sets(life.store)
        for _ in range(number % 3 + 1):
            flip(life.store.folder / "active.json")
        return life.shows()
    random.seed(5)
    shown = flow.pair(pointer, range(2 if QUICK else 6))
    report.say(all(words in (OLD, NEW, "") for words, _ in shown), "a pointer with flipped bits leads to a whole set or none",
               "\n".join(f"{words!r} {done}" for words, done in shown if words is None))

    def state(number):
        life = Life(kiosk, "state")
        two_sets(life.store)
        life.killed("1m")
        junk = (b"", b"[" * 4000, None, b"x" * 100000)[number] if number < 4 else b"flip"
        if junk == b"flip":
            flip(life.state / "content.json")
        elif junk is None:
            (life.state / "content.json").unlink()
            (life.state / "content.json").mkdir()
        else:
            (life.state / "content.json").write_bytes(junk)
        return life.shows()
    shown = flow.pair(state, range(2 if QUICK else 6))
    report.say(all(words in (OLD, NEW) for words, _ in shown), "a state that is junk, flipped, or a folder stops nothing",
               "\n".join(f"{words!r} {done}" for words, done in shown if words not in (OLD, NEW)))


def refused(kiosk):
    """Sets that are whole, and must not be shown all the same."""
    def crisis_lines_end(pack):
        """Good today; the proof finds the day after the last (S6)."""
        for one in pack["offers"]:
            if one["kind"] == "support_line" and "crisis" in one.get("topics", ()) and "urgent_health" not in one.get("topics", ()):
                one["safety"] = False
                one["valid"] = {"until": "2027-01-31"}

    def unknown_key(pack):
        pack["colour"] = "blue"

    def case(row):
        words, change, says = row
        life, other = Life(kiosk, "refused"), Store(kiosk.file("other"))
        old = life.store.make(1, PACKS)
        bad = life.store.make(2, PACKS, spoilt("packs/uk-base/pack.json", change))
        life.store.point(bad, old)
        shown, done = life.shows()
        report.say(shown == OLD and says in done.err and life.known()["failed"] == [bad], f"{words}: refused at a start, and failed", f"{shown!r} {done}")
        other.make(2, PACKS, spoilt("packs/uk-base/pack.json", change))
        other.point(bad)
        life.store.point(old)
        (life.state / "content.json").unlink()
        dump = kiosk.file("offer.json")
        done, screen = life.look("wait 20s", f"content {other.folder}", "wait 2m", OFFER, f"dump {dump}", "wait 5m", "open staff")
        before = flow.Screen(json.loads(dump.read_text(encoding="utf-8"))) if dump.exists() else None
        report.say(before is not None and before.says(OLD) and says in done.err and life.known()["failed"] == [bad],
                   f"{words}: refused while it runs, and the screen stays as it is", done)
        return report.say(screen is not None and screen.says("№ 1"), f"{words}: staff still see the release that is shown", done)
    rows = [("a pack with an unknown key", unknown_key, "colour"), ("a pack that breaks a safety rule one day", crisis_lines_end, "break safety rule S6")]
    flow.pair(case, rows[1 if QUICK else 0:])


def no_state(kiosk):
    """A state that cannot be kept costs only the memory of it."""
    for state in ("/nowhere/at/all", "/sys/kernel"):
        life = Life(kiosk, "no-state", state=state)
        two_sets(life.store)
        shown, done = life.shows("wait 11m")
        report.say(shown == NEW and done.err.count("cannot count its starts") == 1, f"the state cannot be written ({state}): all is shown, and it says so once", done)


def nothing_is_kept(kiosk):
    """Memory after many swaps is that after two; and the region of a visit is empty (`stop` asks)."""
    life, other = Life(kiosk, "many"), Store(kiosk.file("other"))
    life.store.point(life.store.make(1, PACKS))
    other.point(other.make(2, PACKS, named(NEW)))
    most = {}
    for times in (1, 2 if QUICK else 4):
        script = kiosk.file("many.script")
        script.write_text(f"wait 20s\nrepeat {times}\ncontent {other.folder}\nwait 1m\ncontent {life.store.folder}\nwait 1m\nend\nstop\n", encoding="utf-8")
        command = [kiosk.program, "--headless", "--size", "800x480", "--now", flow.NOW, "--config", life.config, "--script", script]
        began = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        with subprocess.Popen([str(word) for word in command], cwd=flow.ROOT, env=kiosk.environment(), stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
            _, status = os.waitpid(process.pid, os.WUNTRACED)
            stopped = os.WIFSTOPPED(status)
            kept = 0
            if stopped:
                lines = pathlib.Path(f"/proc/{process.pid}/status").read_text().split("\n")
                kept = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
                maps = len(pathlib.Path(f"/proc/{process.pid}/maps").read_text().split("\n"))
                process.send_signal(signal.SIGKILL)
            else:
                process.returncode = os.waitstatus_to_exitcode(status)
            err = process.stderr.read().decode(errors="replace")
        if not report.say(stopped and err.count("shows release") == 1 + 2 * times, f"{2 * times} swaps: all were shown, and no block outlived its visit", err):
            return
        most[times] = (kept, maps, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - began)
    few, many = most.values()
    report.say(many[0] - few[0] < 3000 and many[1] <= few[1] + 2, "more swaps keep no more memory", f"{few[0]} and {many[0]} kB, {few[1]} and {many[1]} mappings")
    if not QUICK:
        report.figure(f"a swap: {(many[2] - few[2]) / 6 * 1000:.0f} ms of processor time; {few[0] >> 10} MB after 2 swaps, {many[0] >> 10} MB after 8")


def without_an_option(kiosk):
    """Packs that are named on the command line are what is shown; other runs write no state."""
    life = Life(kiosk, "option")
    two_sets(life.store)
    done, screen = kiosk.look([OFFER], options=("--config", life.config))
    report.say(screen is not None and screen.says(OLD) and "shows release" not in done.err, "packs named on the command line go before", done)
    done = flow.run([kiosk.program, "--check-config", "--config", life.config, "--now", flow.NOW], env=kiosk.environment())
    report.say("content: release 2" in done.out and not life.known(), "--check-config tells the release, and writes nothing", done)


def main():
    began = time.monotonic()
    with flow.Kiosk(BUILD) as kiosk:
        parts = [start, swapping, trials, damage, pointers, refused, no_state, nothing_is_kept, without_an_option]
        flow.pair(lambda part: part(kiosk), parts)
    report.figure(f"{time.monotonic() - began:.0f} s")
    report.end()


if __name__ == "__main__":
    main()
