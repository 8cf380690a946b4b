"""What the product needs of the outside world. Adapters implement these; `shared/wiring.py` joins the two.

Each port's in-memory fake (`tests/fakes/`) and real adapter pass the same contract tests (`tests/contracts/`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
import math
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from shared.domain.answers.attached import Attached
    from shared.domain.company import Company, CompanyName, UnitPage
    from shared.domain.definition.served_definition import ServedDefinition
    from shared.domain.document import Document
    from shared.domain.registration import Entry, Event, Receipt, Registration, RegistrationKey
    from shared.domain.waiting import Waiting


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
        """Store the row, its first history line (one transaction), and its outbox entry. Raises `AlreadyExists`.
        When it returns, row, history and outbox entry are all stored. The result carries its etag."""
        ...

    async def get(self, registration_key: RegistrationKey) -> Registration | None: ...

    async def page(self, person_key: str, limit: int, after: str | None = None) -> Page:
        """At most `limit` of this person's, newest first, by one storage request where the service gives whole pages.
        `BadRequest` for a bad cursor."""
        ...

    async def history(self, registration_key: RegistrationKey) -> Sequence[Event]:
        """Oldest first."""
        ...

    async def change(self, registration: Registration, event: Event | None = None) -> Registration:
        """Store the row if nobody changed it since it was read (`WriteConflict` otherwise), with a history line in the same
        transaction where one is given. The result carries the new etag."""
        ...

    def of_app(
        self, app: str, since: datetime | None, until: datetime | None, person_key: str | None = None
    ) -> AsyncIterator[Registration]:
        """Every registration of an app that was received from `since` and before `until`, of one person or of all; in no
        order that holds over persons. It reads through the whole store where no person is given: for exports, at night."""
        ...

    async def add_to_outbox(self, registration_key: RegistrationKey) -> None:
        """Write the outbox entry (again)."""
        ...

    async def remove_from_outbox(self, registration_key: RegistrationKey) -> None:
        """Delete the outbox entry; nothing happens when it is gone already."""
        ...

    async def outbox(self, limit: int, turn: int = 0) -> Waiting:
        """All that waits, counted, and about `limit` outbox entries of it: those whose turn it is. Whoever counts `turn` up
        comes past every one (`shared/domain/waiting.py`)."""
        ...


class DeliveryQueue(Protocol):
    async def send(self, registration_key: RegistrationKey, delay: timedelta = timedelta(0)) -> None:
        """Put a message that points to the registration, seen after `delay`. `DependencyUnavailable` when it fails."""
        ...


@dataclass(frozen=True, slots=True)
class QueueState:
    """About how many messages lie there, hidden ones too, and when the one at the front was sent (None: none is visible)."""

    name: str
    waiting: int
    oldest: datetime | None


class Queues(Protocol):
    async def look(self) -> Sequence[QueueState]:
        """The queue of deliveries and its poison queue. `DependencyUnavailable` when the storage does not answer."""
        ...


class Journal(Protocol):
    """How far one delivery came. `WriteConflict` from either method means that another worker has taken the delivery over, and
    the target must stop there and then. Both may be called side by side."""

    @property
    def steps(self) -> Mapping[str, str]: ...

    async def note(self, step: str, value: str = "") -> None:
        """Of what is about to be done: stored before it returns. Where it raises, the step was not taken."""
        ...

    async def learned(self, step: str, value: str = "") -> None:
        """Of what is known after a call: where the storage does not answer, it goes with the next thing that is written."""
        ...


async def _nothing_attached(one: Attached) -> bytes:
    from shared.domain.failures import Refused

    raise Refused("attachment-missing", str(one.id))


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a target gets: the registration, the same set out for reading, and what is attached to it. `content` reads an
    attachment; `Refused("attachment-missing")` for one that is gone. `seconds_left` of the delivery's budget: at its end it is
    broken off, so nothing whose outcome would then be unknown begins with less than it may take."""

    registration: Registration
    document: Document
    attached: Sequence[Attached] = ()
    content: Callable[[Attached], Awaitable[bytes]] = _nothing_attached
    seconds_left: Callable[[], float] = lambda: math.inf


class Target(Protocol):
    """Where registrations go."""

    async def deliver(self, delivery: Delivery, journal: Journal) -> Receipt:
        """Hand it over, from where `journal.steps` says an earlier try stopped. Returns the receipt, or raises
        `Unavailable`, `Refused` or `Uncertain` (`shared/domain/failures.py`), or lets `WriteConflict` pass."""
        ...

    def again(self, steps: Mapping[str, str]) -> Mapping[str, str]:
        """The journal to go on from when a person has looked and found that the target does not have it."""
        ...

    async def probe(self) -> None:
        """Return when the target answers; raise `Unavailable` when it does not. Makes nothing."""
        ...


class CompanyRegister(Protocol):
    """The CVR register. Raises `DependencyUnavailable("register-unavailable")`."""

    async def company(self, cvr: str) -> Company | None: ...

    async def search(self, text: str, limit: int = 10) -> Sequence[CompanyName]:
        """By the beginnings of the words of its names and address, or by number; those in being first."""
        ...

    async def units(self, cvr: str, text: str = "", limit: int = 20, after: str | None = None) -> UnitPage:
        """A company's production units, of those that fit the text. `after` is `next` of the page before; `ValueError` for one
        that is none."""
        ...

    async def probe(self) -> None: ...


@dataclass(frozen=True, slots=True)
class SignInStart:
    """`url` is where the browser goes, `state` names the handshake, `flow` is what the broker's client needs later."""

    url: str
    state: str
    flow: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Identified:
    """Whom the broker vouches for. `claims` holds only what was asked for by name. `authenticated_at` is when MitID was used
    (None: not told), `privileges` the names that the employer has given in the broker's own rights register, where there is
    one."""

    issuer: str
    subject: str
    claims: Mapping[str, Any]
    authenticated_at: datetime | None = None
    privileges: tuple[str, ...] = ()


class Gateway(Protocol):
    async def recognise(self, authorization: str, now: datetime) -> None:
        """Return when the `Authorization` header is the gateway's. `GatewayOnly` when it is not, and
        `DependencyUnavailable("gateway-unavailable")` when the keys to tell cannot be had."""
        ...


class Broker(Protocol):
    """The MitID broker: an OpenID Connect provider. Raises `DependencyUnavailable("broker-unavailable")`, and
    `SignInRefused("sign-in-failed" | "sign-in-service")` when what it answers lets nobody in."""

    async def begin(self, redirect_uri: str) -> SignInStart: ...

    async def finish(self, flow: Mapping[str, Any], answer: Mapping[str, str]) -> Identified:
        """Who signed in, for the query that the broker sent the browser back with, once all of it has been checked."""
        ...

    async def probe(self, redirect_uri: str) -> None:
        """Return when the broker answers and would take a request with that address to come back to;
        `DependencyUnavailable("broker-refuses")` when it would not."""
        ...


@dataclass(frozen=True, slots=True)
class Handshake:
    """A sign-in under way: `flow` from the broker, `next` a path of ours, `device` a hash of the device cookie."""

    state: str
    flow: Mapping[str, Any]
    next: str
    device: str
    expires_at: datetime


class Handshakes(Protocol):
    async def put(self, handshake: Handshake) -> None: ...

    async def take(self, state: str) -> Handshake | None:
        """Read and delete in one: of two callers only one gets it. Says nothing of its age."""
        ...

    async def forget(self, before: datetime) -> int:
        """Delete those that expired before, many at a time; how many. What is deleted stays so when it is broken off."""
        ...


class Revocations(Protocol):
    async def revoke(self, session_id: str, until: datetime) -> None: ...

    async def revoked(self, session_id: str) -> bool: ...

    async def forget(self, before: datetime) -> int: ...


@dataclass(frozen=True, slots=True)
class Sample:
    """One look at one dependency: `milliseconds` how long it took, `message` why it failed (never any answers)."""

    check: str
    at: datetime
    up: bool
    milliseconds: int
    message: str = ""


class Samples(Protocol):
    async def keep(self, sample: Sample) -> None:
        """One sample a check and minute: a second in the same minute replaces the first."""
        ...

    async def latest(self, check: str, now: datetime) -> Sample | None:
        """The newest of the last two days."""
        ...

    async def probe(self) -> None:
        """Return when the storage answers; raise `DependencyUnavailable` when it does not."""
        ...


class Definitions(Protocol):
    """The definitions, working and published. One that cannot be used never takes another down."""

    def all(self) -> Sequence[ServedDefinition]:
        """Every usable one, newest version of each app, by app."""
        ...

    def get(self, app: str, version: int | None = None) -> ServedDefinition:
        """One app's newest, or the version asked. Raises `UnknownApp`, `UnknownVersion`."""
        ...
