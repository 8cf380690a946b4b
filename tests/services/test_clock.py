"""Phones' clocks: a draft that waited, a clock that is wrong, a clock that was set back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from functions.commands import submission
from shared.domain.output.build_document import build_document
from shared.domain.problems import InvalidAnswers, WrongClock
from shared.domain.registration import RegistrationKey
from shared.services.dependencies import Dependencies
from shared.services.submit import submit
from tests.dependencies import MemoryParts
from tests.domain.folder import definitions, form
from tests.examples import KAREN, NOW, uuid7

FORM = form("""
    {id: frist, type: date, label: {da: Frist, en: Deadline}, earliest: today}
    {id: dagen, type: calculated, as: date, label: {da: Dagen, en: The day}, calculate: today}
""")
TODAY = f"{NOW:%Y-%m-%d}"


@pytest.fixture
def dependencies(context: MemoryParts, tmp_path: Path) -> Dependencies:
    return replace(context.dependencies, definitions=definitions(tmp_path, proeve=FORM))


def answered(at: datetime, **answers: Any) -> dict[str, Any]:
    """What a phone sends whose clock showed this when the person sent: the answers are right by it."""
    day = f"{at:%Y-%m-%d}"
    return {"version": 1, "answers": {"frist": day, "dagen": day, **answers}, "answeredAt": at.isoformat()}


@pytest.mark.parametrize("ago", [timedelta(0), timedelta(days=6), timedelta(days=30), timedelta(hours=-23)])
async def test_what_was_right_when_it_was_answered_is_taken(
    dependencies: Dependencies, context: MemoryParts, ago: timedelta
) -> None:
    entry = await submit(submission("proeve", str(uuid7(NOW)), answered(NOW - ago)), KAREN, dependencies)
    assert context.row(RegistrationKey(person_key=KAREN.key, id=entry.id)).answered_at == NOW - ago


@pytest.mark.parametrize("ago", [timedelta(days=32), timedelta(days=2500), timedelta(hours=-25), timedelta(days=-9999)])
async def test_a_clock_far_off_is_told_and_reaches_behind_no_deadline(
    dependencies: Dependencies, context: MemoryParts, ago: timedelta
) -> None:
    moment = NOW - ago
    with pytest.raises(WrongClock) as problem:
        await submit(submission("proeve", str(uuid7(NOW)), answered(moment)), KAREN, dependencies)
    assert problem.value.values == {"answered": f"{moment:%Y-%m-%d}"}
    assert not context.registrations.rows


async def test_a_clock_far_off_does_not_matter_where_the_answers_are_good_today(
    dependencies: Dependencies, context: MemoryParts
) -> None:
    body = answered(NOW - timedelta(days=2500), frist=TODAY, dagen=TODAY)
    entry = await submit(submission("proeve", str(uuid7(NOW)), body), KAREN, dependencies)
    assert context.row(RegistrationKey(person_key=KAREN.key, id=entry.id)).answered_at is None


async def test_what_is_wrong_by_either_clock_is_told_at_its_field(dependencies: Dependencies) -> None:
    body = answered(NOW - timedelta(days=2500), frist="1999-12-31", dagen=TODAY)
    with pytest.raises(InvalidAnswers) as problem:
        await submit(submission("proeve", str(uuid7(NOW)), body), KAREN, dependencies)
    assert [(error.path, error.code) for error in problem.value.errors] == [("/frist", "too-early")]


@pytest.mark.parametrize("zone", ["+14:00", "-12:00", "Z"])
async def test_the_zone_of_the_phone_does_not_matter(dependencies: Dependencies, zone: str) -> None:
    offset = datetime.fromisoformat(f"2026-01-01T00:00:00{zone}").tzinfo
    body = {**answered(NOW), "answeredAt": NOW.astimezone(offset).isoformat()}
    await submit(submission("proeve", str(uuid7(NOW)), body), KAREN, dependencies)


async def test_a_repeat_is_answered_as_it_was_when_its_day_is_over(
    dependencies: Dependencies, context: MemoryParts
) -> None:
    """The answer to the first was lost, and the phone tries again for longer than its clock is believed."""
    id, body = str(uuid7(NOW)), answered(NOW)
    first = await submit(submission("proeve", id, body), KAREN, dependencies)
    context.clock.pass_(days=40)
    assert await submit(submission("proeve", id, body), KAREN, dependencies) == first
    with pytest.raises(WrongClock):
        await submit(submission("proeve", id, answered(NOW, navn="Andet")), KAREN, dependencies)
    with pytest.raises(WrongClock):
        await submit(submission("proeve", str(uuid7(NOW)), body), KAREN, dependencies)


@pytest.mark.parametrize(("waited", "is_told"), [(timedelta(minutes=5), False), (timedelta(days=6), True)])
async def test_the_document_says_when_what_waited_was_filled_in(
    dependencies: Dependencies, context: MemoryParts, waited: timedelta, is_told: bool
) -> None:
    entry = await submit(submission("proeve", str(uuid7(NOW)), answered(NOW - waited)), KAREN, dependencies)
    definition = dependencies.definitions.get("proeve").compiled.definition
    document = build_document(definition, context.row(RegistrationKey(person_key=KAREN.key, id=entry.id)))
    assert ("Udfyldt" in [line.label for line in document.facts]) is is_told
