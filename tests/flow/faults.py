#!/usr/bin/env python3
"""What is broken never takes help off the screen (S10), and is named.

Each case breaks one thing, then the kiosk shows home and the lines: an abuse line
and 999 must stand there. The program with sanitizers is used where it was built.
"""
import json
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import ROOT, Kiosk, Report, Screen, build_folder, pair, plain  # noqa: E402

ABUSE = ("0808 2000 247", "0808 80 10 800", "0800 027 1234", "0808 802 1414")
BIG = 100 << 20


class Case:
    """One thing that is broken, in a folder of its own."""

    def __init__(self, kiosk, name):
        self.name = name
        self.folder = kiosk.folder / f"case-{name.replace(' ', '-')}"
        self.packs = self.folder / "packs"
        shutil.copytree(ROOT / "config/packs", self.packs)
        self.conf = self.folder / "kiosk.conf"
        self.keys = [f"pack = {self.packs}/uk-base", f"pack = {self.packs}/example-hub", f"assets = {ROOT}/assets"]
        self.now = None
        self.names = []      # what stderr must name
        self.health = ""     # what staff must read
        self.stays = ""      # what must still be on browse
        self.config = True

    def write(self):
        if self.config:
            self.conf.write_text("\n".join(self.keys) + "\n", encoding="utf-8")
        return self

    def file(self, name):
        return self.packs / name


def no_packs(case):
    case.keys = case.keys[2:]
    case.names, case.health = ["pack"], "No packs. Tell IT."


def empty_folder(case):
    shutil.rmtree(case.packs)
    (case.packs / "uk-base").mkdir(parents=True)
    (case.packs / "example-hub").mkdir()
    case.names, case.health = ["pack.json"], "No packs. Tell IT."


def missing_folder(case):
    shutil.rmtree(case.packs)
    case.names, case.health = ["uk-base"], "No packs. Tell IT."


def broken_json(case):
    path = case.file("uk-base/pack.json")
    path.write_text(path.read_text(encoding="utf-8")[:9000], encoding="utf-8")
    case.names, case.health = ["uk-base/pack.json:"], "No packs. Tell IT."


def broken_hub(case):
    path = case.file("example-hub/pack.json")
    path.write_text(path.read_text(encoding="utf-8").replace('"kind": "workshop"', '"kind": "worskhop"', 1), encoding="utf-8")
    case.names, case.health, case.stays = ["example-hub/pack.json:", "worskhop", "workshop"], "Tell IT.", "Men's Advice Line"


def unknown_key(case):
    path = case.file("example-hub/pack.json")
    pack = json.loads(path.read_text(encoding="utf-8"))
    pack["offers"][0]["chanels"] = pack["offers"][0].pop("channels")
    path.write_text(json.dumps(pack, indent=2), encoding="utf-8")
    case.names, case.health, case.stays = ["example-hub/pack.json:", "chanels", "channels"], "Tell IT.", "Men's Advice Line"


def missing_text(case):
    case.file("example-hub/text/en.json").unlink()
    case.names, case.health, case.stays = ["example-hub", "en.json"], "Tell IT.", "Men's Advice Line"


def missing_base_text(case):
    case.file("uk-base/text/en.json").unlink()
    case.names, case.health = ["uk-base", "en.json"], "Tell IT."


def empty_file(case):
    case.file("uk-base/pack.json").write_bytes(b"")
    case.names, case.health = ["uk-base/pack.json", "empty"], "No packs. Tell IT."


def empty_text(case):
    case.file("example-hub/text/en.json").write_bytes(b"")
    case.names, case.health, case.stays = ["example-hub/text/en.json"], "Tell IT.", "Men's Advice Line"


def folder_for_file(case):
    case.file("uk-base/pack.json").unlink()
    case.file("uk-base/pack.json").mkdir()
    case.names, case.health = ["uk-base/pack.json"], "No packs. Tell IT."


def large_file(case):
    with open(case.file("example-hub/pack.json"), "r+b") as file:
        file.truncate(BIG)
    case.names, case.health, case.stays = ["example-hub/pack.json"], "Tell IT.", "Men's Advice Line"


def large_base(case):
    with open(case.file("uk-base/pack.json"), "r+b") as file:
        file.truncate(BIG)
    case.names, case.health = ["uk-base/pack.json"], "No packs. Tell IT."


def not_utf8(case):
    case.file("example-hub/text/en.json").write_bytes(b'{"hub.name": "Caf\xe9"}')
    case.names, case.health, case.stays = ["example-hub/text/en.json"], "Tell IT.", "Men's Advice Line"


def unsafe_pack(case):
    """Well written, but fear is not asked (S14): the proof fails, and the packs are not shown (S9)."""
    path = case.file("uk-base/pack.json")
    pack = json.loads(path.read_text(encoding="utf-8"))
    pack["questions"] = [one for one in pack["questions"] if one["id"] != "fear"]
    path.write_text(json.dumps(pack, indent=2), encoding="utf-8")
    for path in case.file("uk-base/text").glob("*.json"):
        texts = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({key: text for key, text in texts.items() if not key.startswith(("fear.", "filler-sleep."))}), encoding="utf-8")
    case.names, case.health = ["safety rule", "fear"], "No packs. Tell IT."


def change_text(case, pack, key, text):
    path = case.file(f"{pack}/text/en.json")
    texts = json.loads(path.read_text(encoding="utf-8"))
    texts[key] = text
    path.write_text(json.dumps(texts, indent=1), encoding="utf-8")


def verdict_in_hub(case):
    """Well written and proved, but it judges (S8): the checker refuses the hub's pack, here as in the manager's tool."""
    change_text(case, "example-hub", "riverside-arguing-better.body", "You’re fine. Try this.")
    case.names, case.health, case.stays = ["example-hub/text/en.json:", "riverside-arguing-better.body", "never judges"], "1 faults", "Men's Advice Line"


def retired_in_base(case):
    """A retired service (S36) in the pack at the bottom: nothing of the packs is shown."""
    change_text(case, "uk-base", "galop.body", "Or ask for ANI at the chemist.")
    case.names, case.health = ["uk-base/text/en.json:", "galop.body", "4 November 2024"], "No packs. Tell IT."


def link_in_hub(case):
    path = case.file("example-hub/pack.json")
    path.write_text(path.read_text(encoding="utf-8").replace("https://example.org/courses/arguing-better", "http://example.org/courses/arguing-better"), encoding="utf-8")
    case.names, case.health, case.stays = ["example-hub/pack.json:", "riverside-arguing-better", "https://"], "Tell IT.", "Men's Advice Line"


def missing_picture(case):
    shutil.copytree(ROOT / "assets", case.folder / "assets")
    (case.folder / "assets/scenes/band-home.svg").unlink()
    case.keys[2] = f"assets = {case.folder}/assets"
    case.names, case.health, case.stays = ["band-home"], "Some are missing. Tell IT.", "Men's Advice Line"


def broken_picture(case):
    shutil.copytree(ROOT / "assets", case.folder / "assets")
    (case.folder / "assets/scenes/band-home.svg").write_text("<svg", encoding="utf-8")
    case.keys[2] = f"assets = {case.folder}/assets"
    case.names, case.health, case.stays = ["band-home"], "Some are missing. Tell IT.", "Men's Advice Line"


def no_pictures(case):
    case.keys[2] = f"assets = {case.folder}/nowhere"
    case.names, case.health, case.stays = ["nowhere"], "Some are missing. Tell IT.", "Men's Advice Line"


def no_fonts(case):
    case.keys.append(f"fonts = {case.folder}/nowhere")
    case.names, case.health, case.stays = ["nowhere"], "Some are missing. Tell IT.", "Men's Advice Line"


def broken_font(case):
    fonts = case.folder / "fonts"
    shutil.copytree("/usr/share/fonts/truetype/noto", fonts, ignore=lambda _, names: [n for n in names if not n.startswith(("NotoSans-", "NotoSerif-", "NotoSansArabic-"))])
    (fonts / "NotoSans-Bold.ttf").write_bytes(b"not a font")
    case.keys.append(f"fonts = {fonts}")
    case.names, case.health, case.stays = ["NotoSans-Bold"], "Some are missing. Tell IT.", "Men's Advice Line"


def no_cache(case):
    (case.folder / "file").write_text("in the way", encoding="utf-8")
    case.keys.append(f"cache = {case.folder}/file/cache")
    case.stays = "Men's Advice Line"


def clock_past(case):
    case.now, case.names, case.health, case.stays = "1970-01-01T00:05", ["clock"], "Wrong. Tell IT.", "Men's Advice Line"


def clock_future(case):
    case.now, case.names, case.health, case.stays = "2090-01-01T09:00", ["clock"], "Wrong. Tell IT.", "Men's Advice Line"


def config_key(case):
    case.keys.append("fulscreen = yes")
    case.names, case.stays = ["kiosk.conf:4", "fulscreen", "fullscreen"], "Men's Advice Line"


def config_value(case):
    case.keys.append("size = large")
    case.names, case.stays = ["kiosk.conf:4", "size"], "Men's Advice Line"


def config_missing(case):
    case.config = False
    case.names = ["kiosk.conf"]


def config_binary(case):
    case.keys.append("\x01\x02\x7f = \x00")
    case.names, case.stays = ["kiosk.conf:4"], "Men's Advice Line"


CASES = [no_packs, empty_folder, missing_folder, broken_json, broken_hub, unknown_key, missing_text, missing_base_text, empty_file, empty_text,
         folder_for_file, large_file, large_base, not_utf8, unsafe_pack, verdict_in_hub, retired_in_base,
         link_in_hub, missing_picture, broken_picture, no_pictures, no_fonts, broken_font, no_cache,
         clock_past, clock_future, config_key, config_value, config_missing, config_binary]


def helps(screen):
    return screen.says("999") and any(screen.says(number) for number in ABUSE)


def try_case(report, kiosk, make):
    case = Case(kiosk, make.__name__.replace("_", " "))
    make(case)
    case.write()
    names = ["attract", "home", "lines", "after", "staff"]
    dumps = {name: case.folder / f"{name}.json" for name in names}
    lines = ["wait 1s", f"dump {dumps['attract']}", 'tap "Touch to start"', f"dump {dumps['home']}", f"shot {case.folder}/home.png",
             'tap "Free support line, day and night"', f"dump {dumps['lines']}", 'tap "Clear"', f"dump {dumps['after']}", "open staff", f"dump {dumps['staff']}"]
    env = kiosk.environment(ASAN_OPTIONS="detect_leaks=0:abort_on_error=0", UBSAN_OPTIONS="print_stacktrace=1")
    done = kiosk.script(lines, size="1920x1080", now=case.now, packs=[], options=["--config", case.conf], env=env)
    wrong = []
    if done.status != 0 or "Sanitizer" in done.err or "runtime error" in done.err:
        wrong.append(f"ended with {done.status}")
    screens = {}
    for name, path in dumps.items():
        try:
            screens[name] = Screen(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError) as why:
            wrong.append(f"no dump of {name}: {why}")
    wrong += [f"S10: {name} shows no help" for name in ("attract", "home", "lines", "after") if name in screens and not helps(screens[name])]
    wrong += [f"stderr does not name {word}" for word in case.names if plain(word) not in plain(done.err)]
    if "staff" in screens and case.health and not screens["staff"].says(case.health):
        wrong.append(f"the health list does not say \"{case.health}\"")
    if case.stays and "lines" in screens and not any(plain(case.stays) in label for label in screens["lines"].labels()):
        wrong.append(f"\"{case.stays}\" went as well")
    report.say(not wrong, f"fault: {case.name}", "\n".join(wrong) + f"\n{done}")
    shutil.rmtree(case.folder, ignore_errors=True)


def main():
    build, report = build_folder(), Report()
    checked = build.parent / "gcc-address-undefined/signpost-kiosk"
    plain_one = build / "signpost-kiosk"
    fresh = checked.exists() and checked.stat().st_mtime >= plain_one.stat().st_mtime
    binary = checked if fresh else plain_one
    report.figure(f"{len(CASES)} faults, with {'sanitizers' if binary == checked else 'the plain program'}")
    with Kiosk(build, binary=binary) as kiosk:
        kiosk.script("wait 1s\n", size="1920x1080")
        pair(lambda make: try_case(report, kiosk, make), CASES)
    report.end()


if __name__ == "__main__":
    main()
