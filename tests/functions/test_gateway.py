"""Past the gateway nobody comes in, but to ask whether the process is alive."""

from __future__ import annotations

from collections.abc import Iterator
import json
from typing import Any

import azure.functions as func
import pytest

from functions import auth, fallback, health
from shared import wiring
from shared.settings import settings
from tests.adapters.entra import AUDIENCE, CLIENT, ISSUER, Entra, entra

SETTINGS = {
    "DataStorage": "UseDevelopmentStorage=true",
    "PUBLIC_URL": "https://app.example",
    "SESSION_KEY": "-----BEGIN PRIVATE KEY-----\\n-----END PRIVATE KEY-----",
    "OIDC_AUTHORITY": "https://broker.example/op",
    "OIDC_CLIENT_ID": "feltskema",
    "OIDC_CLIENT_SECRET": "not-a-secret",
    "CVR_URL": "https://cvr.example",
    "CVR_USER": "feltskema",
    "CVR_PASSWORD": "not-a-secret",
    "FASIT_URL": "https://fasit.example",
    "FASIT_TENANT": "kk",
    "FASIT_CLIENT_CERTIFICATE": "-----BEGIN PRIVATE KEY-----\\n-----END PRIVATE KEY-----",
    "FASIT_PARTY_URN": "urn:schultz:dokument:1.0:primaerpart:cvr:{cvr}",
    "DRAFT_KEYS": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "GATEWAY_ISSUER": ISSUER,
    "GATEWAY_AUDIENCE": AUDIENCE,
    "GATEWAY_CLIENT": CLIENT,
}


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Entra]:
    with entra() as served, wiring.override():
        for name, value in {**SETTINGS, "GATEWAY_JWKS_URL": served.url}.items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()
        yield served
    settings.cache_clear()


async def call(handler: Any, token: str = "", method: str = "GET", **route: str) -> tuple[int, Any, Any]:
    """Status, code of the problem if it is one, headers."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    answer = await handler(func.HttpRequest(method, "/", headers=headers, route_params=route, body=b""))
    body = json.loads(answer.get_body() or b"{}")
    return answer.status_code, body.get("code"), answer.headers


@pytest.mark.asyncio
async def test_only_the_gateway_comes_in(service: Entra) -> None:
    for token in ("", service.token(azp="another")):
        assert (await call(fallback.zz_fallback, token, rest="x"))[:2] == (403, "gateway-only")
    assert (await call(fallback.zz_fallback, service.token(), rest="x"))[:2] == (404, "unknown-route")


@pytest.mark.asyncio
@pytest.mark.parametrize("handler", [auth.get_me, auth.get_login, health.get_ready, fallback.zz_fallback])
async def test_it_stands_before_everything_else(service: Entra, handler: Any) -> None:
    assert (await call(handler))[:2] == (403, "gateway-only")


@pytest.mark.asyncio
async def test_whether_the_process_is_alive_anybody_may_ask(service: Entra) -> None:
    assert (await call(health.get_live))[0] == 200


@pytest.mark.asyncio
async def test_without_entra_it_is_unavailable_and_not_forbidden(service: Entra) -> None:
    service.broken = True
    assert (await call(fallback.zz_fallback, service.token()))[:2] == (503, "gateway-unavailable")


@pytest.mark.asyncio
async def test_a_wrong_method_is_told_which_are_right(service: Entra) -> None:
    status, code, headers = await call(fallback.zz_fallback, service.token(), "DELETE", rest="registrations")
    assert (status, code, headers["Allow"]) == (405, "wrong-method", "GET")
    status, code, _ = await call(fallback.zz_fallback, service.token(), "POST", rest="no/such/place")
    assert (status, code) == (404, "unknown-route")
