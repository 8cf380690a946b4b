"""Who is signed in."""

from __future__ import annotations

from hashlib import sha256

from pydantic import BaseModel, ConfigDict


def person_key(issuer: str, subject: str) -> str:
    """The key that a person's rows lie under: 32 hex digits of the broker's issuer and `sub`, never of a CPR number."""
    return sha256(f"{issuer}|{subject}".encode()).hexdigest()[:32]


class Person(BaseModel):
    """A signed-in employee. `key` as `person_key` makes it, `cvr` the employer's, `roles` as the broker tells them."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    key: str
    name: str
    cvr: str
    roles: tuple[str, ...] = ()

    @property
    def initials(self) -> str:
        """At most three capitals; a name-protected person without a name gets `–`."""
        return "".join(word[0].upper() for word in self.name.split()[:3]) or "–"
