"""The OIDC client where a broker is not well, or is used where it must not be."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

from aiohttp import web
import pytest

from shared.adapters.broker import OidcBroker
from shared.domain.problems import OutOfReach
from shared.settings import read
from tests.servers import Servers


@pytest.fixture
async def unwell() -> AsyncIterator[str]:
    """The address of a broker that answers 503 to everything."""
    application = web.Application()

    async def no(request: web.Request) -> web.Response:
        return web.Response(status=503)

    application.router.add_route("*", "/{path:.*}", no)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "localhost", 0).start()
    yield f"https://localhost:{runner.addresses[0][1]}/op"
    await runner.cleanup()


async def test_a_broker_that_answers_503_is_out_of_reach(unwell: str) -> None:
    broker = OidcBroker(unwell, ("client", "secret"), ("nemlogin",), {}, True)
    for call in (broker.probe(), broker.begin("https://app.example/api/auth/callback")):
        with pytest.raises(OutOfReach) as problem:
            await call
        assert problem.value.code == "broker-unavailable"


async def test_plain_http_is_for_this_machine_alone() -> None:
    broker = OidcBroker("https://broker.example/op", ("client", "secret"), (), {}, True)
    with pytest.raises(RuntimeError, match="OIDC_LOOPBACK_HTTP"):
        await broker.probe()


async def test_what_the_broker_is_asked(servers: Servers) -> None:
    known = read(servers.broker())
    client = (known.oidc_client_id, known.oidc_client_secret)
    broker = OidcBroker(known.oidc_authority, client, known.oidc_scopes, known.oidc_extra, True)
    start = await broker.begin("https://app.example/api/auth/callback")
    asked = parse_qs(urlsplit(start.url).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["prompt"] == ["login"]
    assert set(asked["scope"][0].split()) == {"openid", "nemlogin"}
    assert asked["idp_values"] == ["mitid_erhverv"]
    assert asked["idp_params"] == ['{"mitid_erhverv":{"allow_private":false}}']
    assert asked["nonce"]
    assert asked["redirect_uri"] == ["https://app.example/api/auth/callback"]
    assert "code_verifier" not in start.url
    assert known.oidc_client_secret not in start.url
