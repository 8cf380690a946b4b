"""A registration, with a delivery to each of its targets. All times are UTC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
import json
from typing import Any
from uuid import UUID

from pydantic import model_validator

from shared.domain.access.person import Person
from shared.domain.delivery import Delivery, Frozen, Reason, Receipt
from shared.domain.delivery_states import PRECEDENCE, Move, make
from shared.domain.delivery_status import Status
from shared.domain.effort import Effort


class Event(Frozen):
    """A line of history. `by`: the person's name, or `system`; `target`: empty where there is only one. Repeated tries with the
    same outcome are one line: `count` of them, the first `at`, the newest `last`."""

    at: datetime
    status: Status
    reason: Reason | None = None
    by: str = "system"
    target: str = ""
    count: int = 1
    last: datetime | None = None


class CardLine(Frozen):
    """A line below a registration's title in lists, in each language."""

    da: str
    en: str


class RegistrationEntry(Frozen):
    """A registration as lists show it. Target, status, reason and receipt are those of the delivery that needs attention most.
    `revision`: 1 at first, and one more after each correction; `follow_up`: the day of follow-up; `targets`: where its deliveries
    go (empty where its row is from before targets were stored)."""

    id: UUID
    app: str
    version: int
    revision: int = 1
    title: str
    card: tuple[CardLine, ...] = ()
    follow_up: date | None = None
    status: Status
    status_at: datetime
    received_at: datetime
    target: str = ""
    targets: tuple[str, ...] = ()
    reason: Reason | None = None
    receipt: Receipt | None = None


class RegistrationKey(Frozen):
    """The key of a stored registration."""

    person_key: str
    id: UUID

    def __str__(self) -> str:
        return f"{self.person_key}/{self.id}"

    @classmethod
    def parse(cls, text: str) -> RegistrationKey:
        """Parse its text. Raises `ValueError`."""
        key, _, id = text.strip().partition("/")
        if len(key) != 32:
            raise ValueError("not the key of a registration")
        return cls(person_key=key, id=UUID(id))

    def to(self, target: str) -> DeliveryKey:
        """The key of the registration's delivery to this target."""
        return DeliveryKey(registration=self, target=target)


class DeliveryKey(Frozen):
    """The key of a delivery, which is all that a queue message carries. Without a target: all of the registration's deliveries
    that are due."""

    registration: RegistrationKey
    target: str = ""

    def __str__(self) -> str:
        return f"{self.registration}/{self.target}" if self.target else str(self.registration)

    @classmethod
    def parse(cls, text: str) -> DeliveryKey:
        """Parse the text of a queue message. Raises `ValueError` when it is no key."""
        person_key, _, rest = text.strip().partition("/")
        id, _, target = rest.partition("/")
        return cls(registration=RegistrationKey.parse(f"{person_key}/{id}"), target=target)


_OF_ONE_DELIVERY = ("journal", "attempts", "claimed_until", "retry_at")
"""The members that a registration had itself before it could have several deliveries."""


class Registration(RegistrationEntry):
    """A stored registration.

    `answered_at`: when it was answered according to the phone. `not_cpr`: the JSON Pointers of the texts whose numbers the person
    declares not to be CPR numbers. `case`: its deliveries are made in order within the case (empty: in no order). `effort`: what
    it took to write, where its definition has that counted. `etag`: the stored version it was read at. Without `deliveries` it
    gets one, to the definition's own target, in the state of the registration.
    """

    person: Person
    answers: dict[str, Any]
    digest: str
    answered_at: datetime | None = None
    not_cpr: tuple[str, ...] = ()
    case: str = ""
    effort: Effort | None = None
    deliveries: tuple[Delivery, ...] = ()
    etag: str = ""

    @model_validator(mode="before")
    @classmethod
    def _upgraded(cls, content: Any) -> Any:
        if not isinstance(content, Mapping):
            return content
        if "deliveries" in content:
            return {**content, "targets": _targets_of(content["deliveries"])}
        other_members = {name: value for name, value in content.items() if name not in _OF_ONE_DELIVERY}
        members = (*_OF_ONE_DELIVERY, "status", "status_at", "revision", "reason", "receipt")
        delivery = {"target": "", **{name: content[name] for name in members if name in content}}
        return {**other_members, "deliveries": (delivery,)}

    @property
    def key(self) -> RegistrationKey:
        return RegistrationKey(person_key=self.person.key, id=self.id)

    @property
    def delivery(self) -> Delivery:
        """The delivery whose status the registration shows."""
        return _shown(self.deliveries)

    def delivery_to(self, target: str) -> Delivery:
        return next(delivery for delivery in self.deliveries if delivery.target == target)

    def entry(self) -> RegistrationEntry:
        """The registration without what only its own page shows."""
        # Checked when the registration was read: each value is an entry's as it is.
        return RegistrationEntry.model_construct(
            **{name: getattr(self, name) for name in RegistrationEntry.model_fields}
        )

    def with_delivery(self, changed: Delivery) -> Registration:
        """The registration with this delivery in place of the one to the same target."""
        return self.with_deliveries(
            *(changed if delivery.target == changed.target else delivery for delivery in self.deliveries)
        )

    def with_deliveries(self, *deliveries: Delivery) -> Registration:
        """The registration with these deliveries, and what it shows of them."""
        shown = _shown(deliveries)
        at = max(delivery.status_at for delivery in deliveries)
        targets = {"target": shown.target, "targets": _targets_of(deliveries)}
        facts = {**targets, "status": shown.status, "reason": shown.reason, "receipt": shown.receipt}
        return self.model_copy(update={"deliveries": deliveries, **facts, "status_at": at})

    def next_time(self, now: datetime) -> datetime:
        """When the next state begins: always later than the one before, so that the history is in order even where a machine's
        clock was ahead."""
        return max(now, self.status_at + timedelta(microseconds=1))

    def move(
        self, move: Move, target: str, now: datetime, reason: Reason | None = None, **changes: Any
    ) -> Registration:
        """The registration after a move of the delivery to this target. Raises `ImpossibleMove`."""
        return self.with_delivery(make(move, self.delivery_to(target), self.next_time(now), reason, **changes))

    def moved(self, status: Status, now: datetime, reason: Reason | None = None, **changes: Any) -> Registration:
        """The registration with every delivery in another state; `changes` are of the deliveries or of itself."""
        of_deliveries = {name: changes.pop(name) for name in list(changes) if name in Delivery.model_fields}
        if "revision" in of_deliveries:
            changes["revision"] = of_deliveries["revision"]
        at = self.next_time(now)
        moved = self.with_deliveries(
            *(delivery.moved(status, at, reason, **of_deliveries) for delivery in self.deliveries)
        )
        return moved.model_copy(update=changes)

    def event(self, by: str = "system", target: str = "") -> Event:
        """The line of history for the present state; of the delivery to this target where there are several."""
        if not target or len(self.deliveries) == 1:
            return Event(at=self.status_at, status=self.status, reason=self.reason, by=by)
        delivery = self.delivery_to(target)
        return Event(at=delivery.status_at, status=delivery.status, reason=delivery.reason, by=by, target=target)

    @property
    def first_line(self) -> Event:
        """The first line of history, which the registration itself tells, whatever has become of it."""
        return Event(at=self.received_at, status=Status.RECEIVED, by=self.person.name)

    def whole_history(self, changes: Sequence[Event]) -> Sequence[Event]:
        """Its history, oldest first: that it was received, and every change since. Earlier releases stored the first line among
        the changes."""
        first = self.first_line
        is_stored = any(line.at == first.at and line.status is first.status for line in changes)
        return list(changes) if is_stored else [first, *changes]

    def event_of_waits(self, target: str) -> Event:
        """The line of history for repeated tries with the same outcome, the newest included."""
        delivery = self.delivery_to(target)
        event, waits = self.event(target=target), delivery.waits
        if waits is None or waits.count == 1:
            return event
        return event.model_copy(update={"at": waits.since, "count": waits.count, "last": delivery.status_at})


def _targets_of(deliveries: Sequence[Delivery | Mapping[str, Any]]) -> tuple[str, ...]:
    """The targets of deliveries, validated or not; without those that name none."""
    names = (delivery["target"] if isinstance(delivery, Mapping) else delivery.target for delivery in deliveries)
    return tuple(name for name in names if name)


def _shown(deliveries: Sequence[Delivery]) -> Delivery:
    """The delivery that needs attention most."""
    return min(deliveries, key=lambda delivery: PRECEDENCE.index(delivery.status))


def digest(app: str, version: int, answers: dict[str, Any]) -> str:
    """SHA-256 of the content in a canonical form, by which `PUT` tells a repeat from a conflict."""
    canonical = json.dumps([app, version, answers], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    # A lone surrogate is not a valid answer, but checking whether it was stored before must not fail.
    return sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
