"""The survey over HTTP, from an answer on the phone to the evaluator's figures; and effort from a registration to its median."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
import json
from typing import Any
from uuid import uuid4

from azure.functions.timer import TimerRequest
import pytest

from functions import evaluation_effect, evaluation_files, survey, upkeep
from shared import wiring
from shared.adapters.memory.access import MemoryAccess
from shared.domain.access.roles import EVALUATOR
from tests.examples import APP, KAREN, MEHMET, VISIT, uuid7
from tests.functions.edge import OWN, Answer, Edge
from tests.measured import Measuring

EVA = KAREN.model_copy(update={"key": "f" * 32, "name": "Eva Evaluator", "roles": (EVALUATOR,)})
AFTER = datetime(2027, 1, 8, 2, 5, tzinfo=UTC)
"""A night in which the fourth quarter of 2026 has been over for more than a week."""


@pytest.fixture
def surveyed(edge: Edge) -> Iterator[Edge]:
    """An instance whose form of visits asks."""
    edge.context.definitions = Measuring("survey", "effort")
    with wiring.override(**edge.parts):
        yield edge


async def opine(edge: Edge, **changes: Any) -> Answer:
    body = {"id": str(uuid4()), "app": APP, "quarter": "2026-4", "needs": 4, "easy": 5, **changes}
    with wiring.override(**edge.parts):
        return await edge.call(survey.post_opinion, "POST", json.dumps(body).encode(), headers=OWN)


async def figures(edge: Edge, period: str = "2026-4") -> Any:
    edge.access = MemoryAccess(KAREN, EVA)
    edge.cookie = edge.session(EVA)
    with wiring.override(**edge.parts):
        return (await edge.call(evaluation_effect.get_effect, params={"period": period})).json


async def test_answers_are_counted_without_the_person_and_told_when_the_quarter_is_over(surveyed: Edge) -> None:
    again = str(uuid4())
    for id, needs in ((again, 5), (again, 5), *((str(uuid4()), needs) for needs in (5, 4, 3, 1))):
        answer = await opine(surveyed, id=id, needs=needs, easy=needs)
        assert (answer.status, answer.body) == (204, b"")
    stored = repr((surveyed.survey.quarters, surveyed.survey.counted))
    assert KAREN.key not in stored
    assert KAREN.name not in stored
    assert (await figures(surveyed))["opinions"] == {"state": "collecting", "apps": [], "tooFew": []}
    assert (await figures(surveyed, "2026-11"))["opinions"]["state"] == "by-quarter"
    surveyed.context.clock.now = AFTER
    counted = {"answers": 5, "needs": "3.6", "easy": "3.6", "score": 65}
    assert (await figures(surveyed))["opinions"] == {
        "state": "counted",
        "apps": [{"app": "", **counted}, {"app": APP, **counted}],
        "tooFew": [],
    }


async def test_four_answers_are_not_told(surveyed: Edge) -> None:
    for _ in range(4):
        await opine(surveyed)
    surveyed.context.clock.now = AFTER
    assert (await figures(surveyed))["opinions"] == {"state": "counted", "apps": [], "tooFew": [APP]}


@pytest.mark.parametrize(
    ("changes", "code", "name"),
    [
        ({"needs": 0}, "bad-request", "needs"),
        ({"easy": 6}, "bad-request", "easy"),
        ({"easy": None}, "bad-request", "easy"),
        ({"note": "Hej"}, "bad-request", "note"),
        ({"quarter": "2026-3"}, "survey-closed", "kvartalet er forbi"),
        ({"quarter": "2027-1"}, "survey-closed", "kvartalet er forbi"),
        ({"app": "kandidat"}, "survey-closed", "Appen spørger ikke"),
        ({"app": "findes-ikke"}, "unknown-app", ""),
        ({"id": "1"}, "invalid-id", ""),
    ],
)
async def test_what_cannot_be_counted_is_refused_by_name(
    surveyed: Edge, changes: dict[str, Any], code: str, name: str
) -> None:
    answer = await opine(surveyed, **changes)
    assert answer.json["code"] == code
    assert name in answer.json["detail"]
    assert surveyed.survey.quarters == {}


async def test_where_the_form_does_not_ask_no_answer_is_taken(edge: Edge) -> None:
    edge.context.definitions = Measuring()
    assert (await opine(edge)).json["code"] == "survey-closed"


async def registered(edge: Edge, people: int, again: int = 0, **effort: int) -> None:
    """A visit by each of so many people, which took that, a tap more for each person; and `again` more by the first of them."""
    everybody = [KAREN.model_copy(update={"key": f"{number:032x}"}) for number in range(people)]
    edge.access = MemoryAccess(*everybody, EVA)
    with wiring.override(**edge.parts):
        for number, person in enumerate([*everybody, *everybody[:1] * again]):
            edge.cookie = edge.session(person)
            taps = effort["taps"] + everybody.index(person)
            body = {"version": 1, "answers": VISIT, "effort": {**effort, "taps": taps}}
            id = str(uuid7(edge.context.clock() + timedelta(seconds=number)))
            assert (await edge.put(body, id=id)).status == 201
        edge.context.clock.now = datetime(2026, 11, 24, 2, 5, tzinfo=UTC)
        await upkeep.run_upkeep(TimerRequest(past_due=False))


@pytest.mark.parametrize("people", [4, 5])
async def test_what_the_form_took_is_told_of_at_least_five_people(surveyed: Edge, people: int) -> None:
    await registered(surveyed, people, taps=30, keys=12, seconds=250)
    all_apps = (await figures(surveyed))["apps"][0]
    assert all_apps["registrations"] == people
    if people < 5:
        assert (
            all_apps["taps"]
            == all_apps["keys"]
            == all_apps["inForm"]
            == {"count": 0, "median": None, "ninetieth": None}
        )
        return
    assert all_apps["taps"] == {"count": 5, "median": 32, "ninetieth": 34}
    assert all_apps["keys"] == {"count": 5, "median": 12, "ninetieth": 12}
    assert all_apps["inForm"] == {"count": 5, "median": 4, "ninetieth": 4}


async def test_who_registers_most_counts_once(surveyed: Edge) -> None:
    await registered(surveyed, 5, again=20, taps=30, keys=12, seconds=250)
    all_apps = (await figures(surveyed))["apps"][0]
    assert all_apps["registrations"] == 25
    assert all_apps["taps"] == {"count": 5, "median": 32, "ninetieth": 34}


async def test_both_stand_in_the_files(surveyed: Edge) -> None:
    for mark in (4, 4, 4, 4, 5):
        assert (await opine(surveyed, needs=mark, easy=mark)).status == 204
    await registered(surveyed, 5, taps=30, keys=12, seconds=250)
    await figures(surveyed)
    effect = await _file(surveyed, "effect")
    surveyed.context.clock.now = AFTER
    opinions = await _file(surveyed, "survey")
    assert "Alle apps;5;" in effect
    assert effect.splitlines()[1].endswith(";5;32;12;4")
    assert opinions.splitlines()[1] == "Alle apps;5;4,2;4,2;80"


async def _file(edge: Edge, name: str) -> str:
    edge.cookie = edge.session(EVA)
    with wiring.override(**edge.parts):
        answer = await edge.call(evaluation_files.get_report, params={"period": "2026-4"}, route={"file": name})
    return answer.body.decode("utf-8-sig")


async def test_what_the_form_took_is_let_go_where_it_is_not_measured(edge: Edge) -> None:
    effort = {"taps": 1, "keys": 2, "seconds": 3}
    assert (await edge.put({"version": 1, "answers": VISIT, "effort": effort})).status == 201
    [row] = edge.context.registrations.rows.values()
    assert row.effort is None


@pytest.mark.parametrize(
    ("effort", "name"),
    [
        ({"taps": 1, "keys": 2}, "effort"),
        ({"taps": 1, "keys": 2, "seconds": 3, "typed": "x"}, "effort"),
        ({"taps": -1, "keys": 2, "seconds": 3}, "taps"),
        ({"taps": 1, "keys": 2, "seconds": 3_000_000}, "seconds"),
        ([1, 2, 3], "effort"),
    ],
)
async def test_counts_that_cannot_be_used_are_refused_by_name(surveyed: Edge, effort: object, name: str) -> None:
    answer = await surveyed.put({"version": 1, "answers": VISIT, "effort": effort})
    assert answer.json["code"] == "bad-request"
    assert name in answer.json["detail"]
    assert surveyed.stored == 0


async def test_whoever_looks_at_the_registration_sees_nothing_of_it(surveyed: Edge) -> None:
    body = {"version": 1, "answers": VISIT, "effort": {"taps": 987_654, "keys": 2, "seconds": 3}}
    id = str(uuid7())
    with wiring.override(**surveyed.parts):
        await surveyed.put(body, id=id)
        surveyed.access = MemoryAccess(KAREN, MEHMET)
        assert b"987654" not in (await surveyed.look(id)).body


async def test_the_night_deletes_what_is_left_of_a_quarters_answers_and_no_figure_changes(surveyed: Edge) -> None:
    for needs in (5, 4, 4, 2, 1):
        await opine(surveyed, needs=needs, easy=needs)
    surveyed.context.clock.now = AFTER
    opinions = (await figures(surveyed))["opinions"]
    for night, left in ((AFTER, 5), (AFTER + timedelta(days=7), 0), (AFTER + timedelta(days=8), 0)):
        surveyed.context.clock.now = night
        with wiring.override(**surveyed.parts):
            await upkeep.run_upkeep(TimerRequest(past_due=False))
        assert len(surveyed.survey.counted) == left
        assert (await figures(surveyed))["opinions"] == opinions
