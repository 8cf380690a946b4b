"""Sign in with MitID through a broker.

The handshake lies on the server under its state, single use, bound to the browser by a long-lived device cookie: what the
return from the MitID app, an installed web app and a second sign-in meanwhile cannot disturb.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
import re
import secrets
from typing import Any

from shared.domain.person import Person, person_key
from shared.domain.ports import Broker, Handshake, Handshakes
from shared.domain.problems import SignInRefused

HANDSHAKE_LIFE = timedelta(minutes=15)
_STATE = re.compile(r"[A-Za-z0-9_-]{1,200}")


@dataclass(frozen=True, slots=True)
class Admission:
    """Who comes in: employees of `employer` (a CVR number) with one of the levels of assurance in `levels`. The other members
    name the broker's claims."""

    employer: str
    levels: tuple[str, ...]
    name_claim: str
    cvr_claim: str
    level_claim: str
    roles_claim: str


def new_device() -> str:
    """A device cookie's value."""
    return secrets.token_urlsafe(32)


def local_path(wanted: str) -> str:
    """A path of our own to go on to; `/` for anything that could lead elsewhere."""
    plain = wanted.isascii() and wanted.isprintable() and "\\" not in wanted
    return wanted if plain and wanted.startswith("/") and not wanted.startswith("//") and len(wanted) <= 500 else "/"


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a sign-in works with. `callback` is the address that the broker sends the browser back to."""

    broker: Broker
    handshakes: Handshakes
    admission: Admission
    callback: str

    async def begin(self, wanted: str, device: str, now: datetime) -> str:
        """Where the browser goes to sign in. Raises `OutOfReach`."""
        start = await self.broker.begin(self.callback)
        until = now + HANDSHAKE_LIFE
        await self.handshakes.put(Handshake(start.state, start.flow, local_path(wanted), _hashed(device), until))
        return start.url

    async def finish(self, answer: Mapping[str, str], device: str, now: datetime) -> tuple[Person, str]:
        """Who signed in, and the path to go on to. Raises `SignInRefused` (`sign-in-expired`, `sign-in-elsewhere`,
        `sign-in-aborted`, `sign-in-failed`, `loa-too-low`, `other-company`) or `OutOfReach`."""
        state = answer.get("state", "")
        handshake = await self.handshakes.take(state) if _STATE.fullmatch(state) else None
        if handshake is None or now >= handshake.expires_at:
            raise SignInRefused("sign-in-expired")
        if not secrets.compare_digest(handshake.device, _hashed(device)):
            raise SignInRefused("sign-in-elsewhere")
        if answer.get("error"):
            raise SignInRefused("sign-in-aborted" if answer["error"] == "access_denied" else "sign-in-failed")
        claims = await self.broker.finish(handshake.flow, answer)
        return admitted(claims, self.admission), handshake.next


def admitted(claims: Mapping[str, Any], admission: Admission) -> Person:
    """The person of an id token's claims, if they may come in. A missing level of assurance is too low (domain rule)."""
    if claims.get(admission.level_claim) not in admission.levels:
        raise SignInRefused("loa-too-low")
    if str(claims.get(admission.cvr_claim, "")) != admission.employer:
        raise SignInRefused("other-company")
    roles = claims.get(admission.roles_claim) or ()
    return Person(
        key=person_key(str(claims["iss"]), str(claims["sub"])),
        name=str(claims.get(admission.name_claim) or ""),
        cvr=admission.employer,
        roles=tuple(str(role) for role in ([roles] if isinstance(roles, str) else roles)),
    )


def _hashed(device: str) -> str:
    return sha256(device.encode()).hexdigest()
