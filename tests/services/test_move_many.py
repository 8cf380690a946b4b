"""One move for many deliveries: each result is told, whatever becomes of the others."""

from __future__ import annotations

import pytest

from shared.domain.commands import MoveDelivery
from shared.domain.delivery_status import Status
from shared.domain.problems import NotPossible, Problem, UnknownRegistration
from shared.domain.registration import RegistrationKey
from shared.services.deliver import deliver
from shared.services.move_many import move_many
from tests.dependencies import MemoryParts
from tests.examples import KAREN, uuid7
from tests.services.test_move_delivery import DORTE, WHY, stopped


async def test_each_of_many_is_told_and_none_is_kept_from_it(context: MemoryParts) -> None:
    refused, uncertain = await stopped(context, Status.REFUSED), await stopped(context, Status.UNCERTAIN)
    nobody = RegistrationKey(person_key=KAREN.key, id=uuid7())
    commands = [MoveDelivery(key, "try-now") for key in (refused, nobody, uncertain)]
    outcomes = await move_many(commands, DORTE, context.dependencies)
    assert [each.command for each in outcomes] == commands
    assert [each.registration.status if each.registration else None for each in outcomes] == [
        Status.RECEIVED,
        None,
        Status.UNCERTAIN,
    ]
    assert outcomes[2].latest is not None, "what has happened to it is told"
    assert [type(each.problem) for each in outcomes] == [type(None), UnknownRegistration, NotPossible]
    assert await deliver(refused, context.dependencies) is Status.DELIVERED


async def test_the_rest_of_many_is_told_where_one_fails_unforeseen(
    context: MemoryParts, caplog: pytest.LogCaptureFixture
) -> None:
    keys = [await stopped(context, Status.UNCERTAIN) for _ in range(3)]
    broken = context.row(keys[1])
    context.registrations.rows[keys[1]] = broken.model_copy(update={"deliveries": None})
    outcomes = await move_many([MoveDelivery(key, "send-again") for key in keys], DORTE, context.dependencies)
    assert [outcome.problem.code if outcome.problem else None for outcome in outcomes] == [None, "internal", None]
    assert type(outcomes[1].problem) is Problem
    assert f"{keys[1]} could not be moved: TypeError" in caplog.text


async def test_one_that_was_only_received_is_told_by_whom(context: MemoryParts) -> None:
    key = await context.waiting()
    (outcome,) = await move_many([MoveDelivery(key, "send-again")], DORTE, context.dependencies)
    assert isinstance(outcome.problem, NotPossible)
    assert outcome.latest is not None
    assert (outcome.latest.status, outcome.latest.by) == (Status.RECEIVED, KAREN.name)


async def test_a_repeat_does_nothing_twice(context: MemoryParts) -> None:
    """The call's answer was lost, and the page sends the same again."""
    key = await stopped(context, Status.REFUSED)
    command = [MoveDelivery(key, "close", reason=WHY)]
    await move_many(command, DORTE, context.dependencies)
    again = await move_many(command, DORTE, context.dependencies)
    assert [type(each.problem) for each in again] == [NotPossible]
    assert context.statuses(key).count("closed") == 1
