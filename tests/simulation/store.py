"""The store of registrations: the one in memory, watched at each write, and what a process meets of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

from shared.adapters.memory.registrations import MemoryRegistrations
from shared.domain.registration import Entry, Registration, RegistrationKey
from shared.domain.waiting import entries_of
from tests.simulation.instance import Instance, Port

Watch = Callable[[Registration | None, Registration], None]


class Rows(MemoryRegistrations):
    """`watch` is told of every write of a row: what was there before, and what is there now."""

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch
        self._shown: dict[RegistrationKey, tuple[str, Entry]] = {}

    def _stored(self, registration: Registration) -> Registration:
        before = self.rows.get(registration.key)
        stored = super()._stored(registration)
        self._watch(before, stored)
        return stored

    def _entry(self, row: Registration) -> Entry:
        """Made once for each version of a row: lists ask for it again and again."""
        etag, entry = self._shown.get(row.key, ("", None))
        if entry is None or etag != row.etag:
            entry = row.entry()
            self._shown[row.key] = row.etag, entry
        return entry

    async def _before_call(self, name: str) -> None:
        """The way there and back is the process's."""


class RowsPort(Port):
    """The rows as a process meets them. Row and outbox entries are written side by side, as the real adapter does, so that either
    may be stored without the other."""

    def __init__(self, instance: Instance, rows: Rows) -> None:
        super().__init__(instance, rows)
        self._rows = rows

    async def add(self, registration: Registration) -> Registration:
        entries = entries_of(registration, registration.received_at)
        stored, *others = await asyncio.gather(
            self._instance.hop("insert", lambda: self._rows.insert(registration)),
            *(self.put_in_outbox(entry) for entry in entries),
            return_exceptions=True,
        )
        for outcome in (*others, stored):
            if isinstance(outcome, BaseException):
                raise outcome
        return cast("Registration", stored)
