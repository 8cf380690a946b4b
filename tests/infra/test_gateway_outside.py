"""Requests from outside: only one spelling of each address is accepted, and headers that only the platform may set are
removed."""

from __future__ import annotations

import http.client
import json
import re

import httpx
import pytest

from local.run.parts import HOME
from tests.infra.conftest import Gateway
from tests.infra.running_gateway import IP_HEADER

STRANGE = (
    *(
        "//.auth/me",
        "/%2e/x",
        "/x/..",
        "/x/%2e%2e/.auth/me",
        "/x/../.auth/me",
        "/.auth/login/aad",
        "/.AUTH/me",
        "/%2Eauth/me",
    ),
    *(
        "/.%61uth/me",
        "/a%2fb",
        "/a%2F..%2f.auth/me",
        "/a%5cb",
        "/a\\b",
        "/\\.auth\\me",
        "/%5c.auth/me",
        "/a/./b",
        "/.%2f.auth",
    ),
    *(
        "/a//b",
        "/a/%2e%2e%2f.auth",
        "/..;/.auth/me",
        "/a;b/.auth",
        "/a%00b",
        "/a%25b",
        "/%252e%252e/.auth/me",
        "/a%3b",
        "/%c0%ae",
    ),
    *(
        "/API/auth/me",
        "/Api/definitions",
        "/aPI",
        "/%61pi/definitions",
        "/ap%69/auth/login",
        "/api//auth/login",
        "/api/./auth/login",
    ),
    *(
        "/api/auth/login/../me",
        "/api/auth%2Flogin",
        "/api/auth/login%2f",
        "/api/%61uth/login",
        "/api/health/live/..;/../definitions",
    ),
    *(
        "/api/auth/login/%2e%2e/me",
        "/api/a/../../.auth/me",
        "/api/%2e%2e/.auth/me",
        "/api/auth/login;x",
        "/api/auth/login%09",
    ),
    *(
        "/api/auth/login%09",
        "/api\\auth\\me",
        "/api/attachments/../registrations/a/1",
        "/api/health/live%3f",
        "/api/auth/login^",
    ),
    *(
        "/api/auth/callback/.",
        "/api/openapi.json/..",
        "/api/openapi.json%00",
        "/./api/auth/me",
        "/.git/config",
    ),
)


def arrived(gateway: Gateway, path: str, cookie: str) -> list[str]:
    """The paths that reach either back end when a signed-in caller requests `path` exactly as written."""
    connection = http.client.HTTPConnection(httpx.URL(gateway.url).netloc.decode())
    connection.putrequest("GET", path)
    connection.putheader("Cookie", cookie)
    connection.endheaders()
    connection.getresponse().read()
    connection.close()
    paths = [request["path"] for request in gateway.functions.requests + gateway.site.requests]
    gateway.functions.requests.clear()
    gateway.site.requests.clear()
    return paths


def test_an_address_of_another_spelling_is_none(gateway: Gateway) -> None:
    cookie = gateway.cookie
    assert {path: came for path in STRANGE if (came := arrived(gateway, path, cookie))} == {}


def test_a_query_may_hold_what_a_path_may_not(gateway: Gateway) -> None:
    query = "/api/companies?query=Caf%C3%A9%20//..%2F%5C&next=/../.auth"
    assert arrived(gateway, query, gateway.cookie) == [query]


KINDS = (
    *("X-MS-CLIENT-PRINCIPAL", "x-ms-client-principal-id", "X-MS-CLIENT-PRINCIPAL-NAME", "X-MS-CLIENT-PRINCIPAL-IDP"),
    *("X-MS-TOKEN-AAD-ID-TOKEN", "X-MS-TOKEN-AAD-ACCESS-TOKEN", "X-MS-Original-URL", "x-ms-site-restricted-token"),
    *(
        "x-ms-platform-internal",
        "X-MS-COLDSTART",
        "X-MS-Private-Link-Id",
        "X-MS-Tomorrow",
        "X-ARR-ClientCert",
        "X-ARR-SSL",
    ),
    *("X-ARR-LOG-ID", "X-Original-URL", "X-Original-Host", "X-Original-For", "X-Rewrite-URL", "X-WAWS-Unencoded-URL"),
    *(
        "X-HTTP-Method-Override",
        "X-HTTP-Method",
        "X-Method-Override",
        "X-AppService-Proto",
        "X-SITE-DEPLOYMENT-ID",
        "X-Real-IP",
    ),
    *("X-Forwarded-Client-Cert", "X-Forwarded-Server", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Forwarded-Scheme"),
    *(
        "X-Forwarded-User",
        "X-Forwarded-Path",
        "X-Forwarded-Tomorrow",
        "X-Forwarded",
        "X-Forward-For",
        "X-Host",
        "X-Client-IP",
    ),
    *(
        "X-Cluster-Client-IP",
        "X-Remote-User",
        "X-SSL-Client-Cert",
        "X-Azure-ClientIP",
        "X-Azure-FDID",
        "X-Azure-SocketIP",
    ),
    *(
        "X-FD-HealthProbe",
        "X-Functions-Key",
        "X-ZUMO-AUTH",
        "X-Envoy-External-Address",
        "X-Auth-Request-User",
        "Client-IP",
    ),
    *(
        "True-Client-IP",
        "CF-Connecting-IP",
        "Fastly-Client-IP",
        "DISGUISED-HOST",
        "WAS-DEFAULT-HOSTNAME",
        "MS-ASPNETCORE-TOKEN",
    ),
    *(
        "Ocp-Apim-Subscription-Key",
        "Ocp-Apim-Trace",
        "Forwarded",
        "Front-End-Https",
        "Proxy",
        "Proxy-Host",
        "Authorization",
    ),
    *(
        "X-Feltskema-Gateway",
        "X-Feltskema-Session",
        "X-Feltskema-Device",
        "X-Feltskema-Tomorrow",
        "X_MS_CLIENT_PRINCIPAL",
    ),
    *("X-Feltskema_Session", "X_Forwarded_User", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"),
)
"""Headers that the Functions host, the static site, ASP.NET or proxies trust, and some made up in the same style."""


@pytest.mark.parametrize("path", ["/api/definitions", "/index.html"])
@pytest.mark.parametrize(
    "some", [KINDS[first : first + 10] for first in range(0, len(KINDS), 10)], ids=lambda some: some[0]
)
def test_nobody_can_claim_to_be_the_platform(gateway: Gateway, path: str, some: tuple[str, ...]) -> None:
    answer = gateway.call(
        "GET", path, {name: "somebody" for name in some} | {"Cookie": gateway.cookie, IP_HEADER: "192.0.2.7"}
    )
    assert answer.status_code == 200
    [request] = gateway.functions.requests + gateway.site.requests
    assert "somebody" not in json.dumps(request["headers"])
    assert request["headers"]["x-forwarded-for"] == "192.0.2.7"
    assert f"https://{request['headers']['x-forwarded-host']}" == gateway.public_url
    assert request["headers"]["x-forwarded-proto"] == "https"


def test_who_claims_more_than_can_be_taken_away_is_not_heard(gateway: Gateway) -> None:
    claimed = {f"X-MS-{number}": "somebody" for number in range(12)}
    assert gateway.call("GET", "/", claimed).status_code == 200
    assert "somebody" not in str(gateway.site.requests)
    gateway.site.requests.clear()
    answer = gateway.call("GET", "/", claimed | {"X-MS-12": "somebody"})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")
    assert gateway.site.requests == []


def test_what_a_browser_says_passes(gateway: Gateway) -> None:
    text = {
        **{
            "Accept": "text/html",
            "Accept-Language": "da",
            "User-Agent": "Mozilla/5.0",
            "If-None-Match": '"1"',
            "Range": "bytes=0-",
        },
        **{
            "Origin": gateway.public_url,
            "X-Feltskema": "1",
            "Sec-Fetch-Site": "same-origin",
            "Sec-CH-UA-Mobile": "?1",
            "DNT": "1",
        },
        **{"If-Match": '"2"', "traceparent": "00-0-0-01", "Priority": "u=1", "X-Requested-With": "x"},
    }
    gateway.call("GET", "/api/definitions", text | {"Cookie": gateway.cookie})
    headers = gateway.seen()["headers"]
    assert {name: headers.get(name.lower()) for name in text} == text


def test_what_the_page_says_of_itself_passes(gateway: Gateway) -> None:
    """Every header that the page's code sends must pass."""
    code = "".join(file.read_text("utf-8") for file in (HOME / "static-web" / "src").rglob("*.ts"))
    text = [name for name in re.findall(r"headers\['([^']+)'\] = ", code) if name != "Content-Type"]
    assert {"X-Feltskema", "Feltskema-Person", "Feltskema-Background"} <= set(text)
    sent = dict.fromkeys(text, "1")
    gateway.call("GET", "/api/definitions", sent | {"Cookie": gateway.cookie})
    headers = gateway.seen()["headers"]
    assert [name for name in text if headers.get(name.lower()) != "1"] == []
