"""The store of registrations, with history and outbox."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from shared.domain.registration import DeliveryKey, Event, Registration, RegistrationEntry, RegistrationKey
    from shared.domain.waiting import OutboxEntry, Waiting


class AlreadyExists(Exception):
    """The key is taken; `registration` is what is stored there."""

    def __init__(self, registration: Registration) -> None:
        self.registration = registration
        super().__init__(str(registration.id))


class WriteConflict(Exception):
    """The row has been changed since it was read."""


UNREADABLE = (KeyError, TypeError, ValueError)
"""What reading a row raises that this package does not understand: a newer one wrote it before it was rolled back. Who reads many
rows skips it, logs the error's type alone, since its text may quote answers, and deletes nothing of it."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list. `next`: an opaque cursor, None at the end."""

    items: Sequence[RegistrationEntry]
    next: str | None


class Registrations(Protocol):
    """The store of registrations, a partition a person, newest id first.

    Every method raises `DependencyUnavailable("storage-unavailable")` when the storage does not answer. Lists skip rows,
    lines of history and outbox entries of a newer package that this one cannot read, and log that; exports (`of_app`) raise
    instead of lacking them.
    """

    async def add(self, registration: Registration) -> Registration:
        """Store the row, and an outbox entry for each of its deliveries; when it returns, all are stored. Raises `AlreadyExists`.
        The result has its etag."""
        ...

    async def get(self, registration_key: RegistrationKey) -> Registration | None:
        """The registration; raises one of `UNREADABLE` for a row of a newer package."""
        ...

    async def page(self, person_key: str, limit: int, after: str | None = None) -> Page:
        """At most `limit` of this person's, newest first, with one storage request where the service returns whole pages. Raises
        `BadRequest` for a bad cursor."""
        ...

    def cursor(self, id: UUID) -> str:
        """The cursor of the page that begins after this registration."""
        ...

    async def earlier(self, registration_key: RegistrationKey, revision: int) -> Registration | None:
        """The registration in a revision that has been corrected since."""
        ...

    async def history(self, registration_key: RegistrationKey) -> Sequence[Event]:
        """The changes since it was received, oldest first (`Registration.whole_history`)."""
        ...

    async def change(
        self, registration: Registration, event: Event | None = None, earlier: Registration | None = None
    ) -> Registration:
        """Store the row unless it was changed since it was read (`WriteConflict`).

        In one transaction with a history line, if given, and with the registration before its correction (`earlier`), if given. A
        line that counts several tries replaces the one that counted one less. The result has the new etag.
        """
        ...

    def of_app(
        self, app: str, since: datetime | None, until: datetime | None, person_key: str | None = None
    ) -> AsyncIterator[Registration]:
        """Every registration of an app that was received from `since` and before `until`, of one person or of all, in no order
        across persons. Without a person it reads the whole store: for exports, at night."""
        ...

    async def put_in_outbox(self, entry: OutboxEntry) -> None:
        """Write an outbox entry, in place of an earlier one."""
        ...

    async def remove_from_outbox(self, delivery_key: DeliveryKey, version: str = "") -> None:
        """Delete the outbox entry, if it is there; with the `version` of one that was listed, unless it was written since."""
        ...

    def outbox_entries(self) -> AsyncIterator[OutboxEntry]:
        """Every outbox entry, in no particular order: one storage request for each thousand."""
        ...

    def every(self) -> AsyncIterator[Registration]:
        """Every registration, in no particular order: for repairs, at night."""
        ...

    async def outbox(self, limit: int, turn: int = 0) -> Waiting:
        """Count everything undelivered, and list about `limit` outbox entries: those whose turn it is. Counting `turn` up passes
        every entry (`shared/domain/waiting.py`)."""
        ...
