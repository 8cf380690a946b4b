"""The people of the simulation see to what needs them, also when they were signed out meanwhile; the sweeper to what is over."""

from __future__ import annotations

import asyncio
import json

from functions import registrations
from shared.domain.delivery_states import CLOSED_FOR_GOOD
from shared.domain.delivery_status import Status
from tests.simulation.fault_rates import FaultRates
from tests.simulation.fixtures import COMPANIES
from tests.simulation.judge import Judge
from tests.simulation.people import Consultant
from tests.simulation.phone import Entry
from tests.simulation.process import wired
from tests.simulation.world import World
from tests.virtual_time import VirtualLoop, run_virtually

REFUSED, HOUR = 30, 3600
"""More than a page of the list shows."""


async def _refused_and_seen_to(loop: VirtualLoop) -> set[Status]:
    world = World(1, loop, Judge())
    world.faults = FaultRates(world.faults.random, refusals=1.0)
    phone = world.phones[0]
    with wired(world):
        await phone.sign_in()
        world.spawn(phone.drain())
        for _ in range(REFUSED):
            id = world.new_registration()
            answers = {"cvr": str(COMPANIES[0]["cvr"]), "notat": world.words(id, 1)}
            phone.put(Entry(id, "notat", answers, phone.clock(), loop.time()))
            await asyncio.sleep(10)
        await asyncio.sleep(60)
        assert _statuses(world) == {Status.REFUSED}
        world.faults.refusals = 0.0
        await asyncio.sleep(2 * HOUR)  # A session that nobody uses lasts for one.
        await Consultant(world, phone).look_after(eager=True)
        await asyncio.sleep(HOUR / 2)
        world.is_over = True
        return _statuses(world)


def _statuses(world: World) -> set[Status]:
    return {delivery.status for row in world.rows.rows.values() for delivery in row.deliveries}


def test_who_was_signed_out_signs_in_and_sees_to_all_of_the_list() -> None:
    assert run_virtually(_refused_and_seen_to) == {Status.DELIVERED}


async def _closed_and_left(loop: VirtualLoop) -> tuple[bool, bool, int]:
    """Whether minutes are settled while a closed delivery may be reopened, whether once it may not, and what is left an hour
    later."""
    world = World(1, loop, Judge())
    world.faults = FaultRates(world.faults.random, refusals=1.0)
    phone = world.phones[0]
    with wired(world):
        await phone.sign_in()
        world.spawn(phone.drain())
        id = world.new_registration()
        answers = {"cvr": str(COMPANIES[0]["cvr"]), "notat": world.words(id, 1)}
        phone.put(Entry(id, "notat", answers, phone.clock(), loop.time()))
        await asyncio.sleep(60)
        delivery = next(iter(world.rows.rows.values())).deliveries[0]
        close = {"outcome": "close", "target": delivery.target, "statusAt": delivery.status_at.isoformat()}
        body = json.dumps({**close, "reason": "ringet dertil"}).encode()
        await phone.call(registrations.settle_registration, "POST", {"app": "notat", "id": id}, body)
        waits_for_people = world.is_settled()
        await asyncio.sleep(CLOSED_FOR_GOOD.total_seconds() + 60)  # Clocks are up to 20 s apart.
        still_does = world.is_settled()
        world.spawn(world.host.timers())
        await asyncio.sleep(HOUR)
        world.is_over = True
        return waits_for_people, still_does, len(world.rows.entries)


def test_what_can_no_longer_be_reopened_is_for_the_sweeper_each_minute_until_it_is_out_of_the_outbox() -> None:
    assert run_virtually(_closed_and_left) == (True, False, 0)
