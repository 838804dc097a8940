#!/usr/bin/env python3
"""What the program does not do at all: take text, hear, see, sound, reach a network.

The names that it would need for that are not in the code, it is linked with nothing
that could, and of a whole visit in a window and without one every socket, every
device and every program is looked at (S16, S27, S43). Then: the questions' words are
nobody else's (S15), and a hub without the self-check is a universal screen (S46).
"""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import lint  # noqa: E402
from flow import HUB, NOW, ROOT, Kiosk, Report, build_folder, middle, quick, run  # noqa: E402

# All that the screen may be linked with by itself.
LINKED = re.compile(r"^lib(SDL2(_ttf|_image)?-2\.0|fribidi|harfbuzz|unibreak|jansson|qrencode|sqlite3|crypto|z|m|c|asan|ubsan)\.so|^ld-linux")
CALLS = "socket,socketpair,connect,bind,listen,execve,execveat,open,openat,openat2,io_uring_setup"
DEVICES = re.compile(r'"(/dev/(?:snd|video|media|input|dsp|audio|rtc|bus|hidraw|tty|vcs)[^"]*|/run/[^"]*(?:pulse|pipewire|gpsd|dbus|avahi|resolve)[^"]*|'
                     r'/etc/(?:resolv|hosts|nsswitch)[^"]*)"')
VISIT = ['tap "Touch to start"', 'tap "A few short questions"', 'tap "Just me"', "repeat 12", "key Tab", 'tap "Skip"', "end", 'tap "Menu"',
         'tap "Courses and groups"', "open code card-1", "theme contrast", "lang ur", "open lines", "wait 3m"]


def code(report):
    found = []
    for path in sorted((ROOT / "kiosk").rglob("*.[ch]")):
        text = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m.group(0)), path.read_text(encoding="utf-8"), flags=re.S)
        found += [str(line).replace(str(ROOT) + "/", "") for line in lint.sense_findings(path, text)]
    report.say(not found, "no code could take text, hear, see, learn the place, sound or reach a network (S16, S27, S43)", "\n".join(found))
    samples = ("SDL_StartTextInput();", "SDL_Init(SDL_INIT_AUDIO);", "SDL_OpenAudioDevice(name, 1, &wish, NULL, 0);", "posix_spawn(&pid, path);", 'open("/dev/input/event0", 0);', 'open("/dev/video0", 0);', "socket(AF_INET, SOCK_STREAM, 0);", "SDL_OpenAudioDevice(0);")
    blind = [line for line in samples if not list(lint.sense_findings("x.c", line))]
    report.say(not blind, "that look would find them", "\n".join(blind))


def linked(report, build):
    done = run(["readelf", "-d", build / "signpost-kiosk"])
    names = re.findall(r"\(NEEDED\).*\[(\S+)\]", done.out)
    others = [name for name in names if not LINKED.search(name)]
    report.say(names and not others, "the screen is linked with nothing of a network, a sound or a camera (S16, S27, S43)", f"{others} of {names}")


def judge(report, what, trace, families):
    """Reads what strace wrote."""
    text = trace.read_text(encoding="utf-8", errors="replace")
    sockets = re.findall(r"\bsocket(?:pair)?\((\w+)", text)
    strange = sorted({family for family in sockets if family not in families})
    report.say("openat(" in text and not strange, f"{what}: {'no socket but ' + ' and '.join(families) if families else 'no socket'} (S43)", f"{strange}\n{text[-500:]}")
    bound = re.findall(r"^.*\b(?:bind|listen)\((?!.*AF_NETLINK).*$", text, re.M)
    report.say(not bound, f"{what}: nobody can call it (S43)", "\n".join(bound))
    devices = sorted({name for line in text.split("\n") for name in DEVICES.findall(line)})
    report.say(not devices, f"{what}: no sound, camera, sensor or name service is opened (S16, S27, S43)", "\n".join(devices))
    started = len(re.findall(r"\bexecve(?:at)?\(", text)) - 1
    report.say(started == 0 and "io_uring_setup(" not in text, f"{what}: it starts no other program (S43)", f"{started}")


def strace(trace):
    return ["strace", "-f", "-qq", "-o", str(trace), "-e", f"trace={CALLS}"]


def without_window(report, kiosk):
    trace = kiosk.file("headless.strace")
    done = kiosk.script(VISIT, wrap=strace(trace))
    if report.say(done.status == 0, "the visit without a window", done):
        judge(report, "without a window", trace, ())


def place_of(kiosk, lines, label):
    _, screen = kiosk.look(["motion off", *lines])
    return middle(screen.find(label)) if screen and screen.find(label) else (0, 0)


def in_window(report, kiosk, build):
    """A visit with a finger and letters typed, in a window of an X server of its own."""
    labels = ("Touch to start", "A few short questions", "Just me", "Skip", "Clear")
    places = [place_of(kiosk, [f'tap "{before}"' for before in labels[:i]], label) for i, label in enumerate(labels)]
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "800x480x24", "-nolisten", "tcp", "-noreset"], pass_fds=[write],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as told:
        env = kiosk.environment(DISPLAY=":" + told.readline().strip(), SDL_VIDEODRIVER="x11")
    trace = kiosk.file("window.strace")
    window = subprocess.Popen([*strace(trace), kiosk.program, "--window", "--size", "800x480", "--now", NOW, *HUB], cwd=ROOT, env=env,
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        xtouch = build / "tests/tools/xtouch"
        for _ in range(100):
            if run([xtouch, "place"], env=env).status == 0:
                break
            time.sleep(0.2)
        time.sleep(2)
        words = [word for x, y in places for word in ("touch", str(x), str(y), "60")]
        touched = run([xtouch, *words], env=env)
        time.sleep(0.5)
        children = run(["pgrep", "-P", str(window.pid)]).out.split()
        os.kill(int(children[0]) if children else window.pid, signal.SIGTERM)
        status = window.wait(10)
        if report.say(touched.status == 0 and status == 0, "the visit in a window", f"{touched}\n{status}\n{window.stderr.read().decode()}"):
            judge(report, "in a window", trace, ("AF_UNIX", "AF_NETLINK"))
    finally:
        window.kill()
        window.wait()
        server.terminate()
        server.wait()


# Items of questionnaires about violence, mood and worry, as they were published, as far
# as their words are their own.
PUBLISHED = (
    "have you been humiliated or emotionally abused in other ways by your partner or your ex-partner",
    "have you been afraid of your partner or ex-partner",
    "have you been raped or forced to have any kind of sexual activity by your partner or ex-partner",
    "have you been kicked hit slapped or otherwise physically hurt by your partner or ex-partner",
    "how often does your partner physically hurt you",
    "how often does your partner insult or talk down to you",
    "how often does your partner threaten you with harm",
    "how often does your partner scream or curse at you",
    "in general how would you describe your relationship a lot of tension some tension no tension",
    "do you and your partner work out arguments with great difficulty some difficulty no difficulty",
    "do arguments ever result in you feeling down or bad about yourself",
    "do you ever feel frightened by what your partner says or does",
    "have you been hit kicked punched or otherwise hurt by someone within the past year",
    "do you feel safe in your current relationship",
    "is there a partner from a previous relationship who is making you feel unsafe now",
    "do you feel safe at home",
    "little interest or pleasure in doing things",
    "feeling down depressed or hopeless",
    "feeling nervous anxious or on edge",
    "not being able to stop or control worrying",
    "do you feel isolated from family friends",
    "does the partner try to control everything you do or are they excessively jealous",
    "is the abuse happening more often",
    "how often do you and your partner quarrel",
    "how often do you and your partner get on each other's nerves",
    "do you ever regret that you married or lived together",
)
RUN = 5  # words in a row


def runs(text):
    words = re.sub(r"[^a-z' ]", " ", text.lower().replace("’", "'")).split()
    return {" ".join(words[i:i + RUN]) for i in range(len(words) - RUN + 1)}


def own_words(report):
    taken = {}
    for item in PUBLISHED:
        taken.update({words: item for words in runs(item)})
    found, asked = [], 0
    for pack in sorted((ROOT / "config/packs").iterdir()):
        questions = json.loads((pack / "pack.json").read_text(encoding="utf-8")).get("questions", [])
        names = {name for one in questions for name in (one["id"], one.get("filler"))}
        texts = json.loads((pack / "text/en.json").read_text(encoding="utf-8"))
        for key, text in texts.items():
            if key.split(".")[0] in names:
                asked += 1
                found += [f'{pack.name}: {key}: "{words}" stands in "{taken[words]}"' for words in runs(text) & set(taken)]
    report.say(asked > 40 and not found, f"no question shares {RUN} words in a row with {len(PUBLISHED)} published ones (S15)", f"{asked}\n" + "\n".join(found))
    report.say(bool(runs("In the last year, do you ever feel frightened by what your partner says or does?") & set(taken)), "that look would find one (S15)")


# What would say that the screen does more than show the way.
PROMISES = re.compile(r"\b(book (now|here|online|your|a place)|you are booked|(we|i) (will|'ll) (refer|book|call|tell|contact) |you (have been|are) referred|"
                      r"your appointment|(enter|type|leave) your (name|number|details)|sign up here)", re.I)


def through_the_team(report, kiosk, hubs=("example-hub", "hampshire", "northumberland")):
    """S7, S45: what is one to one is set up by people."""
    wrong, seen = [], 0
    base = json.loads((ROOT / "config/packs/uk-base/pack.json").read_text(encoding="utf-8"))
    for hub in hubs:
        packs = ("config/packs/uk-base", f"config/packs/{hub}")
        offers = json.loads((ROOT / packs[1] / "pack.json").read_text(encoding="utf-8"))["offers"] + base["offers"]
        for offer in (one["id"] for one in offers if one["kind"] == "one_to_one"):
            seen += 1
            done, screen = kiosk.look([f"open offer {offer}"], packs=packs, size="1920x1080")
            if not screen or not screen.says("Ask the team here. They set it up with you.") or not screen.says("They must act if a child or adult is at serious risk."):
                wrong.append(f"{hub}: {offer}: {screen.labels() if screen else done}")
    report.say(seen > 5 and not wrong, f"each of {seen} one-to-one offers goes through the team (S7), who must act on serious risk (S45)", "\n".join(wrong))
    texts = [path for path in (ROOT / "config/packs").glob("*/text/en.json")]
    found = [f"{path.parent.parent.name}: {key}: {text}" for path in texts for key, text in json.loads(path.read_text(encoding="utf-8")).items()
             if isinstance(text, str) and PROMISES.search(text.replace("’", "'"))]
    report.say(len(texts) > 3 and not found, "no text promises to book, refer or name anyone (S7)", "\n".join(found))


def universal(report, kiosk):
    """S46: `self_check: false` in the hub's pack."""
    folder = kiosk.folder / "packs"
    shutil.copytree(ROOT / "config/packs", folder)
    path = folder / "example-hub/pack.json"
    pack = json.loads(path.read_text(encoding="utf-8"))
    pack["hub"]["self_check"] = False
    path.write_text(json.dumps(pack, ensure_ascii=False), encoding="utf-8")
    packs = [folder / "uk-base", folder / "example-hub"]
    with_check = kiosk.look(['tap "Touch to start"'])[1]
    done, home = kiosk.look(['tap "Touch to start"'], packs=packs)
    asks = [one for one in (home.controls() if home else []) if one["action"]["verb"] == "go" and one["action"]["value"] == 2]
    report.say(home and not asks and with_check.find("A few short questions") and not home.find("A few short questions"),
               "a hub with self_check false asks no question (S46)", done)
    done = kiosk.script(['tap "Touch to start"', 'tap "Courses and groups"', "expect-screen browse", 'tap "Menu"', "open lines", 'expect "0808 2000 247"',
                         'expect "999"', 'tap "Clear"', "expect-screen week"], packs=packs)
    report.say(done.status == 0, "it is a universal screen: courses, help lines, Clear (S46)", done)
    readme = re.sub(r"\s+", " ", (ROOT / "README.md").read_text(encoding="utf-8").replace("*", ""))
    missing = [words for words in ("not a screening tool", "no substitute for staff", "may miss abuse", '"self_check": false', "universal screen")
               if words not in readme]
    report.say(not missing, "the README says in plain words what this is not (S46)", f"{missing}")


def main():
    build, report = build_folder(), Report()
    code(report)
    linked(report, build)
    own_words(report)
    with Kiosk(build) as kiosk:
        through_the_team(report, kiosk)
        universal(report, kiosk)
        without_window(report, kiosk)
        if not quick():
            in_window(report, kiosk, build)
    report.end()


if __name__ == "__main__":
    main()
