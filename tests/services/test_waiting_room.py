"""Whose turn it is where deliveries wait to be released: the new ones' first, and never theirs alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from shared.domain.delivery_message import read_message
from shared.domain.ports import Hold
from shared.domain.registration import RegistrationKey
from shared.domain.target_state import Limit, TargetState, with_room
from shared.services.held_targets import HeldTargets
from shared.services.waiting_room import tend_waiting_rooms
from tests.dependencies import MemoryParts
from tests.examples import KAREN
from tests.services.instances import FASIT, Instances
from tests.services.outage import companies


async def test_new_ones_go_before_a_backlog_which_has_its_share_however_many_come(context: MemoryParts) -> None:
    instances, numbers = Instances(context), iter(companies(400))
    instances.limit = Limit(per_minute=120)

    async def received(count: int) -> set[RegistrationKey]:
        ids = [(await context.submitted(cvr=next(numbers))).id for _ in range(count)]
        return {RegistrationKey(person_key=KAREN.key, id=id) for id in ids}

    async def more_come_than_the_limit(seconds: float) -> None:
        context.clock.pass_(seconds=seconds)
        await received(6)

    dependencies = replace(instances.instance(), pause=more_come_than_the_limit)
    backlog = await received(5)
    context.clock.pass_(minutes=5)
    instances.states.states[FASIT] = with_room(TargetState(FASIT), context.clock())
    new = await received(6)
    context.delivery_queue.messages.clear()
    await tend_waiting_rooms(dependencies, context.clock() + timedelta(seconds=50))
    released = [read_message(text).key.registration for text in context.delivery_queue.messages]
    assert len(released) > 60
    assert set(released[:3]) <= new
    assert backlog <= set(released), "none waits for ever"


async def test_nothing_is_released_for_a_target_that_is_held(context: MemoryParts) -> None:
    """Each message of it would be put back: thousands a minute, for as long as it is held."""
    instances = Instances(context)
    waiting = await context.waiting()
    instances.states.states[FASIT] = with_room(TargetState(FASIT), context.clock())
    await context.holds.hold(Hold(FASIT, context.clock(), "Dorte Holm", "Fasit flytter"))
    assert await instances.released(instances.instance()) == []
    await context.holds.release(FASIT)
    # An instance that started now: the others know it within `HOLDS_WITHIN`.
    let_go = replace(instances.instance(), held=HeldTargets(context.holds))
    assert await instances.released(let_go) == [waiting]
