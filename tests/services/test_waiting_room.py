"""Whose turn it is where deliveries wait to be released: the new ones' first, and never theirs alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from shared.domain.delivery import Reason
from shared.domain.delivery_message import read_message
from shared.domain.delivery_status import Status
from shared.domain.ports import Hold
from shared.domain.registration import RegistrationKey
from shared.domain.target_state import Circuit, Limit, TargetState, with_room
from shared.services.deliver import deliver
from shared.services.held_targets import HeldTargets
from shared.services.waiting_room import TENDED_FOR, tend_waiting_rooms
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


async def received(context: MemoryParts, count: int) -> list[RegistrationKey]:
    """So many visits, each to a company of its own, a second apart."""
    keys = []
    for company in companies(count):
        keys.append(RegistrationKey(person_key=KAREN.key, id=(await context.submitted(cvr=company)).id))
        context.clock.pass_(seconds=1)
    return keys


def waits_for_the_register(context: MemoryParts, key: RegistrationKey) -> None:
    """Its company's name is missing, and the register does not answer: for an hour it is not tried."""
    row, now = context.row(key), context.clock()
    waiting = row.delivery.moved(
        Status.WAITING, now, Reason(code="register-unavailable"), retry_at=now + timedelta(hours=1)
    )
    context.registrations.rows[key] = row.with_deliveries(waiting)


async def tended(instances: Instances, minutes: int) -> None:
    """The timer's runs for so long, and what they release worked on after each of their looks."""
    context, dependencies = instances.context, instances.instance()

    async def work(seconds: float) -> None:
        context.clock.pass_(seconds=seconds)
        messages, context.delivery_queue.messages = context.delivery_queue.messages, []
        for message in map(read_message, messages):
            await deliver(message.key, dependencies, message.released)

    working = replace(dependencies, pause=work)
    for _ in range(minutes):
        next_run = context.clock() + timedelta(minutes=1)
        await tend_waiting_rooms(working, context.clock() + TENDED_FOR)
        await work((next_run - context.clock()).total_seconds())


async def test_those_that_wait_for_something_else_stop_nobody_behind_them(context: MemoryParts) -> None:
    instances = Instances(context)
    instances.limit = Limit(per_minute=1)
    *held_up, first, second = await received(context, 5)
    for key in held_up:
        waits_for_the_register(context, key)
    context.clock.pass_(minutes=5)
    instances.states.states[FASIT] = with_room(TargetState(FASIT), context.clock())
    context.delivery_queue.messages.clear()
    await tended(instances, 12)
    assert [context.row(key).status for key in (first, second)] == [Status.DELIVERED] * 2
    assert {context.row(key).status for key in held_up} == {Status.WAITING}


async def test_a_target_is_tried_again_although_the_oldest_wait_for_something_else(context: MemoryParts) -> None:
    instances = Instances(context)
    for key in await received(context, 4):
        waits_for_the_register(context, key)
    await instances.opened()
    context.clock.pass_(minutes=1)
    await tended(instances, 2)
    assert instances.circuit is Circuit.CLOSED
