"""What operators see of whether a target answers, how much may go out to it and how many wait."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from functions import operations
from shared import wired_instance, wiring
from shared.adapters.memory.access import MemoryAccess
from shared.adapters.memory.target_states import MemoryTargetStates
from shared.domain.delivery_message import read_message
from shared.domain.delivery_status import Status
from shared.domain.failures import Unavailable
from shared.domain.target_state import Limit, TargetState
from shared.domain.timers import PROBE, TIMERS
from tests.examples import NOW
from tests.functions.edge import Edge
from tests.functions.operating import DORTE, FASIT, posted, put


async def test_whether_a_target_answers_and_how_many_wait_is_told(doing: tuple[Edge, MemoryTargetStates]) -> None:
    edge, states = doing
    opened = NOW - timedelta(minutes=7)
    states.states[FASIT] = TargetState(FASIT, opened_at=opened, trial_at=NOW, room_since=opened)
    for _ in range(3):
        await put(edge, Status.RECEIVED)
    shown = (await edge.call(operations.get_operations)).json["traffic"]
    [fasit] = [each for each in shown if each["target"] == FASIT]
    assert (fasit["circuit"], fasit["since"], fasit["waiting"]) == ("half-open", "2026-11-23T12:58:00Z", 3)
    assert (fasit["inTurnSince"], fasit["atOnce"], fasit["perMinute"]) == (fasit["since"], 4, 0)
    [log] = [each for each in shown if each["target"] == "log"]
    assert (log["circuit"], log["since"], log["inTurnSince"], log["waiting"]) == ("closed", None, None, 0)


async def test_what_waited_while_a_target_was_held_goes_out_in_its_turn(
    doing: tuple[Edge, MemoryTargetStates],
) -> None:
    edge, states = doing
    await put(edge, Status.RECEIVED)
    route = {"target": FASIT}
    await posted(edge, operations.hold_target, route, reason="Fasit flytter")
    assert (await posted(edge, operations.release_target, route)).status == 204
    assert states.states[FASIT].has_room(NOW)
    assert edge.context.holds.held == {}


@pytest.mark.parametrize("answers", [True, False])
async def test_what_waits_for_a_target_is_released_once_its_probe_is_answered(
    doing: tuple[Edge, MemoryTargetStates], answers: bool
) -> None:
    edge, states = doing
    opened = NOW - timedelta(minutes=7)
    states.states[FASIT] = TargetState(FASIT, opened_at=opened, trial_at=NOW + timedelta(hours=1), room_since=opened)

    async def probe() -> None:
        if not answers:
            raise Unavailable("unavailable")

    with wiring.override(**{**edge.parts, "probes": {"fasit": probe}}):
        assert (await edge.put()).status == 201, "a target's trouble does not delay what is sent in"
        edge.context.delivery_queue.messages.clear()
        await wired_instance.timed_work(PROBE).steps["parts"]()
        await wired_instance.timed_work(TIMERS["sweep_registrations"], by_hand=True).steps["waiting rooms"]()
    assert (states.states[FASIT].opened_at is None) is answers
    assert [read_message(text).released for text in edge.context.delivery_queue.messages] == [True] * answers


@pytest.fixture
def doing(edge: Edge) -> Iterator[tuple[Edge, MemoryTargetStates]]:
    """An operator's session, and how the targets are doing."""
    states = MemoryTargetStates()
    edge.context.states, edge.context.limit = states, Limit(at_once=4)
    edge.access, edge.cookie = MemoryAccess(DORTE), edge.session(DORTE)
    with wiring.override(**edge.parts):
        yield edge, states
