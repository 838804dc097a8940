#!/usr/bin/env python3
"""What each unit of systemd/ keeps the program in it from doing, tried from within (S43).

tests/tools/cage.py boots a systemd of its own with what `make install` installs, and starts the installed units with
tests/tools/caged.c in the place of the programs. That tries what a program that was taken over would try: sockets of
every kind, io_uring, D-Bus, the counts, the store, running what was fetched, and so on. Then

- each unit does what it must and nothing else, with the modes of the folders as installed, and again with all of them wide
  open, so that only the unit is left to protect them;
- each user, with no unit, cannot read and write what is not its own, so that the modes alone protect it, too;
- lines are taken out of the units one by one, and the probe must notice each: a line that changes nothing protects nobody;
- the real programs start in their units; activate runs after every fetch; the timers know no time of day.

What this machine does not allow even without a unit proves nothing and is said to be not looked at; where it gives no
namespaces at all (most containers) that is all of it.
"""
import json
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from cage import boot  # noqa: E402
from flow import ROOT, Report, build_folder, run  # noqa: E402

KIOSK, FETCH, ACTIVATE, REPORT = "signpost-kiosk", "signpost-sync-fetch", "signpost-sync-activate", "signpost-sync-report"
# What each unit needs; all else that is tried must be refused.
MAY = {
    KIOSK: "unix netlink read-counts read-outbox read-content read-store read-cache read-config read-udev write-state write-outbox "
           "write-cache large-file",
    FETCH: "inet inet6 send read-fetch read-inbox read-config write-fetch write-inbox credential-fetch",
    ACTIVATE: "read-content read-inbox read-store read-activate read-config write-activate write-store",
    REPORT: "inet inet6 send read-outbox read-fetch read-activate read-report read-config write-report credential-report",
}
# What each user cannot do even with no unit around it.
USER_MAY_NOT = {
    "signpost": "read-fetch read-inbox read-report read-secret-fetch read-secret-report write-fetch write-inbox write-activate write-store write-report",
    "signpost-fetch": "read-counts read-outbox read-content read-store read-activate read-report read-cache read-secret-fetch read-secret-report "
                      "write-state write-outbox write-activate write-store write-report write-cache",
    "signpost-activate": "read-counts read-report read-cache read-secret-fetch read-secret-report write-state write-outbox write-fetch write-inbox "
                         "write-report write-cache",
    "signpost-report": "read-counts read-fetch read-inbox read-store read-activate read-cache read-secret-fetch read-secret-report write-state write-outbox "
                       "write-fetch write-inbox write-activate write-store write-cache",
}
FILTER = "SystemCallFilter|SystemCallArch"
# Lines that begin so are taken out of the unit; then the probe can do that, and still not that.
WITHOUT = (
    (KIOSK, "RestrictAddressFamilies", "inet inet6", "send packet"),
    (KIOSK, "RestrictAddressFamilies|IPAddressDeny", "inet inet6 send", ""),
    (KIOSK, "SystemCallFilter=~io_uring", "io-uring", "inet"),
    (KIOSK, "TemporaryFileSystem", "dbus resolver neighbour", ""),
    (KIOSK, "NoExecPaths|ExecPaths", "shell run-state run-state-mapped run-tmp run-shm", ""),
    (KIOSK, "ProtectSystem", "write-open write-store", "shell"),
    (KIOSK, "InaccessiblePaths", "read-inbox read-activate read-report read-log read-secret-fetch", "write-store"),
    (KIOSK, "ProcSubset", "read-kernel", "read-others"),
    (KIOSK, "ProtectProc", "read-others", "read-kernel"),
    (KIOSK, "MemoryDenyWriteExecute", "made-code", "run-state"),
    (KIOSK, "RestrictNamespaces|" + FILTER, "new-user new-mount trace", ""),
    (KIOSK, "RestrictSUIDSGID", "set-id", ""),
    (KIOSK, "LockPersonality", "personality", ""),
    (KIOSK, "CapabilityBoundingSet", "capability", ""),
    (KIOSK, "LimitCORE", "core", ""),
    (KIOSK, "Device|ProtectClock", "device", ""),
    (KIOSK, FILTER, "trace key", "clock"),
    (KIOSK, FILTER + "|ProtectClock", "trace key", ""),
    (FETCH, "TemporaryFileSystem", "read-counts read-outbox read-store read-activate read-report dbus-seen", "dbus read-cache write-state"),
    (FETCH, "InaccessiblePaths", "read-cache read-log read-secret-fetch", "read-counts"),
    (FETCH, "RestrictAddressFamilies", "unix netlink", "dbus neighbour"),
    (FETCH, "IPAddressDeny", "send-group", ""),
    (FETCH, "LimitFSIZE", "large-file", ""),
    (FETCH, "NoExecPaths|ExecPaths", "shell run-state run-tmp", ""),
    (FETCH, "PrivateDevices|DevicePolicy|ProtectClock", "device", ""),
    (FETCH, "SystemCallFilter=~io_uring", "io-uring", ""),
    (ACTIVATE, "RestrictAddressFamilies", "inet unix netlink", "send dbus"),
    (ACTIVATE, "RestrictAddressFamilies|IPAddressDeny", "inet send", "send-group"),
    (ACTIVATE, "RestrictAddressFamilies|IPAddressDeny|PrivateNetwork", "inet send send-group", "dbus"),
    (ACTIVATE, "TemporaryFileSystem", "read-counts read-outbox read-report", "write-state write-inbox"),
    (ACTIVATE, "TemporaryFileSystem|ProtectSystem", "write-state write-open", "write-inbox dbus"),
    (ACTIVATE, "LimitFSIZE", "large-file", ""),
    (REPORT, "TemporaryFileSystem", "read-counts read-content read-inbox read-store", "write-outbox"),
    (REPORT, "InaccessiblePaths", "read-secret-fetch", "read-counts"),
    (REPORT, "NoExecPaths|ExecPaths", "shell run-state", ""),
)
# Lines that give: without them the program lacks what it needs.
LACKS = (
    (KIOSK, "BindReadOnlyPaths", "read-udev"),
    (FETCH, "LoadCredential", "credential-fetch"),
    (ACTIVATE, "BindReadOnlyPaths", "read-inbox read-content"),
    (REPORT, "BindReadOnlyPaths", "read-outbox read-fetch read-activate"),
    (REPORT, "LoadCredential", "credential-report"),
)
# A screen that nobody sees; and what may befall its disk (S10).
SCREEN = "Environment=SDL_VIDEODRIVER=dummy\n"
SPOILT = (
    ("its folder read-only and another's", "mount -t tmpfs -o ro tmpfs /var/lib/signpost", "umount /var/lib/signpost"),
    ("all of /var read-only and its folders gone", "mount -t tmpfs -o ro tmpfs /var/lib; mount -t tmpfs -o ro tmpfs /var/cache", "umount /var/lib /var/cache"),
    ("its folder full", "mount -t tmpfs -o size=4k tmpfs /var/lib/signpost; chown signpost:signpost /var/lib/signpost; head -c 9999 /dev/zero >/var/lib/signpost/x",
     "umount /var/lib/signpost"),
)


def without(text, names):
    return re.sub(rf"^({names}).*\n", "", text, flags=re.M)


class Steps:
    """What cage.py is to do, each step with what is to be said of its answer."""

    def __init__(self):
        self.steps, self.judges = [], []

    def add(self, step, judge=None):
        self.steps.append(step)
        self.judges.append(judge)


def words(text):
    return set(text.split())


def whole_unit(report, unit, how):
    def judge(answer, can):
        did = {thing for thing, what in answer.items() if what == "done"}
        tried = set(answer) - {"status"}
        more, less = (did - words(MAY[unit])) & can, (words(MAY[unit]) & can) - did
        report.say(len(tried) > 50 and not more and not less, f"{unit}, {how}: it may do what it must and nothing else of {len(tried)} things",
                   f"may also: {sorted(more)}\nmay not: {[(thing, answer.get(thing)) for thing in sorted(less)]}\n{answer if len(tried) < 50 else ''}")
    return judge


def one_user(report, user):
    def judge(answer, can):
        did = {thing for thing, what in answer.items() if what == "done"} & words(USER_MAY_NOT[user]) & can
        report.say(len(answer) > 50 and not did, f"the user {user} alone, with no unit, is kept out of what is not its own", sorted(did))
    return judge


def without_line(report, unit, names, done, refused):
    def judge(answer, can):
        missed = [(thing, answer.get(thing)) for thing in sorted(words(done) & can) if answer.get(thing) != "done"]
        wrong = [thing for thing in sorted(words(refused)) if answer.get(thing) == "done"]
        if not words(done) & can:
            report.figure(f"not looked at: {unit} without {names}: this machine does not allow {done} to anybody")
            return
        more = f"; still not {refused}" if refused else ""
        report.say(not missed and not wrong, f"{unit} without {names}: seen by {done}{more}", f"not seen: {missed}\nnot held by another wall: {wrong}\n{answer.get('status')}")
    return judge


def lacking(report, unit, names, things):
    def judge(answer, _):
        has = [thing for thing in words(things) if not answer.get(thing, "").startswith("refused")]
        report.say(not has, f"{unit} without {names} lacks {things}", f"{has} {answer.get('status')}")
    return judge


def chain(report, how, wanted=True):
    def judge(answer, _):
        report.say(answer["ran"] == wanted, f"activate runs after a fetch that {how}" if wanted else "which is due to OnSuccess and OnFailure", answer)
    return judge


def enabled(report):
    def judge(answer, _):
        report.say(answer["status"] == 0 and answer["said"].count("Created symlink") == 3, "screen and timers can be enabled as the README says", answer["said"])
    return judge


def started(report, unit, how=""):
    def judge(answer, _):
        status = int(answer.get("ExecMainStatus") or 0)  # from 200 on it is systemd that failed
        good = answer.get("same") and answer["NRestarts"] == "0" and status == 0 if unit == KIOSK else status < 200
        report.say(good, f"{unit}: the installed program starts in it{how}", answer)
    return judge


def monotonic(report, name):
    def judge(answer, _):
        good = answer.get("TimersCalendar", "") == "" and answer.get("NextElapseUSecRealtime", "") == "" and "time-s" not in answer.get("After", "")
        report.say(good and answer.get("NextElapseUSecMonotonic", "") not in ("", "infinity") and name + ".service" in answer.get("Unit", ""),
                   f"{name}.timer counts from the boot and waits for no clock to be set: it runs in 1970 and in 2040", answer)
    return judge


def plan(report, tree):
    steps = Steps()
    text = {unit: (tree / f"usr/lib/systemd/system/{unit}.service").read_text(encoding="utf-8") for unit in MAY}
    steps.add(["control"])
    for user in USER_MAY_NOT:
        steps.add(["user", user], one_user(report, user))
    for wide, how in ((False, "as installed"), (True, "with all modes open")):
        for unit in MAY:
            steps.add(["open", wide])
            steps.add(["unit", unit + ".service", None], whole_unit(report, unit, how))
    for unit, names, done, refused in WITHOUT:
        steps.add(["open", True])
        steps.add(["unit", unit + ".service", without(text[unit], names)], without_line(report, unit, names, done, refused))
    for unit, names, things in LACKS:
        steps.add(["open", True])
        steps.add(["unit", unit + ".service", without(text[unit], names)], lacking(report, unit, names, things))
    steps.add(["open", False])
    steps.add(["chain", None], chain(report, "goes well"))
    steps.add(["chain", re.sub("^ExecStart=.*$", "ExecStart=/usr/bin/nothing", text[FETCH], flags=re.M)], chain(report, "fails"))
    steps.add(["chain", without(text[FETCH], "OnSuccess|OnFailure"), 1], chain(report, "", False))
    for unit in MAY:
        steps.add(["real", unit + ".service", SCREEN if unit == KIOSK else ""], started(report, unit))
    for how, spoil, repair in SPOILT:
        steps.add(["sh", spoil])
        steps.add(["real", KIOSK + ".service", SCREEN], started(report, KIOSK, ", " + how))
        steps.add(["sh", repair])
    steps.add(["sh", f"systemctl enable {KIOSK} {FETCH}.timer {REPORT}.timer"], enabled(report))
    for name in (FETCH, REPORT):
        steps.add(["sh", f"systemctl start {name}.timer"])
        steps.add(["show", name + ".timer", "TimersCalendar,NextElapseUSecRealtime,NextElapseUSecMonotonic,After,Unit"], monotonic(report, name))
    return steps


def same_words(report):
    """Every thing that is tried has a name here, and every name here is tried."""
    code = (ROOT / "tests/tools/caged.c").read_text(encoding="utf-8")
    named = words(" ".join([*MAY.values(), *USER_MAY_NOT.values(), *(f"{row[2]} {row[3]}" for row in WITHOUT), *(row[2] for row in LACKS)]))
    missing = [name for name in sorted(named) if f'"{name}"' not in code and not re.search(r"-(seen|mapped)$|^credential-", name)]
    report.say(not missing, "what is said of the probe's findings names what it tries", missing)


def main():
    build, report = build_folder(), Report()
    same_words(report)
    with tempfile.TemporaryDirectory() as folder:
        tree, job = pathlib.Path(folder) / "tree", pathlib.Path(folder) / "job"
        done = run(["make", "--no-print-directory", f"BUILD={build.relative_to(ROOT)}", "install", f"DESTDIR={tree}", "PREFIX=/usr"])
        if not report.say(done.status == 0, "make install for a machine of our own", done):
            report.end()
        steps = plan(report, tree)
        job.write_text(json.dumps({"tree": str(tree), "caged": str(build / "tests/tools/caged"), "steps": steps.steps}), encoding="utf-8")
        answer = boot(job)
    if "late" in answer:
        report.say(False, "the job came to its end", answer)
        report.end()
    if "cannot" in answer:
        report.figure(f"not looked at: no systemd of our own can be booted on this machine: {answer['cannot']}")
        report.end()
    judge_all(report, steps, answer)
    report.end()


def judge_all(report, steps, answer):
    report.say(not any(answer["made"]), "systemd-sysusers makes the users, systemd-tmpfiles the folders", answer["made"])
    report.say("broke" not in answer and len(answer["answers"]) == len(steps.steps), "every step was done", answer.get("broke"))
    can = {thing for thing, what in (answer["answers"] or [{}])[0].items() if what == "done"}
    can |= {"credential-fetch", "credential-report"}  # which come from a unit alone
    cannot = set(answer["answers"][0]) - can
    gone = [thing for thing in sorted(cannot) if answer["answers"][0][thing].endswith("ENOENT")]
    report.say(not gone, "what is tried is there", gone)
    report.figure(f"{len(can)} things tried; not looked at, as nobody can do them here: {' '.join(sorted(cannot)) or 'none'}")
    for judge, words_ in zip(steps.judges, answer["answers"]):
        if judge:
            judge(words_, can)


if __name__ == "__main__":
    main()
