"""A fault of our own is tried some times, held back with an alarm of its own, and taken up again by itself when it is gone."""

from __future__ import annotations

from datetime import timedelta
import logging

import pytest

from shared.domain.delivery_states import OUR_TRIES
from shared.domain.delivery_status import Status
from shared.domain.failures import OurFault, Unavailable
from shared.domain.registration import RegistrationKey
from shared.services.deliver import deliver
from shared.services.sweep import sweep
from tests.dependencies import DEFINITIONS, MemoryParts, RolledBack


async def tried(key: RegistrationKey, context: MemoryParts, times: int) -> list[Status | None]:
    """What so many tries come to, each when its time has come."""
    statuses = []
    for _ in range(times):
        statuses.append(await deliver(key, context.dependencies))
        context.clock.now = context.row(key).delivery.retry_at or context.clock.now
    return statuses


async def test_a_form_that_is_gone_is_held_back_after_its_tries_and_goes_on_when_it_is_there(
    context: MemoryParts, caplog: pytest.LogCaptureFixture
) -> None:
    key = await context.waiting()
    context.definitions = RolledBack()
    assert await tried(key, context, OUR_TRIES) == [*[Status.WAITING] * (OUR_TRIES - 1), Status.BLOCKED]
    reason = context.row(key).reason
    assert reason is not None
    assert (reason.code, reason.message) == ("definition-missing", "virksomhedsbesoeg 1")
    with caplog.at_level(logging.INFO, "feltskema.sweep"):
        context.clock.pass_(minutes=3)
        await sweep(context.dependencies)
    assert '"event": "attention", "status": "blocked", "waiting": 1, "oldest_seconds": ' in caplog.text
    assert '"event": "outbox", "waiting": 0, ' in caplog.text
    assert await tried(key, context, 20) == [Status.BLOCKED] * 20, "tried again and again"
    assert context.statuses(key) == ["received", "delivering", "waiting", "blocked"], "and told in one line"
    context.definitions = DEFINITIONS
    assert await deliver(key, context.dependencies) is Status.DELIVERED
    assert context.registrations.entries == {}
    assert len(context.target.documents) == 1


async def test_what_is_held_back_is_found_by_the_sweeper_when_its_message_is_lost(context: MemoryParts) -> None:
    key = await context.waiting()
    context.definitions = RolledBack()
    await tried(key, context, OUR_TRIES)
    context.definitions = DEFINITIONS
    context.delivery_queue.sent.clear()
    context.clock.pass_(minutes=2)
    assert await sweep(context.dependencies) == 1
    assert await deliver(context.delivery_queue.keys[0], context.dependencies) is Status.DELIVERED


async def test_a_target_that_this_version_does_not_know(context: MemoryParts) -> None:
    key = await context.waiting()
    row = context.row(key)
    elsewhere = row.with_deliveries(row.delivery.model_copy(update={"target": "momentum-2"}))
    context.registrations.rows[key] = elsewhere
    await tried(key, context, OUR_TRIES)
    reason = context.row(key).reason
    assert context.row(key).status is Status.BLOCKED
    assert reason is not None
    assert (reason.code, reason.message) == ("target-missing", "momentum-2")


async def test_a_target_that_is_only_down_is_never_our_fault(context: MemoryParts) -> None:
    key = await context.waiting()
    failures = iter([OurFault("unauthorized"), Unavailable("unavailable")] * OUR_TRIES)

    def trouble(step: str) -> None:
        if step == "upload":
            raise next(failures)

    context.target.trouble = trouble
    assert set(await tried(key, context, 2 * OUR_TRIES)) == {Status.WAITING}, "only tries in a row count"


async def test_an_error_that_nobody_foresaw_is_held_back_too(context: MemoryParts) -> None:
    key = await context.waiting()

    def broken(step: str) -> None:
        raise ZeroDivisionError

    context.target.trouble = broken
    for _ in range(OUR_TRIES):
        with pytest.raises(ZeroDivisionError):
            await deliver(key, context.dependencies)
        context.clock.now = context.row(key).delivery.retry_at or context.clock.now
    assert context.row(key).status is Status.BLOCKED


class Killed(BaseException):
    """The process ends here: nothing after it runs."""


async def test_a_delivery_that_kills_every_worker_is_held_back(context: MemoryParts) -> None:
    key = await context.waiting()

    def kill(step: str) -> None:
        raise Killed

    context.target.trouble = kill
    for _ in range(OUR_TRIES):
        with pytest.raises(Killed):
            await deliver(key, context.dependencies)
        context.clock.pass_(seconds=61)
    assert await deliver(key, context.dependencies) is Status.BLOCKED
    context.target.trouble = lambda step: None
    context.clock.now += timedelta(minutes=15)
    assert await deliver(key, context.dependencies) is Status.DELIVERED
