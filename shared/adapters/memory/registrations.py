"""Registrations and their queue messages, in memory."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import cast
from uuid import UUID

from shared.domain.delivery_message import message_text
from shared.domain.ports import AlreadyExists, Page, PoisonMessage, QueueState, WriteConflict
from shared.domain.problems import BadRequest, DependencyUnavailable
from shared.domain.registration import DeliveryKey, Event, Registration, RegistrationEntry, RegistrationKey
from shared.domain.waiting import Group, OutboxEntry, Pile, Waiting, bucket, entries_of, share

Trouble = Callable[[str], None]


def none(call: str) -> None:
    """The default `trouble`: no failure."""


class MemoryRegistrations:
    """Implements `Registrations`. `trouble` is called with the name of each method before it does anything, and may raise."""

    def __init__(self) -> None:
        self.rows: dict[RegistrationKey, Registration] = {}
        self.revisions: dict[tuple[RegistrationKey, int], Registration] = {}
        self.lines: dict[RegistrationKey, list[Event]] = {}
        self.entries: dict[DeliveryKey, OutboxEntry] = {}
        self.trouble: Trouble = none
        self._buckets: dict[RegistrationKey, int] = {}
        self._etags = count(1)

    async def add(self, registration: Registration) -> Registration:
        # Row and entries side by side, as over a network: either may be stored first.
        await self._before_call("add")
        stored, *entries = await asyncio.gather(
            self.insert(registration),
            *(self.put_in_outbox(entry) for entry in entries_of(registration, registration.received_at)),
            return_exceptions=True,
        )
        for outcome in (*entries, stored):
            if isinstance(outcome, BaseException):
                raise outcome
        return cast("Registration", stored)

    async def insert(self, registration: Registration) -> Registration:
        """Store the row alone. Raises `AlreadyExists`."""
        await self._before_call("insert")
        if registration.key in self.rows:
            raise AlreadyExists(self.rows[registration.key])
        self.lines[registration.key] = []
        return self._stored(registration)

    async def get(self, registration_key: RegistrationKey) -> Registration | None:
        await self._before_call("get")
        return self.rows.get(registration_key)

    async def page(self, person_key: str, limit: int, after: str | None = None) -> Page:
        await self._before_call("page")
        if after is not None and not after.isdigit():
            raise BadRequest(name="after")
        registrations = sorted(
            (row for row in self.rows.values() if row.person.key == person_key), key=lambda row: -row.id.int
        )
        remaining = [row for row in registrations if after is None or row.id.int < int(after)]
        shown = remaining[:limit]
        return Page([self._entry(row) for row in shown], str(shown[-1].id.int) if len(remaining) > limit else None)

    def cursor(self, id: UUID) -> str:
        return str(id.int)

    async def earlier(self, registration_key: RegistrationKey, revision: int) -> Registration | None:
        await self._before_call("earlier")
        return self.revisions.get((registration_key, revision))

    async def history(self, registration_key: RegistrationKey) -> Sequence[Event]:
        await self._before_call("history")
        return sorted(self.lines.get(registration_key, []), key=lambda event: event.at)

    async def change(
        self, registration: Registration, event: Event | None = None, earlier: Registration | None = None
    ) -> Registration:
        await self._before_call("change")
        stored = self.rows.get(registration.key)
        if stored is None or stored.etag != registration.etag:
            raise WriteConflict
        if event is not None:
            lines = self.lines[registration.key]
            self.lines[registration.key] = [line for line in lines if line.at != event.at] + [event]
        if earlier is not None:
            self.revisions[earlier.key, earlier.revision] = earlier
        return self._stored(registration)

    async def of_app(
        self, app: str, since: datetime | None, until: datetime | None, person_key: str | None = None
    ) -> AsyncIterator[Registration]:
        for row in list(self.rows.values()):
            early = since is not None and row.received_at < since
            late = until is not None and row.received_at >= until
            if row.app == app and not early and not late and person_key in (None, row.person.key):
                yield row

    async def every(self) -> AsyncIterator[Registration]:
        for row in list(self.rows.values()):
            yield row

    async def outbox_entries(self) -> AsyncIterator[OutboxEntry]:
        for entry in list(self.entries.values()):
            yield entry

    async def put_in_outbox(self, entry: OutboxEntry) -> None:
        await self._before_call("put_in_outbox")
        self.entries[entry.key] = replace(entry, version=self._version(entry))

    async def remove_from_outbox(self, delivery_key: DeliveryKey, version: str = "") -> None:
        await self._before_call("remove_from_outbox")
        entry = self.entries.get(delivery_key)
        if entry is not None and version in ("", entry.version):
            del self.entries[delivery_key]

    async def outbox(self, limit: int, turn: int = 0) -> Waiting:
        await self._before_call("outbox")
        buckets = share(len(self.entries), limit, turn) if limit else range(0)
        piles = defaultdict[Pile, Group](Group)
        for entry in self.entries.values():
            piles[entry.pile] = piles[entry.pile].with_one(entry.since)
        turned = [entry for entry in self.entries.values() if self._bucket(entry.registration) in buckets]
        return Waiting(dict(piles), sorted(turned, key=lambda entry: entry.since))

    def _bucket(self, registration_key: RegistrationKey) -> int:
        if registration_key not in self._buckets:
            self._buckets[registration_key] = bucket(registration_key)
        return self._buckets[registration_key]

    def _stored(self, registration: Registration) -> Registration:
        stored = registration.model_copy(update={"etag": f"etag-{next(self._etags)}"})
        self.rows[stored.key] = stored
        return stored

    def _version(self, entry: OutboxEntry) -> str:
        return f"etag-{next(self._etags)}"

    def _entry(self, row: Registration) -> RegistrationEntry:
        return row.entry()

    async def _before_call(self, name: str) -> None:
        await asyncio.sleep(0)  # As over a network: another task may run first.
        self.trouble(name)


class MemoryDeliveryQueue:
    """Implements `DeliveryQueue`. `sent` holds each delivery's key with its delay, `messages` the texts; `down` makes it fail;
    `oldest` is when the message at the front was sent."""

    def __init__(self) -> None:
        self.oldest: datetime | None = None
        self.sent: list[tuple[DeliveryKey, timedelta]] = []
        self.messages: list[str] = []
        self.down = False
        self.poison: list[PoisonMessage] = []

    async def send(self, delivery_key: DeliveryKey, delay: timedelta = timedelta(0), released: bool = False) -> None:
        await asyncio.sleep(0)
        if self.down:
            raise DependencyUnavailable("storage-unavailable")
        self.sent.append((delivery_key, delay))
        self.messages.append(message_text(delivery_key, released))

    async def front(self) -> datetime | None:
        await asyncio.sleep(0)
        if self.down:
            raise DependencyUnavailable("storage-unavailable")
        return self.oldest

    async def queue_states(self) -> Sequence[QueueState]:
        """Implements `Queues`."""
        return [
            QueueState("registrations", len(self.sent), self.oldest),
            QueueState("registrations-poison", len(self.poison), None),
        ]

    async def take(self, limit: int) -> Sequence[PoisonMessage]:
        """Implements `PoisonQueue`."""
        return self.poison[:limit]

    async def remove(self, message: PoisonMessage) -> None:
        """Implements `PoisonQueue`."""
        if message in self.poison:
            self.poison.remove(message)

    @property
    def keys(self) -> list[RegistrationKey]:
        """The registrations that the messages name."""
        return [delivery_key.registration for delivery_key, _ in self.sent]
