"""Keys, a repository and releases made by signpost-admin, for the programs of tests/flow.

    people = Publisher(build, folder)       keys r1, r2, r3 (root), ann, bo (publishers), online, and a repository
    people.release(*packs)                  published by ann, signed by bo, put live by online
"""
import json
import os
import pathlib

from flow import run

PASSPHRASE = "correct horse battery"
NAMES = {"r1": "Rosa Root", "r2": "Rita Root", "r3": "Rob Root", "ann": "Ann Example", "bo": "Bo Example", "online": "The server"}


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
