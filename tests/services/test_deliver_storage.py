"""Delivery over a storage that fails: what the target answered is not lost, and nothing is made twice."""

from __future__ import annotations

import pytest

from shared.domain.failures import Unavailable
from shared.domain.problems import OutOfReach
from shared.domain.registration import Status
from shared.services.deliver import RECORDING_TRIES, deliver
from shared.services.sweep import sweep
from tests.working import Surroundings


def storage_fails(around: Surroundings, times: int, after: str = "created") -> None:
    """The next `times` changes fail from when the target has reached a step."""
    left = [times]

    def trouble(step: str) -> None:
        if step == after:
            around.registrations.trouble = failing

    def failing(call: str) -> None:
        if call == "change" and left[0]:
            left[0] -= 1
            raise OutOfReach("storage-unavailable")

    around.target.trouble = trouble


async def test_a_receipt_outlives_a_storage_that_fails_for_a_while(around: Surroundings) -> None:
    pointer = await around.waiting()
    storage_fails(around, RECORDING_TRIES - 1)
    assert await deliver(pointer, around.work) is Status.DELIVERED
    assert sum(around.pauses) > 20


async def test_a_receipt_that_cannot_be_written_is_uncertain_later(around: Surroundings) -> None:
    pointer = await around.waiting()
    storage_fails(around, RECORDING_TRIES)
    with pytest.raises(OutOfReach):
        await deliver(pointer, around.work)
    around.target.trouble = lambda step: None
    around.clock.pass_(seconds=61)
    assert await sweep(around.work) == 1
    assert await deliver(pointer, around.work) is Status.UNCERTAIN
    assert len(around.target.documents) == 1


async def test_a_note_that_cannot_be_written_stops_the_delivery_before_the_call(around: Surroundings) -> None:
    pointer = await around.waiting()
    storage_fails(around, 2, "uploaded")
    with pytest.raises(OutOfReach):
        await deliver(pointer, around.work)
    assert not around.target.documents
    assert around.row(pointer).status is Status.WAITING
    around.clock.pass_(minutes=1)
    assert await deliver(pointer, around.work) is Status.DELIVERED
    assert around.target.uploads == 1, "what was learned goes with the next thing that is written"


async def test_a_call_that_made_nothing_is_never_uncertain_although_the_note_of_it_fails(around: Surroundings) -> None:
    """Fasit refuses the connection, and so does the storage right after."""
    pointer = await around.waiting()
    failing = [3]

    def refused(step: str) -> None:
        if step == "create" and failing[0]:
            around.registrations.trouble = storage_refuses
            raise Unavailable("unavailable", "ConnectError")

    def storage_refuses(call: str) -> None:
        if call == "change" and failing[0]:
            failing[0] -= 1
            raise OutOfReach("storage-unavailable")

    around.target.trouble = refused
    assert await deliver(pointer, around.work) is Status.WAITING
    around.clock.pass_(minutes=1)
    assert await deliver(pointer, around.work) is Status.DELIVERED
    assert len(around.target.documents) == 1


async def test_an_answer_outlives_a_storage_that_fails_while_another_claim_is_looked_at(around: Surroundings) -> None:
    pointer = await around.waiting()

    def overtaken(step: str) -> None:
        if step == "created":
            row = around.row(pointer).moved(Status.UNCERTAIN, around.clock()).model_copy(update={"etag": "another"})
            around.registrations.rows[pointer] = row
            around.registrations.trouble = reading_fails_once

    def reading_fails_once(call: str) -> None:
        if call == "get":
            around.registrations.trouble = lambda call: None
            raise OutOfReach("storage-unavailable")

    around.target.trouble = overtaken
    assert await deliver(pointer, around.work) is Status.DELIVERED
    assert around.row(pointer).receipt is not None


async def test_a_pause_without_a_message_is_the_sweepers_business(around: Surroundings) -> None:
    pointer = await around.waiting()
    around.target.down = around.outbox.down = True
    assert await deliver(pointer, around.work) is Status.WAITING
    around.target.down = around.outbox.down = False
    around.clock.pass_(minutes=5)
    around.outbox.sent.clear()
    assert await sweep(around.work) == 1
    assert await deliver(pointer, around.work) is Status.DELIVERED
