"""What is handed to somebody is theirs to see and to settle, whichever team it is of, until it is handed back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from functions import operations
from shared.domain.access.person import Person
from shared.domain.delivery_status import Status
from shared.services.sweep import SELDOM, sweep
from tests.examples import KAREN, MEHMET
from tests.functions.edge import Edge
from tests.functions.operating import DORTE, TOVE, listed, move, named, posted, put


async def handed(edge: Edge, to: Person | None, person: Person = MEHMET) -> str:
    """The id of an uncertain one that the operator hands to this leader; Tove asks from now on."""
    id = await put(edge, Status.UNCERTAIN, person=person)
    edge.cookie = edge.session(DORTE)
    (moved,) = (await move(edge, "hand", named(id, person), to=to and to.key)).json["items"]
    assert moved["problem"] is None
    edge.cookie = edge.session(TOVE)
    return id


async def test_a_leader_sees_and_settles_what_was_handed_from_another_team(leader: Edge) -> None:
    others = await put(leader, Status.UNCERTAIN, person=MEHMET)
    id = await handed(leader, TOVE)
    assert [line["id"] for line in (await listed(leader))["items"]] == [id]
    shown = (await leader.call(operations.get_delivery, route=named(id, MEHMET))).json
    assert (shown["assigned"], "delivered" in shown["acts"]) == (TOVE.name, True)
    answers = await posted(leader, operations.post_answers_read, named(id, MEHMET), reason="Ser efter i Fasit")
    assert answers.json["answers"]["navn"] == "Café Blåbær ApS"
    refused = await move(leader, "delivered", named(id, MEHMET), named(others, MEHMET))
    assert (refused.status, refused.json["code"]) == (404, "unknown-registration"), "the other is nobody's to give"
    assert (await move(leader, "delivered", named(id, MEHMET))).json["items"][0]["status"] == "delivered"


async def test_what_is_handed_back_is_not_theirs_any_more(leader: Edge) -> None:
    id = await handed(leader, TOVE)
    leader.cookie = leader.session(DORTE)
    await move(leader, "hand", named(id, MEHMET))
    leader.cookie = leader.session(TOVE)
    assert (await listed(leader))["total"] == 0
    assert (await leader.call(operations.get_delivery, route=named(id, MEHMET))).status == 404
    assert (await move(leader, "delivered", named(id, MEHMET))).status == 404


async def test_those_handed_to_me_are_listed_by_themselves(leader: Edge) -> None:
    mine = await handed(leader, TOVE, KAREN)
    await handed(leader, DORTE, KAREN)
    await handed(leader, None, KAREN)
    assert (await listed(leader))["total"] == 3
    assert [line["id"] for line in (await listed(leader, assigned="me"))["items"]] == [mine]
    assert (await listed(leader, assigned="me", status="refused"))["total"] == 0


@pytest.mark.parametrize("assigned", ["you", TOVE.key])
async def test_nobody_asks_for_what_others_were_handed(leader: Edge, assigned: str) -> None:
    answer = await listed(leader, assigned=assigned)
    assert (answer["code"], "assigned" in answer["detail"]) == ("bad-request", True)


async def test_an_entry_that_does_not_say_whom_it_was_handed_to_is_put_right(leader: Edge) -> None:
    id = await handed(leader, TOVE)
    entries = leader.context.registrations.entries
    before = {key: entry for key, entry in entries.items() if str(key.registration.id) == id}
    entries.update({key: replace(entry, assigned="") for key, entry in before.items()})
    assert (await listed(leader))["total"] == 0, "as it was left by a release of before, or by a write that failed"
    dependencies = leader.context.dependencies
    for _ in range(SELDOM + 5):
        leader.context.clock.pass_(minutes=1)
        await sweep(dependencies)
    assert [line["id"] for line in (await listed(leader, assigned="me"))["items"]] == [id]
