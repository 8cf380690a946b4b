"""A stand-in for Entra's keys on loopback, and tokens signed with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import json
import threading
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
import jwt
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://login.microsoftonline.com/7f0d8a2e-1a4b-4a7e-9d0c-5f3d1c2b4a69/v2.0"
AUDIENCE = "api://feltskema"
CLIENT = "3a5c7d9e-2b4f-4e6a-8c1d-0f9e8d7c6b5a"


class Entra:
    """`url` is its key set; `fetches` how often it was fetched; `broken` makes it answer 500."""

    def __init__(self) -> None:
        self.keys = {"first": rsa.generate_private_key(65537, 2048)}
        self.fetches = 0
        self.broken = False
        self.url = ""

    def token(self, kid: str = "first", algorithm: str = "RS256", key: Any = None, **claims: Any) -> str:
        """A token of the gateway's, with other claims (None takes one away)."""
        now = datetime.now(UTC)
        text = {"iss": ISSUER, "aud": AUDIENCE, "azp": CLIENT, "iat": now, "exp": now + timedelta(hours=1), **claims}
        left = {name: value for name, value in text.items() if value is not None}
        return jwt.encode(left, key or self.keys[kid], algorithm=algorithm, headers={"kid": kid})

    def published(self) -> bytes:
        self.fetches += 1
        keys = [
            {**RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid, "use": "sig"}
            for kid, key in self.keys.items()
        ]
        return json.dumps({"keys": keys}).encode()


@contextmanager
def entra() -> Iterator[Entra]:
    served = Entra()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = served.published()
            self.send_response(500 if served.broken else 200)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *words: Any) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    served.url = f"http://127.0.0.1:{server.server_port}/keys"
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
