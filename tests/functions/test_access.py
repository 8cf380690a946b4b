"""Deny by default, and the access list over HTTP: as who waits, and as an operator, meet it."""

from __future__ import annotations

from typing import Any

import pytest

from functions import access, auth, companies, definitions, openapi
from shared.domain.access.access_list import Act, number
from shared.settings import settings
from tests.examples import APP, KAREN, MEHMET
from tests.functions.edge import Edge
from tests.functions.operating import DORTE, NANNA, allowed, done, listed_access, nanna_comes


async def test_who_has_no_role_comes_no_further_and_is_told_whom_to_ask(
    operator: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCESS_CONTACT", "Superbrugerne")
    settings.cache_clear()
    hers = await nanna_comes(operator)
    assert (await operator.call(auth.get_me, headers={"cookie": hers})).json["contact"] == "Superbrugerne"
    for handler in (definitions.list_definitions, companies.search_companies, openapi.get_openapi, access.list_access):
        answer = await operator.call(handler, headers={"cookie": hers}, params={"query": "café"})
        assert (answer.status, answer.json["code"]) == (403, "no-access")
    operator.cookie = hers
    answer = await operator.put()
    assert (answer.status, answer.json["code"]) == (403, "no-access")
    assert operator.stored == 0
    assert (await operator.sign_out()).status == 204


async def test_who_waits_stands_first_and_is_let_in_without_a_new_sign_in(operator: Edge) -> None:
    hers = await nanna_comes(operator)
    lines = await listed_access(operator)
    assert (lines["waiting"], lines["total"]) == (1, 4)
    first = lines["items"][0]
    assert (first["name"], first["state"], first["number"]) == ("Nanna Ny", "waiting", number(NANNA.key))
    assert first["waitingSince"] == "2026-11-23T13:05:00Z"
    answer = await allowed(operator, NANNA.key, "konsulent", team="Team Nord")
    assert (answer.status, answer.json["state"], answer.json["team"]) == (200, "allowed", "Team Nord")
    operator.cookie = hers
    assert APP in {entry["app"] for entry in (await operator.definitions()).json["items"]}
    assert (await operator.put()).status == 201


async def test_a_waiting_person_asks_once(operator: Edge) -> None:
    for _ in range(3):
        await nanna_comes(operator)
    assert [item.act for item in operator.access.changes[NANNA.key]] == [Act.ASKED]


async def test_a_person_is_shown_with_every_change_newest_first(operator: Edge) -> None:
    await nanna_comes(operator)
    await allowed(operator, NANNA.key, "konsulent", validTo="2027-06-30")
    await done(operator, access.remove_access, NANNA.key, reason="Orlov")
    shown = (await operator.call(access.get_access, route={"person": NANNA.key})).json
    reported = [
        (entry["act"], entry["by"], entry["old"]["roles"], entry["new"]["roles"], entry["reason"])
        for entry in shown["trail"]
    ]
    assert reported == [
        ("removed", "Dorte Holm", ["konsulent"], [], "Orlov"),
        ("allowed", "Dorte Holm", [], ["konsulent"], ""),
        ("asked", "Nanna Ny", [], [], ""),
    ]
    assert shown["trail"][1]["new"]["validTo"] == "2027-06-30"


@pytest.mark.parametrize("search", ["mehm", "ØSTER", "Øst", number(MEHMET.key), MEHMET.key[:6]])
async def test_a_person_is_found_by_name_and_number(operator: Edge, search: str) -> None:
    assert [entry["name"] for entry in (await listed_access(operator, search))["items"]] == ["Mehmet Østergaard"]


async def test_an_operator_never_shuts_themselves_out(operator: Edge) -> None:
    tried = [
        await allowed(operator, DORTE.key, "konsulent"),
        await allowed(operator, DORTE.key, "operatoer", validTo="2026-11-22"),
        await done(operator, access.remove_access, DORTE.key, reason="x"),
    ]
    assert [(entry.status, entry.json["code"]) for entry in tried] == [(409, "own-access")] * 3
    assert operator.access.changes[DORTE.key] == []
    assert (await allowed(operator, DORTE.key, "operatoer")).status == 200


async def test_of_two_operators_the_second_is_told(operator: Edge) -> None:
    assert (await allowed(operator, KAREN.key, "teamleder")).status == 200
    answer = await allowed(operator, KAREN.key, "evaluator", version="0")
    assert (answer.status, answer.json["code"]) == (409, "access-changed")
    assert operator.access.lines[KAREN.key].grant.roles == ("teamleder",)


async def test_who_never_signed_in_cannot_be_let_in(operator: Edge) -> None:
    for key in ("0" * 32, "x", "../", KAREN.key.upper()):
        answer = await allowed(operator, key, "konsulent")
        assert (answer.status, answer.json["code"]) == (404, "unknown-person")


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"roles": []}, "roles"),
        ({"roles": ["konsulent", "konge"]}, "roles"),
        ({"roles": "konsulent"}, "roles"),
        ({"team": "x" * 61}, "team"),
        ({"team": "a\nb"}, "team"),
        ({"reason": "\u202ereltøpdemoK"}, "reason"),
        ({"validFrom": "2026-13-01"}, "validFrom"),
        ({"validTo": 5}, "validTo"),
        ({"reason": "x" * 201}, "reason"),
        ({"version": None}, "version"),
        ({"name": "Kong Karen"}, "name"),
    ],
)
async def test_a_grant_is_read_strictly(operator: Edge, changed: dict[str, Any], named: str) -> None:
    answer = await done(operator, access.put_access, KAREN.key, "PUT", **{"roles": ["konsulent"], **changed})
    assert (answer.status, answer.json["code"]) == (400, "bad-request")
    assert named in answer.json["detail"]
    assert operator.access.changes[KAREN.key] == []


async def test_an_access_that_ends_before_it_begins_is_refused_with_the_remedy(operator: Edge) -> None:
    days = {"validFrom": "2026-12-02", "validTo": "2026-12-01"}
    answer = await done(operator, access.put_access, KAREN.key, "PUT", roles=["konsulent"], **days)
    assert (answer.status, answer.json["code"]) == (422, "access-ends-first")
    assert "Vælg en sidste dag, der ikke ligger før den første" in answer.json["detail"]
    assert operator.access.changes[KAREN.key] == []


async def test_a_reason_must_be_given_for_what_is_taken(operator: Edge) -> None:
    for handler in (access.remove_access, access.end_sessions):
        answer = await done(operator, handler, KAREN.key, reason=" ")
        assert (answer.status, "reason" in answer.json["detail"]) == (400, True)


async def test_the_contract_tells_nothing_of_apps_that_the_caller_may_not_use(operator: Edge) -> None:
    operator.cookie = operator.session(KAREN.model_copy(update={"roles": ("evaluator",)}))
    reported = (await operator.call(openapi.get_openapi)).body.decode()
    assert APP not in reported
    operator.cookie = operator.session(KAREN)
    assert APP in (await operator.call(openapi.get_openapi)).body.decode()


async def test_an_expired_access_waits_again(operator: Edge) -> None:
    await allowed(operator, KAREN.key, "konsulent", validTo="2026-11-23")
    operator.context.clock.pass_(days=1)
    operator.cookie = operator.session(KAREN)
    assert (await operator.me()).json["roles"] == []
    assert (await operator.put()).json["code"] == "no-access"
    operator.cookie = operator.session(DORTE)
    [line] = (await listed_access(operator, "karen"))["items"]
    assert (line["state"], line["roles"]) == ("waiting", ["konsulent"])
