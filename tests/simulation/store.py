"""The stores in memory that the judge looks at: of registrations, which reports each write, and of held targets; and the view of
the registrations that a process has."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import cast

from shared.adapters.memory.operations import MemoryHolds
from shared.adapters.memory.registrations import MemoryRegistrations
from shared.domain.ports import Hold
from shared.domain.registration import Registration, RegistrationEntry, RegistrationKey
from shared.domain.waiting import entries_of
from tests.simulation.instance import Instance, Port

Watch = Callable[[Registration | None, Registration], None]


class Holds(MemoryHolds):
    """The held targets. `stored_at`: when each hold was stored, which may be long after it was asked for: a process may be paused
    in between, and a write done late."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._clock = clock
        self.stored_at: dict[str, datetime] = {}

    async def hold(self, hold: Hold) -> None:
        await super().hold(hold)
        self.stored_at[hold.target] = self._clock()

    async def release(self, target: str) -> None:
        await super().release(target)
        self.stored_at.pop(target, None)


class Rows(MemoryRegistrations):
    """The rows. `watch` is called at every write of a row, with the row before and after it."""

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch
        self._shown: dict[RegistrationKey, tuple[str, RegistrationEntry]] = {}

    def _stored(self, registration: Registration) -> Registration:
        before = self.rows.get(registration.key)
        stored = super()._stored(registration)
        self._watch(before, stored)
        return stored

    def _entry(self, row: Registration) -> RegistrationEntry:
        """A row's entry in lists, cached by the row's etag, since lists read it often."""
        etag, entry = self._shown.get(row.key, ("", None))
        if entry is None or etag != row.etag:
            entry = row.entry()
            self._shown[row.key] = row.etag, entry
        return entry

    async def _before_call(self, name: str) -> None:
        """Nothing here: `RowsPort` delays a call and lets it fail."""


class RowsPort(Port):
    """The rows as a process uses them. A row and its outbox entries are written concurrently, as by the real adapter, so that
    either may be stored without the other."""

    def __init__(self, instance: Instance, rows: Rows) -> None:
        super().__init__(instance, rows)
        self._rows = rows

    async def add(self, registration: Registration) -> Registration:
        entries = entries_of(registration, registration.received_at)
        stored, *others = await asyncio.gather(
            self._instance.call_storage("insert", lambda: self._rows.insert(registration)),
            *(self.put_in_outbox(entry) for entry in entries),
            return_exceptions=True,
        )
        for outcome in (*others, stored):
            if isinstance(outcome, BaseException):
                raise outcome
        return cast("Registration", stored)
