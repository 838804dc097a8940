#!/usr/bin/env python3
"""Checks that the code keeps its own rules; prints each finding and how many.

layers   includes go only down: base <- core <- screen <- display, core <- net <- admin, net <- sync
sizes    files, functions and parameters stay under limits that only tighten
banned   calls that cannot be used safely, and printing or exiting in libraries
senses   nothing that types, hears, sees, places, sounds or reaches a network (S16, S27, S43)
readme   the table of packages in README.md is the list in the Makefile
units    the service of the kiosk has no network
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BELOW = {
    "base": {"base"},
    "core": {"base", "core"},
    "screen": {"base", "core", "screen"},
    "display": {"base", "core", "screen", "display"},
    "net": {"base", "core", "net"},
    "admin": {"base", "core", "net", "admin"},
    "sync": {"base", "core", "net", "sync"},
}
# Libraries that a layer may name beside the C library.
LIBRARIES = {
    "base": set(),
    "core": {"jansson.h", "qrencode.h", "bn.h", "core_names.h", "evp.h", "pem.h", "rsa.h", "x509.h", "pkcs12.h", "sqlite3.h"},
    "net": {"curl.h", "evp.h", "ssl.h"},
    "screen": {"fribidi.h", "hb.h", "linebreak.h"},
    "display": {"input.h", "malloc.h", "pthread.h", "SDL.h", "SDL_ttf.h", "SDL_image.h", "zlib.h", "SDL_syswm.h", "jansson.h"},
    "admin": {"jansson.h", "evp.h"},
    "sync": {"jansson.h", "evp.h"},
}
C_LIBRARY = re.compile(r"^(assert|spawn|ctype|dirent|errno|fcntl|fnmatch|float|inttypes|limits|locale|math|stdalign|poll|pwd|setjmp|signal|stdarg|stdbool|stddef|stdint|"
                       r"stdio|stdlib|string|strings|termios|time|unistd|sys/[a-z]+)\.h$")
FILE_LINES, FUNCTION_LINES, PARAMETERS = 500, 60, 5
MEDIAN_LINES = 16
BANNED = {
    "strcpy": "snprintf or memcpy with a length", "strcat": "snprintf", "strncpy": "snprintf", "sprintf": "snprintf", "vsprintf": "vsnprintf",
    "gets": "fgets", "strtok": "strcspn", "atoi": "strtol with its end checked", "atol": "strtol", "atof": "strtod", "alloca": "a fixed block",
    "system": "no shell anywhere", "popen": "no shell anywhere", "mktemp": "mkstemp", "tmpnam": "mkstemp", "localtime": "base/moment.h",
    "asctime": "base/moment.h", "ctime": "base/moment.h", "rand": "no chance in the program",
}
# What the program must not be able to do at all, by the names it would need for it.
SENSES = (
    (re.compile(r"SDL_(StartTextInput|SetTextInputRect|TextInputEvent|TextEditingEvent|TEXTINPUT|TEXTEDITING\w*)\b"), "no free text (S16)"),
    (re.compile(r"\b(SDL_INIT_(EVERYTHING|JOYSTICK|GAMECONTROLLER|SENSOR|HAPTIC)|SDL_(Open)?Camera\w*|v4l2_\w+|V4L2_\w+|VIDIOC_\w+|gps_\w+|gclue_\w+|geoclue\w*)\b|"
                r"/dev/(video|snd|media)"), "no camera, no sensor, no place (S16)"),
    (re.compile(r"\b(SDL_OpenAudio|SDL_(Queue|Mix|Load|Capture|Dequeue)Audio\w*|SDL_LoadWAV\w*|Mix_\w+|snd_pcm_\w+|pa_(simple|stream|context)_\w+)\b|"
                r"\bSDL_OpenAudioDevice\s*\((?![^;]*,\s*0,\s*&wish,)"),
     "no voice is taken (S16)"),
    (re.compile(r"\b(AF_INET6?|PF_INET6?|sockaddr_in6?|getaddrinfo|gethostby\w+|inet_\w+|curl_\w+|SSL_\w+|SDLNet_\w+)\b|(?<![\w.>])(socket|connect|accept)\s*\("),
     "no network (S43)"),
)
# What one file alone may do, and no other.
ALONE = (
    (re.compile(r"\b(SDL_INIT_AUDIO|SDL_(Open|Pause|Close|Lock|Unlock)AudioDevice)\b"), "kiosk/display/voice_sound.c", "sound goes to headphones only (S27)"),
    (re.compile(r"\b(posix_spawnp?|execv\w*|execl\w*|fork|vfork|clone)\s*\("), "kiosk/display/voice_child.c", "no other program is started (S43)"),
    (re.compile(r"/dev/input|\bEVIOC\w+"), "kiosk/display/headphones.c", "no input device is read (S16)"),
)
QUIET = {"base", "core", "net", "screen"}  # libraries: data in, data out
NOISE = {"printf", "puts", "putchar", "perror", "exit", "abort", "_exit", "getenv", "setenv", "time", "clock_gettime", "gettimeofday"}


def stripped(text):
    """The code without comments and the insides of strings, lines kept."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0))
    return re.sub(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.S)


def layer_findings(path, text):
    layer = path.relative_to(ROOT / "kiosk").parts[0]
    for number, line in enumerate(text.split("\n"), 1):
        own = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
        if own:
            parts = own.group(1).split("/")
            if len(parts) != 2:
                yield f"{path}:{number}: write the include with its folder: \"{layer}/{own.group(1)}\""
            elif parts[0] not in BELOW[layer]:
                yield f"{path}:{number}: {layer} may not include {parts[0]} ({own.group(1)}): layers go base, core, screen, display"
        system = re.match(r"\s*#\s*include\s+<([^>]+)>", line)
        if system and not C_LIBRARY.match(system.group(1)) and system.group(1).split("/")[-1] not in LIBRARIES[layer]:
            yield f"{path}:{number}: {layer} may not name <{system.group(1)}>"


def functions(text):
    """(name, first line, lines, parameters) of each function definition."""
    lines = text.split("\n")
    start = None
    for number, line in enumerate(lines):
        if re.match(r"^[A-Za-z_].*\)\s*(\{)?\s*$", line) or (start is None and re.match(r"^[A-Za-z_][^;={]*\([^;{]*$", line)):
            start = number
        if line.startswith("}") and not line.startswith("};") and start is not None:
            head = " ".join(lines[start:number])
            head = head[:head.find("{")]
            match = re.search(r"([A-Za-z_0-9]+)\s*\((.*)\)\s*$", head.strip())
            if match:
                parameters = match.group(2).strip()
                depth = count = 0
                for c in parameters:
                    depth += (c == "(") - (c == ")")
                    count += c == "," and depth == 0
                count -= parameters.endswith("...")  # a printf form is one thing
                yield match.group(1), start + 1, number - start + 1, 0 if parameters in ("", "void") else count + 1
            start = None


def size_findings(path, text, lengths):
    count = text.count("\n")
    if count > FILE_LINES:
        yield f"{path}: {count} lines, at most {FILE_LINES}"
    if path.suffix != ".c":
        return
    for name, first, lines, parameters in functions(text):
        lengths.append(lines)
        if lines > FUNCTION_LINES:
            yield f"{path}:{first}: {name} has {lines} lines, at most {FUNCTION_LINES}"
        if parameters > PARAMETERS:
            yield f"{path}:{first}: {name} has {parameters} parameters, at most {PARAMETERS}"


def call_findings(path, code):
    layer = path.relative_to(ROOT / "kiosk").parts[0]
    for number, line in enumerate(code.split("\n"), 1):
        for name in re.findall(r"(?<![\w.>])([a-z_]+)\s*\(", line):
            if name in BANNED:
                yield f"{path}:{number}: {name}() is not used here; use {BANNED[name]}"
            elif layer in QUIET and name in NOISE:
                yield f"{path}:{number}: {name}() does not belong in a library: no output, no clock, no environment, no exit"
        if re.search(r"\btypedef\s+(struct|union)\b", line):
            yield f"{path}:{number}: structs are not typedef'd"


def sense_findings(path, text):
    for number, line in enumerate(text.split("\n"), 1):
        for names, why in SENSES:
            if why == "no network (S43)" and re.search(r"kiosk/net/curl_\w+\.c$", str(path)):
                continue  # the only files that reach a network; signpost-kiosk is not linked with them
            found = names.search(line)
            if found:
                yield f"{path}:{number}: {found.group(0)}: {why}"
        for names, file, why in ALONE:
            found = names.search(line)
            if found and not str(path).endswith(file):
                yield f"{path}:{number}: {found.group(0)}: {why}"


def packages():
    out = {}
    for name in ("DEPS", "TEST_DEPS"):
        done = subprocess.run(["make", "-s", "-C", str(ROOT), f"print-{name}"], capture_output=True, text=True, check=True)
        out[name] = done.stdout.split()
    return out


def readme_findings():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in [p for group in packages().values() for p in group]:
        if f"`{name}`" not in readme:
            yield f"README.md: the table of packages does not name {name} of the Makefile"


# What each unit must say; what the words do is shown by tests/flow/cages.py.
UNIT_ALL = ("NoNewPrivileges=yes", "CapabilityBoundingSet=", "ProtectSystem=strict", "ProtectProc=invisible", "ProcSubset=pid", "PrivateIPC=yes",
            "RestrictNamespaces=yes", "MemoryDenyWriteExecute=yes", "SystemCallFilter=@system-service", "SystemCallErrorNumber=EPERM", "DevicePolicy=closed",
            "SystemCallFilter=~io_uring_setup io_uring_enter io_uring_register userfaultfd", "LimitCORE=0", "MemorySwapMax=0")
UNIT_STEP = ("Type=oneshot", "TimeoutStartSec=15min", "LimitFSIZE=8M", "TemporaryFileSystem=/var/lib:ro /run:ro", "PrivateDevices=yes", "PrivateUsers=yes")
UNIT_OWN = {
    "signpost-kiosk": ("User=signpost", "Restart=always", "StartLimitIntervalSec=0", "IPAddressDeny=any", "WantedBy=multi-user.target",
                       "ReadWritePaths=-/var/lib/signpost -/var/cache/signpost",
                       "RestrictAddressFamilies=AF_UNIX AF_NETLINK", "TemporaryFileSystem=/run:ro",
                       "NoExecPaths=/ -/var/lib/signpost -/var/cache/signpost /tmp /var/tmp /dev/shm",
                       "DeviceAllow=char-alsa rw"),  # reading aloud; sound asks for a priority
    "signpost-sync-fetch": ("User=signpost-fetch", "NoExecPaths=/ /var/lib/signpost-fetch /tmp /var/tmp /dev/shm", "RestrictAddressFamilies=AF_INET AF_INET6", "StateDirectory=signpost-fetch",
                            "After=signpost-sync-activate.service", "OnSuccess=signpost-sync-activate.service", "OnFailure=signpost-sync-activate.service"),
    "signpost-sync-activate": ("User=signpost-activate", "NoExecPaths=/ /var/lib/signpost-activate /var/lib/signpost-content /tmp /var/tmp /dev/shm", "PrivateNetwork=yes", "RestrictAddressFamilies=none", "IPAddressDeny=any",
                               "StateDirectory=signpost-activate signpost-content"),
    "signpost-sync-report": ("User=signpost-report", "NoExecPaths=/ /var/lib/signpost-report /tmp /var/tmp /dev/shm", "RestrictAddressFamilies=AF_INET AF_INET6", "StateDirectory=signpost-report"),
}
TIMER = ("OnBootSec=2min", "OnUnitInactiveSec=45min", "RandomizedDelaySec=30min", "AccuracySec=1s", "OnClockChange=yes", "WantedBy=timers.target")


def unit_findings():
    for name in sorted({path.stem for path in (ROOT / "systemd").glob("*.service")} - set(UNIT_OWN)):
        yield f"systemd/{name}.service: say in tests/tools/lint.py what it must say"
    for name, own in UNIT_OWN.items():
        lines = (ROOT / f"systemd/{name}.service").read_text(encoding="utf-8").split("\n")
        step = UNIT_STEP if "sync" in name else ("LimitMEMLOCK=128M",)
        yield from (f"systemd/{name}.service: {line} is missing" for line in UNIT_ALL + step + own if line not in lines)
        yield from (f"systemd/{name}.service: {line}: nothing waits for a network" for line in lines if re.search("^[^#]*network-online", line))
        for line in (line for line in lines if line.startswith("ExecPaths=")):
            if re.search(r"@PREFIX@/bin(\s|$)|/usr/bin(\s|$)|\s/(\s|$)", line):
                yield f"systemd/{name}.service: ExecPaths names programs, not folders of them"
    for path in sorted((ROOT / "systemd").glob("*.timer")):
        lines = path.read_text(encoding="utf-8").split("\n")
        yield from (f"systemd/{path.name}: {line} is missing" for line in TIMER if line not in lines)
        yield from (f"systemd/{path.name}: {line}: a wrong clock would stop it" for line in lines if re.match("OnCalendar|Persistent|FixedRandomDelay", line))


def word_findings():
    words = re.compile(r"/ro{2}t/|/home/[a-z]")
    for path in sorted(p for p in ROOT.rglob("*") if p.is_file()):
        name = str(path.relative_to(ROOT))
        if name.split("/")[0] in (".git", "build") or path.suffix in (".svg", ".png", ".pyc"):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").split("\n"), 1):
            if words.search(line):
                yield f"{name}:{number}: the project speaks of itself alone"


def main():
    findings, lengths = [], []
    for path in sorted((ROOT / "kiosk").rglob("*.[ch]")):
        text = path.read_text(encoding="utf-8")
        code = stripped(text)
        findings += layer_findings(path, text)
        findings += size_findings(path, text, lengths)
        findings += call_findings(path, code)
        findings += sense_findings(path, re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m.group(0)), text, flags=re.S))
    for path in sorted((ROOT / "tests").rglob("*.[ch]")):
        findings += [f"{path}: {path.read_text().count(chr(10))} lines, at most 700"] if path.read_text().count("\n") > 700 else []
    lengths.sort()
    median = lengths[len(lengths) // 2] if lengths else 0
    if median > MEDIAN_LINES:
        findings.append(f"the median function has {median} lines, at most {MEDIAN_LINES}")
    findings += readme_findings()
    findings += unit_findings()
    findings += word_findings()
    for finding in findings:
        print(str(finding).replace(str(ROOT) + "/", ""))
    nine = lengths[len(lengths) * 9 // 10] if lengths else 0
    print(f"lint: {len(lengths)} functions, median {median} lines, nine in ten under {nine + 1}; {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
