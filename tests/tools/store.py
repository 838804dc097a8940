"""Makes stores of content as signpost-sync activate leaves them: hash-named blobs, sets of hard links, a pointer.

A set is made of pack folders, each file of them read through a `change` where one is given:
change(path, bytes) gives other bytes, or None to leave the file out.
"""
import hashlib
import json
import os
import pathlib
import re
import sys

PART = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


def digest(data):
    return hashlib.sha256(data).hexdigest()


def travels(path):
    """May a file of a pack have this path in a channel file?"""
    return all(PART.fullmatch(part) for part in path.split("/")) and path.endswith((".json", ".png", ".jpg", ".svg", ".csv"))


def canonical(value):
    return (json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n").encode()


class Store:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        for name in ("blobs", "sets"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)

    def blob(self, data):
        path = self.folder / "blobs" / digest(data)
        if not path.exists():
            path.write_bytes(data)
        return path

    def make(self, release, packs, change=None, min_app="0.1.0"):
        """A set of the pack folders, in merge order; gives its name."""
        files = {}
        for pack in map(pathlib.Path, packs):
            for source in sorted(path for path in pack.rglob("*") if path.is_file()):
                path = f"packs/{pack.name}/{source.relative_to(pack).as_posix()}"
                data = source.read_bytes()
                data = change(path, data) if change else data
                if data is not None and travels(path):
                    files[path] = data
        rows = [{"path": path, "sha256": digest(data), "length": len(data)} for path, data in sorted(files.items())]
        channel = canonical({"format": 1, "release": release, "made": "2026-11-22T10:00:00Z", "min_app": min_app,
                             "packs": [pathlib.Path(pack).name for pack in packs], "files": rows})
        top = self.folder / "sets" / digest(channel)
        for path, data in files.items():
            (top / path).parent.mkdir(parents=True, exist_ok=True)
            if not (top / path).exists():
                os.link(self.blob(data), top / path)
        (top / "channel.json").write_bytes(channel)
        return top.name

    def set(self, name):
        return self.folder / "sets" / name

    def point(self, current=None, previous=None, bad=()):
        """Replaces the pointer in one step, as activate does."""
        beside = self.folder / "active.json.new"
        beside.write_text(json.dumps({"format": 1, "current": current, "previous": previous, "bad": list(bad)}))
        beside.rename(self.folder / "active.json")

    def pointer(self):
        try:
            return json.loads((self.folder / "active.json").read_text(encoding="utf-8"))
        except OSError:
            return {}


if __name__ == "__main__":
    # store.py FOLDER RELEASE PACK...: a set that becomes the current one, the one before the previous; prints its name
    store = Store(sys.argv[1])
    name = store.make(int(sys.argv[2]), sys.argv[3:])
    store.point(name, store.pointer().get("current"))
    print(name)
