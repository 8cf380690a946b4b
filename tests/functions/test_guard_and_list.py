"""CPR numbers in texts, searching one's own registrations, and corrections, over HTTP."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shared import wiring
from shared.domain.failures import Refused
from shared.services.deliver import deliver
from tests.domain.folder import definitions, form
from tests.examples import VISIT, uuid7
from tests.functions.edge import Edge

CASE = "Sag 151225-0001"


def visit(**changes: Any) -> dict[str, Any]:
    return {"version": 1, "answers": {**VISIT, **changes}}


async def test_a_cpr_number_in_a_text_is_told_at_its_field_and_nothing_is_stored(edge: Edge) -> None:
    people = [{"navn": "Åse 010190 1234"}]
    answer = await edge.put(visit(notat="Ring til 0101901234", kontaktpersoner=people))
    assert (answer.status, answer.json["code"]) == (422, "invalid-answers")
    assert answer.faults == {("/notat", "cpr-number"), ("/kontaktpersoner/0/navn", "cpr-number")}
    assert answer.json["errors"][0]["message"].endswith(
        "ligner et CPR-nummer. Fjern det, eller sig, at det ikke er et."
    )
    assert b"0101901234" not in answer.body
    assert edge.stored == 0


async def test_what_the_person_says_is_none_is_taken_and_kept(edge: Edge) -> None:
    id = str(uuid7())
    sent = {**visit(notat=CASE), "notCpr": ["/notat", "/navn"]}
    assert (await edge.put(sent, id)).status == 201
    assert (await edge.look(id)).json["notCpr"] == ["/notat"]
    again = await edge.put(visit(notat=CASE), id)
    assert again.status == 201, "the same content again is a repeat, whatever is said beside it"


async def test_what_is_said_of_one_text_says_nothing_of_another(edge: Edge) -> None:
    answer = await edge.put({**visit(notat=CASE, navn="Åse 0101901234"), "notCpr": ["/notat"]})
    assert answer.faults == {("/navn", "cpr-number")}


async def test_where_the_definition_forbids_it_nobody_says_otherwise(edge: Edge, tmp_path: Path) -> None:
    result = definitions(tmp_path, proeve=form("", "cpr_in_texts: forbid\n"))
    dependencies = replace(edge.context.dependencies, definitions=result)
    with wiring.override(**{**edge.parts, "dependencies": dependencies}):
        body = {"version": 1, "answers": {"navn": CASE}, "notCpr": ["/navn"]}
        answer = await edge.put(body, app="proeve")
    assert answer.faults == {("/navn", "cpr-forbidden")}


@pytest.mark.parametrize(
    "text", ["/notat", "", {}, 0, [1], [""], ["notat"], ["/" + "x" * 41], ["/a\0"], ["/a"] * 1001, {"a": 1}]
)
async def test_what_is_said_in_another_form(edge: Edge, text: object) -> None:
    answer = await edge.put({**visit(), "notCpr": text})
    assert (answer.status, answer.json["code"]) == (400, "bad-request")
    assert "notCpr" in answer.json["detail"]


@pytest.mark.parametrize("revision", [0, -1, "1", 1.5, True, 1_000_000, [1]])
async def test_a_revision_in_another_form(edge: Edge, revision: object) -> None:
    answer = await edge.put({**visit(), "corrects": revision})
    assert (answer.status, answer.json["code"]) == (400, "bad-request")
    assert "corrects" in answer.json["detail"]


async def refused(edge: Edge) -> str:
    """A visit that Fasit said no to before anything was made."""

    def no(step: str) -> None:
        raise Refused("refused", "Ukendt part")

    id: str = (await edge.put()).json["id"]
    edge.context.target.trouble = no
    await deliver(edge.key(id), edge.context.dependencies)
    edge.context.target.trouble = lambda step: None
    return id


async def test_a_refused_visit_is_corrected_and_what_it_was_can_be_looked_at(edge: Edge) -> None:
    id = await refused(edge)
    seen = (await edge.look(id)).json
    assert (seen["status"], seen["revision"], seen["isCorrectable"]) == ("refused", 1, True)
    answer = await edge.put({**visit(notat="Rettet"), "corrects": 1}, id)
    assert (answer.status, answer.json["status"], answer.json["revision"]) == (201, "received", 2)
    assert answer.json["reason"]["code"] == "corrected"
    seen = (await edge.look(id)).json
    assert (seen["answers"]["notat"], seen["isCorrectable"]) == ("Rettet", False)
    before = (await edge.look_at(id, revision="1")).json
    assert (before["answers"], before["status"], before["isCorrectable"]) == (VISIT, "refused", False)
    assert (await edge.look_at(id, revision="2")).status == 404
    assert (await edge.look_at(id, revision="x")).status == 400


async def test_a_correction_of_another_revision_says_what_to_do(edge: Edge) -> None:
    id = await refused(edge)
    answer = await edge.put({**visit(notat="Rettet"), "corrects": 2}, id)
    assert (answer.status, answer.json["code"]) == (409, "not-correctable")
    assert (await edge.look(id)).json["answers"] == VISIT


async def test_a_list_is_searched_and_filtered(edge: Edge) -> None:
    first = await refused(edge)
    edge.context.clock.pass_(minutes=1)
    second = (await edge.put(visit(navn="Bageriet", cvr="64942212"), str(uuid7(edge.context.clock())))).json["id"]

    async def result(**params: str) -> list[str]:
        return [item["id"] for item in (await edge.mine(**params)).json["items"]]

    assert await result(query="BAGERI") == [second]
    assert await result(query="64942212") == [second, first]
    assert await result(query="november 2026", status="refused,uncertain") == [first]
    assert await result(status="refused", app="virksomhedsbesoeg") == [first]
    assert await result(app="kandidat") == []
    assert await result(attention="true") == [first]
    assert await result(query="", status="", app="", attention="") == [second, first]


async def test_a_follow_up_needs_somebody_when_its_day_has_come(edge: Edge) -> None:
    id = (await edge.put(visit(opfoelgning=True, opfoelgningDato="2026-11-24"))).json["id"]
    assert (await edge.mine()).json["items"][0]["followUp"] == "2026-11-24"
    assert (await edge.mine(attention="true")).json["items"] == []
    edge.context.clock.pass_(hours=24)
    edge.cookie = edge.session()
    assert [item["id"] for item in (await edge.mine(attention="true")).json["items"]] == [id]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("query", "x" * 101),
        ("query", "a\0"),
        ("status", "afvist"),
        ("status", "refused;uncertain"),
        ("app", "Æ"),
        ("app", "a" * 41),
        ("attention", "false"),
    ],
)
async def test_a_filter_that_cannot_be_used(edge: Edge, name: str, value: str) -> None:
    answer = await edge.mine(**{name: value})
    assert (answer.status, answer.json["code"]) == (400, "bad-request")
    assert name in answer.json["detail"]


async def test_a_card_is_in_the_readers_language(edge: Edge) -> None:
    await edge.put()
    answer = await edge.mine_in("en")
    assert answer.json["items"][0]["card"] == ["23 November 2026 at 14:05"]
