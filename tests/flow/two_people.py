#!/usr/bin/env python3
"""S37 on the way: what one person may change alone, and what every kiosk refuses from one person,
also from one who makes the signatures with other tools and not with signpost-admin."""
import hashlib
import json
import pathlib
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import Report, build_folder, run  # noqa: E402
from publisher import LINE, LINE_TEXTS, PASSPHRASE, TEXTS, Publisher, packs_of, put  # noqa: E402

report = Report()
BUILD = build_folder()


def sign_off(packs):
    done = run([BUILD / "signpost-admin", "sign-off", *packs, "--lead", "Ann Example, domestic abuse lead", "--second", "Bo Example, hub manager"])
    report.say(done.status == 0, "two people sign the hub off", done)


class Kiosk:
    def __init__(self, folder, base, root):
        self.folder = folder
        for name in ("store", "fetch", "activate", "report", "kiosk", "outbox"):
            (folder / name).mkdir(parents=True)
        shutil.copy(root, folder / "root.json")
        (folder / "sync.conf").write_text(f"base = {base}\nchannel = stable\ntrust_root = root.json\nstore = store\nfetch_state = fetch\n"
                                          "activate_state = activate\nreport_state = report\nkiosk_state = kiosk\noutbox = outbox\n")

    def do(self, step):
        return run([BUILD / "signpost-sync", step, "--config", self.folder / "sync.conf"])

    def live(self):
        active = json.loads((self.folder / "store/active.json").read_text())
        return json.loads((self.folder / "store/sets" / active["current"] / "channel.json").read_text())["release"]


# ---- one person with other tools ----

def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class Rogue:
    """Has the keys of one publisher and of the server, and signs what they like."""

    def __init__(self, people, repo):
        self.people, self.repo = people, repo

    def signature(self, key, part):
        plain, text = self.people.folder / "plain.pem", self.people.folder / "to-sign"
        done = run(["openssl", "pkey", "-in", self.people.folder / key, "-passin", f"pass:{PASSPHRASE}", "-out", plain])
        text.write_bytes(canonical(part))
        done = run(["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", plain, "-in", text, "-out", self.people.folder / "sig"])
        if done.status != 0:
            raise RuntimeError(str(done))
        return {"keyid": self.people.id(key), "sig": (self.people.folder / "sig").read_bytes().hex()}

    def newest(self, role):
        version = max(int(path.name.split(".")[0]) for path in self.repo.glob(f"metadata/*.{role}.json"))
        return json.loads((self.repo / f"metadata/{version}.{role}.json").read_text())["signed"]

    def write(self, role, part, key, versioned=True):
        put(self.repo / "metadata" / (f"{part['version']}.{role}.json" if versioned else f"{role}.json"), {"signed": part, "signatures": [self.signature(key, part)]})

    def target(self, path, body):
        """Puts a file and gives what describes it."""
        digest = hashlib.sha256(body).hexdigest()
        folder, _, name = path.rpartition("/")
        (self.repo / "targets" / folder).mkdir(parents=True, exist_ok=True)
        (self.repo / "targets" / folder / f"{digest}.{name}").write_bytes(body)
        return {"length": len(body), "hashes": {"sha256": digest}}

    def publish(self, files, packs=None):
        """`files`: path -> bytes. Each goes to the role that vouches for it, with one signature, and into the channel;
        `packs`: only these are left in the channel."""
        changed = {"channels"}
        parts = {"channels": self.newest("channels")}
        channel = json.loads(next((self.repo / "targets/channels").glob(f"{parts['channels']['targets']['channels/stable.json']['hashes']['sha256']}.*")).read_bytes())
        for path, body in files.items():
            role = next(name for name in ("safety-uk-base", "safety-example-hub", "safety-groups", "pack-groups") if path in self.newest(name)["targets"])
            parts.setdefault(role, self.newest(role))
            parts[role]["targets"][path] = self.target(path, body)
            changed.add(role)
            for file in channel["files"]:
                if file["path"] == path:
                    file.update(sha256=parts[role]["targets"][path]["hashes"]["sha256"], length=len(body))
        channel["release"] += 1
        channel["packs"] = packs or channel["packs"]
        channel["files"] = [file for file in channel["files"] if file["path"].split("/")[1] in channel["packs"]]
        parts["channels"]["targets"]["channels/stable.json"] = self.target("channels/stable.json", canonical(channel) + b"\n")
        for role in changed:
            parts[role]["version"] += 1
            self.write(role, parts[role], "ann")
        self.complete(changed)

    def complete(self, changed):
        snapshot = self.newest("snapshot")
        for role in changed:
            part = self.newest(role)
            body = (self.repo / f"metadata/{part['version']}.{role}.json").read_bytes()
            snapshot["meta"][f"{role}.json"] = {"version": part["version"], "length": len(body), "hashes": {"sha256": hashlib.sha256(body).hexdigest()}}
        snapshot["version"] += 1
        self.write("snapshot", snapshot, "online")
        timestamp = json.loads((self.repo / "metadata/timestamp.json").read_text())["signed"]
        body = (self.repo / f"metadata/{snapshot['version']}.snapshot.json").read_bytes()
        timestamp["version"] += 1
        timestamp["meta"]["snapshot.json"] = {"version": snapshot["version"], "length": len(body), "hashes": {"sha256": hashlib.sha256(body).hexdigest()}}
        self.write("timestamp", timestamp, "online", versioned=False)


def attack(people, folder, words, files, said, packs=None):
    """On a copy of what is served; a kiosk that has the good release must keep it."""
    place = folder / "served"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(people.repo, place)
    shutil.rmtree(folder / "kiosk", ignore_errors=True)
    kiosk = Kiosk(folder / "kiosk", place, people.repo / "metadata/1.root.json")
    first = kiosk.do("fetch"), kiosk.do("activate")
    before = kiosk.live()
    Rogue(people, place).publish(files, packs)
    fetched, activated = kiosk.do("fetch"), kiosk.do("activate")
    text = fetched.out + fetched.err + activated.out + activated.err
    good = said is None and kiosk.live() == before + 1 or said is not None and kiosk.live() == before and all(one in text for one in said)
    report.say(first[0].status == 0 and good, words, f"{first[0]}\n{fetched}\n{activated}")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        people = Publisher(BUILD, folder / "people")
        packs = packs_of(folder)
        done = people.publish(*packs)
        report.say(done.status == 1 and "two people have not signed" in done.err, "a hub that nobody signed off is not published", done)
        sign_off(packs)
        people.release(*packs)
        one_alone(people, packs)
        rogue(people, packs, folder)
        another_hub(people, packs, folder)
    report.end()


def one_alone(people, packs):
    groups = packs[1] / "pack.json"
    groups.write_text(groups.read_text().replace('"start": "10:30"', '"start": "10:45"'))
    done = people.publish(by=("ann", "online"))
    report.say(done.status == 0 and "Live: release 2" in done.out, "one person alone moves a workshop that stands in a pack of groups", done)
    kept = groups.read_text(), (packs[1] / "text/en.json").read_text()
    put(groups, {**json.loads(kept[0]), "offers": [*json.loads(kept[0])["offers"], LINE]})
    put(packs[1] / "text/en.json", {**json.loads(kept[1]), **LINE_TEXTS})
    done = people.publish(by=("ann", "online"))
    report.say(done.status == 1 and "two people have not signed" in done.err and "line groups-line" in done.err, "one who adds a help line there is told that two sign", done)
    record = packs[2] / "sign-off.json"
    signed = record.read_text()
    sign_off(packs)
    done = people.publish(by=("ann", "online"))
    report.say(done.status == 0 and "Waits" in done.out and "Bo Example" in done.out, "a sign-off with two names typed by one waits for the second's key", done)
    people.call("publish", people.repo, "--discard")
    record.write_text(signed)
    groups.write_text(kept[0])
    (packs[1] / "text/en.json").write_text(kept[1])


def rogue(people, packs, folder):
    base, groups = json.loads((packs[0] / "pack.json").read_text()), json.loads((packs[1] / "pack.json").read_text())
    hub = json.loads((packs[2] / "pack.json").read_text())
    moved = json.loads(json.dumps(groups))
    moved["offers"][0]["repeats"][0]["start"] = "11:00"
    body = lambda value: (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()  # noqa: E731
    attack(people, folder, "other tools and one key: a workshop of the pack of groups moves, as it may", {"packs/groups/pack.json": body(moved)}, None)
    line = json.loads(json.dumps(base))
    next(offer for offer in line["offers"] if offer["id"] == "national-domestic-abuse-helpline")["channels"][0]["value"] = "01632 960999"
    attack(people, folder, "another number of a help line, signed by one: refused, and the old release stays", {"packs/uk-base/pack.json": body(line)}, ("signature",))
    example = json.loads(json.dumps(hub))
    example["hub"]["example"] = True
    attack(people, folder, "a hub that calls itself an example, signed by one: refused", {"packs/example-hub/pack.json": body(example)}, ("signature",))
    attack(people, folder, "another sign-off, signed by one: refused", {"packs/example-hub/sign-off.json": b'{"format": 1}\n'}, ("signature",))
    added = {**groups, "offers": [*groups["offers"], LINE]}
    alone = ("signature", "the pack groups holds what is about safety", "one person signed what two must sign (S37)")
    attack(people, folder, "a help line added to the pack of groups, rightly signed by one: refused",
           {"packs/groups/pack.json": body(added), "packs/groups/text/en.json": body({**TEXTS, **LINE_TEXTS})}, alone)
    attack(people, folder, "a channel without the hub, and so without its lines, rightly signed by one: refused", {"packs/groups/pack.json": body(moved)}, ("content",),
           ["uk-base", "groups"])
    made_up = {**moved, "layer": "hub", "nation": "england", "hub": {"phone": "01632 960123", "page": "https://example.org/x", "languages": ["en"], "example": True}}
    attack(people, folder, "a channel of a hub that one person calls an example, rightly signed by one: refused", {"packs/groups/pack.json": body(made_up)},
           alone, ["uk-base", "groups"])
    joint = json.loads(json.dumps(groups))
    joint["offers"][0]["joint"] = True
    attack(people, folder, "a group made one for two people together, rightly signed by one: refused", {"packs/groups/pack.json": body(joint)}, alone)


def another_hub(people, packs, folder):
    """All is signed as it should be, and it is for others."""
    kiosk = Kiosk(folder / "pinned", people.repo, people.repo / "metadata/1.root.json")
    first = kiosk.do("fetch"), kiosk.do("activate")
    before = kiosk.live()
    other = folder / "packs/other-hub"
    shutil.copytree(packs[2], other)
    put(other / "pack.json", {**json.loads((other / "pack.json").read_text()), "id": "other-hub"})
    packs = [*packs[:2], other]
    sign_off(packs)
    people.release(*packs)
    done = kiosk.do("fetch"), kiosk.do("activate")
    said = "this screen shows example-hub and the new content is for other-hub; if that is meant, write hub = other-hub into sync.conf"
    report.say(first[1].status == 0 and done[0].status == 0 and done[1].status == 1 and said in done[1].err and kiosk.live() == before,
               "content for another hub, signed by two: refused, and how to have it is told", done)
    (kiosk.folder / "activate/status.json").unlink()
    done = kiosk.do("activate")
    report.say(done.status == 1 and said in done.err and kiosk.live() == before, "a screen whose status was lost knows its hub by what it shows", done)
    with open(kiosk.folder / "sync.conf", "a", encoding="utf-8") as conf:
        conf.write("hub = other-hub\n")
    done = kiosk.do("activate")
    report.say(done.status == 0 and kiosk.live() == before + 1, "where sync.conf names the other hub, it is shown", done)


main()
