"""Serves the key set that the functions check the gateway's token with: `python -m local.gateway.identity --port N --key FILE`.

In Azure the gateway's token and the key set come from Entra. Here the policy runner signs a token with the same key.
"""

from __future__ import annotations

import argparse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import json
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from jwt.algorithms import RSAAlgorithm

KID = "one-machine"
ISSUER = "https://sts.localhost/one-machine/"
AUDIENCE = "api://feltskema-on-one-machine"
CLIENT = "00000000-0000-0000-0000-0000000000aa"


def key_set(pem: bytes) -> bytes:
    """The JSON Web Key Set (RFC 7517) with the public half of an RSA private key in PEM."""
    key: Any = load_pem_private_key(pem, password=None)
    public = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return json.dumps({"keys": [{**public, "kid": KID, "use": "sig"}]}).encode()


def main() -> None:
    parser = argparse.ArgumentParser(prog="local.gateway.identity")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--key", type=Path, required=True)
    arguments = parser.parse_args()
    keys = key_set(arguments.key.read_bytes())

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(keys)))
            self.end_headers()
            self.wfile.write(keys)

        def log_message(self, format: str, *args: Any) -> None:
            """Log nothing."""

    ThreadingHTTPServer(("127.0.0.1", arguments.port), Handler).serve_forever()


if __name__ == "__main__":
    main()
