"""Only the gateway may call the functions: tokens signed as Entra signs them, keys fetched over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.adapters.gateway import COOL_DOWN, LEEWAY, REST, EntraGateway
from shared.domain.problems import DependencyUnavailable, GatewayOnly
from shared.settings import SettingsError, read
from tests.adapters.entra import AUDIENCE, CLIENT, ISSUER, Entra, entra
from tests.waiting import until


@pytest.fixture
def service() -> Iterator[Entra]:
    with entra() as served:
        yield served


@pytest.fixture
def gateway(service: Entra) -> EntraGateway:
    return EntraGateway(("https://sts.windows.net/7f0d8a2e/", ISSUER), (AUDIENCE,), CLIENT, service.url)


def recognise_token(gateway: EntraGateway, token: str, later: timedelta = timedelta(0), scheme: str = "Bearer") -> None:
    asyncio.run(gateway.recognise(f"{scheme} {token}", datetime.now(UTC) + later))


@pytest.mark.parametrize("claim", ["azp", "appid", "oid"])
def test_the_gateway_is_recognised_by_any_claim_that_names_it(
    gateway: EntraGateway, service: Entra, claim: str
) -> None:
    claims: dict[str, Any] = {"azp": None, claim: CLIENT}
    recognise_token(gateway, service.token(**claims))


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://sts.windows.net/other/"},
        {"aud": "api://another"},
        {"azp": "another-client"},
        {"azp": None},
        {"exp": datetime(2020, 1, 1, tzinfo=UTC)},
        {"exp": None},
        {"aud": None},
        {"iss": None},
    ],
    ids=str,
)
def test_any_other_token_is_refused(gateway: EntraGateway, service: Entra, claims: dict[str, Any]) -> None:
    with pytest.raises(GatewayOnly):
        recognise_token(gateway, service.token(**claims))


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic abc", "Bearer a.b.c", "Bearer \udcff", "Bearer æ.ø.å"]
)
def test_a_header_without_a_valid_token_is_refused(gateway: EntraGateway, header: str) -> None:
    with pytest.raises(GatewayOnly):
        asyncio.run(gateway.recognise(header, datetime.now(UTC)))


def test_a_token_that_is_not_signed_with_an_rsa_key_is_refused(gateway: EntraGateway, service: Entra) -> None:
    with pytest.raises(GatewayOnly):
        recognise_token(gateway, service.token(algorithm="HS256", key="a secret that anybody could have chosen"))
    with pytest.raises(GatewayOnly):
        recognise_token(gateway, service.token(algorithm="PS256"))


def test_a_token_with_a_key_of_somebody_elses_is_refused(gateway: EntraGateway, service: Entra) -> None:
    with pytest.raises(GatewayOnly):
        recognise_token(gateway, service.token(key=Entra().keys["first"]))


def test_a_token_is_verified_once_and_no_longer_than_it_lasts(gateway: EntraGateway, service: Entra) -> None:
    token = service.token()
    recognise_token(gateway, token)
    service.broken = True
    recognise_token(gateway, token)
    assert service.fetches == 1
    # Long enough to be taken once on however busy a machine.
    other = service.token(exp=datetime.now(UTC) + timedelta(seconds=3 - LEEWAY))
    recognise_token(gateway, other)
    until(lambda: refused(gateway, other))


def refused(gateway: EntraGateway, token: str) -> bool:
    try:
        recognise_token(gateway, token)
    except GatewayOnly:
        return True
    return False


def test_without_keys_it_is_out_of_reach_and_rests(gateway: EntraGateway, service: Entra) -> None:
    service.broken = True
    for _ in range(3):
        with pytest.raises(DependencyUnavailable, match="gateway-unavailable"):
            recognise_token(gateway, service.token())
    assert service.fetches == 1
    service.broken = False
    recognise_token(gateway, service.token(), later=REST)


def test_a_key_set_that_is_none_is_out_of_reach(service: Entra) -> None:
    gateway = EntraGateway(
        ("https://sts.windows.net/7f0d8a2e/", ISSUER), (AUDIENCE,), CLIENT, service.url.replace("/keys", "")
    )
    service.published = lambda: b"<html>"  # type: ignore[method-assign]
    with pytest.raises(DependencyUnavailable):
        recognise_token(gateway, service.token())


def test_made_up_keys_do_not_cause_a_fetch_each(gateway: EntraGateway, service: Entra) -> None:
    stranger = Entra()
    stranger.keys = {f"made-up-{number}": stranger.keys["first"] for number in range(20)}
    recognise_token(gateway, service.token())
    for kid in stranger.keys:
        with pytest.raises(GatewayOnly):
            recognise_token(gateway, stranger.token(kid))
    assert service.fetches == 1
    assert COOL_DOWN >= 10


GOOD = {
    "GATEWAY_ISSUER": ISSUER,
    "GATEWAY_AUDIENCE": AUDIENCE,
    "GATEWAY_CLIENT": CLIENT,
    "GATEWAY_JWKS_URL": "https://x.dk/k",
}


@pytest.mark.parametrize("missing", GOOD)
def test_a_gateway_half_set_up_is_refused_by_name(missing: str) -> None:
    claims = {name: value for name, value in GOOD.items() if name != missing}
    with pytest.raises(SettingsError, match=f"^{missing}: set all of"):
        read({"DataStorage": "x", **claims})
