"""An outbox entry that was never written is written later, so that no stored registration stays undelivered."""

from __future__ import annotations

from shared.domain.delivery_status import Status
from shared.domain.failures import Refused
from shared.domain.registration import RegistrationKey
from shared.services.deliver import deliver
from shared.services.rebuild_outbox import restore_outbox
from shared.services.sweep import sweep
from tests.dependencies import MemoryParts
from tests.examples import registration


async def stored_without_entry(context: MemoryParts) -> RegistrationKey:
    """A registration whose process stopped between row and outbox entry, and whose phone never sends it again."""
    return (await context.registrations.insert(registration(at=context.clock()))).key


async def restored(context: MemoryParts) -> int:
    return await restore_outbox(context.registrations, context.clock())


async def test_a_row_without_an_outbox_entry_is_delivered_all_the_same(context: MemoryParts) -> None:
    key = await stored_without_entry(context)
    context.clock.pass_(minutes=61)
    await sweep(context.dependencies)
    assert context.delivery_queue.keys == [], "nothing else would ever send it"
    assert await restored(context) == 1
    await sweep(context.dependencies)
    assert context.delivery_queue.keys == [key]
    assert await deliver(key, context.dependencies) is Status.DELIVERED


async def test_what_is_being_stored_just_now_is_left_to_the_phone(context: MemoryParts) -> None:
    await stored_without_entry(context)
    context.clock.pass_(minutes=59)
    assert await restored(context) == 0


async def test_entries_that_stand_and_deliveries_that_have_ended_are_left_alone(context: MemoryParts) -> None:
    def refuses(step: str) -> None:
        raise Refused("refused")

    delivered, refused = await context.waiting(), await context.waiting()
    await deliver(delivered, context.dependencies)
    context.target.trouble = refuses
    await deliver(refused, context.dependencies)
    context.clock.pass_(minutes=61)
    before = dict(context.registrations.entries)
    assert await restored(context) == 0
    assert context.registrations.entries == before
