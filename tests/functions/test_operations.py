"""Operators and team leaders over HTTP: what they see, what they may, and that answers are shown for a reason alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from functions import access, health, operations, reconciliation
from shared.domain.access.access_list import Grant
from shared.domain.delivery_status import Status
from shared.domain.ports import PoisonMessage
from tests.examples import APP, CANARY, KAREN, MEHMET, uuid7
from tests.functions.edge import Edge
from tests.functions.operating import DORTE, FASIT, TOVE, listed, move, named, posted, put
from tests.shipped import SHIPPED


async def test_the_overview_counts_by_target_app_and_state(operator: Edge) -> None:
    for status, hours in ((Status.UNCERTAIN, 30), (Status.UNCERTAIN, 1), (Status.REFUSED, 2)):
        await put(operator, status, hours)
    shown = (await operator.call(operations.get_operations)).json
    assert [(pile["status"], pile["target"], pile["app"], pile["count"]) for pile in shown["piles"]] == [
        ("refused", FASIT, APP, 1),
        ("uncertain", FASIT, APP, 2),
    ]
    assert shown["piles"][1]["since"] == "2026-11-22T07:05:00Z"
    assert shown["piles"][1]["hours"] == [None] * 24, "nobody counted yet"
    assert {target["target"]: target["count"] for target in shown["takenToday"]} == {FASIT: 0, "log": 0}


@pytest.mark.parametrize("app", [APP, "taget-tilbage"])
async def test_an_app_has_its_title_where_this_version_has_the_app(operator: Edge, app: str) -> None:
    id = await put(operator, Status.REFUSED, app=app)
    title = SHIPPED.get(APP).facts.title if app == APP else None
    (pile,) = (await operator.call(operations.get_operations)).json["piles"]
    (line,) = (await listed(operator))["items"]
    shown = (await operator.call(operations.get_delivery, route=named(id))).json
    assert [each["appTitle"] for each in (pile, line, shown)] == [title] * 3
    assert {each["app"] for each in (pile, line, shown)} == {app}


async def test_the_list_tells_nothing_of_the_answers(operator: Edge) -> None:
    await put(operator, Status.REFUSED)
    answer = await operator.call(operations.list_deliveries)
    (line,) = answer.json["items"]
    assert (line["name"], line["status"], line["reason"]["code"]) == (KAREN.name, "refused", "refused")
    assert set(line["acts"]) == {"send-again", "try-now", "close", "park", "hand"}
    assert CANARY not in answer.body.decode()
    assert "Blåbær" not in answer.body.decode()


async def test_the_list_is_of_what_is_asked_for(operator: Edge) -> None:
    uncertain, refused = await put(operator, Status.UNCERTAIN, 3), await put(operator, Status.REFUSED, 5)
    assert [line["id"] for line in (await listed(operator))["items"]] == [refused, uncertain]
    assert [line["id"] for line in (await listed(operator, status="uncertain"))["items"]] == [uncertain]
    assert (await listed(operator, target="log"))["total"] == 0
    assert (await listed(operator, app=APP))["total"] == 2
    first = await listed(operator, limit="1")
    assert (first["total"], len(first["items"])) == (2, 1)
    second = await listed(operator, limit="1", after=first["next"])
    assert [line["id"] for line in second["items"]] == [uncertain]
    assert (await listed(operator, after="ad"))["code"] == "bad-request"


async def test_one_is_looked_into_by_its_ids(operator: Edge) -> None:
    id = await put(operator, Status.REFUSED)
    answer = await operator.call(operations.get_delivery, route=named(id))
    assert (answer.json["key"], answer.json["steps"]) == (f"{KAREN.key}/{id}/{FASIT}", {"uploaded": "upl-7"})
    assert [line["status"] for line in answer.json["history"]] == ["received", "refused"]
    assert CANARY not in answer.body.decode()


async def test_answers_take_a_reason_which_stands_in_the_trail(operator: Edge) -> None:
    id, why = await put(operator, Status.UNCERTAIN), "Ser efter i Fasit med Karen"
    for without in ({}, {"reason": ""}, {"reason": "  "}):
        refused = await posted(operator, operations.post_answers_read, named(id), **without)
        assert (refused.status, refused.json["code"]) == (400, "bad-request")
    answer = await posted(operator, operations.post_answers_read, named(id), reason=why)
    assert answer.json["answers"]["navn"] == "Café Blåbær ApS"
    trail = (await operator.call(access.get_access, route={"person": DORTE.key})).json["trail"]
    assert [(line["act"], line["reason"], line["about"]) for line in trail] == [
        ("answers-read", why, f"{KAREN.key}/{id}")
    ]


async def test_many_are_moved_and_each_is_told(operator: Edge) -> None:
    refused, uncertain = await put(operator, Status.REFUSED), await put(operator, Status.UNCERTAIN)
    answer = await move(operator, "try-now", named(refused), named(uncertain))
    outcomes = [
        (each["id"], each["status"], each["problem"] and each["problem"]["code"]) for each in answer.json["items"]
    ]
    assert outcomes == [(refused, "received", None), (uncertain, None, "not-possible")]
    assert operator.context.delivery_queue.keys == [operator.key(refused)]


async def test_a_call_takes_fifty_and_no_more(operator: Edge) -> None:
    many = [named(str(UUID(int=uuid7().int + number))) for number in range(51)]
    answer = await move(operator, "try-now", *many)
    assert (answer.status, answer.json["code"]) == (400, "bad-request")


@pytest.mark.parametrize("act", ["withdraw", "claim", "", None])
async def test_only_an_operators_acts_are_taken(operator: Edge, act: Any) -> None:
    assert (await move(operator, act, named(await put(operator, Status.WAITING)))).status == 400


async def test_a_delivery_can_be_closed_and_opened_again(operator: Edge) -> None:
    id = await put(operator, Status.UNCERTAIN)
    without = await move(operator, "close", named(id))
    assert without.json["items"][0]["problem"]["code"] == "bad-request"
    closed = await move(operator, "close", named(id), reason="Oprettet i hånden")
    assert closed.json["items"][0]["status"] == "closed"
    assert (await listed(operator))["total"] == 0
    (line,) = (await listed(operator, status="closed"))["items"]
    assert line["acts"] == ["reopen"]
    assert (await move(operator, "reopen", named(id))).json["items"][0]["status"] == "uncertain"


async def test_it_is_handed_to_who_can_see_it(leader: Edge) -> None:
    id = await put(leader, Status.UNCERTAIN)
    leader.cookie = leader.session(DORTE)
    helpers = (await leader.call(operations.list_helpers)).json["items"]
    assert [helper["name"] for helper in helpers] == ["Dorte Holm", "Tove Teamleder"]
    await move(leader, "hand", named(id), to=TOVE.key)
    assert (await listed(leader))["items"][0]["assigned"] == TOVE.name
    refused = await move(leader, "hand", named(id), to=MEHMET.key)
    assert refused.json["code"] == "unknown-person", "a consultant has no page to see it on"


async def test_a_team_leader_settles_what_is_of_the_team_alone(leader: Edge) -> None:
    ours, others = await put(leader, Status.UNCERTAIN), await put(leader, Status.UNCERTAIN, person=MEHMET)
    assert [line["id"] for line in (await listed(leader))["items"]] == [ours]
    settled = await move(leader, "delivered", named(ours), receipt="sag-17")
    assert settled.json["items"][0]["status"] == "delivered"
    for answer in (
        await move(leader, "delivered", named(others, MEHMET)),
        await leader.call(operations.get_delivery, route=named(others, MEHMET)),
        await posted(leader, operations.post_answers_read, named(others, MEHMET), reason="x"),
    ):
        assert (answer.status, answer.json["code"]) == (404, "unknown-registration")


async def test_a_team_leader_without_a_team_sees_nobodys(leader: Edge) -> None:
    leader.access.lines[TOVE.key] = replace(leader.access.lines[TOVE.key], grant=Grant(("teamleder",)))
    leader.access.lines[KAREN.key] = replace(leader.access.lines[KAREN.key], grant=Grant(("konsulent",)))
    await put(leader, Status.UNCERTAIN)
    assert (await listed(leader))["total"] == 0


async def test_a_target_is_held_and_everybody_is_told(operator: Edge) -> None:
    held = await posted(operator, operations.hold_target, {"target": FASIT}, reason="Fasit flytter i nat")
    assert (held.json["by"], held.json["holdsFrom"], held.json["drainedBy"]) == (
        DORTE.name,
        "2026-11-23T13:05:10Z",
        "2026-11-23T13:09:10Z",
    )
    shown = (await operator.call(health.get_operation)).json["held"]
    assert [(each["target"], each["reason"]) for each in shown] == [(FASIT, "Fasit flytter i nat")]
    operator.cookie = operator.session(KAREN)
    mine = (await operator.look(await put(operator, Status.RECEIVED))).json["deliveries"]
    assert [delivery["held"] for delivery in mine] == ["Fasit flytter i nat"]
    operator.cookie = operator.session(DORTE)
    assert (await posted(operator, operations.release_target, {"target": FASIT})).status == 204
    assert (await operator.call(health.get_operation)).json["held"] == []


async def test_only_a_target_that_there_is_can_be_held(operator: Edge) -> None:
    answer = await posted(operator, operations.hold_target, {"target": "fasit"}, reason="x")
    assert (answer.status, answer.json["code"]) == (404, "unknown-target")


async def test_poison_is_emptied_and_each_message_told(operator: Edge) -> None:
    id = await put(operator, Status.REFUSED)
    operator.context.delivery_queue.poison = [PoisonMessage(f"{KAREN.key}/{id}/{FASIT}", "1", "")]
    (emptied,) = (await posted(operator, operations.empty_poison_queue, {})).json["items"]
    assert (emptied["outcome"], emptied["status"]) == ("stands", "refused")
    assert operator.context.delivery_queue.poison == []


async def test_what_fasit_took_today_can_be_compared(operator: Edge) -> None:
    await move(operator, "delivered", named(await put(operator, Status.UNCERTAIN)), receipt="sag-17")
    taken = (await operator.call(reconciliation.list_taken, route={"target": FASIT})).json
    assert (taken["day"], taken["count"], taken["confirmed"]) == ("2026-11-23", 1, 1)
    assert [line["receipt"] for line in taken["items"]] == ["sag-17"]
    other_day = await operator.call(reconciliation.list_taken, route={"target": FASIT}, params={"day": "2026-11-22"})
    assert other_day.json["count"] == 0


async def test_a_consultant_withdraws_closes_and_opens_again(edge: Edge) -> None:
    waiting, refused = await put(edge, Status.WAITING), await put(edge, Status.REFUSED)
    (delivery,) = (await edge.look(waiting)).json["deliveries"]
    assert delivery["acts"] == ["try-now", "withdraw", "close"]
    assert (await edge.settle(waiting, {"outcome": "withdraw"})).json["status"] == "closed"
    assert (await edge.settle(refused, {"outcome": "close"})).json["code"] == "bad-request"
    closed = await edge.settle(refused, {"outcome": "close", "reason": "Tastet ind i Fasit"})
    assert closed.json["reason"]["message"] == ("Lukket, fordi den er håndteret på en anden måde: Tastet ind i Fasit")
    assert (await edge.settle(refused, {"outcome": "reopen"})).json["status"] == "refused"
    assert (await edge.settle(refused, {"outcome": "withdraw"})).json["code"] == "not-possible"
