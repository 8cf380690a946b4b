"""Settling what nobody knows."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from functions.commands import resolution
from functions.views.base import stamp
from shared.domain.delivery_status import Status
from shared.domain.failures import Refused, Uncertain
from shared.domain.problems import NotUncertain, UnknownRegistration
from shared.domain.registration import RegistrationKey
from shared.services.deliver import deliver
from shared.services.rebuild_outbox import rebuild_outbox
from shared.services.resolve_delivery import resolve_delivery
from shared.services.sweep import sweep
from tests.dependencies import MemoryParts
from tests.examples import APP, KAREN, uuid7

IN_FASIT = {"outcome": "delivered", "receipt": "sag-17"}
AGAIN = {"outcome": "send-again", "receipt": None}
NOW = {"outcome": "try-now"}


@pytest.fixture
async def uncertain(context: MemoryParts) -> RegistrationKey:
    """A visit whose answer from Fasit was lost; Fasit has no document of it."""
    registration_key = await context.waiting()

    def lost(step: str) -> None:
        if step == "create":
            raise Uncertain("uncertain")

    context.target.trouble = lost
    await deliver(registration_key, context.dependencies)
    context.target.trouble = lambda step: None
    context.delivery_queue.sent.clear()
    context.clock.pass_(minutes=6)
    return registration_key


async def test_a_delivery_found_in_fasit_becomes_delivered(context: MemoryParts, uncertain: RegistrationKey) -> None:
    entry = await resolve_delivery(resolution(uncertain, APP, IN_FASIT), KAREN, context.dependencies)
    assert entry.status is Status.DELIVERED
    assert entry.receipt is not None
    assert entry.receipt.id == "sag-17"
    last = context.registrations.lines[uncertain][-1]
    assert last.reason is not None
    assert (last.by, last.reason.code) == (KAREN.name, "confirmed")
    assert context.delivery_queue.sent == []


@pytest.mark.parametrize("body", [{}, {"receipt": None}, {"receipt": ""}, {"receipt": "  "}])
async def test_it_is_in_fasit_and_nobody_wrote_the_id_down(
    context: MemoryParts, uncertain: RegistrationKey, body: dict[str, Any]
) -> None:
    entry = await resolve_delivery(
        resolution(uncertain, APP, {"outcome": "delivered", **body}), KAREN, context.dependencies
    )
    assert (entry.status, entry.receipt) == (Status.DELIVERED, None)


async def test_it_is_not_in_fasit_and_is_sent_again(context: MemoryParts, uncertain: RegistrationKey) -> None:
    entry = await resolve_delivery(resolution(uncertain, APP, AGAIN), KAREN, context.dependencies)
    assert entry.status is Status.RECEIVED
    assert context.delivery_queue.keys == [uncertain]
    assert [key.registration for key in context.registrations.entries] == [uncertain]
    assert await deliver(uncertain, context.dependencies) is Status.DELIVERED
    assert (context.target.uploads, len(context.target.documents)) == (1, 1)
    assert context.statuses(uncertain) == ["received", "delivering", "uncertain", "received", "delivering", "delivered"]


async def test_a_message_that_is_lost_then_is_found(context: MemoryParts, uncertain: RegistrationKey) -> None:
    context.delivery_queue.down = True
    await resolve_delivery(resolution(uncertain, APP, AGAIN), KAREN, context.dependencies)
    context.delivery_queue.down = False
    context.clock.pass_(minutes=1)
    assert await sweep(context.dependencies) == 1


async def test_of_two_who_settle_at_once_one_does(context: MemoryParts, uncertain: RegistrationKey) -> None:
    both = (
        resolve_delivery(resolution(uncertain, APP, body), KAREN, context.dependencies) for body in (IN_FASIT, AGAIN)
    )
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert sum(isinstance(outcome, NotUncertain) for outcome in outcomes) == 1


async def test_what_somebody_saw_before_it_was_uncertain_anew_sends_nothing(
    context: MemoryParts, uncertain: RegistrationKey
) -> None:
    """The network repeats the request, or a page was left open: between the two, the case system has taken it."""
    seen = {**AGAIN, "statusAt": stamp(context.row(uncertain).status_at)}
    await resolve_delivery(resolution(uncertain, APP, seen), KAREN, context.dependencies)
    context.target.trouble = lost_after_create
    assert await deliver(uncertain, context.dependencies) is Status.UNCERTAIN
    context.target.trouble = lambda step: None
    with pytest.raises(NotUncertain):
        await resolve_delivery(resolution(uncertain, APP, seen), KAREN, context.dependencies)
    assert context.row(uncertain).status is Status.UNCERTAIN
    anew = {"outcome": "delivered", "statusAt": stamp(context.row(uncertain).status_at)}
    assert (await resolve_delivery(resolution(uncertain, APP, anew), KAREN, context.dependencies)).status is (
        Status.DELIVERED
    )
    assert len(context.target.documents) == 1


def lost_after_create(step: str) -> None:
    """The case system takes it, and its answer is lost."""
    if step == "created":
        raise Uncertain("uncertain")


async def test_only_what_is_uncertain_can_be_settled(context: MemoryParts) -> None:
    registration_key = await context.waiting()
    with pytest.raises(NotUncertain):
        await resolve_delivery(resolution(registration_key, APP, IN_FASIT), KAREN, context.dependencies)
    assert context.row(registration_key).status is Status.RECEIVED


@pytest.fixture
async def refused(context: MemoryParts) -> RegistrationKey:
    """A visit that Fasit said no to."""
    registration_key = await context.waiting()

    def no(step: str) -> None:
        if step == "create":
            raise Refused("refused", "ukendt part")

    context.target.trouble = no
    await deliver(registration_key, context.dependencies)
    context.target.trouble = lambda step: None
    context.delivery_queue.sent.clear()
    return registration_key


@pytest.mark.parametrize("body", [NOW, AGAIN], ids=["now", "as an older page says it"])
async def test_what_was_refused_is_sent_again_from_the_start(
    context: MemoryParts, refused: RegistrationKey, body: dict[str, Any]
) -> None:
    assert context.row(refused).status is Status.REFUSED
    entry = await resolve_delivery(resolution(refused, APP, body), KAREN, context.dependencies)
    assert (entry.status, entry.reason and entry.reason.code) == (Status.RECEIVED, "retried")
    assert await deliver(refused, context.dependencies) is Status.DELIVERED
    assert (context.target.uploads, len(context.target.documents)) == (2, 1)
    assert context.registrations.entries == {}


@pytest.mark.parametrize("down", [True, False])
async def test_what_waits_is_tried_now(context: MemoryParts, down: bool) -> None:
    key = await context.waiting()
    context.target.down = True
    for _ in range(8):
        await deliver(key, context.dependencies)
        context.clock.now = context.row(key).delivery.retry_at or context.clock.now
    await deliver(key, context.dependencies)
    context.target.down = down
    entry = await resolve_delivery(resolution(key, APP, NOW), KAREN, context.dependencies)
    assert (entry.status, entry.reason and entry.reason.code) == (Status.RECEIVED, "tried-now")
    assert await deliver(key, context.dependencies) is (Status.WAITING if down else Status.DELIVERED)


async def test_trying_now_does_not_make_young_what_has_waited_for_long(context: MemoryParts) -> None:
    """An alarm rings when the oldest has waited for too long, however often somebody asks for a try."""
    key, began = await context.waiting(), context.clock()
    context.target.down = True
    await deliver(key, context.dependencies)
    for _ in range(3):
        context.clock.pass_(hours=1)
        await resolve_delivery(resolution(key, APP, NOW), KAREN, context.dependencies)
        assert await deliver(key, context.dependencies) is Status.WAITING
        assert (await context.registrations.outbox(0)).under_way.since == began
    assert [entry.since async for entry in rebuild_outbox(context.registrations)] == [began], "as its row says, too"


async def test_who_wants_no_more_waiting_says_nothing_of_what_is_uncertain_meanwhile(
    context: MemoryParts, uncertain: RegistrationKey
) -> None:
    with pytest.raises(NotUncertain):
        await resolve_delivery(resolution(uncertain, APP, NOW), KAREN, context.dependencies)
    assert context.row(uncertain).status is Status.UNCERTAIN


async def test_what_was_refused_is_not_in_fasit_by_a_persons_word(
    context: MemoryParts, refused: RegistrationKey
) -> None:
    with pytest.raises(NotUncertain):
        await resolve_delivery(resolution(refused, APP, IN_FASIT), KAREN, context.dependencies)
    assert context.row(refused).status is Status.REFUSED


@pytest.mark.parametrize("waits", range(8))
async def test_a_sweep_at_the_same_time_leaves_the_pointer(
    context: MemoryParts, uncertain: RegistrationKey, waits: int
) -> None:
    """The sweeper may have read the row while it was final, and delete its pointer at any later moment."""
    context.clock.pass_(minutes=2)
    context.delivery_queue.down = True

    async def later() -> None:
        for _ in range(waits):
            await asyncio.sleep(0)
        await resolve_delivery(resolution(uncertain, APP, AGAIN), KAREN, context.dependencies)

    await asyncio.gather(sweep(context.dependencies), later())
    assert [key.registration for key in context.registrations.entries] == [uncertain]


async def test_an_unknown_registration_cannot_be_resolved(context: MemoryParts, uncertain: RegistrationKey) -> None:
    for registration_key, app in ((uncertain, "en-anden"), (RegistrationKey(person_key=KAREN.key, id=uuid7()), APP)):
        with pytest.raises(UnknownRegistration):
            await resolve_delivery(resolution(registration_key, app, IN_FASIT), KAREN, context.dependencies)
