"""The OIDC client where a broker is not well, says what it must not, or is used where it must not be."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import islice
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from shared.adapters.broker import Agreement, OidcBroker, agreement, dialect
from shared.adapters.pools import BROKER
from shared.domain.problems import DependencyUnavailable
from shared.settings import read
from tests.crooked_broker import CALLBACK, CrookedBroker, finished, refused
from tests.functions.edge import SETTINGS
from tests.servers import Servers


async def test_a_broker_that_is_right_in_everything_lets_in(broker: CrookedBroker) -> None:
    person = await finished(broker)
    assert (person.issuer, person.subject, person.claims["nemlogin.name"]) == (
        broker.authority,
        "karen",
        "Karen Kristensen",
    )
    assert broker.requests["/userinfo"] == 1


async def test_a_broker_that_has_just_closed_an_idle_connection_costs_no_sign_in(broker: CrookedBroker) -> None:
    broker.closes, client = frozenset({"/token"}), broker.client()
    for _ in range(3):
        assert (await finished(broker, client)).subject == "karen"


async def test_a_broker_that_answers_503_is_out_of_reach(broker: CrookedBroker) -> None:
    broker.token_status = broker.userinfo_status = 503
    await refused(broker, "broker-unavailable")
    broker.token_status = 200
    await refused(broker, "broker-unavailable")
    broker.facts = {"issuer": "https://other.example/op"}
    for call in (broker.client().probe(CALLBACK), broker.client().begin(CALLBACK)):
        with pytest.raises(DependencyUnavailable) as problem:
            await call
        assert problem.value.code == "broker-unavailable"


@pytest.mark.parametrize(
    "facts",
    [
        {"token_endpoint": "http://localhost/token"},
        {"token_endpoint": None},
        {"authorization_endpoint": None},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": ["x"]},
        {"userinfo_endpoint": "http://localhost/userinfo"},
        {"jwks_uri": 7},
    ],
)
async def test_a_discovery_that_leads_nowhere_safe(broker: CrookedBroker, facts: dict[str, object]) -> None:
    broker.facts = facts
    await refused(broker, "broker-unavailable")


async def test_plain_http_is_for_this_machine_alone() -> None:
    agreed = Agreement("https://broker.example/op", "client", "secret", (), {}, (), False, loopback_http=True)
    with pytest.raises(RuntimeError, match="OIDC_LOOPBACK_HTTP"):
        await OidcBroker(agreed).probe(CALLBACK)


async def test_a_broker_that_hangs_holds_only_so_many(broker: CrookedBroker) -> None:
    broker.hold, client = asyncio.Event(), broker.client()
    sign_ins = [asyncio.create_task(client.begin(CALLBACK)) for _ in range(50)]
    for turned_away in islice(asyncio.as_completed(sign_ins), 50 - BROKER.room):
        with pytest.raises(DependencyUnavailable) as problem:
            await turned_away
        assert (problem.value.code, problem.value.headers["Retry-After"].isdigit()) == ("busy", True)
    broker.hold.set()
    outcomes = await asyncio.gather(*sign_ins, return_exceptions=True)
    assert sum(not isinstance(outcome, DependencyUnavailable) for outcome in outcomes) == BROKER.room
    assert (await finished(broker, client)).subject == "karen"


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
    with pytest.raises(DependencyUnavailable) as problem:
        await broker.client().probe(CALLBACK)
    assert problem.value.code == code


@pytest.mark.parametrize(
    "keys",
    [[], [{"kty": "oct", "kid": "good", "k": "c2VjcmV0"}], [{"kty": "RSA", "use": "enc", "kid": "good"}]],
    ids=["none", "a secret", "of encryption"],
)
async def test_without_a_key_to_check_signatures_nobody_could_sign_in_and_the_probe_says_so(
    broker: CrookedBroker, keys: list[dict[str, Any]]
) -> None:
    client = broker.client()
    await client.probe(CALLBACK)
    broker.keys = keys
    with pytest.raises(DependencyUnavailable) as problem:
        await client.probe(CALLBACK)
    assert problem.value.code == "broker-unavailable"
    broker.facts = {"jwks_uri": f"{broker.authority}/nowhere"}
    with pytest.raises(DependencyUnavailable):
        await client.probe(CALLBACK)


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
    with pytest.raises(DependencyUnavailable):
        await finished(broker, broker.client(privileges_for="64942212"))


@pytest.mark.parametrize(
    ("dress", "scopes", "expected"),
    [
        (
            "signaturgruppen",
            {"openid", "nemlogin"},
            {"idp_values": "mitid_erhverv", "idp_params": '{"mitid_erhverv":{"allow_private":false}}'},
        ),
        ("idura", {"openid"}, {"acr_values": "urn:grn:authn:dk:mitid:business"}),
        ("signicat", {"openid", "profile", "mitid-extra"}, {"acr_values": "idp:mitid"}),
    ],
)
async def test_what_the_broker_is_asked(
    servers: Servers, dress: str, scopes: set[str], expected: dict[str, str]
) -> None:
    configured = read(servers.broker(dress))
    start = await OidcBroker(agreement(configured)).begin(CALLBACK)
    query = {name: values[0] for name, values in parse_qs(urlsplit(start.url).query).items()}
    assert query["response_type"] == "code"
    assert query["code_challenge_method"] == "S256"
    assert query["prompt"] == "login"
    assert set(query["scope"].split()) == scopes
    assert {name: query[name] for name in expected} == expected
    assert query["nonce"]
    assert query["redirect_uri"] == CALLBACK
    assert str(start.flow["code_verifier"]) not in start.url
    assert configured.oidc_client_secret not in start.url


async def test_privileges_are_asked_for_where_they_are_ordered(servers: Servers) -> None:
    configured = read({**servers.broker(), "OIDC_PRIVILEGE_ROLES": '{"Feltskema konsulent":"konsulent"}'})
    start = await OidcBroker(agreement(configured)).begin(CALLBACK)
    [scope] = parse_qs(urlsplit(start.url).query)["scope"]
    assert set(scope.split()) == {"openid", "nemlogin", "privileges"}


@pytest.mark.parametrize(
    "wrong",
    [{"client_id": "nobody"}, {"scopes": ("nemlogin", "not-ordered")}, {"extra": {"idp_values": "mitid_privat"}}],
)
async def test_a_wrong_request_never_comes_back_and_the_probe_says_so(servers: Servers, wrong: dict[str, Any]) -> None:
    configured = read(servers.broker())
    callback = f"{configured.public_url}/api/auth/callback"
    await OidcBroker(agreement(configured)).probe(callback)
    with pytest.raises(DependencyUnavailable) as problem:
        await OidcBroker(replace(agreement(configured), **wrong)).probe(callback)
    assert problem.value.code == "broker-refuses"
    with pytest.raises(DependencyUnavailable) as problem:
        await OidcBroker(agreement(configured)).probe("https://elsewhere.example/api/auth/callback")
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
