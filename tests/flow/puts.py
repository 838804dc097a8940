#!/usr/bin/env python3
"""Files put onto a real nginx (WebDAV) and onto a store that checks every signature (S3)."""
import json
import os
import pathlib
import re
import shlex
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import s3  # noqa: E402
from flow import ROOT, Report, build_folder, run  # noqa: E402
from hostile import Certificates, Server, closed_port, openssl, reply, stall  # noqa: E402
from nginx import Nginx, free_port  # noqa: E402

report = Report()
BUILD = build_folder()
LOGIN, S3_LOGIN = "kiosk:open: sesame/+", "AKIDEXAMPLE:wJalr/XUtn+FEMI"


class Putter:
    """Runs tests/tools/put.c; the answers are its lines."""

    def __init__(self, folder):
        self.folder, self.count = folder, 0

    def put(self, kind, url, name, body, way, *options):
        self.count += 1
        file = self.folder / f"body{self.count}"
        file.write_bytes(body)
        done = run([BUILD / "tests/tools/put", kind, url, name, file, way, *options], 60)
        if "sesame" in done.out + done.err or "FEMI" in done.out + done.err:
            report.say(False, "a secret is shown", done)
        self.done = done
        return [line.split(" ")[0] for line in done.out.splitlines()]

    def expect(self, words, want, *arguments):
        got = self.put(*arguments)
        return report.say(got == want, words, f"{got}, not {want}\n{self.done}")


def recipe():
    """The lines that net/put.h recommends, as they stand there."""
    text = (ROOT / "kiosk/net/put.h").read_text(encoding="utf-8")
    lines = re.findall(r"^ \* {9}(.*)$", text, re.M)
    return "\n".join(lines)


def servers(folder, port, tls_port, certificates):
    login = f'auth_basic "reports"; auth_basic_user_file {folder}/users;'
    return f"""
    server {{
        listen 127.0.0.1:{port};
        root {folder}/www;
        location /in/ {{ {login}
            {recipe()}
        }}
        location /published/ {{ {login} dav_methods PUT; create_full_put_path on; client_max_body_size 4m; }}
        location /flat/ {{ dav_methods PUT; }}
        location /small/ {{ dav_methods PUT; create_full_put_path on; client_max_body_size 1k; }}
        location /read/ {{ }}
    }}
    server {{
        listen 127.0.0.1:{tls_port} ssl;
        root {folder}/www;
        ssl_certificate {certificates.folder}/good.pem;
        ssl_certificate_key {certificates.folder}/good.key;
        ssl_client_certificate {certificates.ca};
        ssl_verify_client on;
        location /in/ {{ {recipe()}
        }}
    }}
"""


def on_nginx(putter, folder, port):
    base, login = f"http://127.0.0.1:{port}", f"login={LOGIN}"
    inbox = folder / "www/in"
    report.say("dav_methods" in recipe() and "412" in recipe(), "the lines for nginx stand in net/put.h", recipe())
    putter.expect("dav: a new file is put, with the folders above it", ["done"], "dav", f"{base}/in", "leeds/k1/w/2026-W47.json", b'{"a":1}', "create", login)
    file = inbox / "leeds/k1/w/2026-W47.json"
    report.say(file.is_file() and file.read_bytes() == b'{"a":1}', "dav: nginx has the very bytes")
    putter.expect("dav: what is there counts as put", ["there"], "dav", f"{base}/in", "leeds/k1/w/2026-W47.json", b"other", "create", login)
    report.say(file.read_bytes() == b'{"a":1}', "dav: and is left as it is")
    putter.expect("dav: three times over one line", ["done", "there", "there"], "dav", f"{base}/in/", "leeds/k1/hb/2026-11-22.json", b"{}", "create", login,
                  "times=3")
    putter.expect("dav: an empty file", ["done"], "dav", f"{base}/in", "leeds/empty.json", b"", "create", login)
    report.say((inbox / "leeds/empty.json").read_bytes() == b"", "dav: and it is empty there")
    for body in (b"1", b"22"):
        putter.expect("dav: timestamp.json is put over the one before", ["done"], "dav", f"{base}/published", "metadata/timestamp.json", body, "replace", login)
    report.say((folder / "www/published/metadata/timestamp.json").read_bytes() == b"22", "dav: the second stands there")
    large = os.urandom(2 << 20)
    putter.expect("dav: 2 MB", ["done"], "dav", f"{base}/published", "targets/large.png", large, "create", login)
    report.say((folder / "www/published/targets/large.png").read_bytes() == large, "dav: the same 2 MB")
    for words, login_bad in (("no login", ()), ("a wrong password", ("login=kiosk:wrong",)), ("another name", ("login=ann:open: sesame/+",))):
        putter.expect(f"dav: {words}", ["denied"], "dav", f"{base}/in", "leeds/no.json", b"{}", "create", *login_bad)
    report.say(not (inbox / "leeds/no.json").exists(), "dav: nothing came of it")
    putter.expect("dav: 412 where a file is to be replaced", ["server"], "dav", f"{base}/in", "leeds/k1/w/2026-W47.json", b"x", "replace", login)
    putter.expect("dav: no folder above, and nginx makes none (500)", ["server"], "dav", f"{base}/flat", "a/b/c.json", b"{}", "create")
    report.say("create_full_put_path" in putter.done.out, "dav: says which line of nginx is missing", putter.done)
    putter.expect("dav: a server that takes no files", ["server"], "dav", f"{base}/read", "c.json", b"{}", "create")
    report.say("dav_methods" in putter.done.out, "dav: says so", putter.done)
    putter.expect("dav: longer than the server takes", ["too-big"], "dav", f"{base}/small", "c.json", b"x" * 2000, "create")


def with_certificates(putter, folder, tls_port, certificates):
    base, ca = f"https://localhost:{tls_port}/in", f"ca={certificates.ca}"
    own = (f"cert={certificates.folder}/client.pem", f"key={certificates.folder}/client.key")
    putter.expect("dav: a client certificate opens", ["done"], "dav", base, "york/1.json", b"{}", "create", ca, *own)
    report.say((folder / "www/in/york/1.json").read_bytes() == b"{}", "dav: and the file is there")
    putter.expect("dav: without it nothing is taken", ["denied"], "dav", base, "york/2.json", b"{}", "create", ca)
    putter.expect("dav: an unknown issuer gets nothing", ["tls"], "dav", base, "york/3.json", b"{}", "create", *own)
    for name in ("expired", "not-yet"):
        server = Server(reply("201 Created"), certificates.context(name))
        putter.expect(f"dav: {name}: dates count, though the clock is not sure", ["tls-time"], "dav", server.url(), "1.json", b"{}", "create", ca)
        report.say(not server.heads, "dav: and not a byte of it was sent", server.heads)
        server.close()


def no_question_is_asked(putter):
    """A server that does not know Expect: 100-continue would cost a second for each large file."""
    def answer(connection, head):
        left = int(re.search(r"^Content-Length: (\d+)", head, re.M)[1])
        while left:
            left -= len(connection.recv(min(left, 1 << 16)))
        reply("201 Created")(connection, head)
    server = Server(answer)
    putter.expect("dav: 2 MB to a plain server", ["done"], "dav", server.url("127.0.0.1"), "large.png", os.urandom(2 << 20), "create")
    report.say(server.heads and "expect" not in server.heads[0].lower(), "dav: the bytes are sent without asking", server.heads)
    server.close()


class StrictDav:
    """As Apache's: a file needs its folder, which MKCOL makes, one at a time."""

    def __init__(self, may_make=True):
        self.folders, self.files, self.may_make = {"/signpost/"}, {}, may_make

    def __call__(self, connection, head):
        method, path = head.split(" ")[:2]
        length = re.search(r"^Content-Length: (\d+)", head, re.M)
        body = connection.recv(int(length[1])) if length and int(length[1]) else b""
        above = path.rstrip("/").rpartition("/")[0] + "/"
        status = "405 It is there" if path in self.folders else "409 Conflict"
        if above in self.folders and method == "PUT":
            status = "201 Created"
            self.files[path] = body
        elif above in self.folders and method == "MKCOL" and path not in self.folders:
            status = "201 Created" if self.may_make else "403 Forbidden"
            self.folders |= {path} if self.may_make else set()
        reply(status)(connection, head)


def folders_are_made(putter):
    dav = StrictDav()
    server = Server(dav)
    putter.expect("dav: folders that the server does not make by itself", ["done"], "dav", server.url("127.0.0.1") + "///", "a/b/c.json", b"{}", "create")
    report.say(dav.files == {"/signpost/a/b/c.json": b"{}"} and [head.split(" ")[:2] for head in server.heads] == [
        ["PUT", "/signpost/a/b/c.json"], ["MKCOL", "/signpost/a/"], ["MKCOL", "/signpost/a/b/"], ["PUT", "/signpost/a/b/c.json"]],
        "dav: one after the other, none above the place", server.heads)
    putter.expect("dav: the next file there takes one request", ["done"], "dav", server.url("127.0.0.1"), "a/b/d.json", b"{}", "create")
    report.say(len(server.heads) == 5, "dav: and no more", server.heads)
    server.close()
    server = Server(StrictDav(may_make=False))
    putter.expect("dav: folders that may not be made", ["missing"], "dav", server.url("127.0.0.1"), "a/b/c.json", b"{}", "create")
    report.say(len(server.heads) == 4, "dav: it is tried once", server.heads)
    server.close()


def odd_answers(putter, certificates):
    ca = f"ca={certificates.ca}"
    page = b"<!DOCTYPE html>Sign in"
    for want, wait, words, answer in (
            ("intercepted", 0, "200 with a web page", reply(body=page, kind="text/html")),
            ("intercepted", 0, "302", reply("302 Found", lines=("Location: https://portal.example/",))),
            ("server", 0, "202, which promises nothing", reply("202 Accepted")),
            ("missing", 0, "409", reply("409 Conflict")),
            ("server", 0, "507", reply("507 Insufficient Storage")),
            ("busy", 90, "503 with Retry-After", reply("503 Busy", lines=("Retry-After: 90",))),
            ("busy", 0, "429", reply("429 Slow down")),
            ("too-slow", 0, "silence", stall()),
            ("offline", 0, "hangs up", lambda connection, _: connection.close())):
        server = Server(answer, certificates.context("good"))
        got = putter.put("dav", server.url(), "1.json", b"{}", "create", ca)
        waits = putter.done.out.split(" ")[1:2]
        report.say(got == [want] and waits == [str(wait)], f"put: {words}: {want}", putter.done)
        sent = server.heads[-1] if server.heads else ""
        report.say(sent.startswith("PUT /signpost/1.json HTTP/1.1\r\n") and "If-None-Match: *\r\n" in sent and "Expect" not in sent,
                   f"put: {words}: what was sent", sent)
        server.close()
    putter.expect("put: nobody listens", ["offline"], "dav", f"http://127.0.0.1:{closed_port()}", "1.json", b"{}", "create")


def on_s3(putter, certificates):
    for ours, theirs in s3.examples():
        report.say(ours == theirs, "s3: the stand-in agrees with AWS's own example", (ours, theirs))
    store = s3.Store(context=s3.tls_context(certificates.folder / "good.pem", certificates.folder / "good.key"))
    base = f"https://localhost:{store.port}/bucket/in"
    common = (f"ca={certificates.ca}", "region=eu-west-2", f"login={S3_LOGIN}")
    name, path = "leeds/k-1/w/2026-W47.json", "/bucket/in/leeds/k-1/w/2026-W47.json"
    body = json.dumps({"visits": 25}).encode()

    putter.expect("s3: a signed file is put", ["done"], "s3", base, name, body, "create", *common)
    report.say(store.objects.get(path) == (body, "application/json"), "s3: the very bytes, with their type", store.objects)
    putter.expect("s3: what is there counts as put", ["there"], "s3", base, name, b"other", "create", *common)
    report.say(store.objects[path][0] == body, "s3: and is left as it is")
    putter.expect("s3: replaced where it is to be", ["done"], "s3", base, name, b"other", "replace", *common)
    report.say(store.objects[path][0] == b"other", "s3: the new bytes stand there")
    putter.expect("s3: three over one line", ["done", "there", "there"], "s3", base, "3.json", body, "create", *common, "times=3")
    putter.expect("s3: an empty file", ["done"], "s3", base, "empty.json", b"", "create", *common)
    large = os.urandom(2 << 20)
    putter.expect("s3: 2 MB", ["done"], "s3", base, "a_b.c-d/large.png", large, "create", *common)
    report.say(store.objects["/bucket/in/a_b.c-d/large.png"] == (large, "image/png"), "s3: the same 2 MB")
    store.token = "IQoJb3JpZ2luX2VjE/+=="
    putter.expect("s3: a session token, signed too", ["done"], "s3", base, "session.json", body, "create", *common, f"session={store.token}")
    putter.expect("s3: no session token", ["denied"], "s3", base, "no.json", body, "create", *common)
    store.token = None
    putter.expect("s3: a wrong secret key", ["denied"], "s3", base, "no.json", body, "create", *common[:2], "login=AKIDEXAMPLE:wrong")
    report.say("SignatureDoesNotMatch" in putter.done.out, "s3: says that the signature is wrong", putter.done)
    putter.expect("s3: an unknown key id", ["denied"], "s3", base, "no.json", body, "create", *common[:2], "login=AKIDOTHER:wJalr")
    putter.expect("s3: another region", ["server"], "s3", base, "no.json", body, "create", common[0], "region=us-east-1", common[2])
    putter.expect("s3: asked as WebDAV", ["denied"], "dav", base, "no.json", body, "create", common[0], common[2])
    for skew in (3600, -3600):
        store.skew = skew
        putter.expect(f"s3: the clocks differ by {skew} s", ["tls-time"], "s3", base, "no.json", body, "create", *common)
    store.skew = 0
    report.say("/bucket/in/no.json" not in store.objects, "s3: nothing came of what was refused")
    the_judge_judges(store)
    store.close()


def the_judge_judges(store):
    """The stand-in refuses what S3 refuses, so that its consent says something."""
    body, path = store.objects["/bucket/in/3.json"][0], "/bucket/in/3.json"
    headers = store.last[path]
    report.say(store.refuses(path, headers, body) is None, "s3: the stand-in takes a good request")
    bad = {
        "the body was changed": (path, headers, body + b" "),
        "the path was changed": ("/bucket/in/4.json", headers, body),
        "no hash of the body": (path, {k: v for k, v in headers.items() if k != "x-amz-content-sha256"}, body),
        "unsigned payload": (path, {**headers, "x-amz-content-sha256": "UNSIGNED-PAYLOAD"}, body),
        "a header that is not signed": (path, {**headers, "x-amz-acl": "public-read"}, body),
        "a signed header was changed": (path, {**headers, "content-type": "text/html"}, body),
        "no signature": (path, {k: v for k, v in headers.items() if k != "authorization"}, body),
    }
    for words, arguments in bad.items():
        refusal = store.refuses(*arguments)
        report.say(refusal is not None and refusal[0] in (400, 403), f"s3: the stand-in refuses: {words}", refusal)


def static(folder, port):
    """The same nginx serves a repository: probe finds it, with an ETag."""
    (folder / "www/read/metadata").mkdir(parents=True)
    (folder / "www/read/metadata/timestamp.json").write_text(json.dumps({"signed": {"_type": "timestamp", "version": 3, "expires": "2049-01-01T00:00:00Z"}}))
    conf = folder / "sync.conf"
    conf.write_text(f"base = http://127.0.0.1:{port}/read\nbase = {folder}/www/read\nbase = {folder}/no-stick\n")
    done = run([BUILD / "signpost-sync", "probe", "--json", "--config", conf])
    rows = json.loads(done.out)["bases"] if done.status == 0 else []
    report.say([row["failure"] for row in rows] == ["none", "none", "no-stick"] and rows[0]["etag"] and rows[0]["version"] == 3, "a real nginx and a folder work as bases",
               done)
    done = run([BUILD / "signpost-sync", "probe", "--config", conf])
    report.say("2 of 3 work" in done.out and done.out.count("works: timestamp 3, good until 2049-01-01T00:00:00Z") == 2 and "is the stick in" in done.out,
               "probe says so in words", done)


def main():
    with tempfile.TemporaryDirectory(prefix="signpost-puts-") as name:
        folder = pathlib.Path(name)
        certificates = Certificates(folder)
        user, _, word = LOGIN.partition(":")
        (folder / "users").write_text(f"{user}:{openssl('passwd', '-apr1', word).strip()}\n")
        for part in ("www/in", "www/published", "www/flat", "www/small", "www/read"):
            (folder / part).mkdir(parents=True)
        port, tls_port = free_port(), free_port()
        putter = Putter(folder)
        with Nginx(folder, servers(folder, port, tls_port, certificates), port):
            on_nginx(putter, folder, port)
            with_certificates(putter, folder, tls_port, certificates)
            static(folder, port)
        no_question_is_asked(putter)
        folders_are_made(putter)
        odd_answers(putter, certificates)
        on_s3(putter, certificates)
    report.end()


if __name__ == "__main__":
    main()
