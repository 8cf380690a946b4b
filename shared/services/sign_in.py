"""Signs people in with MitID through a broker.

The handshake is stored on the server under its OIDC state, is single use, and is bound to the browser by a long-lived device
cookie. So it survives the return from the MitID app, an installed web app, and a second sign-in at the same time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
import logging
import re
import secrets

from shared.domain.access.person import Person, person_key, professional_key, shown_name
from shared.domain.access.sign_in_errors import problem_of, worded
from shared.domain.ports import Broker, Handshake, Handshakes, Identified
from shared.domain.problems import SignInRefused

log = logging.getLogger("feltskema.sign_in")

HANDSHAKE_LIFE = timedelta(minutes=15)
LEEWAY = timedelta(seconds=60)
"""How far the broker's clock and ours may differ."""
MAX_LETTERS = 2000
"""Characters of a claim; a longer one is no name and no identifier."""
_DOTS = re.compile(r"^[^?#]*/(?:\.|%2e){1,2}(?:[/?#]|$)", re.IGNORECASE)
"""Dot segments, which a browser removes from a path: `/.//evil.example` becomes `//evil.example`, which a page would read as a
host."""
_STATE = re.compile(r"[A-Za-z0-9_-]{1,200}")


@dataclass(frozen=True, slots=True)
class Admission:
    """Who may sign in: employees of `employer` (a CVR number) with one of the levels of assurance in `levels`; where it is empty,
    nobody. The other members name the broker's claims; `person_claim` may be empty."""

    employer: str
    levels: tuple[str, ...]
    name_claim: str
    cvr_claim: str
    level_claim: str
    person_claim: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person who has signed in, without roles yet. `privileges`: names from the broker's rights register (empty where none is
    ordered); `next`: the path to continue to."""

    person: Person
    privileges: tuple[str, ...]
    next: str


def new_device() -> str:
    """Generate the value of a new device cookie."""
    return secrets.token_urlsafe(32)


def local_path(path: str) -> str:
    """The path where it is one of this site's to continue to; `/` for anything that could lead elsewhere."""
    is_plain = path.isascii() and path.isprintable() and "\\" not in path and not _DOTS.search(path)
    return path if is_plain and path.startswith("/") and not path.startswith("//") and len(path) <= 500 else "/"


@dataclass(frozen=True, slots=True)
class SignIn:
    """Signs people in. `callback`: the address to which the broker returns the browser."""

    broker: Broker
    handshakes: Handshakes
    admission: Admission
    callback: str

    async def begin(self, path: str, device: str, now: datetime) -> str:
        """Begin a sign-in; returns the address to send the browser to. Raises `DependencyUnavailable`."""
        start = await self.broker.begin(self.callback)
        until = now + HANDSHAKE_LIFE
        await self.handshakes.put(Handshake(start.state, start.flow, local_path(path), _hashed(device), until))
        return start.url

    async def finish(self, answer: Mapping[str, str], device: str, now: datetime) -> SignedIn:
        """Finish a sign-in; returns who signed in. Raises `SignInRefused` (`sign-in-expired`, `sign-in-elsewhere`,
        `sign-in-failed`, `loa-too-low`, `other-company`, or what `sign_in_errors` makes of the broker's error) or
        `DependencyUnavailable`."""
        state = answer.get("state", "")
        handshake = await self.handshakes.take(state) if _STATE.fullmatch(state) else None
        if handshake is None or now >= handshake.expires_at:
            raise SignInRefused("sign-in-expired")
        if not secrets.compare_digest(handshake.device, _hashed(device)):
            raise SignInRefused("sign-in-elsewhere")
        if error := answer.get("error"):
            description = answer.get("error_description", "")
            log.warning("the broker sent an error: %s, %s", worded(error), worded(description))
            raise SignInRefused(problem_of(error, description))
        identified = await self.broker.finish(handshake.flow, answer)
        begun_at = handshake.expires_at - HANDSHAKE_LIFE
        if identified.authenticated_at and identified.authenticated_at < begun_at - LEEWAY:
            log.warning("refused: MitID was used before this sign-in began")
            raise SignInRefused("sign-in-failed")
        return SignedIn(admitted(identified, self.admission), identified.privileges, handshake.next)


def admitted(identified: Identified, admission: Admission) -> Person:
    """The person, if they may sign in. A missing level of assurance is too low, and every level is while none is configured as
    accepted."""
    if not admission.levels:
        log.error("OIDC_LOA_ACCEPTED: nobody can come in until it says which levels of assurance are accepted")
    if identified.claims.get(admission.level_claim) not in admission.levels:
        raise SignInRefused("loa-too-low")
    cvr = identified.claims.get(admission.cvr_claim)
    if isinstance(cvr, bool) or not isinstance(cvr, str | int) or str(cvr) != admission.employer:
        raise SignInRefused("other-company")
    name = _text(identified, admission.name_claim)
    professional = _text(identified, admission.person_claim)
    key = professional_key(professional) if professional else person_key(identified.issuer, identified.subject)
    return Person(key=key, name=shown_name(name), cvr=admission.employer)


def _text(identified: Identified, claim: str) -> str:
    """A claim that may be missing, as a protected name is; where it is present, it must be a text."""
    value = identified.claims.get(claim)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > MAX_LETTERS:
        log.warning("refused: the claim %s is no text that can be used", claim)
        raise SignInRefused("sign-in-failed")
    return value.encode("utf-8", "ignore").decode()


def roles_of(privileges: Sequence[str], roles: Mapping[str, str]) -> tuple[str, ...]:
    """The roles that the privileges stand for, by the names that the municipality has given them; other privileges are
    ignored."""
    return tuple(dict.fromkeys(roles[name] for name in privileges if name in roles))


def _hashed(device: str) -> str:
    return sha256(device.encode()).hexdigest()
