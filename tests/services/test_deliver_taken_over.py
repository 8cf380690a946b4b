"""A delivery whose worker is killed, or is taken over by another: one document in the end, or a person who looks."""

from __future__ import annotations

import pytest

from shared.domain.delivery_status import Status
from shared.domain.failures import Uncertain
from shared.domain.registration import RegistrationKey
from shared.services.deliver import deliver
from shared.services.sweep import sweep
from tests.dependencies import MemoryParts


class Killed(BaseException):
    """The process ends here: nothing after it runs."""


async def killed_at(step: str, context: MemoryParts) -> RegistrationKey:
    """A delivery whose process is killed when the target reaches a step."""
    registration_key = await context.waiting()

    def kill(reached: str) -> None:
        if reached == step:
            raise Killed

    context.target.trouble = kill
    with pytest.raises(Killed):
        await deliver(registration_key, context.dependencies)
    context.target.trouble = lambda step: None
    return registration_key


@pytest.mark.parametrize(("step", "uploads"), [("upload", 1), ("uploaded", 2)])
async def test_killed_before_create_is_one_document_in_the_end(context: MemoryParts, step: str, uploads: int) -> None:
    registration_key = await killed_at(step, context)
    assert context.row(registration_key).status is Status.DELIVERING
    context.clock.pass_(seconds=61)
    assert await deliver(registration_key, context.dependencies) is Status.DELIVERED
    assert (context.target.uploads, len(context.target.documents)) == (uploads, 1)


@pytest.mark.parametrize(("step", "documents"), [("create", 0), ("created", 1)])
async def test_killed_around_create_is_for_a_person_to_settle(context: MemoryParts, step: str, documents: int) -> None:
    registration_key = await killed_at(step, context)
    context.clock.pass_(seconds=61)
    assert await deliver(registration_key, context.dependencies) is Status.UNCERTAIN
    assert len(context.target.documents) == documents


async def test_a_dead_delivery_is_found_within_two_minutes(context: MemoryParts) -> None:
    registration_key = await killed_at("upload", context)
    context.delivery_queue.sent.clear()
    assert await deliver(registration_key, context.dependencies) is None, (
        "the message that comes again within the lease is used up"
    )
    waited = 0
    while not context.delivery_queue.sent:
        await sweep(context.dependencies)
        context.clock.pass_(seconds=5)
        waited += 5
    assert waited <= 70
    assert context.delivery_queue.keys == [registration_key]
    assert await deliver(registration_key, context.dependencies) is Status.DELIVERED


async def test_a_delivery_that_was_taken_over_stops_before_its_next_step(context: MemoryParts) -> None:
    registration_key = await context.waiting()

    def slow(step: str) -> None:
        if step == "uploaded":
            # Meanwhile the lease has run out, and another worker has claimed the row.
            row = context.row(registration_key)
            taken = row.moved(Status.DELIVERING, context.clock(), attempts=row.delivery.attempts + 1)
            context.registrations.rows[registration_key] = taken.model_copy(update={"etag": "taken-over"})

    context.target.trouble = slow
    assert await deliver(registration_key, context.dependencies) is None
    assert not context.target.documents
    assert context.row(registration_key).etag == "taken-over"


async def test_a_receipt_is_written_over_what_another_made_of_the_row(context: MemoryParts) -> None:
    registration_key = await context.waiting()

    def overtaken(step: str) -> None:
        if step == "created":
            row = (
                context.row(registration_key)
                .moved(Status.UNCERTAIN, context.clock())
                .model_copy(update={"etag": "another"})
            )
            context.registrations.rows[registration_key] = row

    context.target.trouble = overtaken
    assert await deliver(registration_key, context.dependencies) is Status.DELIVERED
    row = context.row(registration_key)
    assert row.receipt is not None
    assert row.receipt.id == "document-1"


async def test_an_uncertain_outcome_is_not_written_over_a_receipt(context: MemoryParts) -> None:
    registration_key = await context.waiting()

    def overtaken(step: str) -> None:
        if step == "created":
            row = (
                context.row(registration_key)
                .moved(Status.DELIVERED, context.clock())
                .model_copy(update={"etag": "another"})
            )
            context.registrations.rows[registration_key] = row
            raise Uncertain("uncertain")

    context.target.trouble = overtaken
    assert await deliver(registration_key, context.dependencies) is Status.DELIVERED
    assert context.row(registration_key).status is Status.DELIVERED
