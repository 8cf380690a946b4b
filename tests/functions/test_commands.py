"""Commands out of requests: what can be used is typed, what cannot is named."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from functions.commands import access_end, access_grant, registration_key, resolution, submission
from shared.domain.access.access_list import Grant
from shared.domain.commands import EndAccess, GrantAccess, ResolveDelivery, SubmitRegistration
from shared.domain.problems import BadRequest, InvalidId, UnknownPerson
from tests.examples import APP, KAREN, uuid7

GOOD: dict[str, Any] = {"version": 1, "answers": {"navn": "Anna"}}
ID = uuid7()
KEY = registration_key(str(ID), KAREN)
GRANT: dict[str, Any] = {"version": "7", "roles": ["operatoer", "konsulent", "konsulent"]}
MOMENTS: tuple[Any, ...] = ("i dag", "2026-11-23", "0001-01-01T00:00:00+14:00", "2026-02-30T10:00:00Z", 5, {})


def test_what_can_be_used_is_typed() -> None:
    answered = {**GOOD, "answeredAt": "2026-11-23T10:00:00.5+01:00"}
    moment = datetime(2026, 11, 23, 9, 0, 0, 500_000, UTC)
    assert submission(APP, str(ID), GOOD) == SubmitRegistration(APP, ID, 1, {"navn": "Anna"})
    assert submission(APP, str(ID), answered) == SubmitRegistration(APP, ID, 1, {"navn": "Anna"}, moment)
    sent = {"outcome": "delivered", "receipt": " D-17 "}
    corrected = submission(APP, str(ID), {**GOOD, "version": 1.0, "corrects": 695.0})
    assert (repr(corrected.version), repr(corrected.corrects)) == ("1", "695"), "integers, as JSON Schema has them"
    assert resolution(KEY, APP, sent) == ResolveDelivery(KEY, APP, "delivered", "D-17")
    assert resolution(KEY, APP, {"outcome": "send-again", "receipt": None}) == ResolveDelivery(KEY, APP, "send-again")
    roles = ("konsulent", "operatoer")
    assert access_grant(KAREN.key, GRANT) == GrantAccess(KAREN.key, Grant(roles), "", "7")
    several = {**GRANT, "team": " Nord ", "validFrom": "2026-12-01", "validTo": None, "reason": "ny"}
    grant = Grant(roles, "Nord", date(2026, 12, 1))
    assert access_grant(KAREN.key, several) == GrantAccess(KAREN.key, grant, "ny", "7")
    assert access_end(KAREN.key, {"version": "7", "reason": "stoppet"}) == EndAccess(KAREN.key, "stoppet", "7")


@pytest.mark.parametrize(
    "id",
    [
        "",
        "1",
        "0190a6e0-0000-4000-8000-000000000000",
        "0190A6E0-0000-7000-8000-000000000000",
        "{0190a6e0-0000-7000-8000-000000000000}",
        "0190a6e000007000800000000000000",
        "00000000-0000-0000-0000-000000000000",
        "0190a6e0-0000-7000-0000-000000000000",
    ],
)
def test_an_id_that_is_no_uuid_of_version_7(id: str) -> None:
    with pytest.raises(InvalidId):
        submission(APP, id, GOOD)
    with pytest.raises(InvalidId):
        registration_key(id, KAREN)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({**GOOD, "version": True}, "version"),
        ({**GOOD, "version": "1"}, "version"),
        ({**GOOD, "version": 1.5}, "version"),
        ({**GOOD, "version": float("inf")}, "version"),
        ({**GOOD, "corrects": 0.0}, "corrects"),
        ({**GOOD, "corrects": -0.5}, "corrects"),
        ({**GOOD, "corrects": 1e300}, "corrects"),
        ({"answers": {}}, "version"),
        ({"version": 1}, "answers"),
        ({"version": 1, "answers": []}, "answers"),
        ({**GOOD, "person": "en anden"}, "person"),
        *(({**GOOD, "answeredAt": moment}, "answeredAt") for moment in MOMENTS),
    ],
)
def test_a_submission_that_cannot_be_used(body: dict[str, Any], name: str) -> None:
    with pytest.raises(BadRequest) as problem:
        submission(APP, str(ID), body)
    assert problem.value.values == {"name": name}


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({}, "outcome"),
        ({"outcome": "refused"}, "outcome"),
        ({"outcome": ["delivered"]}, "outcome"),
        ({"outcome": "delivered", "receipt": 17}, "receipt"),
        ({"outcome": "delivered", "receipt": "x" * 101}, "receipt"),
        ({"outcome": "delivered", "receipt": "a\0b"}, "receipt"),
        ({"outcome": "delivered", "receipt": "\ud800"}, "receipt"),
        ({"outcome": "delivered", "who": "mig"}, "who"),
    ],
)
def test_a_resolution_that_cannot_be_used(body: dict[str, Any], name: str) -> None:
    with pytest.raises(BadRequest) as problem:
        resolution(KEY, APP, body)
    assert problem.value.values == {"name": name}


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"version": 7}, "version"),
        ({"roles": []}, "roles"),
        ({"roles": ["chef"]}, "roles"),
        ({"team": "x" * 61}, "team"),
        ({"team": "vendt \u202e om"}, "team"),
        ({"validFrom": "20261201"}, "validFrom"),
        ({"reason": "to\nlinjer"}, "reason"),
        ({"navn": "Karen"}, "navn"),
    ],
)
def test_a_grant_that_cannot_be_used(changes: dict[str, Any], name: str) -> None:
    with pytest.raises(BadRequest) as problem:
        access_grant(KAREN.key, {**GRANT, **changes})
    assert problem.value.values == {"name": name}


def test_an_end_says_why_and_of_whom() -> None:
    with pytest.raises(BadRequest):
        access_end(KAREN.key, {"version": "7", "reason": " "})
    for key in ("", KAREN.key[:-1], KAREN.key.upper(), "../" + KAREN.key[3:]):
        with pytest.raises(UnknownPerson):
            access_end(key, {"version": "7", "reason": "stoppet"})
