#!/usr/bin/env python3
"""Every way in which a download can go wrong, by servers that do it, and the class that
signpost-sync tells of it (core/failure.h)."""
import base64
import concurrent.futures
import gzip
import json
import os
import pathlib
import struct
import socket
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
from flow import Report, build_folder, run  # noqa: E402
from hostile import Certificates, Deaf, Server, closed_port, endless, openssl, proxy, reply, stall  # noqa: E402

report = Report()
BUILD = build_folder()
LIMITS = {"connect_timeout": 3, "timeout": 40, "slow_below": 200, "slow_after": 3}  # none may stand in for another
TIMESTAMP = json.dumps({"signed": {"_type": "timestamp", "version": 57, "expires": "2049-01-01T00:00:00Z", "x-signpost-issued": "2026-11-28T10:00:00Z"},
                        "signatures": []}).encode()
FINE = reply(body=TIMESTAMP, lines=('ETag: "57"',))
PAGE = b"<!DOCTYPE html><title>Welcome to FreeWiFi</title><form>Sign in</form>"
LOGIN = base64.b64encode(b"ann:open sesame").decode()


def hang_up(reset):
    def answer(connection, _):
        if reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
    return answer


def chunk(size):
    return b"%x\r\n%s\r\n" % (size, b"x" * size)


def late(text):
    return text.replace(b"2049-01-01", b"2020-01-01")


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

# Class, what is wrong, what the server does.
ANSWERS = [
    ("none", "a good answer", FINE),
    ("none", "a good answer in chunks",
     lambda c, _: c.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(TIMESTAMP), TIMESTAMP))),
    ("too-big", "a body without end", endless(HEAD + b"\r\n", b" " * 4096)),
    ("too-big", "chunks without end", endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", chunk(4096))),
    ("too-big", "a length of 10 GB is told", stall(HEAD + b"Content-Length: 10000000000\r\n\r\n{")),
    ("too-big", "one byte more than the cap", reply(body=b" " * (16 * 1024 + 1))),
    ("format", "just the cap, and no timestamp", reply(body=b" " * (16 * 1024))),
    ("too-big", "header lines without end", endless(b"HTTP/1.1 200 OK\r\n", b"X-More: " + b"x" * 200 + b"\r\n")),
    ("too-big", "one header line without end", endless(b"HTTP/1.1 200 OK\r\nX-More: ", b"x" * 4096)),
    ("too-big", "100 Continue without end", endless(b"", b"HTTP/1.1 100 Continue\r\nX-More: " + b"x" * 200 + b"\r\n\r\n")),
    ("offline", "the told length is longer than the body", reply(body=TIMESTAMP, length=len(TIMESTAMP) + 500)),
    ("offline", "chunks that break off", lambda c, _: c.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunk(100))),
    ("format", "the told length is shorter than the body", reply(body=TIMESTAMP, length=20)),
    ("too-slow", "one byte a second", endless(HEAD + b"\r\n", b" ", pause=1)),
    ("too-slow", "silence before the answer", stall()),
    ("too-slow", "silence in the header", stall(b"HTTP/1.1 200 OK\r\nContent-")),
    ("too-slow", "silence in the body", stall(HEAD + b"Content-Length: 300\r\n\r\n{")),
    ("intercepted", "302 to a sign-in page", reply("302 Found", lines=("Location: http://portal.example/login?session=hush",))),
    ("intercepted", "301 to another server", reply("301 Moved", lines=("Location: https://elsewhere.example/signpost/metadata/timestamp.json",))),
    ("intercepted", "307 without a place", reply("307 Odd")),
    ("intercepted", "200 with a web page", reply(body=PAGE, kind="text/html; charset=utf-8")),
    ("intercepted", "200 with a web page of no type", reply(body=b"\n " + PAGE, kind=None)),
    ("intercepted", "200 with words of the type of web pages", reply(body=b"Please sign in", kind="text/html")),
    ("intercepted", "511", reply("511 Network Authentication Required", PAGE, kind="text/html")),
    ("denied", "401", reply("401 Unauthorized", lines=('WWW-Authenticate: Basic realm="x"',))),
    ("denied", "403 with a page", reply("403 Forbidden", PAGE, kind="text/html")),
    ("missing", "404", reply("404 Not Found")),
    ("missing", "404 with a page longer than the cap", reply("404 Not Found", PAGE * 1000, kind="text/html")),
    ("missing", "404 with a page without end", endless(b"HTTP/1.1 404 Not Found\r\n\r\n", b"x" * 4096)),
    ("missing", "410", reply("410 Gone")),
    ("server", "412", reply("412 Precondition Failed")),
    ("server", "500", reply("500 Broken")),
    ("server", "204", lambda c, _: c.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")),
    ("server", "206 and nobody asked for a part", reply("206 Partial Content", TIMESTAMP)),
    ("server", "304 and nobody asked for news", lambda c, _: c.sendall(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n")),
    ("server", "no HTTP", lambda c, _: c.sendall(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")),
    ("busy", "429", reply("429 Too Many Requests")),
    ("busy", "503", reply("503 Service Unavailable", PAGE, kind="text/html")),
    ("proxy", "407 of something in between", reply("407 Who", lines=('Proxy-Authenticate: Basic realm="x"',))),
    ("format", "no JSON", reply(body=b"hello")),
    ("format", "JSON that is no timestamp", reply(body=b'{"signed": {"_type": "targets"}}')),
    ("format", "one name twice", reply(body=TIMESTAMP.replace(b'"version"', b'"version": 1, "version"'))),
    ("format", "compressed, which nobody asked for", reply(body=gzip.compress(TIMESTAMP), lines=("Content-Encoding: gzip",))),
    ("format", "nothing", reply()),
    ("expired", "a timestamp of long ago", reply(body=late(TIMESTAMP))),
    ("offline", "hangs up without an answer", hang_up(False)),
]
# Seconds that a busy server names, and what is kept.
WAITS = [("120", 120, 120), ("9999999", 86400, 86400), ("-5", 0, 0), ("soon", 0, 0),
         (time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 600)), 540, 600)]


class Case:
    def __init__(self, want, words, base, conf="", options=(), check=None, **limits):
        self.want, self.words, self.base, self.conf, self.options, self.check = want, words, base, conf, options, check
        self.limits = {**LIMITS, **limits}


def probe(folder, number, case):
    conf = folder / f"{number}.conf"
    conf.write_text("".join(f"{key} = {value}\n" for key, value in case.limits.items()) + f"base = {case.base}\n" + case.conf)
    began = time.monotonic()
    clock = () if "--clock" in case.options else ("--clock", "sure")
    # What the environment says about proxies must not count.
    env = {**os.environ, "https_proxy": "http://127.0.0.1:1", "ALL_PROXY": "http://127.0.0.1:1"}
    done = run([BUILD / "signpost-sync", "probe", "--json", "--config", conf, *clock, *case.options], 60, env)
    took = time.monotonic() - began
    try:
        row = json.loads(done.out)["bases"][0]
    except (ValueError, LookupError):
        return case, None, done, took
    return case, row, done, took


def judge(case, row, done, took):
    good = row is not None and row["failure"] == case.want and took < 25
    good = good and row["works"] == (case.want == "none") and done.status == (0 if case.want == "none" else 1)
    good = good and "hush" not in done.out + done.err and "sesame" not in done.out + done.err
    if good and case.want != "none":
        good = bool(row["says"] and row["staff"] and row["it"]) and "\n" not in row["says"]
    if good and case.check:
        good = case.check(row)
    report.say(good, f"{case.want}: {case.words}", f"{row}\n{done}\n{took:.1f} s")
    return good


def plain_cases(certificates, servers):
    """Each answer over TLS; one in four also without."""
    ca = f"ca_file = {certificates.ca}\n"
    for number, (want, words, answer) in enumerate(ANSWERS):
        secure = Server(answer, certificates.context("good"))
        servers.append(secure)
        yield Case(want, words, secure.url(), ca)
        if number % 4 == 0:
            plain = Server(answer)
            servers.append(plain)
            yield Case(want, words + " (on this machine, without TLS)", plain.url("127.0.0.1"))
    for text, least, most in WAITS:
        server = Server(reply("503 Busy", lines=(f"Retry-After: {text}",)))
        servers.append(server)
        yield Case("busy", f"503, Retry-After: {text if len(text) < 9 else 'a date'}", server.url(),
                   check=lambda row, least=least, most=most: least <= row["retry_after"] <= most)


def line_cases(servers):
    """Lines that lead nowhere."""
    deaf = Deaf()
    servers.append(deaf)
    yield Case("offline", "nobody listens", f"https://localhost:{closed_port()}/x")
    yield Case("offline", "no server of that name", "https://no-such-server.invalid/x")
    yield Case("offline", "a firewall that swallows", f"https://127.0.0.1:{deaf.port}/x")
    steady = Server(endless(HEAD + b"\r\n", b" " * 100, pause=0.2))
    servers.append(steady)
    yield Case("too-slow", "500 bytes a second, longer than one file may take", steady.url(), timeout=4)
    server = Server(hang_up(True))
    servers.append(server)
    yield Case("offline", "the line is reset", server.url())
    yield Case("no-stick", "the stick is not in", "/media/no-such-stick/signpost")


def tls_cases(certificates, servers):
    ca = f"ca_file = {certificates.ca}\n"

    def serve(*words, answer=FINE, **more):
        server = Server(answer, certificates.context(*words, **more))
        servers.append(server)
        return server

    yield Case("tls", "a certificate of another name", serve("wrong-name").url(), ca)
    yield Case("tls", "a certificate that signed itself", serve("self-signed").url(), ca)
    yield Case("tls", "a certificate of an unknown issuer", serve("wrong-ca").url(), ca)
    yield Case("tls", "an issuer that ca_file does not name", serve("good").url())
    yield Case("tls", "TLS 1.1", serve("good", old=True).url(), ca)
    yield Case("tls-time", "a certificate that has run out", serve("expired").url(), ca)
    yield Case("tls-time", "a certificate that is not valid yet", serve("not-yet").url(), ca)
    unsure = ("--clock", "unsure")
    undated = lambda row: not row["dates_checked"]  # noqa: E731
    yield Case("none", "run out, and the clock is not sure", serve("expired").url(), ca, unsure, undated)
    yield Case("none", "not valid yet, and the clock is not sure", serve("not-yet").url(), ca, unsure, undated)
    yield Case("none", "good, and the clock is not sure: dates count", serve("good").url(), ca, unsure, lambda row: row["dates_checked"])
    yield Case("busy", "not sure of the clock, and a busy server is asked once", serve("good", answer=reply("503 Busy")).url(), ca, unsure,
               lambda row: row["dates_checked"])
    yield Case("tls", "not sure of the clock, and another name", serve("expired-wrong-name").url(), ca, unsure)
    yield Case("tls", "not sure of the clock, and an unknown issuer", serve("expired-wrong-ca").url(), ca, unsure)
    plain, silent = Server(reply("400 Bad Request"), raw=True), Server(stall(), raw=True)
    servers.extend((plain, silent))
    yield Case("tls", "no TLS where TLS should be", f"https://localhost:{plain.port}/x", ca)
    yield Case("too-slow", "silence in the TLS handshake", f"https://localhost:{silent.port}/x", ca)
    asks = serve("good", client=True)
    mine = f"client_cert = {certificates.folder}/client.pem\nclient_key = {certificates.folder}/client.key\n"
    yield Case("none", "a client certificate", asks.url(), ca + mine)
    yield Case("denied", "no client certificate where one is wanted", asks.url(), ca)
    locked = mine.replace("client.key", "locked.key") + f"secrets = {certificates.folder}/"
    yield Case("none", "a client key with a password", asks.url(), ca + locked + "secrets\n")
    yield Case("settings", "a client key whose password is missing", asks.url(), ca + locked + "none\n")
    yield Case("settings", "a client key of somebody else", asks.url(), ca + mine.replace("client.key", "good.key"))
    yield Case("settings", "a ca_file without a certificate", asks.url(), f"ca_file = {certificates.folder}/good.key\n")


def proxy_cases(certificates, servers, secrets):
    ca = f"ca_file = {certificates.ca}\nsecrets = {secrets}\n"
    content = Server(FINE, certificates.context("good"))
    servers.append(content)
    base = f"https://content.test:{content.port}/signpost"  # a name that only the proxy knows

    def through(*words, **more):
        server = Server(proxy(content.port, *words, **more))
        servers.append(server)
        return ca + f"proxy = http://127.0.0.1:{server.port}\n"

    yield Case("none", "through a proxy", base, through())
    yield Case("none", "through a proxy with name and password", base, through(LOGIN))
    yield Case("proxy", "the proxy wants another password", base, through("x" + LOGIN))
    yield Case("proxy", "the proxy wants a password and there is none", base, through(LOGIN).replace(str(secrets), str(secrets) + "/none"))
    yield Case("proxy", "the proxy forbids", base, through(status="403 Forbidden"))
    yield Case("proxy", "the proxy's own sign-in page", base, through(status="302 Found"))
    yield Case("proxy", "the proxy has a problem", base, through(status="503 Busy"))
    yield Case("proxy", "no proxy there", base, ca + f"proxy = http://127.0.0.1:{closed_port()}\n")
    yield Case("proxy", "no proxy of that name", base, ca + "proxy = http://no-such-proxy.invalid:8080\n")
    for want, name in (("none", "good"), ("tls", "wrong-ca"), ("tls-time", "expired")):
        secure = Server(proxy(content.port), certificates.context(name))
        servers.append(secure)
        yield Case(want, f"a proxy with TLS of its own and a certificate: {name}", base, ca + f"proxy = https://localhost:{secure.port}\n")
    yield Case("none", "this machine is asked without the proxy", content.url(), ca + f"proxy = http://127.0.0.1:{closed_port()}\n")
    yield Case("offline", "no_proxy: asked directly", base, through() + "no_proxy = test\n")
    wrong = Server(FINE, certificates.context("wrong-name"))
    bad = Server(proxy(wrong.port))
    servers.extend((wrong, bad))
    yield Case("tls", "a proxy that looks into TLS", base, ca + f"proxy = http://127.0.0.1:{bad.port}\n")
    silent = Server(stall())
    servers.append(silent)
    yield Case("proxy", "a proxy that is silent", base, ca + f"proxy = http://127.0.0.1:{silent.port}\n")


def settings_are_refused(folder):
    """What stops the program before anything is sent, with a sentence."""
    open_secret = folder / "open"
    open_secret.mkdir()
    (open_secret / "proxy").write_text("ann:open sesame\n")
    (open_secret / "proxy").chmod(0o644)
    for words, lines, says in (
            ("a secret that others can read", f"proxy = http://127.0.0.1:1\nsecrets = {open_secret}\n", "chmod 600"),
            ("a ca_file that is not there", f"ca_file = {folder}/none.pem\n", "cannot read"),
    ):
        conf = folder / "refused.conf"
        conf.write_text(f"base = https://localhost:1/x\n{lines}")
        done = run([BUILD / "signpost-sync", "probe", "--config", conf])
        report.say(done.status == 3 and "settings" in done.err and says in done.err and "sesame" not in done.out + done.err, f"settings: {words}", done)
    conf.write_text("base = https://ann:hush@content.example/x\nbsae = https://content.example/\n")
    done = run([BUILD / "signpost-sync", "probe", "--config", conf])
    report.say(done.status == 1 and "no user and password" in done.err and '"base"' in done.err and "hush" not in done.out + done.err,
               "a password in an address is refused and not shown; a wrong key names the right one", done)


def usage():
    program = BUILD / "signpost-sync"
    for words, status, says in (((), 2, "usage"), (("help",), 0, "probe"), (("--version",), 0, "signpost-sync 0."), (("prode",), 2, 'did you mean "probe"'),
                                (("probe", "--josn"), 2, "not known"), (("probe", "--config"), 2, "lacks"),
                                (("probe", "--config", "/no/such/file"), 3, "cannot open")):
        done = run([program, *words])
        report.say(done.status == status and says in done.out + done.err, f"signpost-sync {' '.join(words)}: ends with {status}, says {says}", done)


def the_systems_issuers(servers, folder, certificates):
    """Without ca_file the folder /etc/ssl/certs counts: here it is another for the program alone."""
    system = folder / "system"
    system.mkdir()
    (system / f"{openssl('x509', '-hash', '-noout', '-in', certificates.ca).strip()}.0").write_bytes(certificates.ca.read_bytes())
    server = Server(FINE, certificates.context("good"))
    servers.append(server)
    conf = folder / "system.conf"
    conf.write_text(f"base = {server.url()}\n")
    alone = ["unshare", "-rm", "sh", "-c", 'mount --bind "$0" /etc/ssl/certs && exec "$@"', system]
    if run([*alone, "true"]).status != 0:
        report.figure("not looked at: the system's own issuers (this machine allows no namespace)")
        return
    done = run([*alone, BUILD / "signpost-sync", "probe", "--json", "--config", conf])
    report.say('"works":1' in done.out, "none: an issuer that the system trusts", done)


def nothing_is_followed(servers, folder):
    """A redirect leads to a server of ours: it must not be asked."""
    trap = Server(FINE)
    way = Server(reply("302 Found", lines=(f"Location: {trap.url('127.0.0.1')}/metadata/timestamp.json",)))
    servers.extend((trap, way))
    case, row, done, _ = probe(folder, 9999, Case("intercepted", "", way.url()))
    report.say(row is not None and row["failure"] == "intercepted" and not trap.heads and len(way.heads) == 1, "a redirect is not followed", done)
    head = way.heads[0].lower() if way.heads else ""
    report.say(head.startswith("get /signpost/metadata/timestamp.json http/1.1\r\n") and "accept-encoding" not in head and "cookie" not in head
               and "user-agent: signpost/" in head, "what is sent: one line, no cookie, no wish for compressed data", head)


def main():
    servers = []
    with tempfile.TemporaryDirectory(prefix="signpost-transport-") as name:
        folder = pathlib.Path(name)
        certificates = Certificates(folder)
        secrets = folder / "secrets"
        secrets.mkdir()
        for file, text in (("proxy", "ann:open sesame\n"), ("client-key", "open sesame\n")):
            (secrets / file).write_text(text)
            (secrets / file).chmod(0o600)
        openssl("ec", "-in", folder / "client.key", "-aes256", "-passout", "pass:open sesame", "-out", folder / "locked.key")
        cases = [*plain_cases(certificates, servers), *line_cases(servers), *tls_cases(certificates, servers),
                 *proxy_cases(certificates, servers, secrets)]
        cases.sort(key=lambda case: case.want != "too-slow")  # what waits goes first
        reached = {}
        with concurrent.futures.ThreadPoolExecutor(12) as pool:
            for case, row, done, took in pool.map(lambda pair: probe(folder, *pair), enumerate(cases)):
                if judge(case, row, done, took):
                    reached.setdefault(case.want, []).append(case.words)
        nothing_is_followed(servers, folder)
        the_systems_issuers(servers, folder, certificates)
        settings_are_refused(folder)
        usage()
        for server in servers:
            server.close()
    for want, words in sorted(reached.items()):
        report.figure(f"{want:12} reached in {len(words):2} ways, such as: {words[0]}")
    report.end()


if __name__ == "__main__":
    main()
