"""What becomes of a request and of a response between client and handler."""

from __future__ import annotations

from collections.abc import Iterator
import json
from typing import Any

import httpx
import pytest

from tests.local.host.process import HostProcess, host

pytestmark = pytest.mark.starts


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostProcess]:
    with host("http", tmp_path_factory.mktemp("host"), FUNCTIONS_REQUEST_BODY_SIZE_LIMIT="50000") as process:
        yield process


def echoed(app: HostProcess, request: bytes) -> dict[str, Any]:
    head, _, body = app.raw(request).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), head
    result: dict[str, Any] = json.loads(body[body.index(b"{") : body.rindex(b"}") + 1])
    return result


COOKIES = [
    (["a=1; Path=/; Secure; HttpOnly; SameSite=Lax"], ["a=1; domain=; path=/; secure; samesite=lax; httponly"]),
    (["a=1"], ["a=1; domain=; path="]),
    (["a=; Path=/; Max-Age=0"], ["a=; max-age=0; domain=; path=/"]),
    (["a=1; Max-Age=1.5; Path=/"], ["a=1; max-age=1; domain=; path=/"]),
    (["a=1; Domain=x.dk; Path=/"], ["a=1; domain=x.dk; path=/"]),
    (["a=1; Path=/", "b=2; Path=/"], ["a=1; domain=; path=/", "b=2; domain=; path=/"]),
    (["a=x+/=%; Path=/"], ["a=x%2B%2F%3D%25; domain=; path=/"]),
    (['a="b c"; Path=/'], ["a=b%20c; domain=; path=/"]),
    (["a=1; SameSite=Whatever; Path=/"], ["a=1; domain=; path=/"]),
    (["a=1; HttpOnly=false; Secure=; Path=/"], ["a=1; domain=; path=/; httponly"]),
    (["a=1; Priority=High; Path=/; Secure"], ["a=1; domain=; path=", "Priority=High; domain=; path=/; secure"]),
    (["a=æ; Path=/"], []),
    (['a={"k":1}; Path=/'], []),
    (
        ["a=1; Path=/; Expires=Thu, 26 Nov 2026 10:00:00 GMT"],
        ["a=1; expires=Thu, 26 Nov 2026 10:00:00 GMT; domain=; path=/"],
    ),
]


@pytest.mark.parametrize(("written", "arrived"), COOKIES)
def test_a_cookie_is_parsed_and_printed_again(app: HostProcess, written: list[str], arrived: list[str]) -> None:
    answer = httpx.post(f"{app.url}/api/cookies", json=written)
    assert answer.status_code == 200
    assert answer.headers.get_list("set-cookie") == arrived


@pytest.mark.parametrize(
    "cookie", ["a=1; Max-Age=ten", "a=1; Max-Age=-1", "a/b=1", "a=1; Expires=Thu, 26-Nov-2026 10:00:00 GMT"]
)
def test_a_cookie_that_fails_is_a_500(app: HostProcess, cookie: str) -> None:
    answer = httpx.post(f"{app.url}/api/cookies", json=[cookie])
    assert (answer.status_code, answer.content) == (500, b"")


def test_a_kept_response_sends_its_cookie_once(app: HostProcess) -> None:
    reported = [app.get("/api/responses/cached").headers.get_list("set-cookie") for _ in range(2)]
    assert reported == [["once=1; domain=; path=/"], []]


ROUTES = [
    ("GET", "/api/order/recent", 200, "a recent"),
    ("GET", "/api/ORDER/Recent", 200, "a Recent"),
    ("GET", "/api/sync", 200, "thread"),
    ("GET", "/api/sync/", 200, "thread"),
    ("GET", "/api/sync//", 404, ""),
    ("GET", "/api//sync", 404, ""),
    ("GET", "/api/x/../sync", 200, "thread"),
    ("GET", "/../api/./sync", 200, "thread"),
    ("GET", "/api/x/%2e%2E/sync", 200, "thread"),
    ("GET", "/api/sync/..", 404, ""),
    ("GET", "/api/s%79nc", 200, "thread"),
    ("POST", "/api/sync", 404, ""),
    ("HEAD", "/api/sync", 404, ""),
    ("GET", "/sync", 404, ""),
    ("GET", "/api/items/a%2Fb", 200, '{"id": "a%2Fb"}'),
    ("GET", "/api/items/a%252fb", 200, '{"id": "a%2fb"}'),
    ("GET", "/api/items/%C3%A6/p", 200, '{"id": "\\u00e6", "part": "p"}'),
    ("GET", "/api/items/%FF", 200, '{"id": "%FF"}'),
    ("GET", "/api/items/a%00b", 404, ""),
    ("GET", "/api/numbers/12", 200, "number '12'"),
    ("GET", "/api/numbers/12x", 200, "text"),
    ("GET", "/api/twice", 200, "a"),
    ("POST", "/api/twice", 404, ""),
    ("GET", "/api/administration/x", 404, ""),
    ("GET", "/api/unrouted", 200, "unrouted"),
    ("GET", "/api/locked", 200, "in"),
]


@pytest.mark.parametrize(("method", "path", "status", "text"), ROUTES)
def test_routes(app: HostProcess, method: str, path: str, status: int, text: str) -> None:
    received = app.raw(f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    assert received.startswith(f"HTTP/1.1 {status} ".encode()), received
    if method != "HEAD":
        assert text in received.decode()


def test_a_route_without_methods_takes_all_of_them(app: HostProcess) -> None:
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        assert httpx.request(method, f"{app.url}/api/echo/x").json()["method"] == method


def test_a_rest_of_a_path_keeps_its_slashes_and_may_be_nothing(app: HostProcess) -> None:
    assert app.get("/api/echo/a/b/").json()["route"] == {"path": "a/b/"}
    assert app.get("/api/echo").json()["route"] == {}


@pytest.mark.parametrize(
    ("query", "params"),
    [
        ("a=1&A=2&a=3", {"a": "1,2,3"}),
        ("a&b=&c=1", {"c": "1"}),
        ("a=&a=", {"a": ","}),
        ("a=x+y%20z%C3%A6", {"a": "x y zæ"}),
        ("code=abc", {"code": "abc"}),
    ],
)
def test_a_query_is_merged_ignoring_case(app: HostProcess, query: str, params: dict[str, str]) -> None:
    reported = app.get(f"/api/echo?{query}").json()
    assert reported["params"] == params
    assert reported["url"].endswith(f"/api/echo?{query}")


def test_headers_are_joined_and_a_cookie_line_is_no_exception(app: HostProcess) -> None:
    lines = b"GET /api/echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Two: 1\r\nx-two: 2\r\nCookie: a=1\r\nCookie: b=%2F\r\n"
    headers = echoed(app, lines + b"X-Forwarded-For: 1.2.3.4\r\n\r\n")["headers"]
    assert headers["x-two"] == "1,2"
    assert headers["cookie"] == "a=1,b=%2F"
    assert headers["x-forwarded-for"].startswith("1.2.3.4, 127.0.0.1:")
    assert headers["disguised-host"] == "x"
    assert headers["x-forwarded-proto"] == "http"


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (b"X-A: 1\r\n" * 97, b"200"),
        (b"X-A: 1\r\n" * 100, b"431"),
        (b"".join(b"X-%d: %s\r\n" % (number, b"x" * 5000) for number in range(7)), b"431"),
        (b"X-A: \xff\r\n", b"400"),
        ("X-A: æ\r\n".encode(), b"200"),
    ],
)
def test_headers_are_a_hundred_and_32_kib_at_most_and_utf_8(app: HostProcess, lines: bytes, status: bytes) -> None:
    received = app.raw(b"GET /api/sync HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + lines + b"\r\n")
    assert received.split(b" ", 2)[1] == status


def test_a_body_arrives_as_it_is_and_a_chunked_one_is_empty(app: HostProcess) -> None:
    sent = b"POST /api/echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    assert echoed(app, sent + b"Content-Length: 3\r\nContent-Encoding: gzip\r\n\r\n\xff\x00a")["body"] == "\xff\x00a"
    assert echoed(app, sent + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")["body"] == ""


def test_a_body_above_the_limit_is_a_500(app: HostProcess) -> None:
    assert len(httpx.post(f"{app.url}/api/echo", content=b"x" * 49_000).json()["body"]) == 49_000
    answer = httpx.post(f"{app.url}/api/echo", content=b"x" * 51_000)
    assert (answer.status_code, answer.content) == (500, b"")


RESPONSES = [
    ("plain", 200, "text/plain; charset=utf-8", "æ"),
    ("json", 200, "application/json", "{}"),
    ("html", 200, "text/html; charset=utf-8", "<p>"),
    ("problem", 422, "application/problem+json", "{}"),
    ("empty", 201, "text/plain; charset=utf-8", ""),
    ("odd-status", 200, "text/plain; charset=utf-8", "x"),
    ("text", 200, "text/plain; charset=utf-8", "hej"),
]


@pytest.mark.parametrize(("kind", "status", "content_type", "text"), RESPONSES)
def test_responses(app: HostProcess, kind: str, status: int, content_type: str, text: str) -> None:
    answer = app.get(f"/api/responses/{kind}")
    assert (answer.status_code, answer.headers["content-type"], answer.text) == (status, content_type, text)
    length = {"transfer-encoding": "chunked"} if text else {"content-length": "0"}
    assert length.items() <= dict(answer.headers).items()


@pytest.mark.parametrize("kind", ["none", "dict", "number", "danish-header", "line-break", "no-such-kind"])
def test_what_a_handler_may_not_return_is_an_empty_500(app: HostProcess, kind: str) -> None:
    answer = app.get(f"/api/responses/{kind}")
    assert (answer.status_code, answer.content) == (500, b"")
    assert answer.headers["content-length"] == "0"


def test_one_header_of_a_name(app: HostProcess) -> None:
    assert app.get("/api/responses/two-spellings").headers.get_list("x-two") == ["1"]


def test_204_has_no_body_and_one_with_a_body_tears_the_connection(app: HostProcess) -> None:
    good = app.get("/api/responses/no-content")
    assert (good.status_code, "content-length" in good.headers) == (204, False)
    ask = b"GET /api/responses/no-content-with-body HTTP/1.1\r\nHost: x\r\n\r\n"
    assert app.raw(ask * 2).count(b"HTTP/1.1") == 1


def test_head_drops_the_body(app: HostProcess) -> None:
    answer = httpx.head(f"{app.url}/api/responses/plain")
    assert (answer.status_code, answer.content) == (200, b"")


def test_an_exception_tells_the_client_nothing_and_the_log_its_text(app: HostProcess) -> None:
    answer = app.get("/api/boom")
    assert (answer.status_code, answer.content) == (500, b"")
    assert "content-type" not in answer.headers
    assert "secret of the exception" in app.log
    assert "about to fail" in app.log


def test_switches(tmp_path: Any) -> None:
    with host("http", tmp_path, "--fixed-cookies", "--key", "k1") as app:
        cookies = httpx.post(f"{app.url}/api/cookies", json=["a=1; Path=/"]).headers.get_list("set-cookie")
        assert cookies == ["a=1; path=/"]
        assert app.get("/api/sync").status_code == 200
        refused = app.get("/api/locked")
        assert (refused.status_code, refused.content) == (401, b"")
        assert app.get("/api/locked", {"x-functions-key": "k1"}).text == "in"
        assert app.get("/api/locked?code=k1").text == "in"
        assert app.get("/api/locked?code=k1", {"x-functions-key": "k2"}).status_code == 401
