"""A registration whose first try left an outbox entry and no row is sent again while the sweeper clears that entry: whatever the
order of their steps, and wherever one of them crashes, what the phone was told is received is delivered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from functions.commands import submission
from shared.adapters.memory.registrations import MemoryDeliveryQueue
from shared.domain.delivery_states import NOT_RETRIED
from shared.domain.registration import Registration, RegistrationKey
from shared.domain.waiting import bucket, entries_of
from shared.services.dependencies import Dependencies
from shared.services.judge import judge
from shared.services.submit import submit
from shared.services.sweep import ABANDONED, sweep
from tests.dependencies import MemoryParts
from tests.examples import APP, KAREN, NOW, VISIT, uuid7
from tests.interleavings import Actor, World, explore
from tests.services.interleaved import OneForm, Rows
from tests.services.stepwise import Stepwise

ID = uuid7(NOW - ABANDONED)
KEY = RegistrationKey(person_key=KAREN.key, id=ID)
COMMAND = submission(APP, str(ID), {"version": 1, "answers": VISIT})


class Arriving(Stepwise):
    """The rows as the phone's call meets them: row and entries are written side by side, so either may be stored first."""

    def __init__(self, actor: Actor, rows: Rows, is_row_first: bool) -> None:
        super().__init__(actor, rows)
        self._is_row_first = is_row_first

    async def add(self, registration: Registration) -> Registration:
        entries = entries_of(registration, registration.received_at)
        stored: Registration | None = await self.insert(registration) if self._is_row_first else None
        for entry in entries:
            await self.put_in_outbox(entry)
        return stored or cast("Registration", await self.insert(registration))


class Sending:
    """The phone sends again; `is_answered` once it was told that the registration is received."""

    def __init__(self, is_row_first: bool) -> None:
        self.context, self.rows, self.is_answered = MemoryParts(definitions=OneForm()), Rows(), False
        self.context.registrations, self.context.delivery_queue = self.rows, MemoryDeliveryQueue()
        self._is_row_first = is_row_first

    async def begin(self) -> None:
        """The first try, an hour ago, stored its entries alone."""
        registration = judge(COMMAND, KAREN, self.context.dependencies).registration
        for entry in entries_of(registration, NOW - timedelta(hours=1)):
            await self.rows.put_in_outbox(entry)

    def dependencies(self, registrations: Any) -> Dependencies:
        return replace(self.context.dependencies, registrations=registrations, turns=iter([-bucket(KEY)]))

    async def send(self, actor: Actor) -> None:
        await submit(COMMAND, KAREN, self.dependencies(Arriving(actor, self.rows, self._is_row_first)))
        self.is_answered = True

    async def sweep(self, actor: Actor) -> None:
        await sweep(self.dependencies(Stepwise(actor, self.rows)))

    def state(self) -> Hashable:
        return repr(self.rows.rows), repr(self.rows.entries), self.is_answered

    async def settle(self) -> None:
        """The messages are lost, as where the target was held: an entry alone brings it to its end."""
        if not self.is_answered:
            return
        sweeps: Sequence[int] = range(10_000)
        later = replace(self.context.dependencies, turns=iter(sweeps))
        self.context.delivery_queue.sent.clear()
        for _ in range(30):
            self.context.clock.pass_(minutes=1)
            await sweep(later)
        assert self.rows.rows[KEY].status in NOT_RETRIED or self.context.delivery_queue.sent, "nobody looks for it"


def beginning(is_row_first: bool) -> Callable[[], Awaitable[World]]:
    async def world() -> World:
        sending = Sending(is_row_first)
        await sending.begin()
        actors = {"phone": sending.send, "sweeper": sending.sweep, "sweeper 2": sending.sweep}
        return World(actors, sending.state, sending.settle)

    return world


@pytest.mark.parametrize("is_row_first", [False, True], ids=["entry first", "row first"])
async def test_what_is_received_is_looked_for(is_row_first: bool) -> None:
    explored = await explore(beginning(is_row_first), max_crashes=1)
    assert explored.runs > 10
