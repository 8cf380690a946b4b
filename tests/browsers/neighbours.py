"""Two hosts of one domain over https, as browsers see them: ours behind the shipped policies, and a neighbour that wants in.

Names under `.localhost` lead to this machine in every engine, without any name service.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import json
from pathlib import Path
import re
import socket
import socketserver
import ssl
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.x509.oid import NameOID

from functions.cookies import device_token, session_token, write_cookie
from shared.domain.access.person import Person
from shared.domain.problems import NoSession
from shared.services.session import Sessions
from shared.settings import Settings
from tests.infra.conftest import pem

DOMAIN = "feltskema.localhost"
KAREN = Person(key="1" * 32, name="Karen", cvr="64942212", roles=("konsulent",))
MALLORY = Person(key="2" * 32, name="Mallory", cvr="64942212", roles=("konsulent",))


@dataclass
class Functions:
    """Signs Karen in, whoever asks, and tells who is signed in: with the product's own reader, writer and sessions."""

    settings: Settings
    sessions: Sessions
    port: int = 0

    def answer(self, path: str, headers: Mapping[str, str]) -> tuple[int, dict[str, str], str]:
        now, device = datetime.now(UTC), device_token(headers, self.settings)
        match urlsplit(path).path:
            case "/api/auth/login":
                device = device or "device-of-karen"
                cookie = write_cookie(self.settings.device_cookie, device, 600)
                return 302, {"Location": f"/api/auth/callback?state={device}", "Set-Cookie": cookie}, ""
            case "/api/auth/callback":
                if parse_qs(urlsplit(path).query)["state"] != [device]:
                    return 403, {}, "begun elsewhere"
                token = self.sessions.write(self.sessions.begin(KAREN, now))
                return 200, {"Set-Cookie": write_cookie(self.settings.session_cookie, token, 600)}, "signed in"
            case _:
                return self._who(headers, now)

    def _who(self, headers: Mapping[str, str], now: datetime) -> tuple[int, dict[str, str], str]:
        try:
            return 200, {}, self.sessions.read(session_token(headers, self.settings), now).person.name
        except NoSession:
            return 401, {}, "nobody"

    @contextmanager
    def running(self) -> Iterator[Functions]:
        answer = self.answer

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, headers, text = answer(self.path, {name.lower(): value for name, value in self.headers.items()})
                self.send_response(status)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(f"<!doctype html><body>{text}".encode())

            def log_message(self, format: str, *args: Any) -> None:
                """Says nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = server.server_address[1]
        with _serving(server):
            yield self


def planting(lines: list[str]) -> bytes:
    """The neighbour's page: each line as a `Set-Cookie`, and once more by script."""
    headers = "".join(f"Set-Cookie: {line}\r\n" for line in lines).encode()
    script = f"for (const line of {json.dumps(lines)}) document.cookie = line"
    body = f"<!doctype html><meta charset=utf-8><body>planted<script>{script}</script>".encode()
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\nConnection: close\r\n".encode()
    )
    return head + headers + b"\r\n" + body


@contextmanager
def https(folder: Path, gateway: Callable[[], int], neighbour: Callable[[], bytes]) -> Iterator[int]:
    """The port of both hosts. Requests for ours pass on byte for byte, so that no server between reads the cookies first."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(folder))

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            try:
                with context.wrap_socket(self.request, server_side=True) as caller:
                    head = _head(caller)
                    ours = re.search(rb"\r\nhost: app\.", head, re.IGNORECASE)
                    caller.sendall(_passed_on(head, gateway()) if ours else neighbour())
            except (OSError, ValueError):
                return  # A browser opens connections that it does not use.

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    with _serving(server):
        yield server.server_address[1]


def _head(caller: ssl.SSLSocket) -> bytes:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        more = caller.recv(65536)
        if not more:
            raise ValueError("nothing asked")
        head += more
    return head


def _passed_on(head: bytes, port: int) -> bytes:
    request = re.sub(rb"\r\nconnection:[^\r]*", b"", head, flags=re.IGNORECASE)
    with socket.create_connection(("127.0.0.1", port)) as gateway:
        gateway.sendall(request[:-2] + b"Connection: close\r\n\r\n")
        with gateway.makefile("rb") as answer:
            return answer.read()


@contextmanager
def _serving(server: socketserver.TCPServer) -> Iterator[None]:
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


def _certificate(folder: Path) -> Path:
    """Signed by itself, for both hosts, with its key."""
    key: RSAPrivateKey = generate_private_key(65537, 2048)
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, DOMAIN)]), datetime.now(UTC)
    hosts = [x509.DNSName(DOMAIN), x509.DNSName(f"*.{DOMAIN}")]
    command = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(hosts), critical=False)
        .sign(key, hashes.SHA256())
    )
    from cryptography.hazmat.primitives.serialization import Encoding

    file = folder / "hosts.pem"
    file.write_bytes(pem(key).encode() + command.public_bytes(Encoding.PEM))
    return file
