"""Servers on this machine that misbehave, and certificates of every kind.

A server is a function of a connection and the head of a request; Certificates makes what
TLS needs with the program openssl.
"""
import contextlib
import pathlib
import socket
import ssl
import subprocess
import threading
import time

CONF = """
[ca]
default_ca = own
[own]
database = {folder}/{name}.index
serial = {folder}/{name}.serial
new_certs_dir = {folder}
certificate = {folder}/{name}.pem
private_key = {folder}/{name}.key
default_md = sha256
policy = any
unique_subject = no
copy_extensions = copy
[any]
commonName = supplied
[req]
distinguished_name = who
x509_extensions = authority
[who]
[authority]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
"""
GOOD = ("20200101000000Z", "20491231000000Z")
EXPIRED = ("20190101000000Z", "20200101000000Z")
NOT_YET = ("20480101000000Z", "20491231000000Z")


def openssl(*words):
    done = subprocess.run(["openssl", *map(str, words)], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"openssl {words[0]}: {done.stderr}")
    return done.stdout


class Certificates:
    """Two authorities, ours and another, and what they signed; paths in `folder`."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.authority("ca")
        self.authority("other")
        self.ca = self.folder / "ca.pem"
        self.make("good", "DNS:localhost,DNS:content.test,IP:127.0.0.1")
        self.make("wrong-name", "DNS:elsewhere.example")
        self.make("wrong-ca", "DNS:localhost", signer="other")
        self.make("expired", "DNS:localhost,IP:127.0.0.1", dates=EXPIRED)
        self.make("not-yet", "DNS:localhost,IP:127.0.0.1", dates=NOT_YET)
        self.make("expired-wrong-name", "DNS:elsewhere.example", dates=EXPIRED)
        self.make("expired-wrong-ca", "DNS:localhost", dates=EXPIRED, signer="other")
        self.make("client", "DNS:kiosk.example")
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", self.folder / "self-signed.key",
                "-out", self.folder / "self-signed.pem", "-days", "3000", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")

    def authority(self, name):
        conf = self.folder / f"{name}.conf"
        conf.write_text(CONF.format(folder=self.folder, name=name))
        (self.folder / f"{name}.index").write_text("")
        (self.folder / f"{name}.serial").write_text("1000\n" if name == "ca" else "2000\n")
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", conf, "-keyout", self.folder / f"{name}.key",
                "-out", self.folder / f"{name}.pem", "-days", "9000", "-subj", f"/CN=Signpost test {name}")

    def make(self, name, names, dates=GOOD, signer="ca"):
        request = self.folder / f"{name}.csr"
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", self.folder / f"{name}.key", "-out", request,
                "-subj", f"/CN={name}", "-addext", f"subjectAltName={names}")
        openssl("ca", "-batch", "-notext", "-config", self.folder / f"{signer}.conf", "-startdate", dates[0], "-enddate", dates[1], "-in", request,
                "-out", self.folder / f"{name}.pem")

    def context(self, name, client=False, old=False):
        """What a server needs to show the certificate `name`."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / f"{name}.pem", self.folder / f"{name}.key")
        if client:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(self.ca)
        if old:
            context.set_ciphers("ALL:@SECLEVEL=0")
            context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
        return context


class Server:
    """Calls `answer(connection, head)` for each connection, where head is the request's first lines."""

    def __init__(self, answer, context=None, raw=False):
        self.answer, self.context, self.raw = answer, context, raw
        self.heads = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        # A client that hangs up is what many of the tests are about.
        with contextlib.suppress(OSError, ValueError):
            connection.settimeout(30)
            if self.context:
                connection = self.shake_hands(connection)
            with connection:
                head = "" if self.raw else read_head(connection)
                self.heads.append(head)
                self.answer(connection, head)

    def shake_hands(self, connection):
        """A refusal is only heard when the line is not cut at once (RFC 8446, 6.1)."""
        secure = self.context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        try:
            secure.do_handshake()
        except ssl.SSLError:
            secure.settimeout(2)
            while socket.socket.recv(secure, 4096):
                pass
            secure.close()
            raise
        return secure

    def close(self):
        self.socket.close()

    def url(self, host="localhost"):
        return f"{'https' if self.context else 'http'}://{host}:{self.port}/signpost"


def read_head(connection):
    head = b""
    while b"\r\n\r\n" not in head and len(head) < 1 << 16:
        piece = connection.recv(1)
        if not piece:
            raise ValueError("hung up")
        head += piece
    return head.decode("latin-1")


def reply(status="200 OK", body=b"", lines=(), kind="application/json", length=None):
    """An answer with these bytes; `length` None: the true one."""
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}"] if kind else [f"HTTP/1.1 {status}"]
    head += [f"Content-Length: {len(body) if length is None else length}", "Connection: close", *lines]

    def answer(connection, _):
        connection.sendall("\r\n".join(head).encode() + b"\r\n\r\n" + body)
    return answer


def endless(head, piece, pause=0.0, most=60):
    """Head, then the piece again and again."""
    def answer(connection, _):
        connection.sendall(head)
        until = time.monotonic() + most
        while time.monotonic() < until:
            connection.sendall(piece)
            time.sleep(pause)
    return answer


def stall(before=b"", seconds=40):
    def answer(connection, _):
        connection.sendall(before)
        time.sleep(seconds)
    return answer


def pipe(one, two):
    def copy(source, sink):
        with contextlib.suppress(OSError):
            while piece := source.recv(4096):
                sink.sendall(piece)
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_WR)
    back = threading.Thread(target=copy, args=(two, one), daemon=True)
    back.start()
    copy(one, two)
    back.join()


def proxy(port, login=None, status=None):
    """A proxy that leads every CONNECT to the port; `login` is base64 of name:password."""
    def answer(connection, head):
        if status:
            connection.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())
        elif not head.startswith("CONNECT "):
            connection.sendall(b"HTTP/1.1 405 Only CONNECT\r\nContent-Length: 0\r\n\r\n")
        elif login and f"Proxy-Authorization: Basic {login}\r\n" not in head:
            connection.sendall(b'HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n')
        else:
            with socket.create_connection(("127.0.0.1", port)) as beyond:
                connection.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
                pipe(connection, beyond)
    return answer


class Deaf:
    """A port on which nobody answers: its queue is full, so that new connections get no reply."""

    def __init__(self):
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.socket.listen(0)
        self.port = self.socket.getsockname()[1]
        self.waiting = []
        for _ in range(8):
            one = socket.socket()
            one.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                one.connect(("127.0.0.1", self.port))
            self.waiting.append(one)
        time.sleep(0.1)

    def close(self):
        for one in (*self.waiting, self.socket):
            one.close()


def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]
