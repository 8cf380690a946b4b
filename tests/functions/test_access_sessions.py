"""How the access list, a sign-out and a new sign-in begin and end sessions."""

from __future__ import annotations

import logging

import pytest

from functions import access, auth
from shared.adapters.memory.access import MemoryAccess
from shared.domain.access.access_list import Act, number
from shared.settings import settings
from tests.examples import KAREN, MEHMET, uuid7
from tests.functions.edge import Edge
from tests.functions.operating import DORTE, NANNA, done, listed_access, signs_in
from tests.functions.test_auth import AT_THE_BROKER, CLAIMS, begun, cookie, returned


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
    operator.access.down = True
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
    assert (await operator.me()).status == 204


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
    for reported in (
        f"signed in: person {AT_THE_BROKER.key}",
        "sign-in refused: loa-too-low",
        f"not permitted: person {KAREN.key} at list_access",
        f"signed out: person {KAREN.key}",
        f"a session that was ended: person {KAREN.key}",
        "refused: no-session at GET list_registrations",
    ):
        assert reported in caplog.text
    assert "Karen" not in caplog.text
    assert "Kristensen" not in caplog.text


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
    lines = await listed_access(edge, number(key))
    assert [(entry["name"], entry["state"]) for entry in lines["items"]] == [("Karen Kristensen", "privileged")]
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
    assert [item.act for item in edge.access.changes[key]] == [Act.CAME, Act.ENDED, Act.REMOVED, Act.ASKED]


async def test_who_has_come_to_a_role_since_waits_no_more(privileged: Edge) -> None:
    edge = privileged
    edge.broker.privileges = ()
    await signs_in(edge, "karen")
    assert (await listed_access(edge))["waiting"] == 1
    edge.broker.privileges = ("Feltskema",)
    for _ in range(2):
        await signs_in(edge, "karen")
    assert (await listed_access(edge))["waiting"] == 0
    assert [item.act for item in edge.access.changes[AT_THE_BROKER.key]] == [Act.ASKED, Act.CAME]


async def test_what_one_has_written_is_never_sent_as_anothers(operator: Edge) -> None:
    edge = operator
    edge.cookie = edge.session(MEHMET)
    answer = await edge.put(feltskema_person=KAREN.key)
    assert (answer.status, answer.json["code"], edge.stored) == (401, "no-session", 0)
    assert (await edge.put(feltskema_person=MEHMET.key)).status == 201
