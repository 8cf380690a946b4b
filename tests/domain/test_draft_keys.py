"""A person's draft keys: HKDF as others compute it, the same each time, and another for everybody else."""

from __future__ import annotations

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shared.domain.access.draft_keys import SALT, draft_keys

OLD, NEW = bytes(range(32)), bytes(range(32, 64))
KAREN, MEHMET = "5d1f3c0a7be84e0c9a51d2f4b8c67e90", "5d1f3c0a7be84e0c9a51d2f4b8c67e91"


def test_a_key_is_that_of_rfc_5869() -> None:
    (key,) = draft_keys([OLD], KAREN)
    assert key.content == HKDF(SHA256(), 32, SALT, KAREN.encode()).derive(OLD)


def test_the_same_person_gets_the_same_and_another_person_another() -> None:
    assert draft_keys([OLD], KAREN) == draft_keys([OLD], KAREN)
    assert draft_keys([OLD], KAREN) != draft_keys([OLD], MEHMET)


def test_after_a_rotation_the_new_one_comes_first_and_the_old_one_is_still_there() -> None:
    assert draft_keys([NEW, OLD], KAREN) == (*draft_keys([NEW], KAREN), *draft_keys([OLD], KAREN))
