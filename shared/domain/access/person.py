"""The signed-in person."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
import unicodedata

from pydantic import BaseModel, ConfigDict, model_validator

MAX_NAME_LENGTH = 80
"""Characters of a name that are kept, so that the cookie which holds it never gets too large for a browser."""

_PROFESSIONAL = "mitid-erhverv/professional"
"""The same at every broker, so that people keep their registrations when the broker changes."""
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


def person_key(issuer: str, subject: str) -> str:
    """The key of a person's rows where the broker returns no professional identity: 32 hex digits of a hash of the broker's
    issuer and `sub`, never of a CPR number."""
    return sha256(f"{issuer}|{subject}".encode()).hexdigest()[:32]


def professional_key(identity: str) -> str:
    """The key made of MitID Erhverv's persistent identifier of a professional identity, which every broker passes on
    unchanged."""
    return person_key(_PROFESSIONAL, identity)


def shown_name(name: str) -> str:
    """A name as it can be shown on one line: without invisible characters and changes of writing direction, and shortened where
    it is too long."""
    plain = "".join(
        " " if letter.isspace() else letter
        for letter in name
        if letter.isspace() or unicodedata.category(letter) not in _UNSEEN
    )
    words = " ".join(plain.split())
    return words if len(words) <= MAX_NAME_LENGTH else f"{words[: MAX_NAME_LENGTH - 1].rstrip()}…"


def number_of(key: str) -> str:
    """Six digits that tell people with protected names apart. They reveal nothing about the person."""
    return str(int(sha256(key.encode()).hexdigest()[:12], 16) % 900_000 + 100_000)


class Person(BaseModel):
    """A signed-in employee. `key`: as `professional_key` or `person_key` makes it; `cvr`: the employer's.

    Somebody whose name is protected has none in MitID Erhverv, and is shown by a number wherever a name stands: the model fills
    it in, so that no page, list, document or export shows an empty place.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    key: str
    name: str
    cvr: str
    roles: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _called_something(cls, value: Any) -> Any:
        if isinstance(value, dict) and not value.get("name"):
            return {**value, "name": f"Medarbejder {number_of(str(value.get('key', '')))}"}
        return value

    @property
    def name_protected(self) -> bool:
        return self.name == f"Medarbejder {number_of(self.key)}"

    @property
    def initials(self) -> str:
        """At most three letters, in capitals; for a person with a protected name, the last three digits of the number."""
        if self.name_protected:
            return self.name[-3:]
        return "".join(word[0].upper() for word in self.name.split()[:3])
