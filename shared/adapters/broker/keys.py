"""The broker's signing keys, fetched from its JWKS address.

An unknown key id makes us fetch the set at once, so that a key which was rotated a moment ago is accepted. One fetch serves all
who wait, and `PAUSE` must pass before the next, so that invented key ids cause no flood of requests. A set is used for `FRESH`
seconds and replaced as a whole, so that a withdrawn key goes with the set that it came in.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
import logging
from time import monotonic
from typing import Any

from shared.adapters.broker.provider import Provider
from shared.domain.problems import DependencyUnavailable

log = logging.getLogger("feltskema.broker")

FRESH = 300.0
PAUSE = 2.0
ALGORITHMS: Mapping[str, tuple[str, str]] = {
    **{f"{family}{bits}": ("RSA", "") for family in ("RS", "PS") for bits in (256, 384, 512)},
    **{"ES256": ("EC", "P-256"), "ES384": ("EC", "P-384"), "ES512": ("EC", "P-521")},
}
"""The accepted algorithms, all of them asymmetric: by name, the type of key and the curve that each needs."""
FEWEST_BITS = 2048


class UnknownKey(Exception):
    """No key has this id and suits this algorithm."""


class Keys:
    """`pause`: the least number of seconds between two fetches."""

    def __init__(self, provider: Provider, pause: float = PAUSE) -> None:
        self._provider, self._pause = provider, pause
        self._keys: list[dict[str, Any]] = []
        self._asked_at = float("-inf")
        self._asking = asyncio.Lock()

    async def key(self, kid: object, algorithm: str) -> Any:
        """The public key to verify a token with: the one with the id `kid` (None: the only one in the set) that suits the
        algorithm, whether or not the set names an algorithm for it. Raises `UnknownKey`, or `DependencyUnavailable` when the set
        cannot be fetched."""
        if algorithm not in ALGORITHMS or not (kid is None or isinstance(kid, str)):
            raise UnknownKey
        wanted_at = monotonic()
        if wanted_at - self._asked_at > FRESH or not any(self._fit(kid, algorithm)):
            await self._ask(wanted_at)
        fit = list(self._fit(kid, algorithm))
        if len(fit) != 1:
            raise UnknownKey
        return _public(fit[0])

    async def _ask(self, wanted_at: float) -> None:
        """Fetch the set, unless a fetch that began after `wanted_at` has done so."""
        async with self._asking:
            if self._asked_at >= wanted_at:
                return
            await asyncio.sleep(max(0.0, self._asked_at + self._pause - monotonic()))
            self._asked_at = monotonic()
            self._keys = await self._fetched()

    async def probe(self) -> None:
        """Fetch the set, and change nothing by it. Raises `DependencyUnavailable` when it cannot be had, or has no key that could
        sign: nobody could finish a sign-in then."""
        kinds = {kind for kind, _ in ALGORITHMS.values()}
        if not any(key.get("use", "sig") == "sig" and key.get("kty") in kinds for key in await self._fetched()):
            log.error("the broker's key set has no key to check a signature with")
            raise DependencyUnavailable("broker-unavailable")

    async def _fetched(self) -> list[dict[str, Any]]:
        keys = (await self._provider.json(await self._provider.address("jwks_uri"))).get("keys")
        return [key for key in keys if isinstance(key, dict)] if isinstance(keys, list) else []

    def _fit(self, kid: str | None, algorithm: str) -> Iterator[dict[str, Any]]:
        kind, curve = ALGORITHMS[algorithm]
        for key in self._keys:
            has_id = kid is None or key.get("kid") == kid
            signs = key.get("use", "sig") == "sig" and key.get("alg", algorithm) == algorithm
            if has_id and signs and key.get("kty") == kind and key.get("crv", curve) == curve:
                yield key


def _public(key: Mapping[str, Any]) -> Any:
    import jwt

    try:
        # The key's type suits the algorithm, and the set's `alg` has been compared already.
        public_key = jwt.PyJWK({**key, "alg": "RS256"} if key["kty"] == "RSA" else dict(key)).key
    except (jwt.PyJWTError, ValueError, TypeError, KeyError) as error:
        log.error("a key of the broker's cannot be used: %s", type(error).__name__)
        raise UnknownKey from None
    if key["kty"] == "RSA" and public_key.key_size < FEWEST_BITS:
        raise UnknownKey
    return public_key
