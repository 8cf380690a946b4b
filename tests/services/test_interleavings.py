"""No order of two workers, the sweeper and a person loses a pointer, doubles a document or leaves a registration lying; nor does
a crash after any write. The real services, each order played to its end (`tests/interleavings.py`)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from functions.commands import resolution
from shared.adapters.memory.registrations import MemoryDeliveryQueue, MemoryRegistrations
from shared.adapters.memory.target import MemoryTarget
from shared.domain.delivery import Receipt, Status
from shared.domain.delivery_states import FINAL
from shared.domain.failures import Unavailable, Uncertain
from shared.domain.ports import Consignment, Journal
from shared.domain.registration import Registration, RegistrationKey
from shared.domain.waiting import entry_of
from shared.services.deliver import deliver
from shared.services.dependencies import Dependencies
from shared.services.resolve_delivery import resolve_delivery
from shared.services.sweep import sweep
from tests.dependencies import DEFINITIONS, MemoryParts
from tests.examples import APP, KAREN, NOW, registration
from tests.interleavings import Actor, World, explore

WRITES = {"change", "put_in_outbox", "remove_from_outbox"}
ALONE = {"send", "front"}
"""What nobody else's steps meet: taken with the step before."""

HOUR = timedelta(hours=1)


class Rows(MemoryRegistrations):
    """Rows whose etags are of their content, so that two orders that come to the same are the same."""

    def _stored(self, registration: Registration) -> Registration:
        etag = sha256(registration.model_dump_json(exclude={"etag"}).encode()).hexdigest()
        self.rows[registration.key] = stored = registration.model_copy(update={"etag": etag})
        return stored


class OneForm:
    """The one definition, read once."""

    def get(self, app: str, version: int | None = None) -> Any:
        return FORM

    def all(self) -> Sequence[Any]:
        return (FORM,)

    def withdrawn(self, app: str) -> None:
        return None


FORM = DEFINITIONS.get(APP, 1)


class Stepwise:
    """A port whose every call is a step of the actor."""

    def __init__(self, actor: Actor, port: Any) -> None:
        self._actor, self._port = actor, port

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        async def step(*arguments: Any, **named: Any) -> Any:
            if name in ALONE:
                return await getattr(self._port, name)(*arguments, **named)
            return await self._actor.step(
                lambda: getattr(self._port, name)(*arguments, **named), name in WRITES, _shown
            )

        return step


def _shown(answer: Any) -> Hashable:
    """What tells one answer from another."""
    return answer.etag if isinstance(answer, Registration) else repr(answer)


class StepwiseTarget(MemoryTarget):
    """The target as the actor meets it: what it makes lies in `there`, and how it answers is told by `mood`."""

    def __init__(self, actor: Actor, there: list[str], mood: str) -> None:
        super().__init__()
        self._actor, self._there, self._mood = actor, there, mood

    async def deliver(self, consignment: Consignment, journal: Journal) -> Receipt:
        if journal.steps.get("creating") == "sent":
            raise Uncertain("uncertain")
        await journal.note("creating", "sent")

        async def create() -> str:
            if self._mood != "down":
                self._there.append("document")
            return self._mood

        answer = await self._actor.step(create, True, str)
        if answer == "down":
            await journal.learned("creating", "none")
            raise Unavailable("unavailable")
        if answer == "lost":
            raise Uncertain("uncertain")
        return Receipt(id="document", at=NOW)


def stands(status: Status, **changes: Any) -> Registration:
    """The registration as it was an hour ago, the same in each run."""
    ago = NOW - HOUR
    fields = {"status": status, "status_at": ago, "attempts": 1, **changes}
    return registration(id=registration_id, at=ago, answers=ANSWERS, **fields)


ANSWERS = {"cvr": "64942212", "navn": "Café Blåbær ApS"}
registration_id = registration().id
SENT = {"creating": "sent"}

BEGINNINGS: dict[str, Callable[[], Registration]] = {
    "received": lambda: stands(Status.RECEIVED, attempts=0),
    "waiting": lambda: stands(Status.WAITING, retry_at=NOW - HOUR),
    "left by a worker": lambda: stands(Status.DELIVERING, claimed_until=NOW - HOUR / 2),
    "left by a worker while it created": lambda: stands(Status.DELIVERING, claimed_until=NOW - HOUR / 2, journal=SENT),
    "uncertain": lambda: stands(Status.UNCERTAIN, journal=SENT),
    "refused": lambda: stands(Status.REFUSED, journal={"creating": "none"}),
}
MOODS = ("well", "down", "lost")


def made(beginning: str, mood: str) -> Callable[[], Awaitable[World]]:
    async def world() -> World:
        context, row, there = MemoryParts(definitions=OneForm()), BEGINNINGS[beginning](), list[str]()
        store, queue = Rows(), MemoryDeliveryQueue()
        context.registrations, context.delivery_queue = store, queue
        stored = store._stored(row)
        store.lines[row.key] = [row.event()]
        store.entries[row.key.to("")] = entry_of(stored, "", NOW - HOUR)

        def dependencies(actor: Actor) -> Dependencies:
            return replace(
                context.dependencies,
                registrations=Stepwise(actor, store),  # type: ignore[arg-type]
                delivery_queue=Stepwise(actor, queue),  # type: ignore[arg-type]
                targets=lambda name: StepwiseTarget(actor, there, mood),
                turns=iter([-_bucket(row.key)]),
            )

        async def person(actor: Actor) -> str:
            """Looks in the target where it is uncertain, and says what is there; else does not want to wait."""

            async def look() -> bool:
                return bool(there)

            seen: Registration = await dependencies(actor).registrations.get(row.key)  # type: ignore[assignment]
            outcome = "try-now"
            if seen.status is Status.UNCERTAIN:
                outcome = "delivered" if await actor.step(look, False, bool) else "send-again"
            command = resolution(row.key, APP, {"outcome": outcome})
            return (await resolve_delivery(command, KAREN, dependencies(actor))).status

        def state() -> Hashable:
            sent = tuple(sorted(str(key) for key in queue.keys))
            lines = tuple((line.status, line.count) for line in store.lines[row.key])
            return (store.rows[row.key].etag, lines, repr(store.entries), sent, len(there))

        async def settle() -> None:
            await _settled(row.key, context, there)

        return World(
            {
                "worker": lambda actor: deliver(row.key, dependencies(actor)),
                "worker 2": lambda actor: deliver(row.key, dependencies(actor)),
                "sweeper": lambda actor: sweep(dependencies(actor)),
                "person": person,
            },
            state,
            settle,
        )

    return world


def _bucket(key: RegistrationKey) -> int:
    from shared.domain.waiting import bucket

    return bucket(key)


async def _settled(key: RegistrationKey, context: MemoryParts, there: list[str]) -> None:
    """Faults have ended: within an hour it is delivered, refused or before a person, and never twice."""
    store, queue = context.registrations, context.delivery_queue
    _pointed_to(key, store)
    healthy = replace(
        context.dependencies, targets=lambda name: StepwiseTarget(_Free(), there, "well"), turns=iter(range(10_000))
    )
    until = context.clock() + HOUR
    while store.rows[key].status not in FINAL and context.clock() < until:
        context.clock.pass_(minutes=1)
        await sweep(healthy)
        for sent, delay in queue.sent[:]:
            queue.sent.remove((sent, delay))
            await deliver(sent, healthy)
    row = store.rows[key]
    assert row.status in FINAL, f"it lies as {row.status}"
    _pointed_to(key, store)
    assert len(there) <= 1, "two documents"
    if row.status is Status.DELIVERED:
        assert there, "said to be delivered, and is not there"


def _pointed_to(key: RegistrationKey, store: MemoryRegistrations) -> None:
    row = store.rows[key]
    assert row.status is Status.DELIVERED or key.to("") in store.entries, f"no pointer, and it is {row.status}"


class _Free(Actor):
    """Nobody tells it when to go on."""

    def __init__(self) -> None:
        super().__init__("free")

    async def step(self, call: Callable[[], Awaitable[Any]], writes: bool, shown: Callable[[Any], Hashable]) -> Any:
        return await call()


@pytest.mark.parametrize(
    ("beginning", "mood", "crashes"),
    [("uncertain", "well", 1), ("uncertain", "down", 0), ("refused", "lost", 0)],
)
async def test_every_order_comes_to_a_good_end(beginning: str, mood: str, crashes: int) -> None:
    explored = await explore(made(beginning, mood), crashes)
    assert explored.runs > 50


@pytest.mark.rare
@pytest.mark.parametrize("mood", MOODS)
@pytest.mark.parametrize("beginning", BEGINNINGS)
async def test_every_order_with_a_crash_after_any_write_comes_to_a_good_end(beginning: str, mood: str) -> None:
    explored = await explore(made(beginning, mood), max_crashes=1)
    assert explored.runs > 100
