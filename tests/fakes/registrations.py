"""Registrations and their messages, in memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta
from itertools import count

from shared.domain.ports import AlreadyThere, Changed, Page
from shared.domain.problems import BadRequest, OutOfReach
from shared.domain.registration import Event, Pointer, Registration
from shared.domain.waiting import Waiting, bucket, share

Trouble = Callable[[str], None]


def none(call: str) -> None:
    """No trouble at all."""


class MemoryRegistrations:
    """Implements `Registrations`. `trouble` is told the name of each call before it does anything, and may raise."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.rows: dict[Pointer, Registration] = {}
        self.lines: dict[Pointer, list[Event]] = {}
        self.pointers: dict[Pointer, datetime] = {}
        self.trouble: Trouble = none
        self._buckets: dict[Pointer, int] = {}
        self._clock, self._etags = clock, count(1)

    async def add(self, registration: Registration) -> Registration:
        await self._called("add")
        self.pointers[registration.pointer] = self._clock()
        if registration.pointer in self.rows:
            raise AlreadyThere(self.rows[registration.pointer])
        self.lines[registration.pointer] = [registration.event(registration.person.name)]
        return self._stored(registration)

    async def get(self, pointer: Pointer) -> Registration | None:
        await self._called("get")
        return self.rows.get(pointer)

    async def page(self, person_key: str, limit: int, after: str | None = None) -> Page:
        await self._called("page")
        if after is not None and not after.isdigit():
            raise BadRequest(name="after")
        mine = sorted((one for one in self.rows.values() if one.person.key == person_key), key=lambda one: -one.id.int)
        left = [one for one in mine if after is None or one.id.int < int(after)]
        shown = left[:limit]
        return Page([one.entry() for one in shown], str(shown[-1].id.int) if len(left) > limit else None)

    async def history(self, pointer: Pointer) -> Sequence[Event]:
        await self._called("history")
        return sorted(self.lines.get(pointer, []), key=lambda event: event.at)

    async def change(self, registration: Registration, event: Event | None = None) -> Registration:
        await self._called("change")
        there = self.rows.get(registration.pointer)
        if there is None or there.etag != registration.etag:
            raise Changed
        if event is not None:
            self.lines[registration.pointer].append(event)
        return self._stored(registration)

    async def of_app(
        self, app: str, since: datetime | None, until: datetime | None, person_key: str | None = None
    ) -> AsyncIterator[Registration]:
        for one in list(self.rows.values()):
            early = since is not None and one.received_at < since
            late = until is not None and one.received_at >= until
            if one.app == app and not early and not late and person_key in (None, one.person.key):
                yield one

    async def pend(self, pointer: Pointer) -> None:
        await self._called("pend")
        self.pointers[pointer] = self._clock()

    async def settled(self, pointer: Pointer) -> None:
        await self._called("settled")
        self.pointers.pop(pointer, None)

    async def pending(self, limit: int, turn: int = 0) -> Waiting:
        await self._called("pending")
        here = share(len(self.pointers), limit, turn) if limit else range(0)
        turned = [one for one in self.pointers.items() if self._bucket(one[0]) in here]
        since = min(self.pointers.values(), default=None)
        return Waiting(len(self.pointers), since, sorted(turned, key=lambda one: one[1]))

    def _bucket(self, pointer: Pointer) -> int:
        if pointer not in self._buckets:
            self._buckets[pointer] = bucket(pointer)
        return self._buckets[pointer]

    def _stored(self, registration: Registration) -> Registration:
        stored = registration.model_copy(update={"etag": f"etag-{next(self._etags)}"})
        self.rows[stored.pointer] = stored
        return stored

    async def _called(self, name: str) -> None:
        await asyncio.sleep(0)  # As over a network: whoever waits may be overtaken.
        self.trouble(name)


class MemoryOutbox:
    """Implements `Outbox`. `sent` is each pointer with its delay; `down` makes it fail."""

    def __init__(self) -> None:
        self.sent: list[tuple[Pointer, timedelta]] = []
        self.down = False

    async def send(self, pointer: Pointer, delay: timedelta = timedelta(0)) -> None:
        await asyncio.sleep(0)
        if self.down:
            raise OutOfReach("storage-unavailable")
        self.sent.append((pointer, delay))

    @property
    def pointers(self) -> list[Pointer]:
        return [pointer for pointer, _ in self.sent]
