"""Deny by default, and the access list over HTTP: as who waits, and as an operator, meet it."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from functions import access, auth, companies, definitions, openapi
from shared.adapters.memory.access import MemoryAccess
from shared.domain.access.access_list import Act, number
from shared.settings import settings
from tests.examples import APP, KAREN, MEHMET, uuid7
from tests.functions.edge import OWN, Answer, Edge
from tests.functions.test_auth import AT_THE_BROKER, CLAIMS, begun, cookie, returned

DORTE = KAREN.model_copy(update={"key": "d" * 32, "name": "Dorte Holm", "roles": ("konsulent", "operatoer")})
NANNA = KAREN.model_copy(update={"key": "e" * 32, "name": "Nanna Ny", "roles": ()})


@pytest.fixture
def operator(edge: Edge) -> Edge:
    """Dorte is signed in; Karen and Mehmet are consultants."""
    edge.access = MemoryAccess(KAREN, MEHMET, DORTE)
    edge.cookie = edge.session(DORTE)
    return edge


@pytest.fixture(autouse=True)
def _wired(edge: Edge, operator: Edge) -> Any:
    from shared import wiring

    with wiring.override(**operator.parts):
        yield


async def listed(edge: Edge, search: str = "") -> dict[str, Any]:
    found: dict[str, Any] = (await edge.call(access.list_access, params={"search": search})).json
    return found


async def done(edge: Edge, function: Any, key: str, method: str = "POST", **body: Any) -> Answer:
    content = json.dumps(
        {"version": edge.access.lines[key].version if key in edge.access.lines else "", **body}
    ).encode()
    return await edge.call(function, method, content, route={"person": key}, headers=OWN)


async def allowed(edge: Edge, key: str, *roles: str, **more: Any) -> Answer:
    return await done(edge, access.put_access, key, "PUT", roles=list(roles), **more)


async def nanna_comes(edge: Edge) -> str:
    """Her session, once the page has asked who she is."""
    hers = edge.session(NANNA)
    answer = await edge.call(auth.get_me, headers={"cookie": hers})
    assert (answer.status, answer.json["roles"], answer.json["number"]) == (200, [], "eeee-eeee-eeee-eeee")
    return hers


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
    lines = await listed(operator)
    assert (lines["waiting"], lines["total"]) == (1, 4)
    first = lines["items"][0]
    assert (first["name"], first["state"], first["number"]) == ("Nanna Ny", "waiting", number(NANNA.key))
    assert first["waitingSince"] == "2026-11-23T13:05:00Z"
    answer = await allowed(operator, NANNA.key, "konsulent", team="Team Nord")
    assert (answer.status, answer.json["state"], answer.json["team"]) == (200, "allowed", "Team Nord")
    operator.cookie = hers
    assert APP in {one["app"] for one in (await operator.definitions()).json["items"]}
    assert (await operator.put()).status == 201


async def test_a_waiting_person_asks_once(operator: Edge) -> None:
    for _ in range(3):
        await nanna_comes(operator)
    assert [one.act for one in operator.access.changes[NANNA.key]] == [Act.ASKED]


async def test_access_that_is_taken_ends_the_session_at_once_for_what_changes_something(operator: Edge) -> None:
    hers = operator.session(KAREN)
    assert (await done(operator, access.remove_access, KAREN.key, reason="Stoppet")).json["state"] == "removed"
    operator.cookie = hers
    answer = await operator.put()
    assert (answer.status, answer.json["code"]) == (401, "no-session")
    operator.context.clock.pass_(minutes=5)
    assert (await operator.mine()).status == 401


async def test_an_operator_ends_the_sessions_of_a_lost_phone(operator: Edge) -> None:
    hers = operator.session(KAREN)
    assert (await done(operator, access.end_sessions, KAREN.key, reason="Mistet")).json["state"] == "allowed"
    operator.cookie = hers
    assert (await operator.put()).status == 401
    operator.context.clock.pass_(milliseconds=1)
    operator.cookie = operator.session(KAREN)
    assert (await operator.put()).status == 201


async def test_a_person_is_shown_with_every_change_newest_first(operator: Edge) -> None:
    await nanna_comes(operator)
    await allowed(operator, NANNA.key, "konsulent", validTo="2027-06-30")
    await done(operator, access.remove_access, NANNA.key, reason="Orlov")
    shown = (await operator.call(access.get_access, route={"person": NANNA.key})).json
    told = [(one["act"], one["by"], one["old"]["roles"], one["new"]["roles"], one["reason"]) for one in shown["trail"]]
    assert told == [
        ("removed", "Dorte Holm", ["konsulent"], [], "Orlov"),
        ("allowed", "Dorte Holm", [], ["konsulent"], ""),
        ("asked", "Nanna Ny", [], [], ""),
    ]
    assert shown["trail"][1]["new"]["validTo"] == "2027-06-30"


@pytest.mark.parametrize("search", ["mehm", "ØSTER", "Øst", number(MEHMET.key), MEHMET.key[:6]])
async def test_a_person_is_found_by_name_and_number(operator: Edge, search: str) -> None:
    assert [one["name"] for one in (await listed(operator, search))["items"]] == ["Mehmet Østergaard"]


async def test_an_operator_never_shuts_themselves_out(operator: Edge) -> None:
    tried = [
        await allowed(operator, DORTE.key, "konsulent"),
        await allowed(operator, DORTE.key, "operatoer", validTo="2026-11-22"),
        await done(operator, access.remove_access, DORTE.key, reason="x"),
    ]
    assert [(one.status, one.json["code"]) for one in tried] == [(409, "own-access")] * 3
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
        ({"validFrom": "2026-12-02", "validTo": "2026-12-01"}, "validTo"),
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


async def test_a_reason_must_be_given_for_what_is_taken(operator: Edge) -> None:
    for handler in (access.remove_access, access.end_sessions):
        answer = await done(operator, handler, KAREN.key, reason=" ")
        assert (answer.status, "reason" in answer.json["detail"]) == (400, True)


async def test_the_first_operator_is_the_one_that_the_setting_names(
    operator: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRST_OPERATOR", number(NANNA.key).upper())
    settings.cache_clear()
    operator.cookie = operator.session(NANNA)
    assert (await operator.me()).json["roles"] == ["konsulent", "operatoer"]
    [change] = operator.access.changes[NANNA.key]
    assert (change.act, change.by.name) == (Act.ALLOWED, "FIRST_OPERATOR")
    operator.cookie = operator.session(DORTE)
    await done(operator, access.remove_access, NANNA.key, reason="Stoppet")
    operator.context.clock.pass_(milliseconds=1)
    operator.cookie = operator.session(NANNA)
    # Whom an operator has shut out, the setting does not let in again.
    assert (await operator.me()).json["roles"] == []


async def test_a_new_sign_in_ends_the_session_that_the_browser_had(operator: Edge) -> None:
    edge = operator
    edge.access.lines |= MemoryAccess(AT_THE_BROKER).lines
    edge.broker.persons = {"karen": CLAIMS}
    old = edge.session(MEHMET)
    state, device = await begun(edge)
    page = await returned(edge, edge.broker.approve(state, "karen"), f"{device}; {old}")
    name, value, _ = cookie(page)
    edge.cookie = f"{name}={value}"
    assert (await edge.me()).json["name"] == "Karen Kristensen"
    edge.cookie = old
    assert (await edge.put()).status == 401


async def test_signing_out_holds_at_once_for_whatever_changes_something(operator: Edge) -> None:
    operator.cookie = operator.session(KAREN)
    copy = operator.cookie
    assert (await operator.sign_out()).status == 204
    operator.cookie = copy
    assert (await operator.put()).status == 401
    assert (await operator.settle(str(uuid7()), {"outcome": "send-again"})).status == 401
    assert operator.stored == 0


async def test_while_nobody_can_tell_reading_goes_on_and_sending_is_refused_kindly(operator: Edge) -> None:
    operator.revocations.down = True
    operator.cookie = operator.session(KAREN, minutes=10)
    assert (await operator.mine()).status == 200
    answer = await operator.put()
    assert (answer.status, answer.json["code"]) == (503, "storage-unavailable")
    assert "ligger stadig på telefonen" in answer.json["detail"]
    assert operator.stored == 0


async def test_what_the_page_asks_by_itself_keeps_no_session_alive(operator: Edge) -> None:
    operator.cookie = operator.session(KAREN)
    for _ in range(11):
        operator.context.clock.pass_(minutes=5)
        answer = await operator.call(auth.get_me, headers={"feltskema-background": "1"})
        assert answer.status == 200
        name, value, _ = cookie(answer)
        operator.cookie = f"{name}={value}"
    operator.context.clock.pass_(minutes=5)
    assert (await operator.me()).status == 401


async def test_the_contract_tells_nothing_of_apps_that_the_caller_may_not_use(operator: Edge) -> None:
    operator.cookie = operator.session(KAREN.model_copy(update={"roles": ("evaluator",)}))
    told = (await operator.call(openapi.get_openapi)).body.decode()
    assert APP not in told
    operator.cookie = operator.session(KAREN)
    assert APP in (await operator.call(openapi.get_openapi)).body.decode()


async def test_sign_ins_good_and_bad_and_what_is_not_permitted_are_logged_by_key_and_never_by_name(
    operator: Edge, caplog: pytest.LogCaptureFixture
) -> None:
    edge = operator
    edge.broker.persons = {"karen": CLAIMS, "lars": {**CLAIMS, "loa": "low"}}
    caplog.set_level(logging.INFO)
    for person in ("karen", "lars"):
        state, device = await begun(edge)
        await returned(edge, edge.broker.approve(state, person), device)
    edge.cookie = edge.session(KAREN)
    await edge.call(access.list_access)
    await edge.sign_out()
    await edge.put()
    edge.cookie = "__Host-feltskema=junk"
    await edge.mine()
    for told in (
        f"signed in: person {AT_THE_BROKER.key}",
        "sign-in refused: loa-too-low",
        f"not permitted: person {KAREN.key} at list_access",
        f"signed out: person {KAREN.key}",
        f"a session that was ended: person {KAREN.key}",
        "refused: no-session at GET list_registrations",
    ):
        assert told in caplog.text
    assert "Karen" not in caplog.text
    assert "Kristensen" not in caplog.text


async def test_an_expired_access_waits_again(operator: Edge) -> None:
    await allowed(operator, KAREN.key, "konsulent", validTo="2026-11-23")
    operator.context.clock.pass_(days=1)
    operator.cookie = operator.session(KAREN)
    assert (await operator.me()).json["roles"] == []
    assert (await operator.put()).json["code"] == "no-access"
    operator.cookie = operator.session(DORTE)
    [line] = (await listed(operator, "karen"))["items"]
    assert (line["state"], line["roles"]) == ("waiting", ["konsulent"])


async def signs_in(edge: Edge, person: str) -> str:
    """Her session's cookie."""
    state, device = await begun(edge)
    name, value, _ = cookie(await returned(edge, edge.broker.approve(state, person), device))
    return f"{name}={value}"


@pytest.fixture
def privileged(operator: Edge, monkeypatch: pytest.MonkeyPatch) -> Edge:
    """The broker's privileges make Karen a consultant; nobody has given her a role here."""
    monkeypatch.setenv("OIDC_PRIVILEGE_ROLES", '{"Feltskema":"konsulent"}')
    settings.cache_clear()
    operator.broker.privileges, operator.broker.persons = ("Feltskema",), {"karen": CLAIMS}
    return operator


async def test_who_comes_in_by_privileges_can_be_seen_signed_out_and_shut_out(privileged: Edge) -> None:
    edge, key = privileged, AT_THE_BROKER.key
    first = await signs_in(edge, "karen")
    lines = await listed(edge, number(key))
    assert [(one["name"], one["state"]) for one in lines["items"]] == [("Karen Kristensen", "privileged")]
    assert lines["waiting"] == 0
    assert (await done(edge, access.end_sessions, key, reason="Mistet")).status == 200
    edge.context.clock.pass_(milliseconds=1)
    second, edge.cookie = await signs_in(edge, "karen"), first
    assert (await edge.put()).status == 401
    edge.cookie = second
    assert (await edge.put()).status == 201
    edge.cookie = edge.session(DORTE)
    assert (await done(edge, access.remove_access, key, reason="Stoppet")).json["state"] == "removed"
    edge.cookie = second
    assert (await edge.put()).status == 401
    edge.context.clock.pass_(milliseconds=1)
    edge.cookie = await signs_in(edge, "karen")
    assert (await edge.me()).json["roles"] == []
    assert [one.act for one in edge.access.changes[key]] == [Act.CAME, Act.ENDED, Act.REMOVED, Act.ASKED]


async def test_who_has_come_to_a_role_since_waits_no_more(privileged: Edge) -> None:
    edge = privileged
    edge.broker.privileges = ()
    await signs_in(edge, "karen")
    assert (await listed(edge))["waiting"] == 1
    edge.broker.privileges = ("Feltskema",)
    for _ in range(2):
        await signs_in(edge, "karen")
    assert (await listed(edge))["waiting"] == 0
    assert [one.act for one in edge.access.changes[AT_THE_BROKER.key]] == [Act.ASKED, Act.CAME]


async def test_what_one_has_written_is_never_sent_as_anothers(operator: Edge) -> None:
    edge = operator
    edge.cookie = edge.session(MEHMET)
    answer = await edge.put(feltskema_person=KAREN.key)
    assert (answer.status, answer.json["code"], edge.stored) == (401, "no-session", 0)
    assert (await edge.put(feltskema_person=MEHMET.key)).status == 201
