"""Keys, ID tokens and userinfo: what is taken, and what is not."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from shared.adapters.broker.keys import ALGORITHMS, Keys, UnknownKey
from shared.adapters.broker.provider import Provider
from shared.domain.problems import SignInRefused
from tests.crooked_broker import CURVES, CrookedBroker, crooked, finished, jwk, refused


@pytest.mark.starts
@pytest.mark.parametrize("algorithm", ALGORITHMS)
async def test_every_algorithm_that_is_allowed_can_be_verified(algorithm: str) -> None:
    """With a key that names none, as the brokers publish them."""
    async with crooked("") as broker:
        broker.keys, broker.signer = [jwk("one", algorithm if algorithm in CURVES else "RS256")], "one"
        broker.algorithm = algorithm
        assert (await finished(broker)).subject == "karen"
        broker.facts = {"id_token_signing_alg_values_supported": ["RS256"]}
        if algorithm != "RS256":
            await refused(broker)


@pytest.mark.parametrize(
    ("keys", "signer"),
    [
        ([jwk("good", use="enc")], "good"),
        ([jwk("good", alg="PS256")], "good"),
        ([jwk("short")], "short"),
        ([{"kty": "RSA", "kid": "good", "use": "sig", "e": "AQAB", "n": "!"}], "good"),
        ([jwk("good"), jwk("other", kid="good")], "good"),
        ([], "good"),
    ],
)
async def test_a_key_that_is_not_for_this(broker: CrookedBroker, keys: list[dict[str, Any]], signer: str) -> None:
    broker.keys, broker.signer = keys, signer
    await refused(broker)


async def test_a_key_that_was_rotated_a_moment_ago_is_accepted(broker: CrookedBroker) -> None:
    client = broker.client()
    await finished(broker, client)
    broker.keys, broker.signer = [jwk("good"), jwk("next")], "next"
    assert (await finished(broker, client)).subject == "karen"


async def test_made_up_key_ids_cause_no_flood_and_a_withdrawn_key_is_gone(broker: CrookedBroker) -> None:
    keys = Keys(Provider(broker.authority, True), pause=0.2)
    await keys.key("good", "RS256")
    broker.keys = [jwk("next")]
    junk = [keys.key(f"made-up-{number}", "RS256") for number in range(200)]
    outcomes = await asyncio.gather(*junk, return_exceptions=True)
    assert all(isinstance(outcome, UnknownKey) for outcome in outcomes)
    assert broker.requests["/jwks"] <= 3
    with pytest.raises(UnknownKey):
        await keys.key("good", "RS256")
    await keys.key("next", "RS256")


@pytest.mark.parametrize("change", [{"iss": "https://other.example/op"}, {"iss": ""}])
async def test_an_answer_of_another_issuer_is_not_exchanged(broker: CrookedBroker, change: dict[str, str]) -> None:
    await refused(broker, **change)
    assert "/token" not in broker.requests


async def test_an_issuer_is_demanded_where_it_was_announced(broker: CrookedBroker) -> None:
    client = broker.client()
    flow, state = await broker.begun(client)
    with pytest.raises(SignInRefused):
        await client.finish(flow, {"code": "code", "state": state})
    broker.facts = {"authorization_response_iss_parameter_supported": False}
    client = broker.client()
    flow, state = await broker.begun(client)
    assert (await client.finish(flow, {"code": "code", "state": state})).subject == "karen"


@pytest.mark.parametrize(
    ("claims", "comes_in"),
    [
        ({"aud": ["feltskema"]}, True),
        ({"aud": ["feltskema", "other"], "azp": "feltskema"}, True),
        ({"aud": ["feltskema", "other"]}, False),
        ({"azp": "other"}, False),
        ({"azp": 1}, False),
        ({"sub": ""}, False),
        ({"sub": " "}, False),
        ({"sub": "x" * 256}, False),
        ({"sub": 7}, False),
        ({"sub": "æ"}, False),
        ({"auth_time": "1788126725"}, True),
        ({"auth_time": ...}, True),
        ({"auth_time": "yesterday"}, False),
        ({"auth_time": [1]}, False),
        ({"auth_time": True}, False),
        ({"auth_time": 1e400}, False),
        ({"at_hash": "another"}, False),
        ({"nonce": ...}, False),
        ({"exp": float("inf")}, False),
    ],
)
async def test_what_an_id_token_says(broker: CrookedBroker, claims: dict[str, Any], comes_in: bool) -> None:
    broker.claims, broker.userinfo = claims, {"sub": claims.get("sub", "karen")}
    if comes_in:
        assert (await finished(broker)).subject == "karen"
    else:
        await refused(broker)


@pytest.mark.parametrize(
    ("userinfo", "status", "code"),
    [
        ({"sub": "mehmet", "nemlogin.cvr": "64942212"}, 200, "sign-in-failed"),
        ({"nemlogin.cvr": "64942212"}, 200, "sign-in-failed"),
        ({"sub": ["karen"]}, 200, "sign-in-failed"),
        (b"", 401, "sign-in-failed"),
        (b"eyJhbGciOiJSUzI1NiJ9.e30.c2ln", 200, "broker-unavailable"),
        (["karen"], 200, "broker-unavailable"),
        (b'{"sub":' + b"[" * 50_000, 200, "broker-unavailable"),
        (b" " * 300_000 + b'{"sub":"karen"}', 200, "broker-unavailable"),
        (b"", 302, "broker-unavailable"),
    ],
)
async def test_userinfo_of_somebody_else_or_of_no_use(
    broker: CrookedBroker, userinfo: object, status: int, code: str
) -> None:
    broker.userinfo, broker.userinfo_status = userinfo, status
    await refused(broker, code)
