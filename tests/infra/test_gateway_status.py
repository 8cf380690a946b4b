"""The public status page through the gateway: read from the storage with the gateway's own identity, without the functions."""

from __future__ import annotations

import pytest

from tests.infra.conftest import Gateway
from tests.infra.running_gateway import STORAGE_IDENTITY

PAGE = b"<!doctype html><title>Driftsstatus</title>"
OF_THE_STORAGE = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("x-ms-request-id", "1"),
    ("x-ms-blob-type", "BlockBlob"),
]


@pytest.fixture
def status(gateway: Gateway) -> Gateway:
    gateway.storage.answer(headers=OF_THE_STORAGE, body=PAGE)
    return gateway


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/status", "/status/index.html"),
        ("/status/", "/status/index.html"),
        ("/status/en", "/status/en/index.html"),
        ("/status?x=1", "/status/index.html"),
    ],
)
def test_each_address_is_its_file_and_asks_nothing_of_the_functions(status: Gateway, address: str, file: str) -> None:
    answer = status.call("GET", address, {"Cookie": status.cookie})
    assert (answer.status_code, answer.content) == (200, PAGE)
    (request,) = status.storage.requests
    assert request["path"] == file
    assert (request["headers"]["authorization"], "cookie" in request["headers"]) == (
        f"Bearer {STORAGE_IDENTITY}",
        False,
    )
    assert not status.functions.requests + status.site.requests


def test_what_the_storage_says_of_itself_goes_no_further(status: Gateway) -> None:
    headers = status.call("GET", "/status").headers
    assert not [name for name in headers if name.startswith("x-ms-")]
    assert headers["cache-control"] == "public, max-age=60"
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'unsafe-inline'; ")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    "address", ["/status/index.html", "/status/status.json", "/status/da", "/status/en/index.html"]
)
def test_no_other_name_reaches_the_storage(status: Gateway, address: str) -> None:
    assert status.call("GET", address).status_code == 404
    assert not status.storage.requests


@pytest.mark.parametrize(("there", "shown"), [(404, 404), (403, 503), (500, 503)])
def test_a_failure_of_the_storage_is_told_in_our_words(status: Gateway, there: int, shown: int) -> None:
    status.storage.answer(there, OF_THE_STORAGE, b"<Error>AuthorizationFailure in stfeltskema</Error>")
    answer = status.call("GET", "/status", {"Accept": "text/html"})
    assert (answer.status_code, answer.headers["cache-control"]) == (shown, "no-store")
    assert b"stfeltskema" not in answer.content


def test_nothing_is_written_through_it(status: Gateway) -> None:
    assert status.call("PUT", "/status", {}, b"x").status_code == 404
    assert not status.storage.requests
