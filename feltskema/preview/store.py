"""What the preview keeps: in memory, until it is stopped."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import datetime, timedelta

from shared.domain.attachments import AttachmentKey, Stored, Unregistered
from shared.domain.entities import Entity
from shared.domain.ports import AlreadyExists, OtherContent, Page
from shared.domain.registration import Event, Receipt, Registration, RegistrationKey, Status
from shared.domain.waiting import Waiting


class Kept:
    """Implements `Registrations`: each is delivered as soon as it is accepted, to nobody."""

    def __init__(self) -> None:
        self._rows: dict[RegistrationKey, Registration] = {}

    async def add(self, registration: Registration) -> Registration:
        known = self._rows.get(registration.key)
        if known is not None:
            raise AlreadyExists(known)
        receipt = Receipt(id="–", at=registration.received_at)
        stored = registration.moved(Status.DELIVERED, registration.received_at, receipt=receipt)
        self._rows[registration.key] = stored
        return stored

    async def get(self, registration_key: RegistrationKey) -> Registration | None:
        return self._rows.get(registration_key)

    async def page(self, person_key: str, limit: int, after: str | None = None) -> Page:
        rows = sorted(self._rows.values(), key=lambda one: one.id, reverse=True)
        begins = next((n + 1 for n, one in enumerate(rows) if str(one.id) == after), 0)
        shown = rows[begins : begins + limit]
        return Page(shown, str(shown[-1].id) if begins + limit < len(rows) else None)

    async def history(self, registration_key: RegistrationKey) -> Sequence[Event]:
        known = self._rows[registration_key]
        return [Event(at=known.received_at, status=Status.RECEIVED), known.event()]

    async def change(self, registration: Registration, event: Event | None = None) -> Registration:
        self._rows[registration.key] = registration
        return registration

    async def of_app(
        self, app: str, since: datetime | None, until: datetime | None, person_key: str | None = None
    ) -> AsyncIterator[Registration]:
        for one in [row for row in self._rows.values() if row.app == app]:
            yield one

    async def add_to_outbox(self, registration_key: RegistrationKey) -> None: ...

    async def remove_from_outbox(self, registration_key: RegistrationKey) -> None: ...

    async def outbox(self, limit: int, turn: int = 0) -> Waiting:
        return Waiting(0, None, [])


class NoOutbox:
    """Implements `DeliveryQueue`: nothing waits to be delivered."""

    async def send(self, registration_key: RegistrationKey, delay: timedelta = timedelta(0)) -> None: ...


class KeptAttachments:
    """Implements `Attachments`."""

    def __init__(self) -> None:
        self._files: dict[AttachmentKey, tuple[Stored, bytes]] = {}

    async def put(self, key: AttachmentKey, content: bytes, facts: Stored) -> None:
        if self._files.get(key, (facts,))[0] != facts:
            raise OtherContent
        self._files[key] = (facts, content)

    async def get(self, key: AttachmentKey) -> tuple[Stored, bytes] | None:
        return self._files.get(key)

    async def facts(self, key: AttachmentKey) -> Stored | None:
        found = self._files.get(key)
        return found[0] if found else None

    async def delete(self, key: AttachmentKey) -> None:
        self._files.pop(key, None)


class NothingUnregistered:
    """Implements `UnregisteredAttachments`: the preview bounds nobody and ends with its memory."""

    async def add(self, attachment: Unregistered) -> None: ...

    async def of_person(self, person_key: str) -> Sequence[Unregistered]:
        return ()

    async def remove(self, keys: Sequence[AttachmentKey]) -> None: ...

    async def sent_before(self, moment: datetime, limit: int) -> Sequence[AttachmentKey]:
        return ()


class KeptEntities:
    """Implements `Entities`: what was sent in here, beside what the preview was begun with."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, Entity]] = {}

    async def owner(self, app: str, id: str) -> str | None:
        """Everything here is one person's."""
        return None

    async def keep(self, app: str, entity: Entity, owner: str) -> None:
        self._rows.setdefault(app, {})[entity.id] = entity

    async def of(self, app: str) -> Sequence[Entity]:
        return sorted(self._rows.get(app, {}).values(), key=lambda one: (one.title.casefold(), one.id))

    async def titles(self, app: str, ids: Collection[str]) -> Mapping[str, str]:
        known = self._rows.get(app, {})
        return {id: known[id].title for id in ids if id in known}
