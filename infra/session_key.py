"""The session key's public half, for gateway and functions: `python -m infra.session_key KEY [--previous KEY] [--env FILE]`.

Makes a key first when there is no such file. Prints the lines of the environment that the parameter files read, quoted so that
the shell, azd and Python read the same; with `--env` it writes them into that file instead. Those of the other key are empty when
there is none, so that a shell that has read them before a rotation's end forgets them. The private halves stay in their files;
one goes to Key Vault as SESSION_KEY and nowhere else.
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
"""A modulus of this length fits a named value of API Management with room to spare."""


@dataclass(frozen=True, slots=True)
class PublicHalf:
    """`id` is the RFC 7638 thumbprint, `n` and `e` are base64url, `pem` is on one line with `\\n` for its line breaks."""

    id: str
    n: str
    e: str
    pem: str


def public_half(pem: str) -> PublicHalf:
    """The public half of an RSA private key in PEM. `ValueError` for anything else."""
    key = load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise ValueError("the session key must be an RSA key")
    public = key.public_key()
    n, e = _base64url(public.public_numbers().n), _base64url(public.public_numbers().e)
    members = json.dumps({"e": e, "kty": "RSA", "n": n}, separators=(",", ":"))
    written = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode().replace("\n", "\\n")
    return PublicHalf(_text(sha256(members.encode()).digest()), n, e, written)


def new_key() -> str:
    return generate_private_key(65537, BITS).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def values(current: PublicHalf, previous: PublicHalf | None) -> dict[str, str]:
    """The environment's values. The functions get both halves during a rotation: an instance that has read the one private key
    and one that has read the other then accept the same sessions, whichever of vault and settings was changed first."""
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


def _kept(file: Path) -> PublicHalf:
    """Of the key in that file, which is made when it is not there."""
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
    given = parser.parse_args(arguments)
    lines = values(_kept(given.key), _kept(given.previous) if given.previous else None)
    if given.env is None:
        sys.stdout.writelines(f"{name}={quoted(value)}\n" for name, value in lines.items())
        return 0
    given.env.write_text(with_values(given.env.read_text("utf-8"), lines), "utf-8")
    sys.stdout.write(f"{given.env}: sessions are signed by {lines['SESSION_KEY_ID']}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
