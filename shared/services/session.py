"""Issues and checks our own sessions: a signed token in a cookie, since the broker's token lives for minutes and a working day
for hours.

Signed with RS256, because API Management can hold RSA keys inline and verify the token without a request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
import json
from math import floor
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from shared.domain.problems import DependencyUnavailable, NoSession

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

    from shared.domain.access.person import Person
    from shared.domain.ports import AccessList

AUDIENCE = "feltskema"
RENEW_AFTER = timedelta(minutes=5)
"""How long a token is trusted without a look-up: after this, and before every unsafe call, sign-outs and roles are looked up
again."""

MAX_TOKENS = 1024
"""How many tokens' signatures are remembered to be good: those of the people whom an instance serves in a few minutes."""

_CLAIMS = ["iss", "aud", "sub", "exp", "iat", "sid", "auth_time", "name", "cvr", "roles"]


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in person's session.

    `signed_in_at`: when MitID authenticated the person. `expires_at` is prolonged by use, `ends_at` (the end of the working day)
    is not. The person's roles are those at `issued_at`; `privileges`: what the broker returned at sign-in.
    """

    id: str
    person: Person
    signed_in_at: datetime
    issued_at: datetime
    expires_at: datetime
    ends_at: datetime
    privileges: tuple[str, ...] = ()


class Sessions:
    """Writes and reads session tokens.

    `issuer`: the public address. `key`: an RSA private key as PEM. `previous`: public keys as PEM, one after the other, that are
    still accepted. `idle`, `workday`: how long a session lasts.
    """

    def __init__(self, issuer: str, key: str, previous: str, idle: timedelta, workday: timedelta) -> None:
        self._issuer, self._pem, self._previous = issuer, key, previous
        self._idle, self._workday = idle, workday
        # A token is read for every call, and its signature is as good the next time.
        self._verified = lru_cache(maxsize=MAX_TOKENS)(self._claims)

    def begin(self, person: Person, now: datetime, privileges: tuple[str, ...] = ()) -> Session:
        begun = Session(uuid4().hex, person, now, now, now, now + self._workday, privileges)
        return self.renew(begun, now, used=True)

    def renew(self, session: Session, now: datetime, used: bool) -> Session:
        """The session, issued anew; it is prolonged only where a person `used` it."""
        lasting = min(now + self._idle, session.ends_at) if used else session.expires_at
        return replace(session, issued_at=now, expires_at=lasting)

    def write(self, session: Session) -> str:
        """Write a session as a token of letters, digits, `-`, `_` and dots."""
        person = session.person
        claims = {
            "iss": self._issuer,
            "aud": AUDIENCE,
            "sub": person.key,
            "name": person.name,
            "cvr": person.cvr,
            "roles": list(person.roles),
            "sid": session.id,
            "iat": int(session.issued_at.timestamp()),
            "exp": int(session.expires_at.timestamp()),
            # To the millisecond: an operator ends the sessions that began before a moment, and none that began after it.
            "auth_time": floor(session.signed_in_at.timestamp() * 1000) / 1000,
        }
        if session.privileges:
            claims["privileges"] = list(session.privileges)
        return self._signed(claims)

    def _signed(self, claims: dict[str, Any]) -> str:
        import jwt

        private, kid = self._signing
        return jwt.encode(claims, private, algorithm="RS256", headers={"kid": kid})

    def read(self, token: str, now: datetime) -> Session:
        """Read a session from its token. Raises `NoSession` when it is missing, not ours, tampered with, or expired."""
        session = self._from(self._verified(token))
        if now >= session.expires_at or now >= session.ends_at:
            raise NoSession
        return session

    def _claims(self, token: str) -> Mapping[str, Any]:
        """What a token says, whatever the time. Raises `NoSession` when it is missing, not ours or tampered with."""
        import jwt

        try:
            key = self._accepted[jwt.get_unverified_header(token).get("kid", "")]
            options: Any = {"require": _CLAIMS, "verify_exp": False, "verify_iat": False}
            return MappingProxyType(
                jwt.decode(token, key, algorithms=["RS256"], audience=AUDIENCE, issuer=self._issuer, options=options)
            )
        except (jwt.PyJWTError, KeyError):
            raise NoSession from None

    def _from(self, claims: Mapping[str, Any]) -> Session:
        from shared.domain.access.person import Person

        person = Person(key=claims["sub"], name=claims["name"], cvr=claims["cvr"], roles=tuple(claims["roles"]))
        signed_in_at = _moment(claims["auth_time"])
        return Session(
            claims["sid"],
            person,
            signed_in_at,
            _moment(claims["iat"]),
            _moment(claims["exp"]),
            signed_in_at + self._workday,
            tuple(claims.get("privileges", ())),
        )

    @cached_property
    def _signing(self) -> tuple[RSAPrivateKey, str]:
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        private: Any = load_pem_private_key(self._pem.encode(), password=None)
        return private, _thumbprint(private.public_key())

    @cached_property
    def _public(self) -> RSAPublicKey:
        """The public key of the private key, without checking the private key, which is checked before it signs: testing its
        primes would take a twelfth of a new process's time until it shows a form."""
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        private: Any = load_pem_private_key(self._pem.encode(), password=None, unsafe_skip_rsa_key_validation=True)
        public: RSAPublicKey = private.public_key()
        return public

    @cached_property
    def _accepted(self) -> dict[str, RSAPublicKey]:
        from cryptography.hazmat.primitives.serialization import load_pem_public_key

        end = "-----END PUBLIC KEY-----"
        pems = [f"{part}{end}\n" for part in self._previous.split(end) if part.strip()]
        keys: list[Any] = [self._public, *(load_pem_public_key(pem.encode()) for pem in pems)]
        return {_thumbprint(key): key for key in keys}


@dataclass(frozen=True, slots=True)
class SessionLookup:
    """Looks up whether a session is still valid, and its roles. The store is opened at the first look-up: most calls trust the
    token, and a cold start then loads no storage library."""

    sessions: Sessions
    entries: Callable[[], AccessList]
    now: datetime

    async def current(self, session: Session, *, unsafe: bool, fresh: bool = False, used: bool = True) -> Session:
        """The session as it is valid now.

        Unchanged where the token is trusted; otherwise with the person's present roles and, where a person `used` it, prolonged.
        It is looked up when the token is old, when the person has no role, when the answer must be `fresh`, and before every
        `unsafe` call. Raises `NoSession` when it was signed out or ended. Where the store does not answer, reading continues (the
        token expires by itself), and an unsafe call gets `DependencyUnavailable`.
        """
        is_old = self.now - session.issued_at >= RENEW_AFTER
        if not (is_old or unsafe or fresh or not session.person.roles):
            return session
        try:
            roles = await self._roles(session)
        except DependencyUnavailable:
            if unsafe:
                raise
            return session
        person = session.person.model_copy(update={"roles": roles})
        if not is_old and person == session.person:
            return session
        return self.sessions.renew(replace(session, person=person), self.now, used)

    async def _roles(self, session: Session) -> tuple[str, ...]:
        from shared.services.access import current_roles

        entry, signed_out = await self.entries().of_session(session.person.key, session.id)
        current = current_roles(entry, session.privileges, self.now)
        if signed_out or (current.ended_at and session.signed_in_at < current.ended_at):
            raise NoSession
        return current.roles


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _thumbprint(key: RSAPublicKey) -> str:
    """A key's id by RFC 7638: SHA-256 of the key's required members, in base64url."""
    from base64 import urlsafe_b64encode
    from hashlib import sha256

    from jwt.algorithms import RSAAlgorithm

    jwk = RSAAlgorithm.to_jwk(key, as_dict=True)
    members = json.dumps({"e": jwk["e"], "kty": "RSA", "n": jwk["n"]}, separators=(",", ":"))
    return urlsafe_b64encode(sha256(members.encode()).digest()).decode().rstrip("=")
