"""The keys that encrypt a person's drafts on a phone, derived from the server's secrets, so that they are the same at each
sign-in.

HKDF (RFC 5869) with SHA-256, one key of 32 bytes for each secret and person. Nothing is stored: a person who signs in on a new
phone, or on one that has lost its key, gets the same again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
import hmac

SALT = b"feltskema draft key 1"
"""Another purpose, or another derivation, needs another salt."""


@dataclass(frozen=True, slots=True)
class DraftKey:
    """`id` tells keys apart without revealing them: the first 16 hex digits of the SHA-256 of `content`, which is 32 bytes."""

    id: str
    content: bytes


def draft_keys(secrets: Sequence[bytes], person_key: str) -> tuple[DraftKey, ...]:
    """A key for each secret, in their order: the first encrypts, the others decrypt what was written before a rotation."""
    return tuple(_named(_derived(secret, person_key.encode("ascii"))) for secret in secrets)


def _named(content: bytes) -> DraftKey:
    return DraftKey(sha256(content).hexdigest()[:16], content)


def _derived(secret: bytes, info: bytes) -> bytes:
    extracted = hmac.digest(SALT, secret, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")
