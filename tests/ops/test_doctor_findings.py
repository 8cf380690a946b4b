"""What the doctor makes of an instance that answers wrongly: a server on loopback that says what it is told to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import json
import threading
from typing import Any

import pytest

from functions.contract.routes import functions
from ops.doctor import inside, outside
from ops.doctor.diagnoses import Diagnosis, Level
from ops.doctor.instance import Instance

pytestmark = pytest.mark.starts

CALLBACK = "https://app.example/api/auth/callback"
HELD = {"target": "fasit-documents", "by": "Dorte Holm", "reason": "Fasit flytter"}
GOOD_COOKIE = "__Host-feltskema-device=x; max-age=600; path=/; secure; samesite=lax; httponly"


def ago(seconds: float) -> str:
    return f"{datetime.now(UTC) - timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%SZ}"


class Ago(float):
    """Seconds before the test runs, not before it was collected."""


def stamped(value: Any) -> Any:
    """The same, with a moment for each `Ago`."""
    match value:
        case Ago():
            return ago(value)
        case dict():
            return {name: stamped(inner) for name, inner in value.items()}
        case list():
            return [stamped(inner) for inner in value]
    return value


class Crooked:
    """`answers` by path: status, headers, body. `state` is what the operator gets."""

    def __init__(self) -> None:
        self.cookies = [GOOD_COOKIE]
        self.url = ""
        self.first: tuple[int, str] = (200, "")
        self.consumption: tuple[int, Any] = (200, {"months": [{"unknown": []}]})
        self.ready: tuple[int, Any] = (403, {"code": "gateway-only", "detail": "nej"})
        self.live: tuple[int, Any] = (200, {"status": "ok"})
        self.state: dict[str, Any] = {
            "functions": list(functions()),
            "definitions": ["virksomhedsbesoeg"],
            "definitionFaults": [],
            "queues": [{"name": "registrations", "waiting": 0, "oldest": None}],
            "samples": {"fasit": {"at": ago(20), "up": True, "milliseconds": 12}},
            "pending": 0,
            "pendingSince": None,
            "attention": {
                status: {"count": 0, "since": None} for status in ("blocked", "uncertain", "refused", "parked")
            },
            "held": [],
            "timers": {"sweep_registrations": {"pulse": "beats", "ageSeconds": 20, "failed": None}},
            "certificateExpires": ago(-200 * 86400),
            "gatewayChecked": True,
        }

    def answer(self, path: str) -> tuple[int, list[tuple[str, str]], Any]:
        match path.partition("?")[0]:
            case "/api/auth/login":
                cookies = [("Set-Cookie", cookie) for cookie in self.cookies]
                return 302, [("Location", f"{self.url}/op/connect/authorize?redirect_uri={CALLBACK}"), *cookies], None
            case "/op/connect/authorize":
                return self.first[0], [("Location", self.first[1])] if self.first[1] else [], None
            case "/api/health/ready":
                return self.ready[0], [], self.ready[1]
            case "/api/health/live":
                return self.live[0], [], self.live[1]
            case "/api/health/operation":
                return 200, [], self.state
            case _:
                consumption = path.startswith("/api/evaluation/consumption?period=20")
                return (self.consumption[0], [], self.consumption[1]) if consumption else (200, [], None)


@pytest.fixture
def crooked() -> Iterator[tuple[Crooked, Instance]]:
    reported = Crooked()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = reported.answer(self.path)
            self.send_response(status)
            for name, value in [("Content-Type", "application/json"), *headers]:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *words: Any) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    # A name of loopback that is not taken for the stack on this machine.
    url = f"http://127.0.0.2:{server.server_port}".replace("127.0.0.2", "127.1")
    reported.url = url
    yield reported, Instance(url, url, "a.b.c")
    server.shutdown()
    server.server_close()


def codes(diagnoses: Iterator[Diagnosis]) -> dict[str, Level]:
    return {diagnosis.code: diagnosis.level for diagnosis in diagnoses}


@pytest.mark.parametrize(
    ("cookies", "code"),
    [
        ([GOOD_COOKIE + "; domain=app.azurewebsites.net"], "cookies.domain"),
        ([GOOD_COOKIE.replace("; secure", "")], "cookies.lacking"),
        ([GOOD_COOKIE.replace("; httponly", "")], "cookies.lacking"),
        ([GOOD_COOKIE.replace("lax", "strict")], "cookies.lacking"),
        ([GOOD_COOKIE.replace("path=/", "path=/api")], "cookies.lacking"),
        ([GOOD_COOKIE.replace("__Host-", "")], "cookies.name"),
        ([], "cookies.number"),
        ([GOOD_COOKIE, "ARRAffinity=1"], "cookies.number"),
    ],
)
def test_a_cookie_that_a_browser_would_not_keep(
    crooked: tuple[Crooked, Instance], cookies: list[str], code: str
) -> None:
    crooked[0].cookies = cookies
    assert codes(outside.cookies(crooked[1]))[code] is Level.WRONG


def test_a_stray_empty_domain_needs_care(crooked: tuple[Crooked, Instance]) -> None:
    crooked[0].cookies = [GOOD_COOKIE + "; domain="]
    result = codes(outside.cookies(crooked[1]))
    assert (result["cookies.empty-domain"], result["cookies.good"]) == (Level.CARE, Level.OK)


@pytest.mark.parametrize(
    ("first", "code", "level"),
    [
        ((200, ""), "broker.takes", Level.OK),
        ((302, "/op/Account/Login?ReturnUrl=%2Fop%3Ferror%3Dx"), "broker.takes", Level.OK),
        ((302, "https://mitid.example/"), "broker.takes", Level.OK),
        ((302, "/op/Error?errorId=CfDJ8"), "broker.refuses", Level.WRONG),
        ((302, f"{CALLBACK}?error=invalid_scope"), "broker.refuses", Level.WRONG),
        ((302, "/op/connect/authorize"), "broker.refuses", Level.WRONG),
        ((400, ""), "broker.refuses", Level.WRONG),
        ((302, "http://127.0.0.1:9/op"), "broker.takes", Level.OK),
    ],
)
def test_whether_the_broker_takes_the_request(
    crooked: tuple[Crooked, Instance], first: tuple[int, str], code: str, level: Level
) -> None:
    crooked[0].first = first
    assert codes(outside.cookies(crooked[1]))[code] is level


def test_a_broker_that_cannot_be_seen_from_here(crooked: tuple[Crooked, Instance]) -> None:
    crooked[0].url = "http://127.0.0.1:9"
    assert codes(outside.cookies(crooked[1]))["broker.unseen"] is Level.UNSEEN


def test_functions_that_answer_anybody_are_wrong(crooked: tuple[Crooked, Instance]) -> None:
    assert codes(outside.past_the_gateway(crooked[1])) == {"direct.refused": Level.OK}
    crooked[0].ready = (200, {"status": "ok", "checks": {}})
    assert codes(outside.past_the_gateway(crooked[1])) == {"direct.open": Level.WRONG}


def test_functions_that_cannot_be_reached_directly_are_well(crooked: tuple[Crooked, Instance]) -> None:
    shut = Instance(crooked[1].url, "http://127.0.0.1:9")
    assert codes(outside.past_the_gateway(shut)) == {"direct.closed": Level.OK}


def test_a_misspelt_address_is_not_a_shut_door() -> None:
    misspelt = Instance("http://127.0.0.1:9", direct="https://func-feltskema.invalid")
    assert codes(outside.past_the_gateway(misspelt)) == {"direct.nowhere": Level.UNSEEN}


@pytest.mark.parametrize("body", [[1, 2], "<html>Bad Gateway"])
def test_a_page_of_somebody_between_is_no_answer(crooked: tuple[Crooked, Instance], body: Any) -> None:
    crooked[0].ready = (502, body)
    assert codes(outside.front_door(crooked[1]))["ready.refused"] is Level.WRONG


def test_an_app_without_functions_is_reported(crooked: tuple[Crooked, Instance]) -> None:
    crooked[0].live = (404, None)
    assert codes(outside.front_door(crooked[1]))["functions.none"] is Level.WRONG


def test_plain_http_is_wrong_anywhere_else(crooked: tuple[Crooked, Instance]) -> None:
    assert codes(outside.tls(crooked[1])) == {"tls.none": Level.WRONG}


@pytest.mark.parametrize(
    ("change", "code", "level"),
    [
        ({}, "certificate.good", Level.OK),
        ({"certificateExpires": Ago(-40 * 86400)}, "certificate.ends", Level.CARE),
        ({"certificateExpires": Ago(-9 * 86400)}, "certificate.late", Level.WRONG),
        ({"certificateExpires": Ago(86400)}, "certificate.over", Level.WRONG),
        ({"samples": {"fasit": None}}, "timers.never", Level.WRONG),
        ({"samples": {"fasit": {"at": Ago(900), "up": True, "milliseconds": 1}}}, "timers.silent", Level.WRONG),
        ({"samples": {"fasit": {"at": Ago(5), "up": False, "milliseconds": 1}}}, "dependency.down", Level.WRONG),
        ({"queues": [{"name": "registrations", "waiting": 9, "oldest": Ago(900)}]}, "queue.old", Level.WRONG),
        ({"queues": [{"name": "registrations-poison", "waiting": 1, "oldest": Ago(9)}]}, "queue.poison", Level.CARE),
        (
            {"queues": [{"name": "registrations-poison", "waiting": 1, "oldest": Ago(900)}]},
            "queue.poison-stays",
            Level.WRONG,
        ),
        ({}, "timer.beats", Level.OK),
        ({"timers": {"x": {"pulse": "silent", "ageSeconds": 900, "failed": None}}}, "timer.silent", Level.WRONG),
        ({"timers": {"x": {"pulse": "unknown", "ageSeconds": None, "failed": None}}}, "timer.unknown", Level.CARE),
        (
            {"timers": {"x": {"pulse": "fails", "ageSeconds": 9, "failed": {"failed": "samples: ValueError"}}}},
            "timer.fails",
            Level.CARE,
        ),
        ({"pending": 3, "pendingSince": Ago(900)}, "pending.old", Level.CARE),
        ({}, "attention.none", Level.OK),
        ({"attention": {"uncertain": {"count": 4, "since": Ago(900)}}}, "attention.uncertain", Level.CARE),
        ({"attention": {"uncertain": {"count": 4, "since": Ago(90_000)}}}, "attention.uncertain", Level.WRONG),
        ({"attention": {"refused": {"count": 4, "since": Ago(900)}}}, "attention.refused", Level.CARE),
        ({"attention": {"blocked": {"count": 1, "since": Ago(9)}}}, "attention.blocked", Level.WRONG),
        ({"attention": {"parked": {"count": 1, "since": Ago(90_000)}}}, "attention.parked", Level.CARE),
        ({"held": [{**HELD, "since": Ago(900)}]}, "target.held", Level.CARE),
        ({"held": [{**HELD, "since": Ago(90_000)}]}, "target.held", Level.WRONG),
        ({"definitions": []}, "definitions.none", Level.WRONG),
        ({"definitionFaults": ["tilsyn.yaml: app: must be …"]}, "definitions.fault", Level.WRONG),
        ({"gatewayChecked": False}, "gateway.unchecked", Level.WRONG),
        ({"functions": ["get_live"]}, "functions.differ", Level.CARE),
    ],
    ids=str,
)
def test_each_trouble_of_the_instance_is_reported(
    crooked: tuple[Crooked, Instance], change: dict[str, Any], code: str, level: Level
) -> None:
    crooked[0].state |= stamped(change)
    assert codes(inside.operation(crooked[1]))[code] is level
