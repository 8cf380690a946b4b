"""A registration that two workers, the sweeper and a person meet at the same time, step by step (`tests/interleavings.py`)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

from functions.commands import resolution
from shared.adapters.memory.registrations import MemoryDeliveryQueue, MemoryRegistrations
from shared.domain.delivery_states import NOT_RETRIED
from shared.domain.delivery_status import Status
from shared.domain.registration import Registration, RegistrationKey
from shared.domain.waiting import OutboxEntry, bucket, entry_of
from shared.services.deliver import deliver
from shared.services.dependencies import Dependencies
from shared.services.resolve_delivery import resolve_delivery
from shared.services.sweep import sweep
from tests.dependencies import DEFINITIONS, MemoryParts
from tests.examples import APP, KAREN, NOW, registration
from tests.interleavings import Actor, World
from tests.services.stepwise import FreeActor, Stepwise, StepwiseTarget

HOUR = timedelta(hours=1)


class Rows(MemoryRegistrations):
    """Rows whose etags are of their content, so that two orders that come to the same are the same."""

    def _stored(self, registration: Registration) -> Registration:
        etag = sha256(registration.model_dump_json(exclude={"etag"}).encode()).hexdigest()
        self.rows[registration.key] = stored = registration.model_copy(update={"etag": etag})
        return stored

    def _version(self, entry: OutboxEntry) -> str:
        return repr(entry)


class OneForm:
    """The one definition, read once."""

    def get(self, app: str, version: int | None = None) -> Any:
        return FORM

    def all(self) -> Sequence[Any]:
        return (FORM,)

    def withdrawn(self, app: str) -> None:
        return None


FORM = DEFINITIONS.get(APP, 1)


def stands(status: Status, **changes: Any) -> Registration:
    """The registration as it was an hour ago, the same in each run."""
    ago = NOW - HOUR
    fields = {"status": status, "status_at": ago, "attempts": 1, **changes}
    return registration(id=registration_id, at=ago, answers=ANSWERS, **fields)


ANSWERS = {"cvr": "64942212", "navn": "Café Blåbær ApS"}
registration_id = registration().id
SENT = {"creating": "sent"}

RECEIVED = "received"
BEGINNINGS: dict[str, Callable[[], Registration]] = {
    RECEIVED: lambda: stands(Status.RECEIVED, attempts=0),
    "waiting": lambda: stands(Status.WAITING, retry_at=NOW - HOUR),
    "left by a worker": lambda: stands(Status.DELIVERING, claimed_until=NOW - HOUR / 2),
    "left by a worker while it created": lambda: stands(Status.DELIVERING, claimed_until=NOW - HOUR / 2, journal=SENT),
    "uncertain": lambda: stands(Status.UNCERTAIN, journal=SENT),
    "refused": lambda: stands(Status.REFUSED, journal={"creating": "none"}),
}
MOODS = ("well", "down", "lost")


@dataclass
class Scene:
    """One registration, and what each that may touch it does; what the target holds of it lies in `there`."""

    key: RegistrationKey
    mood: str
    context: MemoryParts
    there: list[str] = field(default_factory=list)

    @property
    def store(self) -> Rows:
        assert isinstance(self.context.registrations, Rows)
        return self.context.registrations

    def dependencies(self, actor: Actor) -> Dependencies:
        return replace(
            self.context.dependencies,
            registrations=Stepwise(actor, self.store),  # type: ignore[arg-type]
            delivery_queue=Stepwise(actor, self.context.delivery_queue),  # type: ignore[arg-type]
            targets=lambda name: StepwiseTarget(actor, self.there, self.mood),
            turns=iter([-bucket(self.key)]),
        )

    async def deliver(self, actor: Actor) -> None:
        await deliver(self.key, self.dependencies(actor))

    async def sweep(self, actor: Actor) -> None:
        await sweep(self.dependencies(actor))

    async def resolve(self, actor: Actor) -> str:
        """A person looks in the target where it is uncertain, and says what is there; else does not want to wait."""

        async def look() -> bool:
            return bool(self.there)

        dependencies = self.dependencies(actor)
        seen: Registration = await dependencies.registrations.get(self.key)  # type: ignore[assignment]
        outcome = "try-now"
        if seen.status is Status.UNCERTAIN:
            outcome = "delivered" if await actor.step(look, False, bool) else "send-again"
        command = resolution(self.key, APP, {"outcome": outcome})
        return (await resolve_delivery(command, KAREN, self.dependencies(actor))).status

    def state(self) -> Hashable:
        sent = tuple(sorted(str(key) for key in self.context.delivery_queue.keys))
        lines = tuple((line.status, line.count) for line in self.store.lines[self.key])
        return (self.store.rows[self.key].etag, lines, repr(self.store.entries), sent, len(self.there))

    async def settle(self) -> None:
        await _settled(self.key, self.context, self.there)


def new_world(beginning: str, mood: str) -> Callable[[], Awaitable[World]]:
    async def world() -> World:
        context, row, store = MemoryParts(definitions=OneForm()), BEGINNINGS[beginning](), Rows()
        context.registrations, context.delivery_queue = store, MemoryDeliveryQueue()
        stored = store._stored(row)
        store.lines[row.key] = [row.event()]
        store.entries[row.key.to("")] = entry_of(stored, "", NOW - HOUR)
        scene = Scene(row.key, mood, context)
        actors = {
            "worker": scene.deliver,
            "worker 2": scene.deliver,
            "sweeper": scene.sweep,
            "person": scene.resolve,
        }
        return World(actors, scene.state, scene.settle)

    return world


async def _settled(key: RegistrationKey, context: MemoryParts, there: list[str]) -> None:
    """Faults have ended: within an hour it is delivered, refused or before a person, and never twice."""
    store, queue = context.registrations, context.delivery_queue
    _pointed_to(key, store)
    healthy = replace(
        context.dependencies, targets=lambda name: StepwiseTarget(FreeActor(), there, "well"), turns=iter(range(10_000))
    )
    until = context.clock() + HOUR
    while store.rows[key].status not in NOT_RETRIED and context.clock() < until:
        context.clock.pass_(minutes=1)
        await sweep(healthy)
        for sent, delay in queue.sent[:]:
            queue.sent.remove((sent, delay))
            await deliver(sent, healthy)
    row = store.rows[key]
    assert row.status in NOT_RETRIED, f"it lies as {row.status}"
    _pointed_to(key, store)
    assert len(there) <= 1, "two documents"
    if row.status is Status.DELIVERED:
        assert there, "said to be delivered, and is not there"


def _pointed_to(key: RegistrationKey, store: MemoryRegistrations) -> None:
    row = store.rows[key]
    assert row.status is Status.DELIVERED or key.to("") in store.entries, f"no pointer, and it is {row.status}"
