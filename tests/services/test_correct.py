"""Correcting what was refused: the same registration once more, with other content."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from functions.commands import submission
from shared.adapters.memory.target import MemoryTarget
from shared.domain.commands import MoveDelivery
from shared.domain.delivery import Assignee
from shared.domain.delivery_states import Who
from shared.domain.delivery_status import Status
from shared.domain.effort import Effort
from shared.domain.failures import Refused, Uncertain
from shared.domain.ports.definitions import ServedDefinition
from shared.domain.problems import Conflict, InvalidAnswers, NotCorrectable
from shared.domain.registration import RegistrationEntry, RegistrationKey
from shared.services.correct import is_correctable
from shared.services.deliver import deliver
from shared.services.move_delivery import Mover, move_delivery
from shared.services.read_registration import read_registration
from shared.services.submit import submit
from tests.dependencies import MemoryParts
from tests.examples import APP, KAREN, MEHMET, VISIT
from tests.measured import Measuring
from tests.shipped import SHIPPED


def no(step: str) -> None:
    """As Fasit, asked to create the document."""
    if step == "create":
        raise Refused("refused", "Ukendt part")


@pytest.fixture
async def refused(context: MemoryParts) -> RegistrationKey:
    """A visit that Fasit said no to, before it made anything."""
    key = await context.waiting()

    def nothing_made(step: str) -> None:
        if step == "upload":
            raise Refused("refused", "Ukendt part")

    context.target.trouble = nothing_made
    await deliver(key, context.dependencies)
    context.target.trouble = lambda step: None
    context.delivery_queue.sent.clear()
    context.clock.pass_(minutes=5)
    return key


async def corrected(
    context: MemoryParts, key: RegistrationKey, corrects: int | None = 1, version: int = 1, **answers: Any
) -> RegistrationEntry:
    body = {"version": version, "answers": {**VISIT, **answers}, "corrects": corrects}
    return await submit(submission(APP, str(key.id), body), KAREN, context.dependencies)


async def test_it_takes_the_place_of_what_was_refused_and_is_sent(
    context: MemoryParts, refused: RegistrationKey
) -> None:
    assert is_correctable(context.row(refused), context.dependencies)
    entry = await corrected(context, refused, navn="Café Brombær")
    assert (entry.status, entry.revision, entry.title) == (Status.RECEIVED, 2, "Café Brombær · 64942212")
    row = context.row(refused)
    assert (row.answers["navn"], row.delivery.journal, row.delivery.attempts) == ("Café Brombær", {}, 0)
    assert row.received_at < row.status_at
    assert context.delivery_queue.keys == [refused]
    assert refused.to("fasit-documents") in context.registrations.entries
    assert await deliver(refused, context.dependencies) is Status.DELIVERED
    [delivery] = context.target.documents
    assert delivery.registration.answers["navn"] == "Café Brombær"


async def test_the_history_shows_the_refusal_and_the_correction(context: MemoryParts, refused: RegistrationKey) -> None:
    await corrected(context, refused, navn="Café Brombær")
    assert context.statuses(refused) == ["received", "delivering", "refused", "received"]
    last = context.registrations.lines[refused][-1]
    assert last.reason is not None
    assert (last.reason.code, last.by) == ("corrected", KAREN.name)
    before = await read_registration(refused, context.registrations, 1)
    assert before is not None
    registration, history = before
    assert (registration.answers, registration.status) == (VISIT, Status.REFUSED)
    assert [event.status.value for event in history] == ["received", "delivering", "refused"]


async def test_what_both_took_to_write_is_added(context: MemoryParts) -> None:
    context.definitions = Measuring("effort")
    key = await context.waiting()
    row = context.row(key)
    refused = row.moved(Status.REFUSED, context.clock(), effort=Effort(taps=20, keys=10, seconds=100))
    await context.registrations.change(refused)
    body = {"version": 1, "answers": {**VISIT, "notat": "Andet"}, "corrects": 1}
    effort = {"taps": 3, "keys": 4, "seconds": 5}
    await submit(submission(APP, str(key.id), {**body, "effort": effort}), KAREN, context.dependencies)
    assert context.row(key).effort == Effort(taps=23, keys=14, seconds=105)


async def test_the_same_correction_again_is_the_same_answer(context: MemoryParts, refused: RegistrationKey) -> None:
    first = await corrected(context, refused, navn="Café Brombær")
    assert await corrected(context, refused, navn="Café Brombær") == first
    assert await deliver(refused, context.dependencies) is Status.DELIVERED
    again = await corrected(context, refused, navn="Café Brombær")
    assert (again.status, again.revision) == (Status.DELIVERED, 2)
    assert len(context.target.documents) == 1


async def test_many_at_once_are_one_correction(context: MemoryParts, refused: RegistrationKey) -> None:
    tries = (corrected(context, refused, navn=f"Café {number}") for number in range(5))
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(outcome, NotCorrectable) for outcome in outcomes) == 4
    assert context.row(refused).revision == 2


async def test_sent_again_without_a_change_it_is_a_new_try_once(context: MemoryParts, refused: RegistrationKey) -> None:
    entry = await corrected(context, refused)
    assert (entry.status, entry.revision) == (Status.RECEIVED, 2)
    assert (await corrected(context, refused)).revision == 2


async def test_it_can_be_refused_and_corrected_again(context: MemoryParts, refused: RegistrationKey) -> None:
    await corrected(context, refused, navn="Café Brombær")
    context.target.trouble = lambda step: no("create") if step == "upload" else None
    await deliver(refused, context.dependencies)
    with pytest.raises(NotCorrectable):
        await corrected(context, refused, 1, navn="Café Hindbær")
    entry = await corrected(context, refused, 2, navn="Café Hindbær")
    assert entry.revision == 3
    second = await context.registrations.earlier(refused, 2)
    assert second is not None
    assert second.answers["navn"] == "Café Brombær"


async def test_nothing_else_can_be_corrected(context: MemoryParts) -> None:
    key = await context.waiting()
    with pytest.raises(NotCorrectable):
        await corrected(context, key, navn="Café Brombær")
    await deliver(key, context.dependencies)
    assert not is_correctable(context.row(key), context.dependencies)
    with pytest.raises(NotCorrectable):
        await corrected(context, key, navn="Café Brombær")
    assert context.row(key).answers == VISIT


async def test_an_uncertain_registration_cannot_be_corrected(context: MemoryParts) -> None:
    key = await context.waiting()

    def lost(step: str) -> None:
        if step == "created":
            raise Uncertain("uncertain")

    context.target.trouble = lost
    await deliver(key, context.dependencies)
    with pytest.raises(NotCorrectable):
        await corrected(context, key, navn="Café Brombær")


async def test_what_the_target_may_have_something_of_cannot(context: MemoryParts) -> None:
    """An older package refused it although an earlier answer was lost."""
    key = await context.waiting()
    context.target.trouble = no
    await deliver(key, context.dependencies)
    row = context.row(key)
    assert row.status is Status.REFUSED
    context.registrations.rows[key] = row.with_delivery(
        row.delivery.model_copy(update={"journal": {"creating": "sent"}})
    )
    assert not is_correctable(context.row(key), context.dependencies)
    with pytest.raises(NotCorrectable):
        await corrected(context, key, navn="Café Brombær")


async def test_without_a_word_of_it_other_content_is_a_conflict(context: MemoryParts, refused: RegistrationKey) -> None:
    with pytest.raises(Conflict):
        await corrected(context, refused, None, navn="Café Brombær")


async def test_it_is_judged_as_anything_that_is_sent(context: MemoryParts, refused: RegistrationKey) -> None:
    with pytest.raises(InvalidAnswers):
        await corrected(context, refused, notat="Ring til 010190-1234")
    assert context.row(refused).revision == 1


async def test_nobody_can_correct_another_persons_registration(context: MemoryParts, refused: RegistrationKey) -> None:
    body = {"version": 1, "answers": {**VISIT, "notat": "Andet"}, "corrects": 1}
    entry = await submit(submission(APP, str(refused.id), body), MEHMET, context.dependencies)
    assert entry.revision == 1
    assert context.row(refused).answers == VISIT


class SecondVersion:
    """Implements `Definitions`: the shipped ones, with a version 2 of `APP` that goes to these targets."""

    def __init__(self, *targets: str) -> None:
        first = SHIPPED.get(APP, 1).compiled
        changes = {"version": 2, "target": None, "targets": dict.fromkeys(targets)}
        self._second = replace(first, definition=first.definition.model_copy(update=changes))

    def all(self) -> Sequence[ServedDefinition]:
        return SHIPPED.all()

    def get(self, app: str, version: int | None = None) -> ServedDefinition:
        return self._second if (app, version) == (APP, 2) else SHIPPED.get(app, version)

    def withdrawn(self, app: str) -> None:
        return None


@pytest.mark.parametrize("targets", [("fasit-documents", "momentum"), ("momentum",)], ids=" and ".join)
async def test_it_goes_where_the_version_goes_that_it_was_corrected_in(
    context: MemoryParts, refused: RegistrationKey, targets: tuple[str, ...]
) -> None:
    context.definitions, context.other_targets["momentum"] = SecondVersion(*targets), MemoryTarget()
    assert (await corrected(context, refused, version=2, navn="Café Brombær")).version == 2
    assert set(context.registrations.entries) == {refused.to(target) for target in targets}
    assert [key.target for key, _ in context.delivery_queue.sent] == list(targets)
    assert await deliver(refused, context.dependencies) is Status.DELIVERED
    assert len(context.other_targets["momentum"].documents) == 1
    assert len(context.target.documents) == targets.count("fasit-documents")
    assert context.registrations.entries == {}
    assert [delivery.revision for delivery in context.row(refused).deliveries] == [2] * len(targets)


async def test_one_that_is_handed_on_at_the_same_moment_is_corrected(
    context: MemoryParts, refused: RegistrationKey
) -> None:
    handings = [MoveDelivery(refused, "hand", assigned=Assignee(key="e" * 32, name="Tove Teamleder"))]
    leader, real = Mover("d" * 32, "Dorte Holm", Who.OPERATOR), context.registrations.change

    async def change(*arguments: Any, **named: Any) -> Any:
        if handings:
            await move_delivery(handings.pop(), leader, context.dependencies)
        return await real(*arguments, **named)

    object.__setattr__(context.registrations, "change", change)
    assert (await corrected(context, refused, navn="Café Brombær")).revision == 2
    assert "handed" in [event.reason.code for event in context.registrations.lines[refused] if event.reason]
