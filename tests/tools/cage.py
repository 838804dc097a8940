#!/usr/bin/env python3
"""Boots a systemd of our own, in namespaces, on a copy of this machine, and starts units in it.

    cage.py JOB     (as root; JOB is a JSON file, see below; prints one JSON object)

systemd reads the installed units and cages the programs in them exactly as on a kiosk: nothing of that is
imitated here. Its root is this machine's, read through an overlay whose changes stay in memory; its processes,
mounts, network (a loopback, nothing else), names and control groups are its own, and all of it is gone when
the job is done. It takes about a second.

JOB: {"tree": an installed tree, laid over the root, "caged": the program of tests/tools/caged.c,
      "steps": [[word, argument...], ...]}, done in order; the answer is {"answers": [one for each step]}:

    ["control"]             runs caged as root without a cage: what this machine allows at all
    ["user", U]             runs caged as user U with its groups, without a cage
    ["open", yes]           all modes of the folders of signpost wide open, so that only mounts protect; or as installed
    ["unit", NAME, TEXT]    starts the service NAME (with another TEXT, if that is not null) with caged in the place of the program
    ["chain", TEXT, S]      starts signpost-sync-fetch like that: {"ran": did activate come after it within S seconds?}
    ["real", NAME, DROP-IN] starts it with the installed program and some lines more, and looks at it; at the screen a second later, too
    ["show", NAME, WORDS]   properties of a unit
    ["sh", LINE]            a shell line, for the fixture

An answer of unit, user and control is {"thing": "done" or "refused WHY"}, with "status" of systemd's for units.
Where namespaces, mounts or control groups are not to be had, the answer is {"cannot": why}; where it does not come to
its end, {"late": why}.
"""
import json
import os
import pathlib
import pty
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time

BOOT_S, START_S, LIMIT_S = 20, 20, 240
PROGRAMS = ("signpost-kiosk", "signpost-sync")
NEXT = "signpost-sync-activate.service"  # which comes after each fetch
STATES = {"signpost": "signpost", "signpost-fetch": "signpost-fetch", "signpost-activate": "signpost-activate", "signpost-content": "signpost-activate",
          "signpost-report": "signpost-report"}
# What lies in the folders: path, owner, mode. The modes are those that the programs give.
FILES = (
    ("/var/lib/signpost/counts.db", "signpost", 0o600),
    ("/var/lib/signpost/outbox/counts-2026-10.json", "signpost", 0o640),
    ("/var/lib/signpost/content.json", "signpost", 0o644),
    ("/var/lib/signpost-fetch/inbox/ready", "signpost-fetch", 0o640),
    ("/var/lib/signpost-content/active.json", "signpost-activate", 0o644),
    ("/var/lib/signpost-fetch/status.json", "signpost-fetch", 0o644),
    ("/var/lib/signpost-activate/status.json", "signpost-activate", 0o644),
    ("/var/lib/signpost-report/sent", "signpost-report", 0o600),
    ("/var/cache/signpost/picture", "signpost", 0o600),
    ("/etc/signpost/secrets/fetch/fetch_password", "root", 0o600),
    ("/etc/signpost/secrets/report/report_password", "root", 0o600),
    ("/var/log/caged.log", "root", 0o644),
    ("/run/udev/data/c13:64", "root", 0o644),
)
SOCKETS = ("/run/dbus/system_bus_socket", "/run/systemd/resolve/io.systemd.Resolve", "/run/neighbour/socket", "/run/udev/control")


def call(*words, **more):
    return subprocess.run(words, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=more.pop("check", False), **more)


# --- outside -------------------------------------------------------------------

def group_root():
    """Where the second version of control groups is mounted."""
    for line in pathlib.Path("/proc/self/mountinfo").read_text(encoding="utf-8").split("\n"):
        if " - cgroup2 " in line:
            return pathlib.Path(line.split()[4])
    raise OSError("control groups (version 2) are not mounted")


def clear_group(group):
    try:
        (group / "cgroup.kill").write_text("1")
    except OSError:
        pass  # a kernel before 5.14; unshare has killed its child already
    for _ in range(50):
        for path in sorted((p for p in group.rglob("*") if p.is_dir()), reverse=True):
            try:
                path.rmdir()
            except OSError:
                pass
        try:
            group.rmdir()
            return
        except OSError:
            time.sleep(0.05)


def boot(job):
    """For programs of tests/flow: the answer to the job in this file. Only root can do it, or sudo that asks nothing."""
    command = [sys.executable, __file__, str(job)]
    if os.geteuid() != 0 and not shutil.which("sudo"):
        return {"cannot": "it needs root"}
    done = call(*(command if os.geteuid() == 0 else ["sudo", "-n", *command]))
    try:
        return json.loads(done.stdout)
    except ValueError:
        return {"cannot": (done.stderr or done.stdout).strip().split("\n")[-1] or "it needs root"}


def outside(job):
    group = None
    try:
        group = group_root() / f"signpost-caged-{os.getpid()}"
        group.mkdir()
        with tempfile.TemporaryDirectory() as folder:
            answer = pathlib.Path(folder) / "answer"
            answer.write_text("")
            command = ["unshare", "--pid", "--fork", "--mount", "--uts", "--ipc", "--cgroup", "--net", "--kill-child",
                       sys.executable, __file__, "--inside", job, folder]
            with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  preexec_fn=lambda: (group / "cgroup.procs").write_text(str(os.getpid()))) as child:
                until = time.monotonic() + LIMIT_S
                while not answer.read_text() and child.poll() is None and time.monotonic() < until:
                    time.sleep(0.02)
                words = answer.read_text()
                child.kill()
                said = child.stdout.read().decode(errors="replace").strip() if not words and child.poll() is not None else ""
            late = not words and not said
            return {"late": f"no answer within {LIMIT_S} s"} if late else json.loads(words) if words else {"cannot": said.split("\n")[-1]}
    except (OSError, subprocess.SubprocessError) as why:
        return {"cannot": str(why)}
    finally:
        if group:
            clear_group(group)


# --- inside, before systemd ------------------------------------------------------

def mount(kind, options, source, target):
    target.mkdir(parents=True, exist_ok=True)
    done = call("mount", "-t", kind, "-o", options, source, str(target))
    if done.returncode:
        raise OSError(done.stderr.strip())


def devices(dev):
    for name in ("null", "zero", "full", "random", "urandom", "tty"):
        about = os.stat(f"/dev/{name}")
        os.mknod(dev / name, stat.S_IFCHR | 0o666, about.st_rdev)
        os.chmod(dev / name, 0o666)
    # One that is none of a kiosk's business, open to everybody: only the unit keeps a program from it.
    os.mknod(dev / "caged", stat.S_IFCHR | 0o666, os.makedev(10, 229))
    os.chmod(dev / "caged", 0o666)
    mount("devpts", "newinstance,ptmxmode=666", "devpts", dev / "pts")
    mount("tmpfs", "mode=1777", "tmpfs", dev / "shm")
    os.symlink("pts/ptmx", dev / "ptmx")


def build_root(job, folder):
    """The root of the machine that is booted: this one's, with what is installed laid over it."""
    call("mount", "--make-rprivate", "/", check=True)
    base = pathlib.Path(folder)
    answer = os.open(base / "answer", os.O_WRONLY)
    mount("tmpfs", "mode=755", "tmpfs", base)
    for name in ("upper", "work", "root"):
        (base / name).mkdir()
    root = base / "root"
    mount("overlay", f"lowerdir=/,upperdir={base}/upper,workdir={base}/work", "overlay", root)
    mount("proc", "nosuid", "proc", root / "proc")
    mount("sysfs", "ro", "sysfs", root / "sys")
    mount("cgroup2", "nosuid", "cgroup2", root / "sys/fs/cgroup")
    for name, mode in (("run", "755"), ("tmp", "1777"), ("dev", "755"), ("var/tmp", "1777"), ("var/lib", "755"), ("var/cache", "755"), ("var/log", "755")):
        mount("tmpfs", f"mode={mode}", "tmpfs", root / name)
    devices(root / "dev")
    call("cp", "-r", "--no-preserve=ownership", job["tree"] + "/.", str(root), check=True)
    for name in PROGRAMS:
        shutil.move(root / "usr/bin" / name, root / "usr/bin" / (name + ".real"))
        shutil.copy(job["caged"], root / "usr/bin" / name)
    shutil.copy(job["caged"], root / "usr/bin/caged")
    return root, answer


def own_systemd(root):
    """Nothing of this machine's own services is started: what units order themselves after is there, empty."""
    place = root / "etc/systemd/system"
    for name in ("sysinit", "basic", "caged"):
        (place / f"{name}.target").write_text(f"[Unit]\nDescription={name}\nDefaultDependencies=no\n")
        for folder in (place, root / "usr/lib/systemd/system"):
            shutil.rmtree(folder / f"{name}.target.wants", ignore_errors=True)
    shutil.rmtree(root / "usr/lib/systemd/system-generators", ignore_errors=True)
    for name in ("journald.service", "journald.socket", "journald-dev-log.socket", "journald-audit.socket"):
        (place / f"systemd-{name}").unlink(missing_ok=True)
        (place / f"systemd-{name}").symlink_to("/dev/null")


def inside(job, folder):
    job = json.loads(pathlib.Path(job).read_text(encoding="utf-8"))
    root, answer = build_root(job, folder)
    own_systemd(root)
    # Not chroot: in one, nobody gets user namespaces.
    (root / "old").mkdir(exist_ok=True)
    os.chdir(root)
    call("pivot_root", ".", "old", check=True)
    call("umount", "--lazy", "/old", check=True)
    call("mount", "--make-rshared", "/", check=True)  # as systemd finds it at a boot; passwords reach a unit that way
    if os.fork() == 0:
        words = {"answers": [], "made": []}
        try:
            words["made"] = fixture()
            for step in job["steps"]:
                words["answers"].append(STEPS[step[0]](*step[1:]))
        except Exception as why:  # whatever it is, it must be told
            words["broke"] = f"{why} {getattr(why, 'stderr', '')}"
        os.write(answer, json.dumps(words).encode())
        os._exit(0)
    os.environ["container"] = "caged"
    os.execv("/lib/systemd/systemd", ["systemd", "--system", "--unit=caged.target", "--log-target=null", "--show-status=no"])


# --- inside, beside systemd ------------------------------------------------------

KEPT = []  # sockets and the terminal, open as long as the driver runs


def fixture():
    """Users, folders and files as after an installation; sockets of neighbours; a terminal for the screen."""
    until = time.monotonic() + BOOT_S
    while not os.path.exists("/run/systemd/private"):
        if time.monotonic() > until:
            raise OSError("systemd does not come up here")
        time.sleep(0.02)
    for words in ("link set lo up", "route add 224.0.0.0/4 dev lo"):
        call("ip", *words.split())
    made = [call("systemd-sysusers"), call("systemd-tmpfiles", "--create", "/usr/lib/tmpfiles.d/signpost.conf")]
    for path in SOCKETS:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        KEPT.append(socket.socket(socket.AF_UNIX))
        KEPT[-1].bind(path)
        os.chmod(path, 0o666)
        KEPT[-1].listen(64)
    KEPT.extend(pty.openpty())
    pathlib.Path("/dev/tty1").touch()
    call("mount", "--bind", os.ttyname(KEPT[-1]), "/dev/tty1", check=True)
    for path, owner, mode in FILES:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        pathlib.Path(path).write_text("x\n")
        shutil.chown(path, owner, owner)
        os.chmod(path, mode)
    os.makedirs("/var/open", exist_ok=True)
    os.chmod("/var/open", 0o777)
    return [done.stdout + done.stderr if done.returncode else "" for done in made]


def tried(path):
    words = dict(line.split(" ", 1) for line in pathlib.Path(path).read_text(encoding="utf-8").strip().split("\n"))
    return words if words.pop("all", "") == "done" else {"status": "it did not come to its end"}


def step_control():
    call("/usr/bin/caged", "--out", "/tmp/control", env={**os.environ, "STATE_DIRECTORY": "/var/tmp", "CREDENTIALS_DIRECTORY": "/nowhere"}, check=True)
    return tried("/tmp/control")


def step_user(user):
    out = f"/tmp/{user}"
    pathlib.Path(out).touch()
    shutil.chown(out, user)
    call("setpriv", "--reuid", user, "--regid", user, "--init-groups", "/usr/bin/caged", "--out", out, check=True)
    return tried(out)


MODES = {}


def step_open(wide):
    """Every folder and file of signpost open to all, or as it was."""
    for top in [f"/var/lib/{name}" for name in STATES] + ["/var/cache/signpost", "/etc/signpost/secrets"]:
        for path in [top] + [os.path.join(at, name) for at, folders, files in os.walk(top) for name in folders + files]:
            if wide:
                MODES.setdefault(path, stat.S_IMODE(os.stat(path).st_mode))
                os.chmod(path, 0o777)
            elif path in MODES:
                os.chmod(path, MODES[path])
    return {}


CHANGED = set()  # units that systemd may hold with another text


def placed(name, text):
    """The unit with another text, or, with null, as installed."""
    changed = pathlib.Path("/etc/systemd/system") / name
    changed.unlink(missing_ok=True)
    if text is not None:
        changed.write_text(text, encoding="utf-8")
    if text is not None or name in CHANGED:
        call("systemctl", "daemon-reload", check=True)
    (CHANGED.discard if text is None else CHANGED.add)(name)


def written(out):
    return out.exists() and "all done" in out.read_text(encoding="utf-8")


def step_unit(name, text):
    out = pathlib.Path("/var/lib") / ("signpost" if "kiosk" in name else name.replace("sync-", "").replace(".service", "")) / "caged.txt"
    out.unlink(missing_ok=True)
    placed(name, text)
    call("systemctl", "start", name)
    until = time.monotonic() + START_S
    while "kiosk" in name and time.monotonic() < until and not written(out):
        time.sleep(0.02)  # a oneshot has ended when its start is done; the screen runs
    status = call("systemctl", "show", "-P", "ExecMainStatus", name).stdout.strip()
    call("systemctl", "stop", name, NEXT)
    return {**(tried(out) if out.exists() else {}), "status": status}


def step_chain(text, limit=START_S):
    out = pathlib.Path("/var/lib/signpost-activate/caged.txt")
    out.unlink(missing_ok=True)
    placed("signpost-sync-fetch.service", text)
    call("systemctl", "start", "signpost-sync-fetch.service")
    until = time.monotonic() + limit
    while time.monotonic() < until and not written(out):
        time.sleep(0.02)
    call("systemctl", "stop", NEXT)
    placed("signpost-sync-fetch.service", None)
    return {"ran": written(out)}


LOOK = "MainPID,ActiveState,NRestarts,ExecMainStatus,Result"


def runs(process, program):
    try:
        return os.path.basename(os.readlink(f"/proc/{process}/exe")) == program
    except OSError:
        return False


def step_real(name, lines):
    program = "signpost-kiosk" if "kiosk" in name else "signpost-sync"
    placed(name, None)
    place = pathlib.Path("/etc/systemd/system") / f"{name}.d"
    place.mkdir()
    (place / "real.conf").write_text("[Service]\n" + lines, encoding="utf-8")
    os.rename(f"/usr/bin/{program}", f"/usr/bin/{program}.caged")
    shutil.copy(f"/usr/bin/{program}.real", f"/usr/bin/{program}")
    call("systemctl", "daemon-reload", check=True)
    call("systemctl", "start", name)
    shown = step_show(name, LOOK)
    until = time.monotonic() + START_S
    while "kiosk" in name and time.monotonic() < until and not runs(shown["MainPID"], program):
        time.sleep(0.05)
        shown = step_show(name, LOOK)
    time.sleep(1 if "kiosk" in name else 0)
    shown = {**step_show(name, LOOK), "same": runs(shown["MainPID"], program)}
    call("systemctl", "stop", name, NEXT)
    CHANGED.add(name)
    os.rename(f"/usr/bin/{program}.caged", f"/usr/bin/{program}")
    shutil.rmtree(place)
    return shown


def step_show(name, words):
    lines = call("systemctl", "show", "-p", words, name).stdout.strip().split("\n")
    return dict(line.split("=", 1) for line in lines if "=" in line)


def step_sh(line):
    done = call("sh", "-c", line)
    return {"status": done.returncode, "said": done.stdout + done.stderr}


STEPS = {name[5:]: thing for name, thing in list(globals().items()) if name.startswith("step_")}

if __name__ == "__main__":
    if sys.argv[1] == "--inside":
        inside(*sys.argv[2:])
    print(json.dumps(outside(sys.argv[1])))
