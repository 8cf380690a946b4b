"""Validates ID tokens (OpenID Connect Core 1.0, 3.1.3.7), signature included, although they come from the broker over TLS."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from hashlib import new, sha256
from typing import Any

from shared.adapters.broker.keys import ALGORITHMS, Keys, UnknownKey

LEEWAY = 60
"""Seconds by which the broker's clock and ours may differ."""
MAX_LETTERS = 20_000
MAX_SUBJECT = 255


class BadToken(Exception):
    """The token is refused. The text says why, for the log, and contains nothing of the token."""


class IdTokens:
    """Validates tokens from `issuer` for `audience`, our client id."""

    def __init__(self, keys: Keys, issuer: str, audience: str) -> None:
        self._keys, self._issuer, self._audience = keys, issuer, audience

    async def read(self, token: object, access_token: str, nonce: str, allowed: Iterable[object]) -> Mapping[str, Any]:
        """The claims of a valid token: signed with one of the `allowed` algorithms, for the sign-in with this `nonce`. Raises
        `BadToken`, or `DependencyUnavailable` when the keys cannot be fetched."""
        import jwt

        if not isinstance(token, str) or len(token) > MAX_LETTERS:
            raise BadToken("no token")
        try:
            header = jwt.get_unverified_header(token)
            algorithm = header.get("alg")
            if not isinstance(algorithm, str) or algorithm not in ALGORITHMS or algorithm not in list(allowed):
                raise BadToken("algorithm")
            key = await self._keys.key(header.get("kid"), algorithm)
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=[algorithm],
                audience=self._audience,
                issuer=self._issuer,
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except UnknownKey:
            raise BadToken("unknown key") from None
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError, AttributeError) as error:
            raise BadToken(type(error).__name__) from None
        self._about_us(claims)
        _about_this_sign_in(claims, algorithm, access_token, nonce)
        return claims

    def _about_us(self, claims: Mapping[str, Any]) -> None:
        audiences, party, subject = claims["aud"], claims.get("azp"), claims["sub"]
        if party is not None and party != self._audience:
            raise BadToken("azp of another")
        if isinstance(audiences, list) and len(audiences) > 1 and party is None:
            raise BadToken("several audiences and no azp")
        if not isinstance(subject, str) or not subject.strip() or len(subject) > MAX_SUBJECT or not subject.isascii():
            raise BadToken("sub")


def _about_this_sign_in(claims: Mapping[str, Any], algorithm: str, access_token: str, nonce: str) -> None:
    # One of the two client libraries sends a hash of the nonce it stores, the other the nonce itself.
    if claims.get("nonce") not in (nonce, sha256(nonce.encode()).hexdigest()):
        raise BadToken("nonce")
    if "at_hash" in claims and claims["at_hash"] != _half(access_token, algorithm):
        raise BadToken("at_hash")


def _half(access_token: str, algorithm: str) -> str:
    """The left half of the access token's hash, in base64url: the claim `at_hash`."""
    digest = new(f"sha{algorithm[2:]}", access_token.encode()).digest()
    return urlsafe_b64encode(digest[: len(digest) // 2]).decode().rstrip("=")
