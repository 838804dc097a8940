#!/usr/bin/env python3
"""Publishing: keys, a repository, one person and two, other keys, freshness, old releases, and what is refused."""
import concurrent.futures
import fcntl
import json
import os
import pathlib
import pty
import re
import select
import shutil
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import s3  # noqa: E402
from flow import ROOT, Report, build_folder, run  # noqa: E402
from nginx import Nginx, free_port  # noqa: E402
from publisher import PASSPHRASE, Publisher  # noqa: E402

report = Report()
BUILD = build_folder()
ADMIN = BUILD / "signpost-admin"
NOW = "2026-11-28T10:00:00Z"


def expect(done, status, words, said, *not_said):
    """Ends with `status` and says all of `said` (one text or several)."""
    text = done.out + done.err
    said = (said,) if isinstance(said, str) else said
    good = done.status == status and all(one in text for one in said) and not any(one in text for one in not_said)
    return report.say(good, words, f"wanted {status} and {said}\n{done}")


def copy_packs(folder):
    packs = folder / "packs"
    shutil.copytree(ROOT / "config/packs", packs)
    return packs


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise RuntimeError(f"{path} does not have {old}")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# ---- keys ----

def terminal(command, answers):
    """Runs it on a terminal of its own and types; gives (status, all that stood on the terminal)."""
    pid, fd = pty.fork()
    if pid == 0:
        os.execv(str(command[0]), [str(word) for word in command])
    shown, end = b"", time.monotonic() + 60
    for answer in [*answers, None]:
        asked = len(shown)
        while time.monotonic() < end:
            if not select.select([fd], [], [], 0.2)[0]:
                continue
            try:
                more = os.read(fd, 4096)
            except OSError:
                more = b""
            shown += more
            if not more or (answer is not None and re.search(rb"[:\]] $", shown[asked:])):
                break
        if answer is not None:
            os.write(fd, answer.encode() + b"\n")
    _, status = os.waitpid(pid, 0)
    os.close(fd)
    return os.waitstatus_to_exitcode(status), shown.decode(errors="replace")


def keys(folder):
    folder.mkdir()
    status, shown = terminal([ADMIN, "key", "new", folder / "a", "--name", "Ann Example"], [PASSPHRASE, PASSPHRASE])
    report.say(status == 0 and PASSPHRASE not in shown and "Once more" in shown, "key new asks twice on the terminal and shows nothing of it", shown)
    mode = (folder / "a").stat().st_mode & 0o777
    report.say(mode == 0o600, "the secret part has mode 0600", oct(mode))
    secret = (folder / "a").read_text()
    report.say("ENCRYPTED PRIVATE KEY" in secret, "and is encrypted")
    status, shown = terminal([ADMIN, "key", "new", folder / "b", "--name", "Bo"], [PASSPHRASE, "something else"])
    report.say(status != 0 and "differ" in shown and not (folder / "b").exists(), "two different passphrases make no key", shown)
    status, shown = terminal([ADMIN, "key", "new", folder / "b", "--name", "Bo"], ["short", "short"])
    report.say(status != 0 and "at least" in shown and not (folder / "b").exists(), "a short passphrase makes no key", shown)
    done = run(["openssl", "pkey", "-in", folder / "a", "-passin", f"pass:{PASSPHRASE}", "-pubout", "-outform", "DER"])
    report.say(done.status == 0, "openssl opens the key as well", done)
    expect(run([ADMIN, "key", "show", folder / "a"]), 0, "key show needs no passphrase", "Ann Example")
    shown = json.loads(run([ADMIN, "key", "show", folder / "a.pub", "--json"]).out)
    public = json.loads((folder / "a.pub").read_text())
    report.say(shown["id"] == public["id"] and shown["key"] == public["key"], "and gives the id and the public part", shown)
    word = folder / "word"
    word.write_text(PASSPHRASE + "\n")
    word.chmod(0o600)
    expect(run([ADMIN, "key", "new", folder / "a", "--name", "Ann", "--passphrase-file", word]), 3, "a key is never written over", "not written over")
    report.say((folder / "a").read_text() == secret, "and is as it was")
    word.chmod(0o644)
    expect(run([ADMIN, "key", "new", folder / "c", "--name", "Cy", "--passphrase-file", word]), 3, "a passphrase that others can read is refused", "600")
    expect(run([ADMIN, "key", "new", folder / "c", "--passphrase-file", word]), 2, "a key without a name is refused", "--name")
    report.say(not (folder / "c").exists(), "and is not made")
    done = run(["setsid", ADMIN, "key", "new", folder / "c", "--name", "Cy"])
    expect(done, 3, "without a terminal it says what to give", "--passphrase-file")
    change(folder / "a.pub", public["id"][:8], "00000000")
    expect(run([ADMIN, "key", "show", folder / "a"]), 3, "a public part with another id is refused", "not its key's")
    expect(run([ADMIN, "key", "--help"]), 0, "key --help lists its commands", ("key new", "key show"), "repo init")
    expect(run([ADMIN, "repo", "--help"]), 0, "and repo --help", "repo init", "key new")
    expect(run([ADMIN, "keys", "--help"]), 2, "a word that begins no command", "did you mean")


# ---- starting ----

def starting(folder):
    people = Publisher(BUILD, folder, now=NOW)
    root = people.metadata("1.root.json")["signed"]
    report.say(root["roles"]["root"]["threshold"] == 2 and len(root["roles"]["root"]["keyids"]) == 3, "root is two of three")
    report.say(root["roles"]["targets"]["threshold"] == 2, "two publishers must sign who may publish")
    report.say(root["consistent_snapshot"] is True and root["spec_version"].startswith("1.0."), "consistent snapshots")
    ends = {role["role"]: role["days"] for role in people.status()["roles"]}
    report.say(ends["root"] == 1095 and all(ends[role] == 400 for role in ("targets", "channels", "snapshot", "timestamp")), "what ends when: root 3 years, else 400 days",
               ends)
    issued = people.metadata("timestamp.json")["signed"]["x-signpost-issued"]
    report.say(issued == NOW, "the timestamp says when it was made", issued)
    base = ["repo", "init", folder / "other", "--root-key", people.pub("r1"), "--root-key", people.pub("r2")]
    two = ["--publisher", people.pub("ann"), "--publisher", people.pub("bo")]
    online = ["--online", people.pub("online")]
    refusals = {
        "one root key": ([*base[:5], *two, *online], "2 signatures"),
        "one publisher": ([*base, *two[:2], *online], "two people"),
        "no online key": ([*base, *two], "--online"),
        "the same publisher twice": ([*base, *two[:2], *two[:2], *online], "stands twice"),
        "a root key in daily use": ([*base, "--publisher", people.pub("r1"), *two, *online], "daily use"),
        "a publisher's key as the online key": ([*base, *two, "--online", people.pub("bo")], "does nothing else"),
        "one root key that decides alone": ([*base, *two, *online, "--root-threshold", "1"], "from 2 to"),
        "an unknown profile": ([*base, *two, *online, "--profile", "weekly"], "by-hand"),
        "a key that is not there": ([*base, *two, "--online", folder / "nobody.pub"], "nobody.pub"),
        "no publishers at all": ([*base, *online], "--publisher"),
    }
    for words, (command, said) in refusals.items():
        done = people.call(*command)
        report.say(done.status in (1, 2, 3) and said in done.err and not (folder / "other/metadata").exists(), f"repo init refuses {words}", done)
    expect(people.call("repo", "init", people.repo, *base[3:], *two, *online), 1, "repo init refuses a folder that has one", "already")
    wrong, other = people.secret("wrong", "another passphrase"), folder / "other"
    all_of_it = ["repo", "init", other, *base[3:], *two, *online]
    expect(people.call(*all_of_it, "--key", people.folder / "ann", "--passphrase-file", wrong), 1, "a wrong passphrase", "passphrase is wrong")
    report.say(not other.exists(), "leaves no folder that is half a repository")
    expect(people.call(*all_of_it, *people.keys("r3")), 1, "a key that signs nothing of it", "may sign nothing")
    report.say(not other.exists(), "leaves none either")
    (other / "letters").mkdir(parents=True)
    expect(people.call(*all_of_it), 1, "repo init refuses a folder with other things in it", "not empty")
    report.say(not (other / "repo.json").exists(), "and puts nothing there")
    shutil.rmtree(other / "letters")
    owner = ["--owner", f"uk-base={people.pub('ann')}"]
    expect(people.call(*all_of_it, *owner), 1, "repo init refuses one owner", "twice")
    expect(people.call(*all_of_it, *owner, *owner), 1, "and one person as two owners", "stands twice")
    expect(people.call(*all_of_it, *owner, "--owner", f"uk-base={people.pub('online')}"), 1, "and the online key as an owner", "online key")
    done = people.call(*all_of_it, *owner, "--owner", f"uk-base={people.pub('bo')}", *people.keys("r1", "r2", "ann", "bo", "online"), "--json")
    delegated = json.loads((other / "metadata/1.targets.json").read_text())["signed"]["delegations"]["roles"]
    report.say(done.status == 0 and json.loads(done.out)["live"] and {"safety-uk-base", "pack-uk-base"} <= {role["name"] for role in delegated},
               "with two owners it starts, in a folder that is empty", done)
    return people


# ---- one person and two ----

def few_lines(done):
    """A first release has hundreds of things that are new."""
    lines = done.out.splitlines()
    report.say(len(lines) < 80, f"the first release is told in {len(lines)} lines", len(lines))
    offers = [offer for pack in ("uk-base", "example-hub") for offer in json.loads((ROOT / f"config/packs/{pack}/pack.json").read_text())["offers"]]
    lost = [offer["id"] for offer in offers if offer["kind"] == "support_line" and f"({offer['id']})" not in done.out]
    numbers = [channel["value"] for offer in offers if offer["kind"] == "support_line" for channel in offer.get("channels", []) if channel["kind"] == "phone"]
    report.say(len(numbers) > 10 and not lost and all(number in done.out for number in numbers), "every help line with its number is among them", lost)
    first = next(i for i, line in enumerate(lines) if "support_line" in line)
    counted = [i for i, line in enumerate(lines) if "--json lists all" in line]
    report.say(counted and first < counted[0] and "channel stable: new; it shows uk-base, example-hub" in done.out, "before what is only counted, and the packs before them", lines[:5])


def two_people(people, folder):
    packs = copy_packs(folder)
    base, hub = packs / "uk-base", packs / "example-hub"
    before = tree(people.repo / "metadata")
    done = people.publish(base, hub)
    expect(done, 0, "published by one: it waits and says for whom", ("Waits", "Bo Example must still sign:", "the safety items of uk-base"), "S37", " role ")
    few_lines(done)
    report.say(tree(people.repo / "metadata") == before and not list(people.repo.glob("targets/packs/*")), "and nothing of it is served")
    status = people.status()
    report.say(status["waiting"]["missing"] and status["release"] == 0, "status tells of it", status)
    expect(people.publish(base, hub), 1, "nothing else is published meanwhile", ("--finish", "--discard"))
    mailed = folder / "mailed.json"
    shutil.copy(people.waiting(), mailed)
    done = people.sign("ann", where=mailed)
    report.say(done.status == 0 and "Ann Example had signed already" in done.out and "Bo Example must still sign" in done.out, "the same person signing again is no second person", done)
    shown = people.call("sign", mailed, "--show", "--json")
    counted = len(json.loads(shown.out)["changes"])
    report.say(shown.status == 0 and counted > 150 and not json.loads(shown.out)["live"], f"sign --show --json tells all {counted} of them, and needs no key", shown.err)
    expect(people.call("sign", people.repo, "--show"), 0, "sign --show of the folder says it in words", ("What two people look at", "Bo Example must still sign"))
    done = people.sign("r1", where=mailed)
    expect(done, 1, "a key that may sign nothing is named", "Rosa Root")
    status, shown = terminal([ADMIN, "sign", mailed, *people.keys("bo")], ["no"])
    report.say(status == 1 and "nothing was signed" in shown and "0808 2000 247" in shown, "sign shows what changes and asks; no means no", shown)
    done = people.sign("bo", where=mailed)
    expect(done, 0, "the second person signs the file", "All have signed")
    expect(people.call("publish", people.repo, "--finish"), 1, "without that file it still waits", ("Waits", "Not live: release 1 lacks signatures"))
    done = people.call("publish", people.repo, mailed, "--finish", *people.keys("online"))
    expect(done, 0, "with the file back it goes live", "Live: release 1")
    report.say(people.status()["release"] == 1 and not people.waiting(), "release 1 is live and nothing waits")
    roles = {role["name"]: role for role in people.metadata(f"{people.newest('targets')}.targets.json")["signed"]["delegations"]["roles"]}
    report.say(roles["safety-uk-base"]["threshold"] == 2 and "packs/uk-base/*.json" in roles["safety-uk-base"]["paths"], "safety items need two")
    expect(people.publish(), 0, "nothing new is no new release", "Nothing has changed")
    return packs


def words_of(done):
    return json.loads(done.out)["changes"]


def ordinary_and_safety(people, packs):
    hub = packs / "example-hub"
    change(hub / "pack.json", '"start": "10:00"', '"start": "10:45"')
    done = people.call("publish", people.repo, "--json", *people.keys("ann"))
    said = words_of(done)
    report.say(len(said) == 1 and "10:45" in said[0]["says"] and "Parenting when Separated" in said[0]["says"] and not said[0]["safety"],
               "a workshop's new hour is told in words", said)
    expect(people.sign("bo", "online"), 0, "signed and put live in one step", "Live: release 2")
    line = packs / "uk-base/text/en.json"
    change(line, "Police, ambulance or fire will come.", "Police, ambulance or fire will come soon.")
    done = people.call("publish", people.repo, "--json", *people.keys("ann", "online"))
    said = words_of(done)
    report.say(said[0]["safety"] and "emergency-999.body" in said[0]["says"] and not json.loads(done.out)["live"],
               "a help line's words are a safety item, and one signature with the online key is not enough", done)
    missing = {one["role"] for one in json.loads(done.out)["missing"]}
    report.say(missing == {"safety-uk-base"}, "only the role of that pack waits", missing)
    expect(people.call("publish", people.repo, "--discard"), 0, "what waits can be thrown away", "Thrown away")
    report.say(not (people.repo / "waiting").exists() and people.status()["release"] == 2, "and release 2 stays")
    change(line, "will come soon.", "will come.")


def lies(people, packs, folder):
    """A mailed file whose texts are not those that are signed."""
    change(packs / "uk-base/text/en.json", "They listen and do not judge.", "They listen, and never judge.")
    people.publish()
    mailed = folder / "lies.json"
    whole = people.waiting().read_text()
    mailed.write_text(whole.replace("never judge", "do not judge"))
    expect(people.sign("bo", where=mailed), 1, "sign refuses a text that is not the signed one", "do not sign")
    value = json.loads(whole)
    value["base"]["safety-uk-base"]["signed"]["version"] = 40
    mailed.write_text(json.dumps(value))
    expect(people.sign("bo", where=mailed), 1, "sign refuses what is said to be live and is not signed", "do not sign")
    value = json.loads(whole)
    value["new"]["safety-uk-base"]["signed"]["version"] += 1
    mailed.write_text(json.dumps(value))
    expect(people.sign("bo", where=mailed), 1, "sign refuses a version that does not follow", "follow")
    value["new"]["safety-uk-base"]["signed"]["version"] -= 1
    value["new"]["safety-uk-base"]["signed"]["expires"] = "2090-01-01T00:00:00Z"
    mailed.write_text(json.dumps(value))
    people.sign("bo", where=mailed)
    expect(people.call("publish", people.repo, mailed, "--finish", *people.keys("online")), 1, "a file of another change is not taken back", "another change")
    files = json.loads(whole)
    files["files"] = {}
    mailed.write_text(json.dumps(files))
    done = people.sign("bo", where=mailed)
    report.say("NOT HERE TO READ" in done.out, "a file without its texts says so to the second person", done)
    mailed.write_text("{")
    expect(people.sign("bo", where=mailed), 1, "half a file is no change", "not JSON")
    people.call("publish", people.repo, "--discard")
    change(packs / "uk-base/text/en.json", "They listen, and never judge.", "They listen and do not judge.")


# ---- other keys, freshness ----

def other_keys(people):
    people.key("ann2", "Ann Example")
    command = ["rotate", people.repo, "--old", people.pub("ann"), "--new", people.pub("ann2")]
    done = people.call(*command, *people.keys("r1", "ann2", "bo", "online"))
    expect(done, 0, "one root key is not enough for another publisher", ("Waits", "must still sign: whose keys count"))
    report.say(people.newest("root") == 1, "and there is no new root")
    time_before = people.metadata("timestamp.json")["signed"]["version"]
    expect(people.sign("r3", "online"), 0, "with the second it is live", "Live: another key")
    report.say(people.newest("root") == 2 and people.metadata("timestamp.json")["signed"]["version"] == time_before + 1, "a new root comes with a new timestamp")
    expect(people.publish(by=("ann",)), 0, "the old key", "Nothing has changed")
    people.key("bo2", "Bo Example")
    done = people.call("revoke", people.repo, "--key-id", people.id("bo")[:12] + "...", *people.keys("r1", "r2"))
    expect(done, 1, "revoke refuses what would leave one publisher", "rotate")
    people.key("cy", "Cy Example")
    expect(people.call(*command[:2], "--old", people.id("r3")[:8], "--new", people.pub("ann2"), *people.keys("r1", "r2")), 1, "a publisher's key does not become a root key",
           "offline")
    expect(people.call(*command[:2], "--old", people.pub("bo"), "--new", people.pub("online"), *people.keys("r1", "r2")), 1,
           "the online key does not become a publisher's key", "online key")
    expect(people.call(*command[:2], "--old", people.pub("online"), "--new", people.pub("bo"), *people.keys("r1", "r2")), 1,
           "and no publisher's key becomes the online key", "online key")
    expect(people.call(*command[:2], "--old", people.pub("ann"), "--new", people.pub("cy"), *people.keys("r1", "r2")), 1, "a key that is nowhere is told", "no role")
    expect(people.call(*command[:2], "--old", people.pub("bo"), "--new", people.pub("ann2"), *people.keys("r1", "r2")), 1, "nobody counts as two people", "two people")
    done = people.call(*command[:2], "--old", people.pub("r3"), "--new", people.pub("cy"), *people.keys("r1", "r2", "online"))
    expect(done, 0, "a root key is replaced by the other two", "Live: another key")
    done = people.call("revoke", people.repo, "--key-id", people.id("r2"), "--json", *people.keys("r1", "r2", "online"))
    report.say(done.status == 0 and not json.loads(done.out)["live"] and json.loads(done.out)["missing"][0]["may"] == ["Cy Example"],
               "a key that goes does not count for the root without it", done)
    expect(people.sign("cy"), 0, "the third root key signs", "All have signed")
    expect(people.call("publish", people.repo, "--finish", *people.keys("online")), 0, "and the key is gone", "Live")
    root = people.metadata(f"{people.newest('root')}.root.json")["signed"]
    report.say(people.id("r2") not in root["keys"] and len(root["roles"]["root"]["keyids"]) == 2, "two root keys are left")
    return "ann2"


def freshness(people):
    later = "2027-11-15T10:00:00Z"
    state = people.call("status", people.repo)
    expect(state, 0, "status is quiet while all is fresh", "release 2", "! ")
    people.now = later
    state = people.status()
    near = {role["role"] for role in state["roles"] if role["near"]}
    report.say(not state["fine"] and {"timestamp", "snapshot"} <= near and "root" not in near, "60 days before the end status warns", state["roles"])
    report.say(people.call("status", people.repo).status == 1, "and ends with 1")
    before = people.newest("snapshot")
    done = people.call("resign", people.repo, *people.keys("online"))
    report.say(done.status == 0 and done.out == "Renewed: what is live is fresh until 2028-12-19.\n" and not done.err, "resign says one line", done)
    report.say(people.newest("snapshot") == before + 1, "and renews the snapshot, which was near its end")
    done = people.call("resign", people.repo, *people.keys("online"))
    report.say(done.status == 0 and people.newest("snapshot") == before + 1, "the next time only the timestamp")
    expect(people.call("resign", people.repo, *people.keys("bo")), 1, "resign with another key says which is missing", "online key")
    expect(people.call("resign", people.repo, "--role", "safety-uk-base", *people.keys("bo", "ann2", "online")), 0, "a role for longer", "valid until 2028-12-19")
    expect(people.call("resign", people.repo, "--role", "nobody", *people.keys("bo")), 2, "a role that is not there", "no role nobody")
    longer(people)
    people.now = "2031-01-01T00:00:00Z"
    expect(people.call("status", people.repo), 1, "years later status says since when, and what to run",
           ("ended 743 days ago", f"signpost-admin resign {people.repo} --all --key KEY --key ROOT-KEY", f"publish {people.repo} --finish --key ONLINE"), "in -")
    days = {role["role"]: role["days"] for role in people.status()["roles"]}
    report.say(days["timestamp"] < 0 and days["root"] < 0, "years later status counts the days since", days)
    people.now = later


def longer(people):
    """Once a year: one waiting file, two people."""
    done = people.call("status", people.repo)
    expect(done, 1, "what people sign ends too: status says what to run", (f"resign {people.repo} --all --key KEY\n", "needs 1 signature: Ann Example or Bo Example"))
    done = people.call("resign", people.repo, "--all", *people.keys("bo"))
    expect(done, 0, "resign --all is one change that waits", ("Waits", "Ann Example must still sign", "the safety items of uk-base: the same"), "whose keys count")
    expect(people.sign("ann2", "online"), 0, "the second person signs it all at once", "Live: the same for longer")
    days = {role["role"]: role["days"] for role in people.status()["roles"]}
    report.say(all(left == 400 for role, left in days.items() if role != "root") and days["root"] < 800, "then all but root lasts 400 days", days)
    expect(people.call("status", people.repo), 0, "and status is quiet", "", "! ")
    expect(people.call("resign", people.repo, "--all", "--role", "root"), 2, "both at once is nothing", "one of them")
    expect(people.call("resign", people.repo, "--profile", "ci", *people.keys("online")), 0, "a timer from now on", "2027-11-29")
    report.say(json.loads((people.repo / "repo.json").read_text())["profile"] == "ci", "and that is kept")
    expect(people.call("resign", people.repo, "--profile", "by-hand", *people.keys("online")), 0, "by hand again", "2028-12-19")
    expect(people.call("resign", people.repo, "--profile", "weekly", *people.keys("online")), 2, "a profile that is none", "by-hand")


def old_and_wrong(people, second):
    """The record of a release is signed by nobody: what it says is checked as if it were new."""
    record = people.repo / "releases/1.json"
    whole, before = record.read_text(), tree(people.repo / "metadata")
    by = people.keys(second, "bo", "online")
    value = json.loads(whole)
    files = value["channels"]["stable"]["files"]
    value["channels"]["stable"]["files"] = [one for one in files if one["path"] != "packs/example-hub/text/en.json"]
    record.write_text(json.dumps(value))
    expect(people.call("rollback", people.repo, "1", *by), 1, "old content with an error is not live again", ("error:", "en.json", "not published"))
    value["channels"]["stable"]["files"] = [*files, {**files[0], "path": "packs/../../x.json"}]
    record.write_text(json.dumps(value))
    done = people.call("rollback", people.repo, "1", *by, "--json")
    report.say(done.status == 1 and json.loads(done.out)["error"] and not (people.repo.parent / "x.json").exists(), "a path that leads out of the folder is refused, as JSON too", done)
    record.write_text(whole)
    report.say(tree(people.repo / "metadata") == before and not people.waiting() and not (people.repo / "waiting/old").exists(), "nothing of it stays")


def old_releases(people, packs, second):
    by = (second, "bo", "online")
    change(packs / "example-hub/pack.json", '"start": "10:45"', '"start": "11:00"')
    expect(people.publish(by=by), 0, "release 3 with all keys at once", "Live: release 3")
    old_and_wrong(people, second)
    expect(people.call("rollback", people.repo, "1", *people.keys(*by)), 0, "rollback 1", ("10:00", "Live: release 4, the content of release 1 again"))
    one, four = (json.loads((people.repo / f"releases/{n}.json").read_text())["channels"]["stable"] for n in (1, 4))
    report.say(one["files"] == four["files"] and four["release"] == 4, "the same files under a higher number")
    expect(people.call("rollback", people.repo, "9", *people.keys(*by)), 1, "a release that never was", "no release 9")
    expect(people.call("rollback", people.repo, "1", *people.keys(*by)), 1, "what is live already", "same content")
    expect(people.call("rollback", people.repo, "x"), 2, "no number", "number")
    expect(people.call("rollback", people.repo, "3", *people.keys(second)), 0, "one person cannot roll a safety pack back alone", "Waits")
    people.call("publish", people.repo, "--discard")
    expect(people.call("diff", people.repo, "1", "3", when=False), 0, "diff of two releases", ("10:00", "11:00"))
    expect(people.call("diff", people.repo, "1", "4", when=False), 0, "diff of two that are equal", "Nothing")
    # The folder of the packs has the newer state.
    expect(people.publish(by=by), 0, "the packs again", "Live: release 5")


# ---- words ----

def differences(folder):
    folder.mkdir()
    packs = copy_packs(folder)
    old = ROOT / "config/packs"
    done = run([ADMIN, "diff", old, packs, "--json"])
    report.say(done.status == 0 and json.loads(done.out)["changes"] == [], "diff finds nothing in a copy", done)
    base, hub = packs / "uk-base/pack.json", packs / "example-hub/pack.json"
    changes = {
        "a help line's number": (base, '"value": "0808 2000 247"', '"value": "0808 2000 248"', True, "0808 2000 248"),
        "a room": (hub, '"venue": "garden-room"', '"venue": "blue-room"', False, "room"),
        "joint taken away": (hub, '"joint": true,', "", True, "two people together"),
        "the nation": (hub, '"nation": "england"', '"nation": "wales"', True, "nation"),
        "the hub's phone": (hub, '"phone": "01632 960123"', '"phone": "01632 960124"', True, "960124"),
        "an offer's id, so one gone and one new": (hub, '"id": "riverside-parents-circle"', '"id": "riverside-circle"', True, "riverside-circle"),
        "a text of a help line in Urdu": (packs / "uk-base/text/ur.json", '"emergency-999.body": "', '"emergency-999.body": "x ', True, "(ur)"),
        "a text of a workshop": (packs / "example-hub/text/en.json", "Keep children happy in two homes.", "Two homes.", False, "Two homes."),
        "the program's own words": (packs / "uk-base/text/en.json", '"ui.clear": "', '"ui.clear": "x', True, "ui.clear"),
    }
    for words, (path, before, after, safety, said) in changes.items():
        whole = path.read_text(encoding="utf-8")
        change(path, before, after)
        done = run([ADMIN, "diff", old, packs, "--json"])
        found = [one for one in json.loads(done.out)["changes"] if said in one["says"]] if done.status == 0 else []
        report.say(any(one["safety"] == safety for one in found), f"diff tells of {words}, {'as a safety item' if safety else 'as an ordinary thing'}", done)
        path.write_text(whole, encoding="utf-8")
    (packs / "example-hub/text/pl.json").unlink()
    expect(run([ADMIN, "diff", old, packs]), 0, "diff tells of a language that went", "language pl: taken out")
    expect(run([ADMIN, "diff", old]), 2, "diff needs two", "two folders")
    expect(run([ADMIN, "diff", old, folder / "none"]), 3, "diff of a folder that is not there", "no folder")


# ---- what is refused ----

def bad_packs(people, packs, second):
    by = (second, "bo", "online")
    before = tree(people.repo / "metadata")
    hub = packs / "example-hub"
    whole = (hub / "pack.json").read_text()
    change(hub / "pack.json", '"weekday": "tue"', '"weekday": "tueday"')
    expect(people.publish(by=by), 1, "packs with errors are not published", ("error", "correct what is wrong"))
    (hub / "pack.json").write_text(whole)
    change(hub / "pack.json", ', "example": true', "")
    (hub / "text").rename(hub.parent / "kept-text")
    (hub / "text").mkdir()
    shutil.copy(hub.parent / "kept-text/en.json", hub / "text/en.json")
    (hub / "review").rename(hub.parent / "kept-review")
    (hub / "pack.json").write_text(re.sub(r'"languages": \["en".*?\]', '"languages": ["en"]', (hub / "pack.json").read_text()))
    expect(people.publish(by=by), 1, "a hub that two people have not signed off is not published (S37)", "signed")
    shutil.rmtree(hub / "text")
    (hub.parent / "kept-text").rename(hub / "text")
    (hub.parent / "kept-review").rename(hub / "review")
    (hub / "pack.json").write_text(whole)
    (hub / "Notes.txt").write_text("x")
    expect(people.publish(by=by), 1, "a file with another name is refused, not left out", "Notes.txt")
    (hub / "Notes.txt").unlink()
    (hub / "link.json").symlink_to("pack.json")
    expect(people.publish(by=by), 1, "a link is not published", "link.json")
    (hub / "link.json").unlink()
    people.call("publish", people.repo, "--discard")
    report.say(all(tree(people.repo / "metadata").get(name) == text for name, text in before.items() if name != "timestamp.json"), "all that was signed before is as it was")
    expect(people.call("publish", people.repo, packs / "hampshire", packs / "northumberland", packs / "uk-base", *people.keys(*by)), 1,
           "packs of two screens are no channel", "different screens")
    expect(people.call("publish", people.repo, packs / "none"), 1, "a folder that is not there", "no folder")
    expect(people.call("publish", people.repo, packs / "uk-base", "--channel", "../x"), 1, "a channel's name", "--channel")


def bad_keys(people, packs, second):
    change(packs / "example-hub/pack.json", '"start": "11:00"', '"start": "11:15"')
    wrong = people.secret("wrong", "another passphrase")
    done = people.call("publish", people.repo, "--key", people.folder / second, "--passphrase-file", wrong)
    expect(done, 1, "a wrong passphrase", "passphrase is wrong")
    report.say(not people.waiting(), "and nothing waits")
    people.call("publish", people.repo, "--discard")
    open_word = people.secret("open", PASSPHRASE, 0o644)
    expect(people.call("publish", people.repo, "--key", people.folder / second, "--passphrase-file", open_word), 1, "a passphrase that others can read", "chmod")
    people.call("publish", people.repo, "--discard")
    expect(people.call("publish", people.repo, *people.keys("nobody")), 1, "a key that is not there", "nobody")
    people.call("publish", people.repo, "--discard")
    expect(people.call("publish", people.repo, *people.keys("ann")), 1, "a key that was replaced", "may sign nothing")
    people.call("publish", people.repo, "--discard")
    mixed = people.folder / "mixed"
    shutil.copy(people.folder / "bo", mixed)
    shutil.copy(people.pub(second), people.folder / "mixed.pub")
    expect(people.call("publish", people.repo, *people.keys("mixed")), 1, "a public part of another key beside it", "another key")
    people.call("publish", people.repo, "--discard")
    expect(people.publish(by=(second, "bo")), 0, "without the online key it waits, signed by all", ("All have signed", "--finish"))
    expect(people.call("publish", people.repo, "--finish", *people.keys("online")), 0, "and the online key puts it live", "Live: release 6")


def tampered(people):
    """Each file of the working folder changed in turn; nothing is built on it."""
    repo = people.repo
    names = ["metadata/timestamp.json", *(str(path.relative_to(repo)) for role in ("root", "targets", "snapshot", "safety-uk-base", "channels")
                                          for path in [repo / f"metadata/{people.newest(role)}.{role}.json"])]
    for name in names:
        whole = (repo / name).read_text()
        change(repo / name, '"expires": "20', '"expires": "21')
        done = people.call("resign", repo, *people.keys("online"))
        report.say(done.status == 3 and "signed" in done.err and (repo / name).read_text() != whole, f"{name.split('.', 1)[1]} changed by hand is refused", done)
        (repo / name).write_text(whole)
        (repo / name).unlink()
        done = people.call("resign", repo, *people.keys("online"))
        report.say(done.status != 0 and done.err, f"{name.split('.', 1)[1]} missing ends in a sentence", done)
        (repo / name).write_text(whole)
    target = next((repo / "targets/packs/uk-base").glob("*.pack.json"))
    whole = target.read_bytes()
    target.write_bytes(whole[:-2] + b" \n")
    done = people.call("status", repo)
    expect(done, 3, "a published file changed by hand is found by status", "not the one that was signed")
    target.write_bytes(whole)
    expect(people.call("status", repo.parent), 3, "a folder that is no repository", "no repository")
    report.say(people.call("status", repo).status in (0, 1), "put back, all is well again")


def in_use(people):
    """Two at once would number two releases the same."""
    lock = os.open(people.repo, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    expect(people.call("status", people.repo), 3, "while somebody publishes from the folder nobody else does", "somebody else")
    fcntl.flock(lock, fcntl.LOCK_SH)
    report.say(people.call("status", people.repo).status in (0, 1), "two may look at once")
    expect(people.call("resign", people.repo, *people.keys("online")), 3, "and nobody changes it meanwhile", "somebody else")
    os.close(lock)


def stopped(people, packs, second):
    """Killed before each rename of going live, the disk full, the disk failing. At each point a kiosk finds
    a whole repository, and the same call made again completes the release."""
    change(packs / "example-hub/pack.json", '"start": "11:15"', '"start": "11:30"')
    people.publish(by=(second, "bo"))
    saved = people.folder / "saved"
    shutil.copytree(people.repo, saved)
    kiosk_folders(people.folder / "empty-kiosk", people.repo, people.repo / "metadata/1.root.json")
    finish = [ADMIN, "publish", people.repo, "--finish", *people.keys("online"), "--now", people.now]
    tried = taken = whole = 0
    for how, step in (("rename:signal=KILL", 1), ("rename:error=ENOSPC", 2), ("unlink:signal=KILL", 1), ("mkdir:error=ENOSPC", 2), ("fsync:error=EIO", 3)):
        for number in range(1, 60, step):
            shutil.rmtree(people.repo)
            shutil.copytree(saved, people.repo)
            call = how.split(":")[0]
            done = run(["strace", "-f", "-qq", "-o", people.folder / "trace", "-e", f"trace={call}", "-e", f"inject={how}:when={number}", *finish])
            if "INJECTED" not in (people.folder / "trace").read_text():
                break
            tried += 1
            kiosk = people.folder / "kiosk"
            shutil.rmtree(kiosk, ignore_errors=True)
            shutil.copytree(people.folder / "empty-kiosk", kiosk)
            fetched = run([BUILD / "signpost-sync", "fetch", "--config", kiosk / "sync.conf"])
            taken += fetched.status == 0
            again = run(finish)
            ended = people.status()
            good = ended.get("release") == 7 and ended["waiting"] is None
            whole += good
            if not good or fetched.status != 0:
                report.say(False, f"stopped by {how} number {number}", f"{done}\n{fetched}\n{again}"[:3000])
    report.say(tried > 10 and tried == whole == taken, f"stopped at {tried} places while going live: {taken} times a kiosk took what was there, "
               f"{whole} times the same call completed it", f"{tried} {taken} {whole}")
    shutil.rmtree(saved)


def ci(folder):
    people = Publisher(BUILD, folder, profile="ci", now=NOW)
    ends = {role["role"]: role["days"] for role in people.status()["roles"]}
    report.say(ends["timestamp"] == 14 and ends["snapshot"] == 400, "with the profile ci a timestamp lasts 14 days", ends)
    people.now = "2026-12-06T10:00:00Z"
    report.say(people.call("status", people.repo).status == 1, "after eight of them status warns: its timer has stopped")
    people.now = "2026-12-04T10:00:00Z"
    report.say(people.call("status", people.repo).status == 0, "after six it does not")
    timer(people)


def timer(people):
    """The command of the unit in config/examples, with the passphrase where systemd puts it."""
    unit = (ROOT / "config/examples/signpost-resign.service").read_text()
    words = re.search(r"^ExecStart=/usr/bin/signpost-admin (.*)$", unit, re.M).group(1)
    place = people.folder / "credentials"
    place.mkdir()
    shutil.copy(people.passphrase, place / "passphrase")
    (place / "passphrase").chmod(0o440)
    for old, new in (("/srv/signpost-online/online", people.folder / "online"), ("/srv/signpost", people.repo), ("${CREDENTIALS_DIRECTORY}", place)):
        words = words.replace(old, str(new))
    expect(people.call(*words.split(" ")), 1, "elsewhere a passphrase that a group can read is refused", "600")
    done = people.call(*words.split(" "), env={**os.environ, "CREDENTIALS_DIRECTORY": str(place)})
    expect(done, 0, "the example of a timer renews with a credential of systemd", "Renewed: what is live is fresh until 2026-12-18")
    report.say(people.status()["roles"][-1]["days"] == 14, "and then all is fresh again")


# ---- elsewhere ----

def kiosk_folders(folder, base, root):
    """What signpost-sync needs, in a folder of its own."""
    for name in ("store", "fetch", "activate", "report", "kiosk", "outbox"):
        (folder / name).mkdir(parents=True)
    shutil.copy(root, folder / "root.json")
    (folder / "sync.conf").write_text(f"base = {base}\nchannel = stable\nhub = example-hub\ntrust_root = root.json\nstore = store\nfetch_state = fetch\nactivate_state = activate\n"
                                      "report_state = report\nkiosk_state = kiosk\noutbox = outbox\n")


def client(folder, base, root):
    """signpost-sync takes what is there; gives the release, or what it said."""
    kiosk_folders(folder, base, root)
    fetched = run([BUILD / "signpost-sync", "fetch", "--config", folder / "sync.conf"])
    activated = run([BUILD / "signpost-sync", "activate", "--config", folder / "sync.conf"])
    found = re.search(r"release (\d+) is live", activated.out + activated.err)
    return int(found.group(1)) if found else f"{fetched}\n{activated}"


def elsewhere(folder):
    """To a folder, to nginx by WebDAV, to S3; a kiosk takes it from each."""
    people = Publisher(BUILD, folder / "people")
    packs = copy_packs(folder)
    people.release(packs / "uk-base", packs / "example-hub")
    place = folder / "served"
    online = people.keys("online")
    expect(people.call("resign", people.repo, *online, "--to", place), 0, "--to a folder", "")
    names = [name for name in tree(place)]
    report.say(tree(place).items() <= tree(people.repo).items() and "metadata/timestamp.json" in names and not any("waiting" in name or "repo.json" in name for name in names),
               "it holds what is served, the same bytes, and nothing else", names)
    (folder / "home/letters").mkdir(parents=True)
    expect(people.call("resign", people.repo, *online, "--to", folder / "home"), 3, "--to a folder with other things in it is refused", "not empty")
    report.say(not (folder / "home/metadata").exists(), "and nothing is put there")
    shutil.copytree(place, folder / "of-others")
    change(folder / "of-others/metadata/1.root.json", '"expires": "20', '"expires": "21')
    expect(people.call("resign", people.repo, *online, "--to", folder / "of-others"), 3, "and one of another repository", "another repository")
    expect(people.call("resign", people.repo, *online, "--to", place), 0, "the same folder again is fine", "Renewed")
    dav(people, folder, online)
    onto_s3(people, folder, online)
    got = {}
    for name, base in (("folder", place), ("dav", folder / "web/www/in"), ("s3", folder / "bucket")):
        got[name] = client(folder / f"kiosk-{name}", base, people.repo / "metadata/1.root.json")
    for name, release in got.items():
        report.say(release == 1, f"a kiosk makes release 1 live from the {name}", release)


def dav(people, folder, online):
    web, port = folder / "web", free_port()
    (web / "www/in").mkdir(parents=True)
    servers = f"server {{ listen 127.0.0.1:{port}; root {web}/www; location / {{ dav_methods PUT; create_full_put_path on; client_max_body_size 4m; }} }}"
    with Nginx(web, servers, port) as nginx:
        done = people.call("resign", people.repo, *online, "--to", f"http://127.0.0.1:{port}/in")
        expect(done, 0, "--to WebDAV", "")
        puts = [line.split('"')[1].split(" ")[1] for line in nginx.requests() if '"PUT ' in line]
        order = [("targets" in name, "root" in name, "snapshot" in name, "timestamp" in name) for name in puts]
        report.say(puts and puts[-1] == "/in/metadata/timestamp.json" and "snapshot" in puts[-2] and order.index((True, False, False, False)) == 0,
                   f"{len(puts)} files: targets first, the timestamp last", puts[-5:])
        report.say(tree(web / "www/in").items() <= tree(people.repo).items(), "the same bytes")
        expect(people.call("resign", people.repo, *online, "--to", f"http://127.0.0.1:{port}/in"), 0, "and again", "")
    done = people.call("resign", people.repo, *online, "--to", f"http://127.0.0.1:{port}/in")
    report.say(done.status == 3 and "127.0.0.1" in done.err, "a server that is not there ends in a sentence", done)
    shutil.copytree(people.repo / "metadata", web / "www/in/metadata", dirs_exist_ok=True)


def onto_s3(people, folder, online):
    store = s3.Store()
    login = people.secret("s3", "AKIDEXAMPLE:wJalr/XUtn+FEMI")
    where = ["--to", f"http://127.0.0.1:{store.port}/bucket/in", "--region", "eu-west-2", "--login", login]
    expect(people.call("resign", people.repo, *online, *where), 0, "--to S3", "")
    bucket = folder / "bucket"
    for name, (body, _) in store.objects.items():
        path = bucket / name.split("/in/", 1)[1]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    report.say(tree(bucket).items() <= tree(people.repo).items() and len(store.objects) > 40, f"{len(store.objects)} objects, the same bytes")
    expect(people.call("resign", people.repo, *online, *where), 0, "and again: what is there is left, the timestamp is new", "")
    report.say(store.objects[next(name for name in store.objects if name.endswith("timestamp.json"))][0] == (people.repo / "metadata/timestamp.json").read_bytes(),
               "the timestamp was written over")
    login.chmod(0o644)
    done = people.call("resign", people.repo, *online, *where)
    report.say(done.status == 3 and "chmod" in done.err and "FEMI" not in done.err, "a login that others can read is refused, and not shown", done)
    wrong = people.secret("s3-wrong", "AKIDEXAMPLE:other")
    done = people.call("resign", people.repo, *online, *where[:-1], wrong)
    report.say(done.status == 3 and done.err, "a wrong login ends in a sentence", done)


def another_hub(people, packs):
    """One publisher can move a channel to other packs; what it shows instead is said before anybody signs."""
    hub = packs / "second-hub"
    shutil.copytree(packs / "example-hub", hub)
    change(hub / "pack.json", '"id": "example-hub"', '"id": "second-hub"')
    words = [word for key in ("oz", "olu") for word in ("--owner", f"second-hub={people.pub(key)}")]
    done = people.call("publish", people.repo, packs / "uk-base", hub, *words, *people.keys("oz"))
    says = "! channel stable: shows second-hub instead of example-hub"
    expect(done, 0, "another hub in the channel is told first", says)
    report.say(done.out.index(says) < done.out.index("Waits") and says in people.sign("olu").out, "and to the second person", done)
    people.call("publish", people.repo, "--discard")


def owners(folder):
    """A pack with owners of its own, and two channels that share one."""
    people = Publisher(BUILD, folder, now=NOW)
    packs = copy_packs(folder)
    people.key("oz", "Oz Owner")
    people.key("olu", "Olu Owner")
    one = people.call("publish", people.repo, packs / "uk-base", packs / "example-hub", "--owner", f"example-hub={people.pub('oz')}", *people.keys("ann"))
    expect(one, 1, "a pack with one owner is refused", "--owner example-hub=PUB twice")
    people.call("publish", people.repo, "--discard")
    words = [word for key in ("oz", "online") for word in ("--owner", f"example-hub={people.pub(key)}")]
    one = people.call("publish", people.repo, packs / "uk-base", packs / "example-hub", *words, *people.keys("ann"))
    expect(one, 1, "the online key owns no pack", "online key")
    people.call("publish", people.repo, "--discard")
    words = [word for key in ("oz", "olu") for word in ("--owner", f"example-hub={people.pub(key)}")]
    done = people.call("publish", people.repo, packs / "uk-base", packs / "example-hub", *words, *people.keys("ann", "bo", "online"))
    expect(done, 0, "publishers do not sign for an owner", ("Oz Owner and Olu Owner must still sign", "the safety items of example-hub"))
    expect(people.sign("oz", "olu", "online"), 0, "the owners do", "Live: release 1")
    change(packs / "example-hub/pack.json", '"start": "10:00"', '"start": "10:20"')
    done = people.call("publish", people.repo, "--json", *people.keys("oz", "olu"))
    report.say({one["role"] for one in json.loads(done.out)["missing"]} == {"channels"}, "and a publisher lets it into the channel", done)
    expect(people.sign("ann", "online"), 0, "one of them", "Live: release 2")
    again = people.call("publish", people.repo, "--owner", f"example-hub={people.pub('ann')}", "--owner", f"example-hub={people.pub('bo')}", *people.keys("ann"))
    expect(again, 1, "a pack that has owners gets no others so", "has owners already")
    again = people.call("publish", people.repo, "--owner", f"exmaple-hub={people.pub('ann')}", "--owner", f"exmaple-hub={people.pub('bo')}", *people.keys("ann"))
    expect(again, 1, "an owner for a pack that is not there is refused", "no pack exmaple-hub")
    expect(people.call("publish", people.repo, packs / "uk-base", "--channel", "plain", *people.keys("ann", "bo", "online")), 0, "a second channel", "Live: release 3")
    channels = {one["channel"]: one["release"] for one in people.status()["channels"]}
    report.say(channels == {"stable": 2, "plain": 3}, "a channel without changes keeps its file", channels)
    change(packs / "uk-base/text/en.json", "They listen and do not judge.", "They listen, and never judge.")
    expect(people.publish(by=("ann", "bo", "online")), 0, "what both share is published for both", "Live: release 4")
    channels = {one["channel"]: one["release"] for one in people.status()["channels"]}
    report.say(channels == {"stable": 4, "plain": 4}, "both have it", channels)
    another_hub(people, packs)


def one_repository(folder):
    """The life of one repository, from its first keys on."""
    people = starting(folder / "people")
    packs = two_people(people, folder)
    ordinary_and_safety(people, packs)
    lies(people, packs, folder)
    second = other_keys(people)
    freshness(people)
    old_releases(people, packs, second)
    bad_packs(people, packs, second)
    bad_keys(people, packs, second)
    in_use(people)
    tampered(people)
    stopped(people, packs, second)


def beside(folder):
    """What does not hang on it, meanwhile."""
    differences(folder / "differences")
    ci(folder / "ci")
    owners(folder / "owners")
    elsewhere(folder / "elsewhere")


def main():
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name, concurrent.futures.ThreadPoolExecutor(1) as pool:
        folder = pathlib.Path(name)
        keys(folder / "keys")
        other = pool.submit(beside, folder)
        one_repository(folder)
        other.result()
    report.figure(f"{time.monotonic() - began:.0f} s")
    report.end()


main()
