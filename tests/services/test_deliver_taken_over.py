"""A delivery whose worker is killed, or is taken over by another: one document in the end, or a person who looks."""

from __future__ import annotations

import asyncio
from dataclasses import replace
import json
import logging

import httpx
import pytest

from functions.views.registrations import history_line
from shared.adapters.memory.target import MemoryTarget
from shared.adapters.targets.momentum import Momentum
from shared.domain.commands import MoveDelivery
from shared.domain.delivery import Receipt
from shared.domain.delivery_states import Who
from shared.domain.delivery_status import Status
from shared.domain.failures import Refused, Uncertain
from shared.domain.ports import Consignment, Journal
from shared.domain.registration import RegistrationKey
from shared.services.deliver import deliver
from shared.services.move_delivery import Mover, move_delivery
from shared.services.sweep import sweep
from shared.settings import read
from tests.dependencies import MemoryParts
from tests.examples import KAREN, NOW
from tests.functions.edge import SETTINGS

DORTE = Mover("o" * 32, "Dorte Holm", Who.OPERATOR)


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


class Paused(MemoryTarget):
    """Makes the document, and answers when the test says so."""

    def __init__(self, receipt: str) -> None:
        super().__init__()
        self._receipt = receipt
        self.asked, self.may_answer = asyncio.Event(), asyncio.Event()

    async def deliver(self, consignment: Consignment, journal: Journal) -> Receipt:
        await journal.note("creating", "sent")
        self.asked.set()
        await self.may_answer.wait()
        return Receipt(id=self._receipt, at=NOW)


@pytest.mark.parametrize("receipt", ["another", "document-1"])
async def test_of_a_second_receipt_somebody_is_told(
    context: MemoryParts, caplog: pytest.LogCaptureFixture, receipt: str
) -> None:
    """A process was paused in the middle of its call. Meanwhile a person has looked, and it was sent again."""
    key, paused = await context.waiting(), Paused(receipt)
    first_worker = asyncio.create_task(deliver(key, replace(context.dependencies, targets=lambda name: paused)))
    await paused.asked.wait()
    context.clock.pass_(minutes=10)
    assert await deliver(key, context.dependencies) is Status.UNCERTAIN
    context.clock.pass_(minutes=10)
    await move_delivery(MoveDelivery(key, "send-again"), DORTE, context.dependencies)
    assert await deliver(key, context.dependencies) is Status.DELIVERED
    paused.may_answer.set()
    with caplog.at_level(logging.INFO):
        assert await first_worker is Status.DELIVERED
    lines = [line for line in context.registrations.lines[key] if line.reason and line.reason.code == "doubled"]
    events = [json.loads(message) for message in caplog.messages if message.startswith('{"event": "doubled"')]
    if receipt == "document-1":
        assert (lines, events) == ([], []), "the same receipt twice is one document"
        return
    assert events[0]["receipts"] == ["document-1", "another"]
    words = [history_line(line, context.row(key), "da").reason for line in lines]
    assert [reason.message if reason else "" for reason in words] == [
        "Fasit har taget imod den to gange. Den anden har id another. Slet den ene i Fasit."
    ]


async def test_what_a_person_typed_as_receipt_is_no_second_document(
    context: MemoryParts, caplog: pytest.LogCaptureFixture
) -> None:
    key, paused = await context.waiting(), Paused("the-first")
    first_worker = asyncio.create_task(deliver(key, replace(context.dependencies, targets=lambda name: paused)))
    await paused.asked.wait()
    context.clock.pass_(minutes=10)
    assert await deliver(key, context.dependencies) is Status.UNCERTAIN
    await move_delivery(MoveDelivery(key, "delivered", receipt="sag-17"), DORTE, context.dependencies)
    paused.may_answer.set()
    with caplog.at_level(logging.INFO):
        assert await first_worker is Status.DELIVERED
    assert not any('"doubled"' in message for message in caplog.messages)


async def test_a_refusal_after_a_kill_does_not_say_that_nothing_is_there(context: MemoryParts) -> None:
    """A worker was killed while the document was made. The next one finds a file gone, which refuses what was never sent."""
    key = await killed_at("created", context)
    context.clock.pass_(seconds=61)

    async def refuse(*arguments: object) -> object:
        raise Refused("attachment-missing", "bilag")

    object.__setattr__(context.target, "deliver", refuse)
    assert await deliver(key, context.dependencies) is Status.UNCERTAIN
    row = context.row(key)
    assert row.reason is not None
    assert (row.reason.code, row.reason.message) == ("uncertain", "bilag")


class SlowMomentum:
    """Answers everything at once, except that a task's answer comes when the test says so."""

    def __init__(self) -> None:
        self.asked, self.may_answer = asyncio.Event(), asyncio.Event()

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        match request.url.path:
            case "/token":
                return httpx.Response(200, json={"access_token": "t", "expires_in": "3600"})
            case "/tasks":
                self.asked.set()
                await self.may_answer.wait()
                return httpx.Response(201, json={"id": "task-1"})
        return httpx.Response(200, json={"id": "unit-1"})


async def test_momentums_answer_to_a_worker_that_was_taken_over_is_the_receipt(context: MemoryParts) -> None:
    """Meanwhile a second worker has taken the delivery over, and an operator has closed it."""
    service, url = SlowMomentum(), "https://momentum.example"
    names = ("CLIENT_ID", "CLIENT_SECRET", "RESOURCE", "API_KEY")
    settings = {
        "MOMENTUM_URL": url,
        "MOMENTUM_TOKEN_URL": f"{url}/token",
        **{f"MOMENTUM_{name}": "x" for name in names},
    }
    momentum = Momentum(read({**SETTINGS, **settings}), context.clock, httpx.MockTransport(service))
    dependencies = replace(context.dependencies, targets=lambda name: momentum)
    key = RegistrationKey(person_key=KAREN.key, id=(await context.submitted(pnummer="1001010101")).id)
    first_worker = asyncio.create_task(deliver(key, dependencies))
    await service.asked.wait()
    context.clock.pass_(minutes=2)
    assert await deliver(key, dependencies) is Status.WAITING
    await move_delivery(MoveDelivery(key, "close", reason="skrevet i hånden"), DORTE, dependencies)
    service.may_answer.set()
    assert await first_worker is Status.DELIVERED
    row = context.row(key)
    assert (row.status, row.receipt and row.receipt.id) == (Status.DELIVERED, "task-1")
    await momentum.close()
