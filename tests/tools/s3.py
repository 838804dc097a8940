"""A store that speaks as much of S3 as putting needs, and checks every signature itself.

Written from AWS's description ("Signature Version 4 signing process: create a canonical
request ... calculate the signature"); `examples` are the two that AWS publishes, so the
judge has been judged.
"""
import datetime
import hashlib
import hmac
import http.server
import re
import ssl
import threading
import urllib.parse


def signing_key(secret, day, region):
    key = b"AWS4" + secret.encode()
    for part in (day, region, "s3", "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key


def signature(secret, method, target, headers, signed, payload, scope, when):
    """`headers` in small letters, `signed` their names, `scope` day/region/s3/aws4_request."""
    path, _, query = target.partition("?")
    pairs = sorted(tuple(part.partition("=")[::2]) for part in query.split("&")) if query else []
    canonical = "\n".join([
        method, urllib.parse.quote(urllib.parse.unquote(path), safe="/-_.~"), "&".join(f"{name}={value}" for name, value in pairs),
        *(f"{name}:{re.sub(' +', ' ', headers[name].strip())}" for name in signed), "", ";".join(signed), payload])
    text = "\n".join(["AWS4-HMAC-SHA256", when, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    day, region = scope.split("/")[:2]
    return hmac.new(signing_key(secret, day, region), text.encode(), hashlib.sha256).hexdigest()


def examples():
    """AWS's two examples of a header signature: (ours, theirs)."""
    secret, scope, when = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "20130524/us-east-1/s3/aws4_request", "20130524T000000Z"
    host = "examplebucket.s3.amazonaws.com"
    empty = hashlib.sha256(b"").hexdigest()
    get = {"host": host, "range": "bytes=0-9", "x-amz-content-sha256": empty, "x-amz-date": when}
    yield (signature(secret, "GET", "/test.txt", get, sorted(get), empty, scope, when),
           "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
    body = hashlib.sha256(b"Welcome to Amazon S3.").hexdigest()
    put = {"date": "Fri, 24 May 2013 00:00:00 GMT", "host": host, "x-amz-content-sha256": body, "x-amz-date": when,
           "x-amz-storage-class": "REDUCED_REDUNDANCY"}
    yield (signature(secret, "PUT", "/test%24file.text", put, sorted(put), body, scope, when),
           "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd")


class Store:
    """`objects` and the `last` header lines by path. `skew`: seconds by which its clock is off; `token`: the session that it wants."""

    def __init__(self, key_id="AKIDEXAMPLE", secret="wJalr/XUtn+FEMI", region="eu-west-2", context=None):
        self.key_id, self.secret, self.region = key_id, secret, region
        self.objects, self.last = {}, {}
        self.skew, self.token = 0, None
        store = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_PUT(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, code = store.put(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
                answer = f"<Error><Code>{code}</Code></Error>".encode() if code else b""
                self.send_response(status)
                if code:
                    self.send_header("Content-Type", "application/xml")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def put(self, path, headers, body):
        """(status, error code)"""
        self.last[path] = headers
        refusal = self.refuses(path, headers, body)
        if refusal:
            return refusal
        if headers.get("if-none-match") == "*" and path in self.objects:
            return 412, "PreconditionFailed"
        self.objects[path] = (body, headers.get("content-type"))
        return 200, None

    def refuses(self, path, headers, body):
        match = re.fullmatch(r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8}/([^/]+)/s3/aws4_request), ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})",
                             headers.get("authorization", ""))
        if not match:
            return 403, "AccessDenied"
        key_id, scope, region, names, theirs = match.groups()
        signed, when, payload = names.split(";"), headers.get("x-amz-date", ""), headers.get("x-amz-content-sha256", "")
        if key_id != self.key_id:
            return 403, "InvalidAccessKeyId"
        if region != self.region:
            return 400, "AuthorizationHeaderMalformed"
        must = {"host"} | {name for name in headers if name.startswith("x-amz-") or name in ("if-none-match", "content-type")}
        if signed != sorted(set(signed)) or not must <= set(signed) or any(name not in headers for name in signed):
            return 403, "AccessDenied"  # a header that is not signed could be another's
        if not re.fullmatch(r"\d{8}T\d{6}Z", when) or when[:8] != scope[:8]:
            return 403, "AccessDenied"
        now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=self.skew)
        then = datetime.datetime.strptime(when, "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.timezone.utc)
        if abs((now - then).total_seconds()) > 900:
            return 403, "RequestTimeTooSkewed"
        if self.token and headers.get("x-amz-security-token") != self.token:
            return 403, "InvalidToken"
        if not hmac.compare_digest(signature(self.secret, "PUT", path, headers, signed, payload, scope, when), theirs):
            return 403, "SignatureDoesNotMatch"
        if payload != hashlib.sha256(body).hexdigest():
            return 400, "XAmzContentSHA256Mismatch"
        return None


def tls_context(pem, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    return context
