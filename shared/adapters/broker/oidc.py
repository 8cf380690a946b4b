"""A sign-in at an OpenID Connect provider, from the authorize address to the person's claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
import logging
import re
from typing import Any, NoReturn
from urllib.parse import urlencode, urlsplit

from shared.adapters.broker.code import Client, CodeClient, Declined, Unreached
from shared.adapters.broker.first_page import probe_first_page
from shared.adapters.broker.id_token import BadToken, IdTokens
from shared.adapters.broker.keys import ALGORITHMS, PAUSE, Keys
from shared.adapters.broker.privileges import privileges_of
from shared.adapters.broker.provider import Provider
from shared.adapters.broker.sign_in_limit import SignInLimit
from shared.adapters.pools import BROKER, BROKER_PROBE, Pool
from shared.domain.access.sign_in_errors import worded
from shared.domain.ports import Identified, SignInStart
from shared.domain.problems import DependencyUnavailable, SignInRefused

log = logging.getLogger("feltskema.broker")

_TOKEN = re.compile(r"[\x21-\x7e]{1,16000}")
_OUR_SETUP = frozenset({"invalid_client", "unauthorized_client"})
"""Error codes that no retry can help: our client id or secret is wrong, or the client is not allowed to do this."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What is agreed with the broker. `claims`: the names of the claims that are read; all others are discarded. `userinfo`:
    whether claims come from the userinfo endpoint. `privileges_for`: the employer's CVR number if Privilege Management was
    ordered, otherwise empty."""

    authority: str
    client_id: str
    secret: str
    scopes: tuple[str, ...]
    extra: Mapping[str, str]
    claims: tuple[str, ...]
    userinfo: bool
    privileges_for: str = ""
    loopback_http: bool = False


class OidcBroker:
    """Implements `Broker`. `pause`: the least number of seconds between two fetches of the broker's keys."""

    def __init__(self, agreed: Agreement, pause: float = PAUSE) -> None:
        self._agreed = agreed
        self._provider = Provider(agreed.authority, agreed.loopback_http)
        self._limit = SignInLimit(BROKER.room, BROKER.patience)
        self._keys = Keys(self._provider, pause)
        self._tokens = IdTokens(self._keys, agreed.authority, agreed.client_id)

    async def begin(self, redirect_uri: str) -> SignInStart:
        async with self._limit.place():
            return await self._begun(redirect_uri, BROKER)

    async def finish(self, flow: Mapping[str, Any], answer: Mapping[str, str]) -> Identified:
        async with self._limit.place():
            return await self._finished(flow, answer)

    async def probe(self, redirect_uri: str) -> None:
        await self._provider.facts(fresh=True)
        await self._keys.probe()
        start = await self._begun(redirect_uri, BROKER_PROBE)
        await probe_first_page(self._provider, start.url, redirect_uri)

    async def _begun(self, redirect_uri: str, pool: Pool) -> SignInStart:
        facts = await self._provider.facts()
        try:
            url, flow = await pool.run(self._client.begin, facts, redirect_uri)
        except Unreached as error:
            _unreached(error)
        if self._agreed.extra:
            url += "&" + urlencode(self._agreed.extra)
        return SignInStart(url, flow["state"], flow)

    async def _finished(self, flow: Mapping[str, Any], answer: Mapping[str, str]) -> Identified:
        facts = await self._provider.facts()
        _of_this_issuer(answer, self._agreed.authority, facts)
        tokens = await self._exchanged(facts, flow, answer)
        access_token = tokens.get("access_token")
        if not isinstance(access_token, str) or not _TOKEN.fullmatch(access_token):
            _refused("no access token")
        allowed = facts.get("id_token_signing_alg_values_supported")
        try:
            claims = await self._tokens.read(
                tokens.get("id_token"),
                access_token,
                str(flow["nonce"]),
                allowed if isinstance(allowed, list) else ALGORITHMS,
            )
        except BadToken as error:
            _refused(f"id token: {error}")
        all_claims = {**await self._userinfo(access_token, claims["sub"]), **claims}
        return Identified(
            issuer=self._agreed.authority,
            subject=claims["sub"],
            claims={name: all_claims[name] for name in self._agreed.claims if name in all_claims},
            authenticated_at=_moment(claims.get("auth_time")),
            privileges=await self._privileges(access_token),
        )

    async def _exchanged(
        self, facts: Mapping[str, Any], flow: Mapping[str, Any], answer: Mapping[str, str]
    ) -> Mapping[str, Any]:
        try:
            return await BROKER.run(self._client.exchange, facts, flow, answer)
        except Unreached as error:
            _unreached(error)
        except Declined as error:
            if worded(error.error) in _OUR_SETUP:
                log.error("OIDC_CLIENT_ID, OIDC_CLIENT_SECRET: the broker says %s", error.error)
                raise SignInRefused("sign-in-service") from None
            _refused(f"exchange: {worded(error.error)}")

    async def _userinfo(self, access_token: str, subject: str) -> Mapping[str, Any]:
        """The userinfo claims, which must be about the same subject as the ID token: another person's must not be accepted."""
        if not self._agreed.userinfo:
            return {}
        try:
            userinfo = await self._provider.json(await self._provider.address("userinfo_endpoint"), access_token)
        except PermissionError:
            _refused("userinfo: the access token is not taken")
        if userinfo.get("sub") != subject:
            _refused("userinfo: of another subject")
        return userinfo

    async def _privileges(self, access_token: str) -> tuple[str, ...]:
        if not self._agreed.privileges_for:
            return ()
        try:
            return await privileges_of(self._provider, access_token, self._agreed.privileges_for)
        except PermissionError:
            log.error("Privilege Management does not take the access token; is it ordered, with scope privileges?")
            raise DependencyUnavailable("broker-unavailable") from None

    @cached_property
    def _client(self) -> CodeClient:
        agreed = self._agreed
        scopes = (*agreed.scopes, *(("privileges",) if agreed.privileges_for else ()))
        client = Client(agreed.authority, agreed.client_id, agreed.secret, scopes, agreed.loopback_http)
        if urlsplit(agreed.authority).path.strip("/"):
            from shared.adapters.broker.with_msal import MsalClient

            return MsalClient(client)
        from shared.adapters.broker.with_authlib import AuthlibClient

        return AuthlibClient(client)


def _of_this_issuer(answer: Mapping[str, str], authority: str, facts: Mapping[str, Any]) -> None:
    """Raise for a response that another provider sent (RFC 9207)."""
    issuer = answer.get("iss")
    if issuer is None and facts.get("authorization_response_iss_parameter_supported") is not True:
        return
    if issuer != authority:
        _refused("the answer is of another issuer")


def _moment(seconds: object) -> datetime | None:
    """The time of `auth_time`, which some brokers write as a number and others as a string; None if there is none."""
    if seconds is None:
        return None
    try:
        if isinstance(seconds, int | float | str) and not isinstance(seconds, bool):
            return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        pass
    _refused("id token: auth_time")


def _refused(why: str) -> NoReturn:
    log.warning("the broker's answer is refused: %s", why)
    raise SignInRefused("sign-in-failed")


def _unreached(error: Unreached) -> NoReturn:
    log.error("the broker does not answer: %s", error)
    raise DependencyUnavailable("broker-unavailable") from None
