"""The store of registrations, with history and outbox."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from shared.domain.registration import DeliveryKey, Entry, Event, Registration, RegistrationKey
    from shared.domain.waiting import OutboxEntry, Waiting


class AlreadyExists(Exception):
    """The key is taken; `registration` is what lies there."""

    def __init__(self, registration: Registration) -> None:
        self.registration = registration
        super().__init__(str(registration.id))


class WriteConflict(Exception):
    """Somebody else changed the row since it was read."""


@dataclass(frozen=True, slots=True)
class Page:
    """`next` is an opaque cursor, or None at the end."""

    items: Sequence[Entry]
    next: str | None


class Registrations(Protocol):
    """The store of registrations, a partition a person, newest id first.

    Every method raises `DependencyUnavailable("storage-unavailable")` when the storage does not answer.
    """

    async def add(self, registration: Registration) -> Registration:
        """Store the row, its first history line (one transaction), and an outbox entry for each of its deliveries. Raises
        `AlreadyExists`. When it returns, row, history and outbox entries are all stored. The result carries its etag."""
        ...

    async def get(self, registration_key: RegistrationKey) -> Registration | None: ...

    async def page(self, person_key: str, limit: int, after: str | None = None) -> Page:
        """At most `limit` of this person's, newest first, by one storage request where the service gives whole pages.
        `BadRequest` for a bad cursor."""
        ...

    def cursor(self, id: UUID) -> str:
        """The cursor of the page that begins after this registration."""
        ...

    async def earlier(self, registration_key: RegistrationKey, revision: int) -> Registration | None:
        """What it was in a revision that has been corrected since."""
        ...

    async def history(self, registration_key: RegistrationKey) -> Sequence[Event]:
        """The changes of status, oldest first."""
        ...

    async def change(
        self, registration: Registration, event: Event | None = None, earlier: Registration | None = None
    ) -> Registration:
        """Store the row if nobody changed it since it was read (`WriteConflict` otherwise), in one transaction with a history
        line where one is given, and with what it was before where it is corrected (`earlier`). A line that counts several takes
        the place of the one that counted one less. The result carries the new etag."""
        ...

    def of_app(
        self, app: str, since: datetime | None, until: datetime | None, person_key: str | None = None
    ) -> AsyncIterator[Registration]:
        """Every registration of an app that was received from `since` and before `until`, of one person or of all; in no
        order that holds over persons. It reads through the whole store where no person is given: for exports, at night."""
        ...

    async def put_in_outbox(self, entry: OutboxEntry) -> None:
        """Write an outbox entry, in the place of the one that is there."""
        ...

    async def remove_from_outbox(self, delivery_key: DeliveryKey) -> None:
        """Delete the outbox entry; nothing happens when it is gone already."""
        ...

    async def outbox(self, limit: int, turn: int = 0) -> Waiting:
        """Count all that is not delivered, and list about `limit` outbox entries of it: those whose turn it is. Whoever counts
        `turn` up comes past every one (`shared/domain/waiting.py`)."""
        ...
