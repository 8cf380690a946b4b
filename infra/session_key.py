"""The session key's public half, for the gateway: `python -m infra.session_key FILE`.

Makes the key first when there is no such file. Prints three lines for the environment (see `bicep/example.env`). The private
half stays in the file; it goes to Key Vault as SESSION_KEY and nowhere else.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
import json
from pathlib import Path
import sys

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

BITS = 2048
"""A modulus of this length fits a named value of API Management with room to spare."""


@dataclass(frozen=True, slots=True)
class PublicHalf:
    """`id` is the RFC 7638 thumbprint, `n` and `e` are base64url."""

    id: str
    n: str
    e: str


def public_half(pem: str) -> PublicHalf:
    """The public half of an RSA private key in PEM. `ValueError` for anything else."""
    key = load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise ValueError("the session key must be an RSA key")
    numbers = key.public_key().public_numbers()
    n, e = _base64url(numbers.n), _base64url(numbers.e)
    members = json.dumps({"e": e, "kty": "RSA", "n": n}, separators=(",", ":"))
    return PublicHalf(_text(sha256(members.encode()).digest()), n, e)


def new_key() -> str:
    return generate_private_key(65537, BITS).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _base64url(number: int) -> str:
    return _text(number.to_bytes((number.bit_length() + 7) // 8, "big"))


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m infra.session_key FILE\n")
        return 2
    file = Path(arguments[0])
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(new_key(), "utf-8")
    half = public_half(file.read_text("utf-8"))
    sys.stdout.write(f"SESSION_KEY_ID={half.id}\nSESSION_KEY_N={half.n}\nSESSION_KEY_E={half.e}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
