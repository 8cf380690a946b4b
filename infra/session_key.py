"""Writes the session key's public half for gateway and functions: `python -m infra.session_key KEY [--previous KEY] [--env
FILE]`.

Makes the key if the file does not exist. Prints lines of environment variables for the parameter files, quoted so that the shell,
azd and Python read the same; with `--env` it writes them into that file instead. The variables of the previous key are empty when
there is none, so that a shell which still has them from a rotation clears them. The private keys stay in their files; the current
one is also stored in Key Vault as SESSION_KEY, and nowhere else.
"""

from __future__ import annotations

import argparse
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
import json
from pathlib import Path
import sys

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from infra.env_file import quoted, with_values

BITS = 2048
"""A modulus of this length fits into a named value of API Management."""


@dataclass(frozen=True, slots=True)
class PublicHalf:
    """The public half of an RSA key. `id`: its RFC 7638 thumbprint; `n`, `e`: in base64url; `pem`: on one line, with `\\n` for
    line breaks."""

    id: str
    n: str
    e: str
    pem: str


def public_half(pem: str) -> PublicHalf:
    """The public half of an RSA private key in PEM. Raises `ValueError` for anything else."""
    key = load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise ValueError("the session key must be an RSA key")
    public = key.public_key()
    n, e = _base64url(public.public_numbers().n), _base64url(public.public_numbers().e)
    members = json.dumps({"e": e, "kty": "RSA", "n": n}, separators=(",", ":"))
    one_line = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode().replace("\n", "\\n")
    return PublicHalf(_text(sha256(members.encode()).digest()), n, e, one_line)


def new_key() -> str:
    """A new private key in PEM, without a password."""
    return generate_private_key(65537, BITS).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def values(current: PublicHalf, previous: PublicHalf | None) -> dict[str, str]:
    """The environment variables for these keys. During a rotation the functions get both public keys: instances that have read
    the old private key and instances that have read the new one then accept each other's sessions, whether vault or settings were
    changed first."""
    return {
        "SESSION_KEY_ID": current.id,
        "SESSION_KEY_N": current.n,
        "SESSION_KEY_E": current.e,
        "SESSION_PREVIOUS_KEY_ID": previous.id if previous else "",
        "SESSION_PREVIOUS_KEY_N": previous.n if previous else "",
        "SESSION_PREVIOUS_KEY_E": previous.e if previous else "",
        "SESSION_PREVIOUS_KEYS": current.pem + previous.pem if previous else "",
    }


def _base64url(number: int) -> str:
    return _text(number.to_bytes((number.bit_length() + 7) // 8, "big"))


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def _read_or_make(file: Path) -> PublicHalf:
    """The public half of the key in a file; a missing key is made."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(new_key(), "utf-8")
        sys.stderr.write(f"{file}: a new key\n")
    return public_half(file.read_text("utf-8"))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m infra.session_key", description="The public half of the session key."
    )
    parser.add_argument("key", type=Path, help="the file of the key that signs, made when it is not there")
    parser.add_argument("--previous", type=Path, help="the other key that is accepted during a rotation, made likewise")
    parser.add_argument("--env", type=Path, help="the file of values to write the lines into: infra/bicep/my.env")
    options = parser.parse_args(arguments)
    lines = values(_read_or_make(options.key), _read_or_make(options.previous) if options.previous else None)
    if options.env is None:
        sys.stdout.writelines(f"{name}={quoted(value)}\n" for name, value in lines.items())
        return 0
    options.env.write_text(with_values(options.env.read_text("utf-8"), lines), "utf-8")
    sys.stdout.write(f"{options.env}: sessions are signed by {lines['SESSION_KEY_ID']}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
