"""Requests and answers through the gateway: where they go, what passes unchanged, and what is removed."""

from __future__ import annotations

from collections.abc import Iterator
import json

import httpx
import pytest

from shared.domain.attachments import MAX_ATTACHMENT_BYTES
from tests.infra.conftest import Gateway
from tests.infra.policies import named_values
from tests.infra.predicted import committed

LIMIT = 256 * 1024
MARGIN = 4 * 1024
LASTING = "__Host-feltskema=a.b.c; max-age=600; path=/; secure; samesite=lax; httponly"


def test_the_api_goes_to_the_functions_and_everything_else_to_the_static_site(gateway: Gateway) -> None:
    gateway.call("GET", "/api/registrations?limit=25", {"Cookie": gateway.cookie})
    for path in ("/", "/assets/app.js?v=1", "/sw.js", "/nye/registreringer/1", "/apianist", "/k%C3%A6de%20a"):
        gateway.call("GET", path)
    assert [request["path"] for request in gateway.functions.requests] == ["/api/registrations?limit=25"]
    assert [request["path"] for request in gateway.site.requests] == [
        "/",
        "/assets/app.js?v=1",
        "/sw.js",
        "/nye/registreringer/1",
        "/apianist",
        "/k%C3%A6de%20a",
    ]


def test_a_body_arrives_as_it_was_sent(gateway: Gateway) -> None:
    body = json.dumps({"answers": {"emne": "Rødgrød 🍓"}}, ensure_ascii=False).encode()
    gateway.call("PUT", "/api/registrations/a/1", {"Cookie": gateway.cookie, "X-Feltskema": "1"}, body)
    assert (gateway.seen()["method"], gateway.seen()["body"]) == ("PUT", body)
    assert gateway.seen()["headers"]["x-feltskema"] == "1"


def test_the_largest_registration_passes(gateway: Gateway) -> None:
    answer = gateway.call("PUT", "/api/registrations/a/1", {"Cookie": gateway.cookie}, b" " * (LIMIT + MARGIN))
    assert answer.status_code == 200


def test_the_largest_attachment_passes_as_it_was_sent(gateway: Gateway) -> None:
    file = bytes(range(256)) * (MAX_ATTACHMENT_BYTES // 256)
    headers = {"Cookie": gateway.cookie, "Content-Type": "image/jpeg"}
    answer = gateway.call("PUT", "/api/attachments/r/a", headers, file)
    assert answer.status_code == 200
    assert gateway.seen()["body"] == file
    assert gateway.seen()["headers"]["content-length"] == str(MAX_ATTACHMENT_BYTES)
    assert gateway.seen()["headers"]["content-type"] == "image/jpeg"


def test_a_larger_attachment_is_refused_with_a_reason(gateway: Gateway) -> None:
    file = b" " * (MAX_ATTACHMENT_BYTES + MARGIN + 1)
    answer = gateway.call("PUT", "/api/attachments/r/a", {"Cookie": gateway.cookie}, file)
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
    assert answer.json()["detail"] == "En fil kan højst fylde 8 MB. Vælg en mindre fil."
    assert gateway.functions.requests == []


def test_only_a_put_of_an_attachment_may_be_large(gateway: Gateway) -> None:
    for method, path in (
        ("POST", "/api/attachments/r/a"),
        ("PUT", "/api/attachmentsx/r/a"),
        ("PUT", "/api/entities/a"),
    ):
        answer = gateway.call(method, path, {"Cookie": gateway.cookie}, b" " * (LIMIT + MARGIN + 1))
        assert answer.status_code == 413, path


def test_what_shows_an_attachment_apart_from_our_pages_passes(gateway: Gateway) -> None:
    apart = "sandbox; default-src 'none'"
    gateway.functions.answer(headers=[("Content-Type", "image/png"), ("Content-Security-Policy", apart)], body=b"png")
    answer = gateway.call("GET", "/api/attachments/r/a", {"Cookie": gateway.cookie})
    assert (answer.content, answer.headers["content-security-policy"]) == (b"png", apart)


def test_a_larger_one_is_refused_with_a_reason(gateway: Gateway) -> None:
    answer = gateway.call("PUT", "/api/registrations/a/1", {"Cookie": gateway.cookie}, b" " * (LIMIT + MARGIN + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"] == "Registreringen fylder for meget"
    assert gateway.functions.requests == []


def test_a_body_of_untold_length_is_refused(gateway: Gateway) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"{}"

    answer = gateway.call("PUT", "/api/registrations/a/1", {"Cookie": gateway.cookie}, chunks())
    assert (answer.status_code, answer.json()["code"]) == (411, "length-required")
    assert gateway.functions.requests == []


@pytest.mark.parametrize("domain", ["; domain=", "; Domain=func.azurewebsites.net", ";domain=x"])
def test_the_hosts_domain_is_taken_out_of_a_cookie(gateway: Gateway, domain: str) -> None:
    written = LASTING.replace("; path=/", f"{domain}; path=/")
    gateway.functions.answer(headers=[("Content-Type", "application/json"), ("Set-Cookie", written)])
    answer = gateway.call("GET", "/api/auth/callback?state=x")
    assert answer.headers.get_list("set-cookie") == [LASTING]


def test_two_cookies_stay_two(gateway: Gateway) -> None:
    cookies = [("Set-Cookie", f"__Host-{name}=1; max-age=5; domain=; path=/; secure") for name in ("a", "b")]
    gateway.functions.answer(headers=[("Content-Type", "application/json"), *cookies])
    answer = gateway.call("GET", "/api/auth/login")
    assert answer.headers.get_list("set-cookie") == [
        "__Host-a=1; max-age=5; path=/; secure",
        "__Host-b=1; max-age=5; path=/; secure",
    ]


def test_no_cookie_is_made_where_there_was_none(gateway: Gateway) -> None:
    assert "set-cookie" not in gateway.call("GET", "/api/health/live").headers


def test_the_static_site_learns_nothing_of_the_person(gateway: Gateway) -> None:
    gateway.site.answer(headers=[("Content-Type", "text/html"), ("Set-Cookie", "tracked=1")])
    answer = gateway.call("GET", "/", {"Cookie": gateway.cookie, "Authorization": "Bearer x"})
    [request] = gateway.site.requests
    assert {"cookie", "authorization"} & set(request["headers"]) == set()
    assert request["headers"]["x-feltskema-gateway"] == named_values(committed("prod"))["static-site-token"]
    assert "set-cookie" not in answer.headers


def test_the_static_sites_own_headers_pass(gateway: Gateway) -> None:
    own = [
        ("Content-Type", "text/html"),
        ("Content-Security-Policy", "default-src 'self'"),
        ("Cache-Control", "public, max-age=31536000, immutable"),
        ("ETag", '"1"'),
    ]
    gateway.site.answer(headers=own, body=b"<!doctype html>")
    answer = gateway.call("GET", "/")
    assert answer.text == "<!doctype html>"
    assert [(name, answer.headers[name]) for name, _ in own] == own


def test_unchanged_files_are_not_sent_again(gateway: Gateway) -> None:
    gateway.site.answer(304, [("ETag", '"1"')], b"")
    answer = gateway.call("GET", "/app.js", {"If-None-Match": '"1"'})
    assert (answer.status_code, gateway.site.requests[0]["headers"]["if-none-match"]) == (304, '"1"')


def test_a_redirect_never_names_the_hidden_host(gateway: Gateway) -> None:
    gateway.site.answer(301, [("Location", f"http://127.0.0.1:{gateway.site.port}/hjem/")], b"")
    answer = gateway.call("GET", "/hjem")
    assert (answer.status_code, answer.headers["location"]) == (301, f"{gateway.public_url}/hjem/")


@pytest.mark.parametrize("status", [400, 404, 410, 500, 503])
@pytest.mark.parametrize("path", ["/assets/index-B2x.js", "/sw.js", "/api/auth/callback"])
def test_what_is_missing_is_never_kept(gateway: Gateway, path: str, status: int) -> None:
    """The static site may send a folder's caching rule with a missing file's 404: browsers would then keep the 404 for a year."""
    cached = [
        ("Content-Type", "application/problem+json"),
        ("Cache-Control", "public, max-age=31536000, immutable"),
        ("Expires", "Fri, 26 Nov 2027 08:00:00 GMT"),
        ("ETag", '"1"'),
    ]
    for back_end in (gateway.functions, gateway.site):
        back_end.answer(status, cached, b"{}")
    answer = gateway.call("GET", path)
    assert (answer.status_code, answer.headers["cache-control"]) == (status, "no-store")
    assert not {"expires", "etag"} & set(answer.headers)


def test_a_page_in_place_of_a_chunk_is_never_kept(gateway: Gateway) -> None:
    gateway.site.answer(
        200, [("Content-Type", "text/html"), ("Cache-Control", "public, max-age=31536000")], b"<!doctype"
    )
    assert gateway.call("GET", "/assets/index-B2x.js").headers["cache-control"] == "no-store"


def test_answers_of_the_api_are_for_our_own_pages_alone(gateway: Gateway) -> None:
    for path in ("/api/auth/callback", "/api/definitions"):
        assert gateway.call("GET", path).headers["cross-origin-resource-policy"] == "same-origin"
    apart = [("Content-Type", "image/png"), ("Cross-Origin-Resource-Policy", "cross-origin")]
    gateway.functions.answer(200, apart)
    headers = gateway.call("GET", "/api/attachments/r/a", {"Cookie": gateway.cookie}).headers
    assert headers.get_list("cross-origin-resource-policy") == ["same-origin"]


def test_a_redirect_to_the_broker_passes(gateway: Gateway) -> None:
    gateway.functions.answer(302, [("Location", "https://broker.example/op?state=x")], b"")
    answer = gateway.call("GET", "/api/auth/login")
    assert (answer.status_code, answer.headers["location"]) == (302, "https://broker.example/op?state=x")


def test_a_problem_of_the_functions_passes_as_it_is(gateway: Gateway) -> None:
    gateway.functions.answer(422, [("Content-Type", "application/problem+json")], b'{"code":"invalid-answers"}')
    answer = gateway.call("PUT", "/api/registrations/a/1", {"Cookie": gateway.cookie}, b"{}")
    assert (answer.status_code, answer.json()) == (422, {"code": "invalid-answers"})


@pytest.mark.parametrize(("status", "code"), [(404, "not-found"), (400, "bad-request"), (500, "internal")])
def test_the_hosts_empty_no_gets_a_reason(gateway: Gateway, status: int, code: str) -> None:
    gateway.functions.answer(status, [], b"")
    answer = gateway.call("GET", "/api/nowhere", {"Cookie": gateway.cookie})
    assert (answer.status_code, answer.json()["status"], answer.json()["code"]) == (status, status, code)


def test_an_unknown_method_is_a_problem_too(gateway: Gateway) -> None:
    answer = gateway.call("PATCH", "/api/definitions", {"Cookie": gateway.cookie})
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


def test_when_the_functions_are_down_the_phone_is_told_to_try_again(gateway: Gateway, dead_gateway: str) -> None:
    answer = httpx.get(f"{dead_gateway}/api/health/live", trust_env=False)
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert answer.headers["retry-after"] == "10"


@pytest.mark.parametrize("path", ["/api/health/live", "/api/definitions", "/index.html", "/.auth/me"])
def test_every_answer_carries_the_security_headers(gateway: Gateway, path: str) -> None:
    for back_end in (gateway.functions, gateway.site):
        back_end.answer(headers=[("Content-Type", "text/html"), ("Server", "told"), ("X-Powered-By", "x")])
    headers = gateway.call("GET", path).headers
    assert headers["strict-transport-security"].startswith("max-age=31536000")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "x-powered-by" not in headers
    assert "told" not in headers.get("server", "")
