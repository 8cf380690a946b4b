"""Attachments without a registration: bounded a person, and gone after a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest

from functions.commands import submission
from shared.domain.access.person import Person
from shared.domain.attachments import MAX_UNREGISTERED, PDF, UNREGISTERED_LIFE, AttachmentKey
from shared.domain.problems import InvalidAnswers, TooManyAttachments
from shared.domain.registration import Registration, RegistrationKey
from shared.services.attach import attach
from shared.services.clear_attachments import clear_attachments
from shared.services.submit import submit
from tests.apps.examples import compiled, example, files
from tests.dependencies import MemoryParts
from tests.examples import KAREN, MEHMET, uuid7

APP = "indgangsportal"
CONTENT = b"%PDF-1.7 a file %%EOF"


def key(registration: UUID, person: Person = KAREN) -> AttachmentKey:
    return AttachmentKey(person.key, registration, uuid7())


async def registered(context: MemoryParts, id: UUID) -> None:
    """The app's example with its files, from the first of them to the receipt."""
    await sent(context, id)
    await submitted(context, id)


async def sent(context: MemoryParts, id: UUID) -> None:
    """The files of the app's example."""
    for file, content in files(APP).items():
        await attach(AttachmentKey(KAREN.key, id, file.id), content, context.dependencies)


async def submitted(context: MemoryParts, id: UUID) -> None:
    """The app's example, which names the files."""
    body: dict[str, Any] = {"version": 1, "answers": example(APP), "answeredAt": compiled(APP).definition.example_at}
    await submit(submission(APP, str(id), body), KAREN, context.dependencies)


async def test_a_person_cannot_fill_the_store_and_hinders_nobody_else() -> None:
    context, id = MemoryParts(), uuid7()
    for _ in range(MAX_UNREGISTERED):
        last = key(id)
        await attach(last, CONTENT, context.dependencies)
    with pytest.raises(TooManyAttachments):
        await attach(key(uuid7()), CONTENT, context.dependencies)
    assert (await attach(last, CONTENT, context.dependencies)).sha256 == sha256(CONTENT).hexdigest(), "sent again"
    assert (await attach(key(id, MEHMET), CONTENT, context.dependencies)).content_type == PDF


async def test_what_a_registration_names_no_longer_counts() -> None:
    context = MemoryParts()
    await registered(context, uuid7())
    assert await context.unregistered.of_person(KAREN.key) == []


async def test_what_no_registration_names_is_deleted_after_its_time() -> None:
    context, id = MemoryParts(), uuid7()
    await registered(context, id)
    left, late = key(uuid7()), key(id)
    for item in (left, late):
        await attach(item, CONTENT, context.dependencies)
    assert await clear_attachments(context.dependencies) == 0
    context.clock.pass_(seconds=UNREGISTERED_LIFE.total_seconds() + 1)
    young = key(uuid7())
    await attach(young, CONTENT, context.dependencies)
    assert await clear_attachments(context.dependencies) == 0, "marked at first"
    context.clock.pass_(hours=1)
    assert await clear_attachments(context.dependencies) == 2
    assert {left, late}.isdisjoint(context.attachments.files)
    assert len(context.attachments.files) == 1 + len(files(APP)), "what is named, and what is young"
    assert await context.unregistered.of_person(KAREN.key) != []


async def test_files_stay_whose_registration_is_accepted_while_they_are_looked_at() -> None:
    """The phone has a network again after 35 days, in the milliseconds in which the clearing looks for its registration."""
    id, context = uuid7(), MemoryParts()
    late = datetime.fromisoformat(compiled(APP).definition.example_at)
    context.clock.now = late - UNREGISTERED_LIFE - timedelta(seconds=1)
    await sent(context, id)
    context.clock.now = late
    real, answers = context.registrations.get, list[Registration | None]()

    async def get(registration_key: RegistrationKey) -> Registration | None:
        answer = await real(registration_key)
        if not answers:
            answers.append(answer)
            await submitted(context, id)
        return answer

    object.__setattr__(context.registrations, "get", get)
    for _ in range(3):
        await clear_attachments(context.dependencies)
        context.clock.pass_(hours=1)
    assert answers == [None]
    assert len(context.attachments.files) == len(files(APP))


async def test_a_late_registration_sends_its_files_again_that_are_about_to_be_deleted() -> None:
    id, context = uuid7(), MemoryParts()
    late = datetime.fromisoformat(compiled(APP).definition.example_at)
    context.clock.now = late - UNREGISTERED_LIFE - timedelta(seconds=1)
    await sent(context, id)
    context.clock.now = late
    await clear_attachments(context.dependencies)
    with pytest.raises(InvalidAnswers) as refusal:
        await submitted(context, id)
    assert {error.code for error in refusal.value.errors} == {"not-uploaded"}
    await sent(context, id)
    await submitted(context, id)
    context.clock.pass_(hours=1)
    assert await clear_attachments(context.dependencies) == 0
    assert len(context.attachments.files) == len(files(APP))


async def test_a_note_that_was_lost_deletes_nothing_that_is_named() -> None:
    context, id = MemoryParts(), uuid7()
    await registered(context, id)
    for file, content in files(APP).items():
        await attach(AttachmentKey(KAREN.key, id, file.id), content, context.dependencies)
    context.clock.pass_(seconds=(UNREGISTERED_LIFE + timedelta(days=1)).total_seconds())
    assert await clear_attachments(context.dependencies) == 0
    assert len(context.attachments.files) == len(files(APP))
    assert await context.unregistered.of_person(KAREN.key) == []
