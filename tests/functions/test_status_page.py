"""Who writes the public status page, and what keeps it from nobody's way."""

from __future__ import annotations

from datetime import timedelta
import json

from azure.functions.timer import TimerRequest

from functions import evaluation, health, upkeep
from tests.examples import NOW
from tests.functions.edge import OWN, Edge

TICK = TimerRequest(past_due=False)
ANNOUNCED = {
    "start": (NOW + timedelta(hours=2)).isoformat(),
    "end": (NOW + timedelta(hours=3)).isoformat(),
    "text": "Ny port",
}


def page(edge: Edge, name: str = "index.html") -> str:
    content, kind = edge.public_files.files[name]
    assert kind == "text/html; charset=utf-8"
    return content.decode()


async def test_the_minutes_timer_writes_it_in_both_languages(edge: Edge) -> None:
    await health.probe_dependencies(TICK)
    assert "<h1>Driftsstatus</h1>" in page(edge)
    assert "<h1>Service status</h1>" in page(edge, "en/index.html")


async def test_it_is_written_again_only_while_something_changes(edge: Edge) -> None:
    for _ in range(6):
        await health.probe_dependencies(TICK)
    edge.public_files.files.clear()
    await health.probe_dependencies(TICK)
    assert not edge.public_files.files
    await upkeep.run_upkeep(TICK)
    assert "Driftsstatus" in page(edge)


async def test_a_window_stands_there_at_once_and_is_gone_when_it_is_called_off(operator: Edge) -> None:
    window = await operator.call(evaluation.post_window, "POST", json.dumps(ANNOUNCED).encode(), headers=OWN)
    assert "Ny port" in page(operator)
    await operator.call(evaluation.end_window, "POST", route={"window": window.json["id"]}, headers=OWN)
    assert "Ny port" not in page(operator)


async def test_a_storage_that_is_down_keeps_no_timer_from_its_own_work(edge: Edge) -> None:
    edge.samples.down = True
    await health.probe_dependencies(TICK)
    assert not edge.public_files.files
    edge.samples.down = False
    await health.probe_dependencies(TICK)
    assert "Driftsstatus" in page(edge)


async def test_nothing_of_a_person_stands_there(operator: Edge) -> None:
    await operator.call(evaluation.post_window, "POST", json.dumps(ANNOUNCED).encode(), headers=OWN)
    assert "Dorte" not in page(operator)
