"""Bad input: a clear no that names the field, nothing stored, nothing of the answers in the log (the fixture looks)."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from functions.body import MAX_BYTES
from tests.examples import CANARY, KAREN, VISIT, uuid7
from tests.functions.edge import OWN, Answer, Edge

GOOD = {"version": 1, "answers": VISIT}


def refused(edge: Edge, answer: Answer, status: int, code: str) -> None:
    """A problem that a Dane can read, and nothing stored."""
    assert (answer.status, answer.json["code"]) == (status, code), answer.json
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-language"] == "da"
    assert answer.json["type"] == f"urn:feltskema:problem:{code}"
    assert answer.json["status"] == status
    assert answer.json["title"]
    assert answer.json["detail"]
    assert CANARY not in answer.body.decode()
    assert edge.stored == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"<xml/>",
        f'{{"version": 1, "answers": {{"notat": "{CANARY}"'.encode(),
        f'"{CANARY}"'.encode(),
        b"[]",
        b"null",
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        '{"version": 1, "answers": {"notat": "Gr\u00fc\u00dfe"}}'.encode("latin-1"),
        b'{"version": 1, "answers": {"antal": NaN}}',
        b'{"version": 1, "answers": {"antal": Infinity}}',
        b'{"version": 1, "version": 1, "answers": {}}',
        b'{"version": 1, "answers": {"notat": "a", "notat": "b"}}',
        b"[" * 100_000,
        b'{"a":' * 20_000,
        b'{"version": 1, "answers": ' + b'{"a":[' * 400 + b"]}" * 400 + b"}",
        b'{"version": 1, "answers": {"antal": ' + b"9" * 5000 + b"}}",
    ],
)
async def test_a_body_that_is_no_json_is_refused(edge: Edge, body: bytes) -> None:
    refused(edge, await edge.put(body), 400, "not-json")


async def test_a_body_that_is_too_large_is_refused(edge: Edge) -> None:
    answer = await edge.put(json.dumps({**GOOD, "answers": {"notat": CANARY * MAX_BYTES}}).encode()[: MAX_BYTES + 1])
    refused(edge, answer, 413, "too-large")
    assert "256 kB" in answer.json["detail"]


async def test_just_small_enough_is_read(edge: Edge) -> None:
    padded = json.dumps(GOOD).encode()
    assert (await edge.put(padded + b" " * (MAX_BYTES - len(padded)))).status == 201


@pytest.mark.parametrize("app", ["findes-ikke", "../virksomhedsbesoeg", "VIRKSOMHEDSBESOEG", "x" * 5000, "<b>æ"])
async def test_a_registration_of_an_unknown_app_is_refused(edge: Edge, app: str) -> None:
    refused(edge, await edge.put(app=app), 404, "unknown-app")


@pytest.mark.parametrize(
    "id", ["1", "0190a6e0-0000-4000-8000-000000000000", "0190A6E0-0000-7000-8000-000000000000", "'--", "æ"]
)
async def test_an_id_that_is_no_uuid_v7_is_refused(edge: Edge, id: str) -> None:
    refused(edge, await edge.put(id=id), 422, "invalid-id")
    refused(edge, await edge.look(id), 422, "invalid-id")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"version": 99}, "unknown-version"),
        ({"version": 10**4000}, "unknown-version"),
        ({"version": "1"}, "bad-request"),
        ({"version": None}, "bad-request"),
        ({"answers": CANARY}, "bad-request"),
        ({"answers": None}, "bad-request"),
        ({"ekstra": CANARY}, "bad-request"),
        ({"\ud800": 1}, "bad-request"),
        ({"\0": 1}, "bad-request"),
    ],
)
async def test_a_body_of_another_form(edge: Edge, change: dict[str, Any], code: str) -> None:
    refused(edge, await edge.put({**GOOD, **change}), 404 if code == "unknown-version" else 400, code)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"ukendt": CANARY}, ("/ukendt", "unknown-field")),
        ({"a/b~c": CANARY}, ("/a~1b~0c", "unknown-field")),
        ({"kontaktpersoner": [{"navn": "A", "cpr": CANARY}]}, ("/kontaktpersoner/0/cpr", "unknown-field")),
        ({"moedtNogen": "ja"}, ("/moedtNogen", "wrong-type")),
        ({"notat": [CANARY]}, ("/notat", "wrong-type")),
        ({"behov": [{"titel": "A", "antal": "to", "beskrivelse": "B"}]}, ("/behov/0/antal", "wrong-type")),
        ({"kontaktform": None}, ("/kontaktform", "required")),
        ({"behov": None}, ("/behov", "required")),
        ({"kontaktpersoner": [{}]}, ("/kontaktpersoner/0/navn", "required")),
        ({"aftaler": [{"tekst": CANARY}]}, ("/aftaler", "not-relevant")),
        ({"opfoelgningDato": "2026-12-01"}, ("/opfoelgningDato", "not-relevant")),
        ({"cvr": "64942213"}, ("/cvr", "cvr")),
        ({"cvr": "6494221"}, ("/cvr", "cvr")),
        ({"cvr": "٦٤٩٤٢٢١٢"}, ("/cvr", "cvr")),
        ({"opfoelgning": True, "opfoelgningDato": "2026-02-29"}, ("/opfoelgningDato", "date")),
        ({"opfoelgning": True, "opfoelgningDato": "2026-13-01"}, ("/opfoelgningDato", "date")),
        ({"besoegstidspunkt": "2026-11-31T10:00:00+01:00"}, ("/besoegstidspunkt", "date-time")),
        ({"besoegstidspunkt": "2026-11-23T24:00:00+01:00"}, ("/besoegstidspunkt", "date-time")),
        ({"besoegstidspunkt": "2026-11-23T10:00:00"}, ("/besoegstidspunkt", "date-time")),
        ({"besoegstidspunkt": "0001-01-01T00:00:00+14:00"}, ("/besoegstidspunkt", "date-time")),
        ({"besoegstidspunkt": "9999-12-31T23:59:59-12:00"}, ("/besoegstidspunkt", "date-time")),
        ({"kontaktpersoner": [{"navn": "A"}] * 10_000}, ("/kontaktpersoner", "too-many")),
        ({"formaal": ["andet"] * 10_000}, ("/formaal", "too-many")),
        ({"notat": f"{CANARY}\0"}, ("/notat", "bad-text")),
        ({"notat": f"{CANARY}\ud83d"}, ("/notat", "bad-text")),
        ({"kontaktpersoner": [{"navn": "\udc00"}]}, ("/kontaktpersoner/0/navn", "bad-text")),
        ({"notat": CANARY * 100}, ("/notat", "too-long")),
        ({"notat": " \n\t "}, ("/notat", "pattern")),
        ({"notat": ""}, ("/notat", "too-short")),
        ({"kontaktform": CANARY}, ("/kontaktform", "not-an-option")),
        ({"emner": ["rekruttering", "rekruttering"]}, ("/emner", "duplicates")),
        ({"behov": [{"titel": "A", "antal": 0, "beskrivelse": "B"}]}, ("/behov/0/antal", "too-small")),
        ({"behov": [{"titel": "A", "antal": 10**300, "beskrivelse": "B"}]}, ("/behov/0/antal", "too-large")),
    ],
)
async def test_an_answer_that_cannot_be_used_is_named(
    edge: Edge, change: dict[str, Any], fault: tuple[str, str]
) -> None:
    answer = await edge.put_answers(**change)
    refused(edge, answer, 422, "invalid-answers")
    assert fault in answer.faults
    assert len(answer.json["errors"]) <= 100
    assert all(error["message"] for error in answer.json["errors"])


async def test_a_fault_is_told_in_danish_and_in_english(edge: Edge) -> None:
    danish = await edge.put_answers(kontaktform=None)
    assert danish.json["errors"] == [
        {"path": "/kontaktform", "code": "required", "message": "Kontaktform: skal udfyldes."}
    ]
    body = {"version": 1, "answers": {name: value for name, value in VISIT.items() if name != "kontaktform"}}
    english = await edge.put(body, accept_language="en")
    assert english.json["errors"][0]["message"] == "Kind of contact: must be filled in."
    assert english.json["title"] == "The registration cannot be received yet"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "https://app.example.evil.example"},
        {"origin": "http://app.example"},
        {"origin": "null"},
        {"origin": ""},
        {"x-feltskema": ""},
        {"x-feltskema": "0"},
    ],
)
async def test_a_call_from_another_site_is_refused(edge: Edge, headers: dict[str, str]) -> None:
    sent = {name.replace("-", "_"): value for name, value in headers.items()}
    refused(edge, await edge.put(**sent), 403, "wrong-origin")
    signed_out = await edge.sign_out({**OWN, **headers})
    assert signed_out.status == 403
    assert not edge.access.signed_out


def tampered(cookie: str) -> str:
    middle = len(cookie) // 2
    return cookie[:middle] + ("A" if cookie[middle] != "A" else "B") + cookie[middle + 1 :]


@pytest.mark.parametrize("kind", ["none", "expired", "tampered", "foreign", "after-work", "signed-out", "out"])
async def test_a_call_without_a_valid_session_is_refused(edge: Edge, kind: str) -> None:
    good = edge.session()
    edge.cookie = {
        "none": "another=1",
        "expired": edge.session(hours=1),
        "after-work": edge.session(hours=10),
        "tampered": tampered(good),
        "foreign": good.replace("__Host-feltskema=", "__Host-other="),
        "signed-out": edge.session(minutes=6),
        "out": "__Host-feltskema=out",
    }[kind]
    if kind == "signed-out":
        edge.context.clock.pass_(minutes=-6)
        edge.cookie = edge.session()
        await edge.sign_out()
        edge.context.clock.pass_(minutes=6)
    refused(edge, await edge.put(), 401, "no-session")
    for answer in (await edge.look(str(uuid7())), await edge.mine(), await edge.definition()):
        refused(edge, answer, 401, "no-session")
        assert "location" not in answer.headers
    nobody = await edge.me()
    assert (nobody.status, nobody.body, nobody.headers["cache-control"]) == (204, b"", "no-store")


async def test_a_session_of_another_instance(edge: Edge) -> None:
    from datetime import timedelta

    from shared.services.session import Sessions
    from tests.keys import private

    sessions = Sessions("https://other.example", private("now"), "", timedelta(hours=1), timedelta(hours=10))
    edge.cookie = f"__Host-feltskema={sessions.write(sessions.begin(KAREN, edge.context.clock()))}"
    refused(edge, await edge.put(), 401, "no-session")


@pytest.mark.parametrize("body", [{}, {"outcome": "måske"}, {"outcome": "delivered", "receipt": "\ud800"}])
async def test_a_settlement_that_cannot_be_used(edge: Edge, body: dict[str, Any]) -> None:
    refused(edge, await edge.settle(str(uuid7()), body), 400, "bad-request")


@pytest.mark.parametrize("end", [asyncio.CancelledError, SystemExit, KeyboardInterrupt])
async def test_nothing_leaves_a_handler_that_would_end_the_worker(edge: Edge, end: type[BaseException]) -> None:
    def trouble(call: str) -> None:
        raise end

    edge.context.registrations.trouble = trouble
    assert (await edge.mine()).status == 500


async def test_what_nobody_foresaw_is_told_without_its_text(edge: Edge, caplog: pytest.LogCaptureFixture) -> None:
    def trouble(call: str) -> None:
        raise ValueError(f"et svar: {CANARY}")

    edge.context.registrations.trouble = trouble
    answer = await edge.put()
    assert (answer.status, answer.json["code"]) == (500, "internal")
    assert "ValueError" in caplog.text
    assert "put_registration" in caplog.text
