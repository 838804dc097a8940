"""A real nginx in a folder of its own, as the user who runs the test."""
import os
import pathlib
import shutil
import socket
import subprocess
import time

WHOLE = """
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
daemon off;
events {{ worker_connections 256; }}
http {{
    types {{ application/json json; image/png png; image/svg+xml svg; image/jpeg jpg; text/csv csv; }}
    default_type application/octet-stream;
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/t1; fastcgi_temp_path {folder}/t2; uwsgi_temp_path {folder}/t3; scgi_temp_path {folder}/t4;
{servers}
}}
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


class Nginx:
    """`servers` is text of server blocks. Waits until `port` answers."""

    def __init__(self, folder, servers, port):
        self.folder = pathlib.Path(folder)
        conf = self.folder / "nginx.conf"
        user = "user root;" if os.geteuid() == 0 else ""
        conf.write_text(WHOLE.format(folder=self.folder, servers=servers, user=user))
        program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
        if not program:
            raise RuntimeError("nginx is missing; make test-deps installs it")
        self.process = subprocess.Popen([program, "-p", str(self.folder), "-c", str(conf), "-e", str(self.folder / "error.log")],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait(port)

    def wait(self, port):
        for _ in range(200):
            if self.process.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        self.close()
        raise RuntimeError("nginx did not start: " + (self.folder / "error.log").read_text())

    def requests(self):
        return (self.folder / "access.log").read_text().splitlines()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.process.terminate()
        self.process.wait(20)
