"""The OIDC client where a broker is not well, says what it must not, or is used where it must not be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import islice
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from shared.adapters.broker import Agreement, OidcBroker, agreement, dialect
from shared.adapters.broker.keys import ALGORITHMS, Keys, UnknownKey
from shared.adapters.broker.provider import Provider
from shared.adapters.pools import BROKER
from shared.domain.ports import Identified
from shared.domain.problems import OutOfReach, Problem, SignInRefused
from shared.settings import read
from tests.crooked_broker import CALLBACK, CURVES, CrookedBroker, crooked, jwk
from tests.functions.edge import SETTINGS
from tests.servers import Servers


@pytest.fixture(params=["/op", ""])
async def broker(request: pytest.FixtureRequest) -> AsyncIterator[CrookedBroker]:
    """With a path by msal, without one by Authlib."""
    async with crooked(request.param) as made:
        yield made


async def finished(broker: CrookedBroker, client: OidcBroker | None = None, **changes: str) -> Identified:
    client = client or broker.client()
    flow, state = await broker.begun(client)
    return await client.finish(flow, broker.answer(state, **changes))


async def refused(broker: CrookedBroker, code: str = "sign-in-failed", **changes: str) -> None:
    with pytest.raises(Problem) as problem:
        await finished(broker, None, **changes)
    assert problem.value.code == code


async def test_a_broker_that_is_right_in_everything_lets_in(broker: CrookedBroker) -> None:
    found = await finished(broker)
    assert (found.issuer, found.subject, found.claims["nemlogin.name"]) == (
        broker.authority,
        "karen",
        "Karen Kristensen",
    )
    assert broker.asked["/userinfo"] == 1


async def test_a_broker_that_answers_503_is_out_of_reach(broker: CrookedBroker) -> None:
    broker.token_status = broker.userinfo_status = 503
    await refused(broker, "broker-unavailable")
    broker.token_status = 200
    await refused(broker, "broker-unavailable")
    broker.facts = {"issuer": "https://other.example/op"}
    for call in (broker.client().probe(CALLBACK), broker.client().begin(CALLBACK)):
        with pytest.raises(OutOfReach) as problem:
            await call
        assert problem.value.code == "broker-unavailable"


async def test_plain_http_is_for_this_machine_alone() -> None:
    agreed = Agreement("https://broker.example/op", "client", "secret", (), {}, (), False, loopback_http=True)
    with pytest.raises(RuntimeError, match="OIDC_LOOPBACK_HTTP"):
        await OidcBroker(agreed).probe(CALLBACK)


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
    assert broker.asked["/jwks"] <= 3
    with pytest.raises(UnknownKey):
        await keys.key("good", "RS256")
    await keys.key("next", "RS256")


@pytest.mark.parametrize("change", [{"iss": "https://other.example/op"}, {"iss": ""}])
async def test_an_answer_of_another_issuer_is_not_exchanged(broker: CrookedBroker, change: dict[str, str]) -> None:
    await refused(broker, **change)
    assert "/token" not in broker.asked


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


async def test_a_broker_that_hangs_holds_only_so_many(broker: CrookedBroker) -> None:
    broker.hold, client = asyncio.Event(), broker.client()
    sign_ins = [asyncio.create_task(client.begin(CALLBACK)) for _ in range(50)]
    for turned_away in islice(asyncio.as_completed(sign_ins), 50 - BROKER.room):
        with pytest.raises(OutOfReach) as problem:
            await turned_away
        assert (problem.value.code, problem.value.headers["Retry-After"].isdigit()) == ("busy", True)
    broker.hold.set()
    outcomes = await asyncio.gather(*sign_ins, return_exceptions=True)
    assert sum(not isinstance(outcome, OutOfReach) for outcome in outcomes) == BROKER.room
    assert (await finished(broker, client)).subject == "karen"


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


async def test_a_wrong_secret_is_the_operators_to_mend(broker: CrookedBroker, caplog: pytest.LogCaptureFixture) -> None:
    broker.token_body, broker.token_status = b'{"error":"invalid_client"}', 400
    await refused(broker, "sign-in-service")
    assert "OIDC_CLIENT_SECRET" in caplog.text
    broker.token_body = b'{"error":"invalid_grant"}'
    await refused(broker)


async def test_an_error_of_the_exchange_is_logged_by_its_code_alone(
    broker: CrookedBroker, caplog: pytest.LogCaptureFixture
) -> None:
    broker.token_body, broker.token_status = (
        b'{"error":"Karen Kristensen\\nforged","error_description":"0101010000"}',
        400,
    )
    await refused(broker)
    assert "of no known shape" in caplog.text
    assert "Karen" not in caplog.text
    assert "0101010000" not in caplog.text


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((200, ""), ""),
        ((302, "/op/Account/Login?ReturnUrl=%2Fop%2Fconnect%2Fauthorize%2Fcallback%3Fscope%3Derror"), ""),
        ((302, "https://mitid.example/"), ""),
        ((302, "/op/Error?errorId=CfDJ8"), "broker-refuses"),
        ((302, f"{CALLBACK}?error=invalid_scope"), "broker-refuses"),
        ((400, ""), "broker-refuses"),
    ],
)
async def test_the_probe_goes_as_far_as_the_first_page(
    broker: CrookedBroker, answer: tuple[int, str], code: str
) -> None:
    broker.authorize = answer
    if not code:
        await broker.client().probe(CALLBACK)
        return
    with pytest.raises(OutOfReach) as problem:
        await broker.client().probe(CALLBACK)
    assert problem.value.code == code


PRIVILEGES = {
    "organizationScopes": [
        {"organizationTin": "DK10000009", "privileges": [{"id": "1", "name": "operatør hos andre"}]},
        {
            "organizationTin": "DK64942212",
            "privileges": [{"id": "2", "name": "konsulent"}, {"id": "3", "name": "konsulent"}],
        },
        {"organizationTin": "DK64942212", "privileges": [{"name": "drift"}, {"name": 7}, "x"]},
        {"organizationTin": "64942212", "privileges": [{"name": "uden land"}]},
    ]
}


async def test_privileges_of_the_employer_alone(broker: CrookedBroker) -> None:
    broker.privileges = PRIVILEGES
    assert (await finished(broker, broker.client(privileges_for="64942212"))).privileges == ("konsulent", "drift")
    assert (await finished(broker)).privileges == ()
    for odd in ({}, {"organizationScopes": None}, {"organizationScopes": [{"privileges": 1}]}):
        broker.privileges = odd
        assert (await finished(broker, broker.client(privileges_for="64942212"))).privileges == ()


@pytest.mark.parametrize("status", [401, 403, 500, 302])
async def test_nobody_comes_in_without_the_privileges_that_cannot_be_had(broker: CrookedBroker, status: int) -> None:
    broker.privileges_status = status
    with pytest.raises(OutOfReach):
        await finished(broker, broker.client(privileges_for="64942212"))


@pytest.mark.parametrize(
    ("dress", "scopes", "asked"),
    [
        (
            "signaturgruppen",
            {"openid", "nemlogin", "privileges"},
            {"idp_values": "mitid_erhverv", "idp_params": '{"mitid_erhverv":{"allow_private":false}}'},
        ),
        ("idura", {"openid"}, {"acr_values": "urn:grn:authn:dk:mitid:business"}),
        ("signicat", {"openid", "profile", "mitid-extra"}, {"acr_values": "idp:mitid"}),
    ],
)
async def test_what_the_broker_is_asked(servers: Servers, dress: str, scopes: set[str], asked: dict[str, str]) -> None:
    known = read(servers.broker(dress))
    start = await OidcBroker(agreement(known)).begin(CALLBACK)
    query = {name: values[0] for name, values in parse_qs(urlsplit(start.url).query).items()}
    assert query["response_type"] == "code"
    assert query["code_challenge_method"] == "S256"
    assert query["prompt"] == "login"
    assert set(query["scope"].split()) == scopes
    assert {name: query[name] for name in asked} == asked
    assert query["nonce"]
    assert query["redirect_uri"] == CALLBACK
    assert str(start.flow["code_verifier"]) not in start.url
    assert known.oidc_client_secret not in start.url


@pytest.mark.parametrize(
    "wrong",
    [{"client_id": "nobody"}, {"scopes": ("nemlogin", "not-ordered")}, {"extra": {"idp_values": "mitid_privat"}}],
)
async def test_a_wrong_request_never_comes_back_and_the_probe_says_so(servers: Servers, wrong: dict[str, Any]) -> None:
    known = read(servers.broker())
    callback = f"{known.public_url}/api/auth/callback"
    await OidcBroker(agreement(known)).probe(callback)
    with pytest.raises(OutOfReach) as problem:
        await OidcBroker(replace(agreement(known), **wrong)).probe(callback)
    assert problem.value.code == "broker-refuses"
    with pytest.raises(OutOfReach) as problem:
        await OidcBroker(agreement(known)).probe("https://elsewhere.example/api/auth/callback")
    assert problem.value.code == "broker-refuses"


def test_each_member_of_a_dialect_can_be_overridden() -> None:
    own = {
        "OIDC_SCOPES": "a,b",
        "OIDC_EXTRA": "{}",
        "OIDC_CLAIM_NAME": "n",
        "OIDC_CLAIM_CVR": "c",
        "OIDC_CLAIM_LOA": "l",
        "OIDC_CLAIM_PERSON": "p",
        "OIDC_LOA_ACCEPTED": "x,y",
        "OIDC_USERINFO": "true",
    }
    for name in ("signaturgruppen", "idura", "signicat"):
        speaks = dialect(read({**SETTINGS, "OIDC_BROKER": name, **own}))
        assert (speaks.scopes, speaks.extra, speaks.userinfo) == (("a", "b"), {}, True)
        assert (speaks.name, speaks.cvr, speaks.level, speaks.person, speaks.levels) == ("n", "c", "l", "p", ("x", "y"))
    usual = dialect(read(SETTINGS))
    assert [level.rsplit("/", 1)[1] for level in usual.levels] == ["Substantial", "High"]
    assert dialect(read({**SETTINGS, "OIDC_BROKER": "idura"})).levels == ()
