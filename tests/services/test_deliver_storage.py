"""Delivery over a storage that fails: what the target answered is not lost, and nothing is made twice."""

from __future__ import annotations

import pytest

from shared.domain.delivery_status import Status
from shared.domain.failures import Unavailable
from shared.domain.problems import DependencyUnavailable
from shared.services.deliver import deliver
from shared.services.outcome import RECORDING_TRIES
from shared.services.sweep import sweep
from tests.dependencies import MemoryParts


def storage_fails(context: MemoryParts, times: int, after: str = "created") -> None:
    """The next `times` changes fail from when the target has reached a step."""
    left = [times]

    def trouble(step: str) -> None:
        if step == after:
            context.registrations.trouble = failing

    def failing(call: str) -> None:
        if call == "change" and left[0]:
            left[0] -= 1
            raise DependencyUnavailable("storage-unavailable")

    context.target.trouble = trouble


async def test_a_receipt_outlives_a_storage_that_fails_for_a_while(context: MemoryParts) -> None:
    registration_key = await context.waiting()
    storage_fails(context, RECORDING_TRIES - 1)
    assert await deliver(registration_key, context.dependencies) is Status.DELIVERED
    assert sum(context.pauses) > 20


async def test_a_receipt_that_cannot_be_written_is_uncertain_later(context: MemoryParts) -> None:
    registration_key = await context.waiting()
    storage_fails(context, RECORDING_TRIES)
    with pytest.raises(DependencyUnavailable):
        await deliver(registration_key, context.dependencies)
    context.target.trouble = lambda step: None
    context.clock.pass_(seconds=61)
    assert await sweep(context.dependencies) == 1
    assert await deliver(registration_key, context.dependencies) is Status.UNCERTAIN
    assert len(context.target.documents) == 1


async def test_a_note_that_cannot_be_written_stops_the_delivery_before_the_call(context: MemoryParts) -> None:
    registration_key = await context.waiting()
    storage_fails(context, 2, "uploaded")
    with pytest.raises(DependencyUnavailable):
        await deliver(registration_key, context.dependencies)
    assert not context.target.documents
    assert context.row(registration_key).status is Status.WAITING
    context.clock.pass_(minutes=1)
    assert await deliver(registration_key, context.dependencies) is Status.DELIVERED
    assert context.target.uploads == 1, "what was learned goes with the next thing that is written"


async def test_a_call_that_made_nothing_is_never_uncertain_although_the_note_of_it_fails(
    context: MemoryParts,
) -> None:
    """Fasit refuses the connection, and so does the storage right after."""
    registration_key = await context.waiting()
    failing = [3]

    def refused(step: str) -> None:
        if step == "create" and failing[0]:
            context.registrations.trouble = storage_refuses
            raise Unavailable("unavailable", "ConnectError")

    def storage_refuses(call: str) -> None:
        if call == "change" and failing[0]:
            failing[0] -= 1
            raise DependencyUnavailable("storage-unavailable")

    context.target.trouble = refused
    assert await deliver(registration_key, context.dependencies) is Status.WAITING
    context.clock.pass_(minutes=1)
    assert await deliver(registration_key, context.dependencies) is Status.DELIVERED
    assert len(context.target.documents) == 1


async def test_an_answer_outlives_a_storage_that_fails_while_another_claim_is_looked_at(
    context: MemoryParts,
) -> None:
    registration_key = await context.waiting()

    def overtaken(step: str) -> None:
        if step == "created":
            row = (
                context.row(registration_key)
                .moved(Status.UNCERTAIN, context.clock())
                .model_copy(update={"etag": "another"})
            )
            context.registrations.rows[registration_key] = row
            context.registrations.trouble = reading_fails_once

    def reading_fails_once(call: str) -> None:
        if call == "get":
            context.registrations.trouble = lambda call: None
            raise DependencyUnavailable("storage-unavailable")

    context.target.trouble = overtaken
    assert await deliver(registration_key, context.dependencies) is Status.DELIVERED
    assert context.row(registration_key).receipt is not None


async def test_a_pause_without_a_message_is_the_sweepers_business(context: MemoryParts) -> None:
    registration_key = await context.waiting()
    context.target.down = context.delivery_queue.down = True
    assert await deliver(registration_key, context.dependencies) is Status.WAITING
    context.target.down = context.delivery_queue.down = False
    context.clock.pass_(minutes=5)
    context.delivery_queue.sent.clear()
    assert await sweep(context.dependencies) == 1
    assert await deliver(registration_key, context.dependencies) is Status.DELIVERED
