#!/usr/bin/env python3
"""TUF by others: npm's tuf-js reads what signpost-admin publishes; our client reads what tuf-js's companions sign."""
import base64
import concurrent.futures
import hashlib
import http.server
import io
import json
import os
import pathlib
import shutil
import sys
import tarfile
import tempfile
import threading
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import ROOT, Report, build_folder, run  # noqa: E402
from publisher import Publisher  # noqa: E402

report = Report()
BUILD = build_folder()
MODULES = ROOT / "build/tuf-js"
TARGETS = ("channels/stable.json", "packs/uk-base/pack.json", "packs/uk-base/text/ur.json", "packs/example-hub/pack.json")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def serve(folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), lambda *a: Quiet(*a, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}"


def package(name, entry):
    """One package of the lock file, by its hash, unpacked where node looks for it."""
    real = entry.get("name", name.rsplit("node_modules/", 1)[1])
    registry = os.environ.get("npm_config_registry", "https://registry.npmjs.org").rstrip("/")
    url = f"{registry}/{real}/-/{real.rsplit('/', 1)[-1]}-{entry['version']}.tgz"
    with urllib.request.urlopen(url, timeout=60) as answer:
        data = answer.read(32 << 20)
    if "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode() != entry["integrity"]:
        raise ValueError(f"{url} is not what the lock file names")
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        for one in tar.getmembers():
            inner = one.name.split("/", 1)[-1]
            if one.isfile() and ".." not in inner.split("/"):
                place = MODULES / name / inner
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(tar.extractfile(one).read())


def install():
    """As npm ci would, into build/, from the lock file: the very versions that were looked at. npm itself has 400 packages in Debian."""
    MODULES.mkdir(parents=True, exist_ok=True)
    lock = (ROOT / "tests/tuf-js/package-lock.json").read_bytes()
    there = MODULES / "installed"
    for name in ("read.js", "make.js"):
        shutil.copy(ROOT / "tests/tuf-js" / name, MODULES / name)
    if there.is_file() and there.read_bytes() == lock:
        return True
    shutil.rmtree(MODULES / "node_modules", ignore_errors=True)
    names = {name: entry for name, entry in json.loads(lock)["packages"].items() if name}
    try:
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda pair: package(*pair), names.items()))
    except (OSError, ValueError, tarfile.TarError) as why:
        # Where the registry is reached in a way that only npm's own settings know.
        for name in ("package.json", "package-lock.json"):
            shutil.copy(ROOT / "tests/tuf-js" / name, MODULES / name)
        done = run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], 300, cwd=MODULES) if shutil.which("npm") else None
        if done is None or done.status != 0:
            return report.say(False, "tuf-js and its companions come from the npm registry", f"{why}\n{done}")
    there.write_bytes(lock)
    return report.say(True, f"tuf-js and its companions come from the npm registry, {len(names)} packages by their hashes")


def node(script, *words):
    done = run(["node", MODULES / script, *words], 60)
    lines = done.out.strip().splitlines()
    return json.loads(lines[-1]) if lines else {"error": "nothing", "says": str(done)}


class Reader:
    """tuf-js with what it has learnt."""

    def __init__(self, folder, publisher, url):
        self.folder, self.url, self.publisher = folder, url, publisher
        (folder / "metadata").mkdir(parents=True)
        shutil.copy(publisher.repo / "metadata/1.root.json", folder / "metadata/root.json")

    def read(self, *names):
        return node("read.js", f"{self.url}/metadata", f"{self.url}/targets", self.folder, *names)

    def same(self, words):
        """It has what is live, byte for byte."""
        got = self.read(*TARGETS, "packs/uk-base/none.json")
        state = {role["role"]: role["version"] for role in self.publisher.status()["roles"]}
        wanted = {role: state[role] for role in ("root", "timestamp", "snapshot", "targets")}
        report.say(got.get("versions") == wanted, f"{words}: tuf-js has the same versions {wanted}", got)
        channel = json.loads(self.live("channels/stable.json"))
        hashes = {file["path"]: file["sha256"] for file in channel["files"]}
        hashes["channels/stable.json"] = hashlib.sha256(self.live("channels/stable.json")).hexdigest()
        found = got.get("found", {})
        report.say(all(found.get(name) == hashes[name] for name in TARGETS), f"{words}: and {len(TARGETS)} files by their hashes", got)
        report.say("packs/uk-base/none.json" in found and found["packs/uk-base/none.json"] is None, f"{words}: what nobody signed is not found", got)
        return channel["release"]

    def live(self, path):
        roles = [role["role"] for role in self.publisher.status()["roles"]]
        for role in roles:
            version = self.publisher.newest(role)
            target = self.publisher.metadata(f"{version}.{role}.json")["signed"].get("targets", {}).get(path) if version else None
            if target:
                folder, _, name = path.rpartition("/")
                return (self.publisher.repo / "targets" / folder / f"{target['hashes']['sha256']}.{name}").read_bytes()
        raise RuntimeError(f"{path} is not live")


def others_read_ours(folder):
    people = Publisher(BUILD, folder / "people")
    packs = folder / "packs"
    shutil.copytree(ROOT / "config/packs", packs)
    server, url = serve(people.repo)
    reader = Reader(folder / "reader", people, url)
    people.release(packs / "uk-base", packs / "example-hub")
    report.say(reader.same("first release") == 1, "tuf-js has release 1")
    pack = packs / "example-hub/pack.json"
    pack.write_text(pack.read_text().replace('"start": "10:00"', '"start": "10:45"', 1))
    people.release()
    report.say(reader.same("a workshop at another hour") == 2, "tuf-js has release 2")
    people.key("ann2", "Ann Example")
    people.must("rotate", people.repo, "--old", people.pub("ann"), "--new", people.pub("ann2"), *people.keys("r1", "r3", "ann2", "bo", "online"))
    report.say(reader.same("a publisher with a new key") == 2, "tuf-js follows the new root")
    people.key("online2", "The new server")
    people.must("rotate", people.repo, "--old", people.pub("online"), "--new", people.pub("online2"), *people.keys("r1", "r2", "online2"))
    report.say(reader.same("a new online key") == 2, "tuf-js follows the new online key")
    people.must("rollback", people.repo, "1", *people.keys("ann2", "bo", "online2"))
    report.say(reader.same("rolled back") == 3, "tuf-js has release 3 with the content of 1")
    people.must("resign", people.repo, *people.keys("online2"))
    reader.same("resigned")
    refused(reader, people)
    server.shutdown()


def refused(reader, people):
    """A reader by others refuses what ours must refuse: the tests see something."""
    timestamp = people.repo / "metadata/timestamp.json"
    good = timestamp.read_text()
    timestamp.write_text(good.replace('"version": ', '"version": 9', 1))
    got = reader.read()
    report.say("error" in got, f"tuf-js refuses a timestamp with another number ({got.get('error')})", got)
    timestamp.write_text(good)
    report.say("error" not in reader.read(), "and takes the right one again")


def ours_reads_others(folder):
    done = run(["node", MODULES / "make.js", folder], 120)
    if not report.say(done.status == 0, "repositories are made with @tufjs/repo-mock and @tufjs/models", done):
        return
    client = BUILD / "tests/conformance/client"
    server, url = serve(folder)

    def ask(name, targets, words, wanted):
        mine = pathlib.Path(tempfile.mkdtemp(dir=folder))
        (mine / "got").mkdir()
        begun = run([client, "--metadata-dir", mine / "m", "init", folder / name / "root.json"])
        refreshed = run([client, "--metadata-dir", mine / "m", "--metadata-url", f"{url}/{name}/metadata", "refresh"])
        got = run([client, "--metadata-dir", mine / "m", "--metadata-url", f"{url}/{name}/metadata",
                   *[word for target in targets for word in ("--target-name", target)], "--target-base-url", f"{url}/{name}/targets", "--target-dir",
                   mine / "got", "download"])
        report.say(begun.status == 0 and refreshed.status == 0, f"{name}: our client takes root and refreshes", f"{begun}\n{refreshed}")
        report.say((got.status == 0) == wanted, f"{name}: {words}", got)
        return got

    ask("mock", ("note.txt", "packs/a.json"), "two files of @tufjs/repo-mock are downloaded", True)
    ask("mock", ("none.txt",), "a file that nobody signed is not", False)
    ask("models", ("note.txt", "packs/x/pack.json", "packs/x/pictures/tea.svg"), "files of delegated roles with ed25519 and RSA-PSS, after a new root", True)
    ask("models", ("packs/x/none.json",), "the terminating role ends the search", False)
    ask("one-left", ("packs/x/pack.json",), "a role that needs two signatures and has one is refused", False)
    ask("one-left", ("note.txt",), "and what others signed there is still to be had", True)
    note = folder / "mock/targets/note.txt"
    note.write_text(note.read_text().replace("others", "theirs"))
    ask("mock", ("note.txt",), "a file that was changed is refused", False)
    server.shutdown()


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        if install():
            others_read_ours(folder / "ours")
            (folder / "theirs").mkdir()
            ours_reads_others(folder / "theirs")
    report.end()


main()
