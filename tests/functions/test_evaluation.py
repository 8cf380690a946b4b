"""The uptimes as an evaluator reads them, and the timer that folds the samples behind them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
import json

from azure.functions.timer import TimerRequest
import pytest

from functions import evaluation, upkeep
from shared import wiring
from shared.adapters.memory.access import MemoryAccess
from shared.domain.access.roles import EVALUATOR
from shared.domain.ports import Sample
from tests.examples import KAREN, NOW
from tests.functions.edge import OWN, Answer, Edge
from tests.functions.operating import DORTE

PARTS = ("host", "gateway", "storage", "queue", "definitions", "broker", "fasit", "cvr")
EVA = KAREN.model_copy(update={"key": "f" * 32, "name": "Eva Evaluator", "roles": (EVALUATOR,)})


@pytest.fixture
async def evaluator(edge: Edge) -> AsyncIterator[Edge]:
    """Two hours of samples: Fasit down for ten minutes, the storage for five of them; of the last three minutes nothing."""
    edge.access = MemoryAccess(KAREN, EVA)
    edge.cookie = edge.session(EVA)
    for minute in range(4, 121):
        for part in PARTS:
            down = (part == "fasit" and 20 <= minute < 30) or (part == "storage" and 22 <= minute < 27)
            at = NOW - timedelta(minutes=minute)
            await edge.samples.save(Sample(part, at, not down, 40, "Unavailable: connect" if down else ""))
    with wiring.override(**edge.parts):
        yield edge


async def test_this_months_figures_are_told_in_minutes_with_what_is_unknown(evaluator: Edge) -> None:
    answer = await evaluator.call(evaluation.get_uptime)
    assert answer.status == 200
    report = answer.json
    assert (report["period"], report["start"]) == ("2026-11", "2026-10-31T23:00:00Z")
    until = (NOW - NOW.replace(day=1, hour=0, minute=0)) // timedelta(minutes=1) + 60
    figures = {figure["name"]: figure["gross"] for figure in report["figures"]}
    assert {name: (counted["up"], counted["down"]) for name, counted in figures.items()} == {
        "platform": (112, 5),
        "app": (112, 5),
        "app-service-hours": (112, 5),
        "could-register": (117, 0),
    }
    assert figures["app"]["unknown"] == until - 117
    assert figures["app"]["percent"] < figures["app"]["highest"] < "99.999"
    assert report["dependencies"]["fasit"]["down"] == 10
    assert (report["platformDown"], report["appDown"]) == (5, 0)
    assert [(incident["part"], incident["repairMinutes"]) for incident in report["incidents"]] == [
        ("fasit", 10),
        ("storage", 5),
    ]


async def test_a_day_folded_by_its_timer_is_told_the_same(evaluator: Edge) -> None:
    before = (await evaluator.call(evaluation.get_uptime)).json
    evaluator.context.clock.pass_(days=1)
    await upkeep.run_upkeep(TimerRequest(past_due=False))
    assert {part for _, part in evaluator.sample_days.samples} == set(PARTS)
    evaluator.samples.samples.clear()
    evaluator.cookie = evaluator.session(EVA)
    after = (await evaluator.call(evaluation.get_uptime)).json
    assert [figure["gross"]["up"] for figure in after["figures"]] == [
        figure["gross"]["up"] for figure in before["figures"]
    ]
    assert after["incidents"] == before["incidents"]


@pytest.mark.parametrize("period", ["2026", "2026-5", "2026-13", "1999-11", "november", "2026-11-01"])
async def test_what_is_no_period_is_refused_by_name(evaluator: Edge, period: str) -> None:
    answer = await evaluator.call(evaluation.get_uptime, params={"period": period})
    assert (answer.status, answer.json["code"]) == (400, "bad-request")
    assert "period" in answer.json["detail"]


async def test_a_consultant_reads_no_figures(evaluator: Edge) -> None:
    answer = await evaluator.call(evaluation.get_uptime, headers={"cookie": evaluator.session(KAREN)})
    assert (answer.status, answer.json["code"]) == (403, "no-access")


async def test_a_window_announced_ahead_leaves_the_net_figure_and_one_of_the_past_is_refused(operator: Edge) -> None:
    async def announce(hours: float, lasting: float = 2) -> Answer:
        start, end = (NOW + timedelta(hours=ahead) for ahead in (hours, hours + lasting))
        body = {"start": start.isoformat(), "end": end.isoformat(), "text": "Opgradering af gatewayen"}
        return await operator.call(evaluation.post_window, "POST", json.dumps(body).encode(), headers=OWN)

    answer = await announce(30)
    assert (answer.status, answer.json["text"], answer.json["withdrawn"]) == (200, "Opgradering af gatewayen", None)
    for hours, lasting, code in ((0, 1, "window-in-the-past"), (1, 0, "window-ends-first"), (1, 50, "window-too-long")):
        refused = await announce(hours, lasting)
        assert (refused.status, refused.json["code"]) == (422, code)
    id = (await announce(30)).json["id"]
    (window,) = (await operator.call(evaluation.list_windows)).json["items"]
    assert window["id"] == id
    ended = await operator.call(evaluation.end_window, "POST", route={"window": id}, headers=OWN)
    assert ended.json["withdrawn"] == "2026-11-23T13:05:00Z"
    missing = await operator.call(evaluation.end_window, "POST", route={"window": "x"}, headers=OWN)
    assert (missing.status, missing.json["code"]) == (404, "unknown-window")


async def test_what_an_operator_says_of_an_incident_stands_beside_it(evaluator: Edge) -> None:
    evaluator.access = MemoryAccess(KAREN, EVA, DORTE)
    with wiring.override(**evaluator.parts):
        incident = (await evaluator.call(evaluation.get_uptime)).json["incidents"][0]
        assert incident["note"] is None
        noted = await evaluator.call(
            evaluation.put_incident_note,
            "PUT",
            json.dumps({"cause": "Fasits certifikat var udløbet"}).encode(),
            route={"incident": incident["id"]},
            headers={**OWN, "cookie": evaluator.session(DORTE)},
        )
        assert noted.status == 200
        incident = (await evaluator.call(evaluation.get_uptime)).json["incidents"][0]
        assert (incident["note"]["cause"], incident["note"]["by"]) == ("Fasits certifikat var udløbet", "Dorte Holm")
