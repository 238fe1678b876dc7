"""nginx and Caddy as deploy/ sets them up, on free ports and with a certificate of our own.

Only names of hosts, ports and files are put in; everything else is what whoever runs it copies.
"""

import re
import shutil
import subprocess
from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path

from tests.backends import Backend, Missing, free_port
from tests.live import ROOT

DEPLOY = ROOT / "deploy"
NAME = "slicewise.example"
# What docs/deploy.md says to set in /etc/nginx/nginx.conf, which a file of a site cannot.
NGINX = {"worker_rlimit_nofile": 65_536, "worker_connections": 16_384}


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of localhost that vouches for itself, and its key."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    out = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", "req", *kind, *names, *out], check=True, capture_output=True)
    return certificate, key


class Proxy(Backend):
    """What is in front of the app; `url` and `ws_url` are what a browser sees."""

    program = ""
    site = ""  # the file under deploy/

    def __init__(self, upstreams: Sequence[int], certificate: Path, key: Path) -> None:
        if shutil.which(self.program) is None:
            raise Missing(f"{self.program} is not installed")
        super().__init__()
        self.plain = free_port()
        self.certificate, self.key = certificate, key
        self.url, self.ws_url = f"https://localhost:{self.port}", f"wss://localhost:{self.port}"
        self.config = self.folder / "config"
        self.config.write_text(self.configured(upstreams))

    @abstractmethod
    def configured(self, upstreams: Sequence[int]) -> str:
        """The text of its configuration."""

    def text(self) -> str:
        """The file that people copy, under our name."""
        return (DEPLOY / self.site).read_text().replace(NAME, "localhost")


def put(text: str, pattern: str, by: str) -> str:
    """Replace what must be there."""
    changed, count = re.subn(pattern, lambda _: by, text)
    assert count, f"{pattern} is no longer in the file"
    return changed


class Nginx(Proxy):
    name = program = "nginx"
    site = "one-box/nginx.conf"

    def configured(self, upstreams: Sequence[int]) -> str:
        site = put(self.text(), r"ssl_certificate .*;", f"ssl_certificate {self.certificate};")
        site = put(site, r"ssl_certificate_key .*;", f"ssl_certificate_key {self.key};")
        site = put(site, r"listen \[::\].*;", "")
        site = put(site, r"listen 80;", f"listen 127.0.0.1:{self.plain};")
        site = put(site, r"listen 443 ", f"listen 127.0.0.1:{self.port} ")
        site = put(site, r"/var/log/nginx/slicewise.log", str(self.folder / "access.log"))
        (server,) = re.findall(r"server 127.0.0.1:8000.*;", site)
        each = [server.replace(":8000", f":{port}") for port in upstreams]
        site = site.replace(server, "\n    ".join(each))
        folders = " ".join(
            f"{kind}_temp_path {self.folder};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        own = f"daemon off; pid {self.folder}/pid; error_log {self.folder}/error.log;"
        files, connections = NGINX["worker_rlimit_nofile"], NGINX["worker_connections"]
        size = f"worker_rlimit_nofile {files}; events {{ worker_connections {connections}; }}"
        return f"{own}\n{size}\nhttp {{ {folders}\n{site}\n}}\n"

    @property
    def command(self) -> list[str]:
        return ["nginx", "-c", str(self.config), "-p", str(self.folder), "-g", f"user {self.folder.owner()};"]


class Caddy(Proxy):
    name = program = "caddy"
    site = "one-box/Caddyfile"
    upstream = "127.0.0.1:8000"

    def configured(self, upstreams: Sequence[int]) -> str:
        each = " ".join(f"127.0.0.1:{port}" for port in upstreams)
        site = put(self.text(), f"reverse_proxy {self.upstream} ", f"reverse_proxy {each} ")
        site = put(site, r"(?m)^localhost \{", f"localhost {{\n\ttls {self.certificate} {self.key}")
        site = site.replace("/var/log/caddy/slicewise.log", str(self.folder / "access.log"))
        start = (
            f"admin off\nhttp_port {self.plain}\nhttps_port {self.port}\nstorage file_system {self.folder}"
        )
        return f"{{\n{start}\n}}\n{site}"

    @property
    def command(self) -> list[str]:
        return ["caddy", "run", "--config", str(self.config), "--adapter", "caddyfile"]


class CaddyOfMany(Caddy):
    site = "many/Caddyfile"
    upstream = "app-1:8000 app-2:8000 app-3:8000"
