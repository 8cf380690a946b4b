"""The services' dependencies in memory, with a clock that a test moves."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from functions.commands import submission
from shared.adapters.memory.attachments import MemoryAttachments, MemoryUnregistered
from shared.adapters.memory.companies import MemoryRegister
from shared.adapters.memory.entities import MemoryEntities
from shared.adapters.memory.evaluation import MemoryRepeats
from shared.adapters.memory.operations import MemoryFindings, MemoryHolds, MemoryReceipts, MemoryTallies
from shared.adapters.memory.registrations import MemoryDeliveryQueue, MemoryRegistrations
from shared.adapters.memory.target import MemoryTarget
from shared.domain.access.person import Person
from shared.domain.ports import Definitions, NoStates, Target, TargetStates
from shared.domain.problems import UnknownVersion
from shared.domain.registration import Registration, RegistrationEntry, RegistrationKey
from shared.domain.target_state import Limit
from shared.services.dependencies import Dependencies
from shared.services.held_targets import HeldTargets
from shared.services.submit import submit
from shared.services.target_traffic import TargetTraffic
from tests.examples import APP, KAREN, VISIT, Clock, uuid7
from tests.shipped import SHIPPED

DEFINITIONS = SHIPPED


async def any_picture(content: bytes) -> bool:
    """Accept every picture, without decoding it."""
    return True


async def at_once(work: Coroutine[Any, Any, None]) -> None:
    """Do what is left for after the answer before it, so that a test may look at it."""
    await work


@dataclass
class MemoryParts:
    """The in-memory adapters that `dependencies` is made of, for tests to look into. `pauses`: how long the services waited;
    `chance`: the number that they get instead of a random one."""

    clock: Clock = field(default_factory=Clock)
    registrations: MemoryRegistrations = field(init=False)
    delivery_queue: MemoryDeliveryQueue = field(default_factory=MemoryDeliveryQueue)
    target: MemoryTarget = field(default_factory=MemoryTarget)
    other_targets: dict[str, MemoryTarget] = field(default_factory=dict)
    definitions: Definitions = DEFINITIONS
    attachments: MemoryAttachments = field(default_factory=MemoryAttachments)
    unregistered: MemoryUnregistered = field(default_factory=MemoryUnregistered)
    entities: MemoryEntities = field(default_factory=MemoryEntities)
    register: MemoryRegister = field(default_factory=MemoryRegister)
    holds: MemoryHolds = field(default_factory=MemoryHolds)
    receipts: MemoryReceipts = field(default_factory=MemoryReceipts)
    tallies: MemoryTallies = field(default_factory=MemoryTallies)
    findings: MemoryFindings = field(default_factory=MemoryFindings)
    repeats: MemoryRepeats = field(default_factory=MemoryRepeats)
    states: TargetStates = field(default_factory=NoStates)
    limit: Limit = field(default_factory=lambda: Limit(per_instance=1000))
    pauses: list[float] = field(default_factory=list)
    chance: float = 1.0

    def __post_init__(self) -> None:
        self.registrations = MemoryRegistrations()

    @property
    def dependencies(self) -> Dependencies:
        return Dependencies(
            self.registrations,
            self.delivery_queue,
            self.definitions,
            self._target,
            self.clock,
            lease=timedelta(seconds=60),
            patience=timedelta(seconds=60),
            attachments=self.attachments,
            unregistered=self.unregistered,
            entities=self.entities,
            drawable=any_picture,
            companies=lambda: self.register,
            pause=self._pause,
            chance=lambda: self.chance,
            afterwards=at_once,
            held=HeldTargets(self.holds),
            traffic=TargetTraffic(self.states, lambda target: self.limit, self.clock, lambda: self.chance),
            receipts=self.receipts,
            tallies=self.tallies,
            findings=self.findings,
            repeats=self.repeats,
        )

    async def submitted(self, id: str = "", person: Person = KAREN, **answers: Any) -> RegistrationEntry:
        """Submit a valid visit, with these answers changed."""
        body = {"version": 1, "answers": {**VISIT, **answers}}
        return await submit(submission(APP, id or str(uuid7(self.clock())), body), person, self.dependencies)

    async def waiting(self) -> RegistrationKey:
        """Submit a valid visit; gives the key of the registration, which waits for its delivery."""
        return RegistrationKey(person_key=KAREN.key, id=(await self.submitted()).id)

    def row(self, registration_key: RegistrationKey) -> Registration:
        return self.registrations.rows[registration_key]

    def statuses(self, registration_key: RegistrationKey) -> list[str]:
        """The states in the registration's history, oldest first."""
        changes = self.registrations.lines[registration_key]
        return [event.status.value for event in self.row(registration_key).whole_history(changes)]

    def _target(self, name: str) -> Target:
        return self.target if name == "fasit-documents" else self.other_targets[name]

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)


class RolledBack:
    """The definitions of an older package, which does not have the version that was answered."""

    def get(self, app: str, version: int | None = None) -> Any:
        raise UnknownVersion(app=app, version=version or 0)

    def all(self) -> Sequence[Any]:
        return ()

    def withdrawn(self, app: str) -> None:
        return None
