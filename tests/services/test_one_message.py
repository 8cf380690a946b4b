"""What waits long has one message under way and one line of history, however long it waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from shared.domain.delivery_status import Status
from shared.domain.failures import Refused, Uncertain
from shared.services.deliver import deliver
from shared.services.sweep import sweep
from tests.dependencies import MemoryParts
from tests.examples import APP


async def test_three_days_without_the_target_are_one_line_with_a_count(context: MemoryParts) -> None:
    key = await context.waiting()
    began = context.clock()
    context.target.down = True
    tries = 0
    while context.clock() - began < timedelta(days=3):
        assert await deliver(key, context.dependencies) is Status.WAITING
        tries += 1
        context.clock.now = context.row(key).delivery.retry_at or context.clock.now
    history = context.row(key).whole_history(await context.registrations.history(key))
    assert [event.status.value for event in history] == ["received", "delivering", "waiting"]
    assert history[-1].count == tries > 290
    assert history[-1].at < began + timedelta(minutes=1)
    assert context.row(key).delivery.stands_since == history[-1].at, "its age is that of the first try"
    assert (history[-1].last or began) > began + timedelta(days=2)
    context.target.down = False
    assert await deliver(key, context.dependencies) is Status.DELIVERED
    assert context.statuses(key) == ["received", "delivering", "waiting", "delivered"]


async def test_a_message_that_may_still_be_on_the_queue_is_not_sent_again(context: MemoryParts) -> None:
    """A backlog of hours: what stands at the front was sent before ours."""
    await context.waiting()
    context.delivery_queue.sent.clear()
    context.delivery_queue.oldest = context.clock() - timedelta(hours=1)
    for _ in range(60):
        context.clock.pass_(minutes=1)
        assert await sweep(context.dependencies) == 0
    context.delivery_queue.oldest = context.clock()
    context.clock.pass_(minutes=1)
    assert await sweep(context.dependencies) == 1, "the front has come past where ours was: it is lost"


async def test_what_was_sent_again_is_under_way_until_the_queue_has_come_past_it(context: MemoryParts) -> None:
    context.delivery_queue.down = True
    await context.waiting()
    context.delivery_queue.down = False
    context.clock.pass_(minutes=5)
    assert await sweep(context.dependencies) == 1
    context.delivery_queue.oldest = context.clock()  # Ours, the only one: nobody takes messages.
    for _ in range(30):
        context.clock.pass_(minutes=1)
        assert await sweep(context.dependencies) == 0
    context.delivery_queue.oldest = None
    assert await sweep(context.dependencies) == 1, "the queue is empty: it is lost"


async def test_all_that_need_a_person_are_counted_also_when_the_worker_could_not_say_so(context: MemoryParts) -> None:
    for number, failure in enumerate([Uncertain("uncertain"), Refused("refused"), Uncertain("uncertain")]):
        key = await context.waiting()

        def trouble(step: str, failure: Exception = failure) -> None:
            if step == "create":
                raise failure

        context.target.trouble = trouble
        await deliver(key, context.dependencies)
        if number == 2:
            # As if the worker had been ended between its two writes.
            pointer = key.to("fasit-documents")
            entry = context.registrations.entries[pointer]
            context.registrations.entries[pointer] = replace(entry, status=Status.RECEIVED)
    context.clock.pass_(minutes=2)
    await sweep(context.dependencies)
    waiting = await context.registrations.outbox(0)
    counted = {(pile.app, pile.target, pile.status.value): group.count for pile, group in waiting.piles.items()}
    assert counted == {(APP, "fasit-documents", "uncertain"): 2, (APP, "fasit-documents", "refused"): 1}
