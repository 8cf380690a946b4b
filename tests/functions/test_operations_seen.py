"""What an operator does is done to what they saw: a repeat, and the second of two, are told what has happened instead."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from functions import operations
from shared.domain.delivery_states import CLAIM, UNKNOWN
from shared.domain.delivery_status import Status
from tests.examples import NOW
from tests.functions.edge import Edge
from tests.functions.operating import DORTE, FASIT, listed, move, named, posted, put


async def test_a_repeated_move_is_answered_with_what_has_happened(operator: Edge) -> None:
    id = await put(operator, Status.UNCERTAIN, 2)
    (line,) = (await listed(operator))["items"]
    seen = {**named(id), "etag": line["etag"]}
    assert (await move(operator, "send-again", seen)).json["items"][0]["status"] == "received"
    row = operator.context.registrations.rows[operator.key(id)]
    for step in (CLAIM, UNKNOWN):
        row = row.move(step, FASIT, NOW + timedelta(minutes=5))
    operator.context.registrations.rows[row.key] = row
    (again,) = (await move(operator, "send-again", seen)).json["items"]
    assert (again["status"], again["problem"]["code"]) == (None, "moved-meanwhile")
    assert (again["happened"]["status"], again["happened"]["by"]) == ("uncertain", DORTE.name)
    assert operator.context.delivery_queue.keys == [operator.key(id)], "sent once"
    operator.context.clock.pass_(minutes=11)  # The receiver no longer works on it.
    fresh = {**named(id), "etag": again["etag"]}
    assert (await move(operator, "send-again", fresh)).json["items"][0]["status"] == "received"


@pytest.mark.parametrize("act", ["park", "close", "hand", "delivered", "send-again", "try-now"])
async def test_of_two_operators_who_saw_the_same_one_is_told_what_the_other_did(operator: Edge, act: str) -> None:
    id = await put(operator, Status.REFUSED if act == "try-now" else Status.UNCERTAIN)
    (line,) = (await listed(operator))["items"]
    seen = {**named(id), "etag": line["etag"]}
    await move(operator, "hand", seen, to=DORTE.key)
    (late,) = (await move(operator, act, seen, reason="x", to=DORTE.key)).json["items"]
    assert late["problem"]["code"] == "moved-meanwhile"
    assert late["happened"]["by"] == DORTE.name


@pytest.mark.parametrize("etag", [7, "x", "uncertain.1", "a.1.zz", "a" * 61])
async def test_an_etag_that_is_none_is_refused(operator: Edge, etag: Any) -> None:
    answer = await move(operator, "park", {**named(await put(operator, Status.REFUSED)), "etag": etag}, reason="x")
    assert (answer.status, answer.json["code"]) == (400, "bad-request")


async def test_a_hold_is_neither_overwritten_nor_ended_by_a_repeat(operator: Edge) -> None:
    first = await posted(operator, operations.hold_target, {"target": FASIT}, reason="Fasit flytter i nat")
    again = await posted(operator, operations.hold_target, {"target": FASIT}, reason="Andet")
    assert again.json == first.json, "the first one's reason stays"
    assert operator.context.holds.held[FASIT].reason == "Fasit flytter i nat"
    operator.context.clock.pass_(minutes=5)
    assert (
        await posted(operator, operations.release_target, {"target": FASIT}, since=first.json["since"])
    ).status == 204
    await posted(operator, operations.hold_target, {"target": FASIT}, reason="Den dublerer")
    repeat = await posted(operator, operations.release_target, {"target": FASIT}, since=first.json["since"])
    assert (repeat.status, repeat.json["code"]) == (409, "hold-changed")
    assert operator.context.holds.held[FASIT].reason == "Den dublerer"
