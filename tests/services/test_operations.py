"""What operators see: counts that are right at any number, the oldest first, and what a target took today."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from shared.adapters.memory.access import MemoryAccess
from shared.domain.access.access_list import Act
from shared.domain.commands import MoveDelivery
from shared.domain.delivery_states import Who
from shared.domain.delivery_status import Status
from shared.domain.failures import Refused, Uncertain
from shared.domain.ports import PoisonMessage
from shared.domain.problems import NoAccess
from shared.domain.registration import Registration, RegistrationKey
from shared.domain.waiting import OutboxEntry, Pile, entry_of
from shared.services.answers_with_reason import answers_with_reason
from shared.services.deliver import deliver
from shared.services.move_delivery import Mover, move_delivery
from shared.services.operations import DeliveryFilter, Overview, list_deliveries, overview
from shared.services.poison_queue import PutBack, empty_poison
from shared.services.rebuild_outbox import rebuild_outbox
from shared.services.sweep import MINUTES_BETWEEN_COUNTS, sweep
from tests.dependencies import MemoryParts
from tests.examples import APP, KAREN, MEHMET, NOW, registration

FASIT = "fasit-documents"


async def seen(context: MemoryParts) -> Overview:
    return await overview((FASIT, "log"), context.delivery_queue, context.holds, context.dependencies)


async def stopped(context: MemoryParts, failure: Exception) -> RegistrationKey:
    key = await context.waiting()

    def trouble(step: str) -> None:
        if step == "create":
            raise failure

    context.target.trouble = trouble
    await deliver(key, context.dependencies)
    context.target.trouble = lambda step: None
    return key


@pytest.fixture
async def newer(context: MemoryParts) -> RegistrationKey:
    """A visit whose row has a state of a newer package, which was rolled back: reading it raises what the table's does."""
    key, real = await context.waiting(), context.registrations.get

    async def get(registration_key: RegistrationKey) -> Registration | None:
        if registration_key == key:
            Status("sealed")
        return await real(registration_key)

    object.__setattr__(context.registrations, "get", get)
    return key


async def test_everything_is_counted_by_target_app_and_state(context: MemoryParts) -> None:
    first = context.clock()
    await stopped(context, Uncertain("uncertain"))
    context.clock.pass_(hours=2)
    await stopped(context, Uncertain("uncertain"))
    await stopped(context, Refused("refused"))
    await context.waiting()
    counts = {pile: group.count for pile, group in (await seen(context)).piles.items()}
    assert counts == {
        Pile(Status.UNCERTAIN, FASIT, APP): 2,
        Pile(Status.REFUSED, FASIT, APP): 1,
        Pile(Status.RECEIVED, FASIT, APP): 1,
    }
    oldest = (await seen(context)).piles[Pile(Status.UNCERTAIN, FASIT, APP)].since
    assert oldest is not None
    assert oldest - first < timedelta(seconds=1)


async def test_what_waited_each_hour_is_kept_in_six_writes_an_hour(context: MemoryParts) -> None:
    await stopped(context, Uncertain("uncertain"))
    dependencies = context.dependencies
    for _ in range(3 * 60):
        context.clock.pass_(minutes=1)
        await sweep(dependencies)
    assert context.tallies.saved == 3 * 60 // MINUTES_BETWEEN_COUNTS
    hours = (await seen(context)).hours
    assert [hour.counts[Pile(Status.UNCERTAIN, FASIT, APP)] for hour in hours] == [1, 1, 1]


async def test_what_fasit_took_today_is_counted_once(context: MemoryParts) -> None:
    keys = [await context.waiting() for _ in range(3)]
    for key in keys:
        await deliver(key, context.dependencies)
        await deliver(key, context.dependencies)  # The host gives a message twice.
    assert (await seen(context)).taken[FASIT].count == 3
    context.clock.pass_(days=1)
    assert (await seen(context)).taken[FASIT].count == 0


async def test_today_ends_at_midnight_in_denmark(context: MemoryParts) -> None:
    context.clock.now = NOW.replace(hour=22, minute=50)
    await deliver(await context.waiting(), context.dependencies)
    assert (await seen(context)).taken[FASIT].count == 1
    context.clock.pass_(minutes=15)
    assert (await seen(context)).taken[FASIT].count == 0, "five past midnight"


async def test_one_whose_worker_was_killed_before_it_was_counted_is_counted_by_the_sweeper(
    context: MemoryParts,
) -> None:
    key = await context.waiting()
    await deliver(key, context.dependencies)
    delivered = context.row(key)
    context.receipts.days.clear()
    await context.registrations.put_in_outbox(_entry(delivered, context))
    context.clock.pass_(minutes=5)
    await sweep(context.dependencies)
    assert (await seen(context)).taken[FASIT].count == 1
    assert context.registrations.entries == {}


def _entry(row: Registration, context: MemoryParts) -> OutboxEntry:
    return OutboxEntry(row.key, Status.RECEIVED, context.clock(), context.clock(), FASIT, APP)


async def test_pages_go_through_all_of_them_the_oldest_first(context: MemoryParts) -> None:
    for hours in (3, 1, 2, 0, 4):
        row = registration(at=NOW - timedelta(hours=hours), status=Status.REFUSED)
        await context.registrations.add(row)
    ages, after = [], None
    for _ in range(10):
        page = await list_deliveries(DeliveryFilter(), 2, after, context.registrations)
        assert page.total == 5
        ages += [line.delivery.stands_since for line in page.items]
        after = page.next
        if after is None:
            break
    assert ages == [NOW - timedelta(hours=hours) for hours in (4, 3, 2, 1, 0)]


async def test_a_list_of_the_refused_has_none_that_has_become_uncertain(context: MemoryParts) -> None:
    """The worker that noted the refusal stores its outbox entry late, after the delivery was tried again."""
    key, still = await stopped(context, Refused("refused")), await stopped(context, Refused("refused"))
    late = entry_of(context.row(key), FASIT, context.clock())
    dorte = Mover(MEHMET.key, MEHMET.name, Who.OPERATOR)
    await move_delivery(MoveDelivery(key, "send-again", FASIT), dorte, context.dependencies)

    def answer_lost(step: str) -> None:
        if step == "created":
            raise Uncertain("uncertain")

    context.target.trouble = answer_lost
    assert await deliver(key, context.dependencies) is Status.UNCERTAIN
    await context.registrations.put_in_outbox(late)
    page = await list_deliveries(DeliveryFilter(frozenset({Status.REFUSED})), 10, None, context.registrations)
    assert [line.registration.key for line in page.items] == [still]


async def test_a_row_of_a_newer_package_hides_no_other_line(context: MemoryParts, newer: RegistrationKey) -> None:
    other = await stopped(context, Refused("refused"))
    page = await list_deliveries(DeliveryFilter(), 10, None, context.registrations)
    assert [line.registration.key for line in page.items] == [other]


async def test_a_row_of_a_newer_package_holds_no_other_message_back(
    context: MemoryParts, newer: RegistrationKey
) -> None:
    other, queue = await context.waiting(), context.delivery_queue
    queue.poison = [PoisonMessage(str(key.to(FASIT)), str(key), "") for key in (newer, other)]
    queue.sent.clear()
    for _ in range(2):
        await empty_poison(queue, context.dependencies)
    assert queue.keys == [other]
    assert [message.id for message in queue.poison] == [str(newer)], "it is handled when the newer package is back"


async def test_a_team_leader_is_shown_those_of_the_team(context: MemoryParts) -> None:
    for person in (KAREN, MEHMET):
        await context.registrations.add(registration(person, status=Status.REFUSED))
    selection = DeliveryFilter(persons=frozenset({MEHMET.key}))
    page = await list_deliveries(selection, 10, None, context.registrations)
    assert [line.registration.person.key for line in page.items] == [MEHMET.key]


async def test_answers_are_shown_when_the_reason_stands_in_the_trail(context: MemoryParts) -> None:
    key, dorte = await context.waiting(), MEHMET
    access = MemoryAccess(dorte)
    why = "Ringer til virksomheden om den uvisse"
    row = await answers_with_reason(key, why, dorte, access, context.registrations, context.clock())
    assert row.answers["navn"] == "Café Blåbær ApS"
    (line,) = access.changes[dorte.key]
    assert (line.act, line.reason, line.about) == (Act.READ, why, str(key))
    assert line.old == line.new, "reading changes nobody's access"


async def test_who_has_no_line_is_shown_nothing(context: MemoryParts) -> None:
    key = await context.waiting()
    with pytest.raises(NoAccess):
        await answers_with_reason(key, "x", MEHMET, MemoryAccess(), context.registrations, context.clock())


async def test_each_poisoned_message_is_put_back_or_told_why_not(context: MemoryParts) -> None:
    waiting, refused = await context.waiting(), await stopped(context, Refused("refused"))
    delivered = await context.waiting()
    await deliver(delivered, context.dependencies)
    gone = RegistrationKey(person_key=KAREN.key, id=UUID(int=7))
    as_sent = (
        f"{waiting.to(FASIT)} released 00-{1:032x}-{1:016x}-01"  # With the chain of calls, as the product writes it.
    )
    texts = [as_sent, *map(str, (refused.to(FASIT), delivered.to(FASIT), gone)), "intet"]
    context.delivery_queue.poison = [PoisonMessage(text, str(at), "") for at, text in enumerate(texts)]
    context.delivery_queue.sent.clear()
    emptied = await empty_poison(context.delivery_queue, context.dependencies)
    assert [(each.outcome, each.status) for each in emptied] == [
        (PutBack.SENT_AGAIN, Status.RECEIVED),
        (PutBack.STANDS, Status.REFUSED),
        (PutBack.STANDS, Status.DELIVERED),
        (PutBack.NO_SUCH_ROW, None),
        (PutBack.UNREADABLE, None),
    ]
    assert (context.delivery_queue.keys, context.delivery_queue.poison) == ([waiting], [])


async def test_the_outbox_is_written_anew_from_the_rows(context: MemoryParts) -> None:
    waiting, refused = await context.waiting(), await stopped(context, Refused("refused"))
    done = await context.waiting()
    await deliver(done, context.dependencies)
    before = {key: (entry.status, entry.since) for key, entry in context.registrations.entries.items()}
    context.registrations.entries.clear()
    written = [entry.key.registration async for entry in rebuild_outbox(context.registrations)]
    assert set(written) == {waiting, refused}
    assert before == {key: (entry.status, entry.since) for key, entry in context.registrations.entries.items()}
    context.clock.pass_(minutes=5)
    context.delivery_queue.sent.clear()
    await sweep(context.dependencies)
    assert context.delivery_queue.keys == [waiting], "and what goes on by itself has its message"
