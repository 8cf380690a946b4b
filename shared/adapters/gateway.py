"""Checks that a call comes from the gateway, by the token that Entra issues to API Management. The platform's own check in front
of the functions must not be the only one."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
import logging
from typing import TYPE_CHECKING, Any

from shared.adapters.pools import GATEWAY
from shared.domain.problems import DependencyUnavailable, GatewayOnly

if TYPE_CHECKING:
    from jwt import PyJWKClient

log = logging.getLogger("feltskema.gateway")

PATIENCE = 5
KEYS_LIVE = 3600
LEEWAY = 60
COOL_DOWN = 30
"""Seconds between two fetches for an unknown key, so that invented key ids do not cause a fetch each."""
REST = timedelta(seconds=5)
"""The pause after a failed fetch."""
MAX_REMEMBERED = 64
"""The number of verified tokens that are cached. The gateway uses one token at a time, for up to a day."""
_BEARER = "bearer "


class EntraGateway:
    """Implements `Gateway`. `client` is the app id or object id of the gateway's identity; `keys_url` is Entra's JWKS address.
    There are several issuers and audiences, since tokens of version 1 and 2 name them differently."""

    def __init__(self, issuers: tuple[str, ...], audiences: tuple[str, ...], client: str, keys_url: str) -> None:
        self._issuers, self._audiences, self._client, self._keys_url = issuers, audiences, client, keys_url
        self._verified_until: dict[bytes, float] = {}
        self._resting_until: datetime | None = None

    async def recognise(self, authorization: str, now: datetime) -> None:
        token = authorization[len(_BEARER) :].strip()
        if not token or authorization[: len(_BEARER)].lower() != _BEARER:
            raise GatewayOnly
        remembered = sha256(token.encode("utf-8", "surrogateescape")).digest()
        if self._verified_until.get(remembered, 0) > now.timestamp():
            return
        if self._resting_until and now < self._resting_until:
            raise DependencyUnavailable("gateway-unavailable")
        expires = await self._expiry(token, now)
        if len(self._verified_until) >= MAX_REMEMBERED:
            self._verified_until.clear()
        self._verified_until[remembered] = expires

    async def _expiry(self, token: str, now: datetime) -> float:
        import jwt

        try:
            claims = await GATEWAY.run(self._verified, token)
        except jwt.PyJWKClientConnectionError as error:
            self._rest(error, now)
        except (jwt.PyJWTError, UnicodeError) as error:
            log.warning("a call that is not the gateway's: %s", type(error).__name__)
            raise GatewayOnly from None
        except (OSError, ValueError) as error:  # What answers at the address is no key set.
            self._rest(error, now)
        if self._client not in (claims.get("azp"), claims.get("appid"), claims.get("oid")):
            log.warning("a call with the token of another identity")
            raise GatewayOnly
        return float(claims["exp"])

    def _verified(self, token: str) -> dict[str, Any]:
        """The token's claims. Runs in a pool, since it may fetch the keys; logs nothing."""
        import jwt

        kid = jwt.get_unverified_header(token).get("kid", "")
        options: Any = {"require": ["exp", "iss", "aud"]}
        claims: dict[str, Any] = jwt.decode(
            token,
            self._keys.get_signing_key(kid),
            algorithms=["RS256"],
            audience=self._audiences,
            issuer=self._issuers,
            leeway=LEEWAY,
            options=options,
        )
        return claims

    def _rest(self, error: Exception, now: datetime) -> Any:
        self._resting_until = now + REST
        log.error("the gateway's keys cannot be had: %s", type(error).__name__)
        raise DependencyUnavailable("gateway-unavailable") from None

    @cached_property
    def _keys(self) -> PyJWKClient:
        from jwt import PyJWKClient

        # Keys are cached with their set only, so that a withdrawn key is not accepted any more.
        return PyJWKClient(
            self._keys_url, cache_keys=False, lifespan=KEYS_LIVE, cooldown_duration=COOL_DOWN, timeout=PATIENCE
        )
