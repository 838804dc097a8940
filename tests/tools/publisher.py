"""Keys, a repository and releases made by signpost-admin, for the programs of tests/flow.

    people = Publisher(build, folder)       keys r1, r2, r3 (root), ann, bo (publishers), online, and a repository
    people.release(*packs)                  published by ann, signed by bo, put live by online
    packs_of(folder)                        a hub that is no example, to be signed off, and a pack of groups below it
"""
import json
import os
import pathlib
import re
import shutil

from flow import ROOT, run

PASSPHRASE = "correct horse battery"
NAMES = {"r1": "Rosa Root", "r2": "Rita Root", "r3": "Rob Root", "ann": "Ann Example", "bo": "Bo Example", "online": "The server"}
# A region of one group that one owner may sign alone, and a help line that would take two (S37).
GROUPS = {
    "format": 2, "id": "groups", "layer": "region", "owner": "Made up for a test", "updated": "2026-10-07", "needs": ["uk-base"], "hosts": ["example.org"],
    "offers": [{"id": "groups-tea", "kind": "workshop", "topics": ["listening"],
                "channels": [{"kind": "web", "value": "https://example.org/tea"}, {"kind": "ask"}],
                "repeats": [{"weekday": "mon", "weeks": 1, "from": "2026-01-05", "start": "10:30", "end": "12:00", "place": "here", "venue": "groups-room"}],
                "picture": "spot-teapot", "source": "made up for a test"}],
}
TEXTS = {"venue.groups-room": "Long Room", "groups-tea.name": "Tea and talk", "groups-tea.body": "Sit down with other parents. There is always tea.",
         "groups-tea.who": "For any parent or carer."}
LINE = {"id": "groups-line", "kind": "support_line", "topics": ["listening"], "people": ["anyone"], "channels": [{"kind": "phone", "value": "01632 960999"}],
        "hours": "always", "source": "made up for a test", "checked": "2026-11-20", "checked_by": "Nobody"}
LINE_TEXTS = {"groups-line.name": "Another line", "groups-line.title": "Free support line, day and night", "groups-line.body": "Call us first.",
              "groups-line.who": "For anyone."}


def put(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def packs_of(folder):
    """A hub that is no example, in English alone, signed off; and a pack of groups below it."""
    packs = folder / "packs"
    shutil.copytree(ROOT / "config/packs/uk-base", packs / "uk-base")
    shutil.copytree(ROOT / "config/packs/example-hub", packs / "hub")
    for inner in ("text", "review"):
        for path in (packs / "hub" / inner).glob("*.json"):
            if path.name != "en.json":
                path.unlink()
    text = (packs / "hub/pack.json").read_text(encoding="utf-8").replace(', "example": true', "")
    (packs / "hub/pack.json").write_text(re.sub(r'"languages": \[[^]]*\]', '"languages": ["en"]', text), encoding="utf-8")
    put(packs / "groups/pack.json", GROUPS)
    put(packs / "groups/text/en.json", TEXTS)
    return [packs / name for name in ("uk-base", "groups", "hub")]


class Publisher:
    def __init__(self, build, folder, profile="by-hand", now=None):
        self.admin, self.folder, self.now = build / "signpost-admin", pathlib.Path(folder), now
        self.folder.mkdir(parents=True, exist_ok=True)
        self.repo = self.folder / "repo"
        self.passphrase = self.secret("passphrase", PASSPHRASE)
        for key, name in NAMES.items():
            self.key(key, name)
        self.must("repo", "init", self.repo, "--root-key", self.pub("r1"), "--root-key", self.pub("r2"), "--root-key", self.pub("r3"), "--publisher",
                  self.pub("ann"), "--publisher", self.pub("bo"), "--online", self.pub("online"), "--profile", profile,
                  *self.keys("r1", "r2", "ann", "bo", "online"))

    def secret(self, name, text, mode=0o600):
        path = self.folder / name
        path.write_text(text + "\n")
        os.chmod(path, mode)
        return path

    def key(self, key, name):
        self.must("key", "new", self.folder / key, "--name", name, "--passphrase-file", self.passphrase, when=False)

    def pub(self, key):
        return self.folder / f"{key}.pub"

    def id(self, key):
        return json.loads(self.pub(key).read_text())["id"]

    def keys(self, *keys):
        words = [word for key in keys for word in ("--key", self.folder / key)]
        return [*words, "--passphrase-file", self.passphrase] if keys else []

    def call(self, *words, when=True, **more):
        late = ["--now", self.now] if self.now and when else []
        return run([self.admin, *words, *late], **more)

    def must(self, *words, **more):
        done = self.call(*words, **more)
        if done.status != 0:
            raise RuntimeError(f"{' '.join(map(str, words))}\n{done}")
        return done

    def publish(self, *packs, by=("ann",), **more):
        return self.call("publish", self.repo, *packs, *self.keys(*by), **more)

    def sign(self, *by, where=None, **more):
        return self.call("sign", where or self.repo, "--yes", *self.keys(*by), **more)

    def release(self, *packs):
        done = self.publish(*packs)
        if done.status == 0 and self.waiting():
            done = self.sign("bo", "online")
        if done.status != 0:
            raise RuntimeError(str(done))
        return done

    def waiting(self):
        """The file that waits, or None."""
        return next(iter(sorted(self.repo.glob("waiting/*.json"))), None)

    def metadata(self, name):
        return json.loads((self.repo / "metadata" / name).read_text())

    def newest(self, role):
        """The highest version of a role that is there."""
        return max((int(path.name.split(".")[0]) for path in self.repo.glob(f"metadata/*.{role}.json")), default=0)

    def status(self, **more):
        done = self.call("status", self.repo, "--json", **more)
        return json.loads(done.out) if done.out else {"failed": done}
