"""The simulated world of a seed, in which the product's own services and functions run."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime, timedelta
import random
import traceback
from typing import TYPE_CHECKING, Any
from uuid import UUID

from shared.adapters.memory.access import MemoryAccess
from shared.adapters.memory.attachments import MemoryAttachments, MemoryUnregistered
from shared.adapters.memory.entities import MemoryEntities
from shared.adapters.memory.operations import MemoryReceipts, MemoryTallies
from shared.adapters.memory.target_states import MemoryTargetStates
from shared.adapters.memory.timers import MemoryTimerRuns
from shared.domain.access.person import Person
from shared.domain.delivery_states import NOT_RETRIED, is_over
from shared.domain.waiting import OutboxEntry, as_waiting
from tests.simulation.fasit import Fasit
from tests.simulation.fault_rates import FaultRates
from tests.simulation.fixtures import COMPANIES, person, register, sessions, settings
from tests.simulation.host import PROCESSES, Host, spawned
from tests.simulation.momentum import Momentum
from tests.simulation.phone import Phone
from tests.simulation.process import boot
from tests.simulation.store import Holds, Rows

if TYPE_CHECKING:
    from tests.simulation.judge import Judge
    from tests.virtual_time import VirtualLoop

BEGAN = datetime(2026, 3, 23, 6, 0, tzinfo=UTC)
NAMES = ("Karen", "Mehmet", "Nanna", "Ole")


_LETTERS = str.maketrans("0123456789", "ghijklmnop")


class World:
    """All that outlives a process: storage, queue, case systems, phones and people. `lines`: what happened, if `traced`."""

    def __init__(self, seed: int, loop: VirtualLoop, judge: Judge, traced: bool = False) -> None:
        self.seed, self.loop, self.judge, self.traced = seed, loop, judge, traced
        self.faults = FaultRates.drawn(seed)
        self.chance = random.Random(f"world {seed}")
        self.lines: list[str] = []
        self._cached_now = (0.0, BEGAN)
        self.holding_periods: list[tuple[datetime, datetime]] = []
        self._tasks: set[asyncio.Task[Any]] = set()
        self.is_over = False
        self.uncertain = "retry" if self.chance.random() < 0.15 else "ask"
        self.rows = Rows(lambda before, after: judge.row_written(self, before, after))
        self.attachments, self.unregistered, self.entities = MemoryAttachments(), MemoryUnregistered(), MemoryEntities()
        self.holds, self.receipts, self.tallies = Holds(self.now), MemoryReceipts(), MemoryTallies()
        self.states = MemoryTargetStates()
        self.timer_runs, self.register = MemoryTimerRuns(), register()
        self.fasit, self.momentum = Fasit(self), Momentum(self, list(COMPANIES))
        people = [person(name) for name in NAMES[: self.chance.randint(1, len(NAMES))]]
        operator = person("Dorte", "konsulent", "operatoer")
        self.access = MemoryAccess(*people, operator)
        self.host = Host(self, boot)
        self.phones = [Phone(self, each) for each in people]
        self.operators_phone = Phone(self, operator)
        for _ in range(PROCESSES):
            self.host.start()

    def now(self) -> datetime:
        if self._cached_now[0] != self.loop.now:
            self._cached_now = (self.loop.now, BEGAN + timedelta(seconds=self.loop.now))
        return self._cached_now[1]

    def trace(self, text: str) -> None:
        """Write a line of what happens, for whoever looks into a failure."""
        if self.traced:
            self.lines.append(f"{self.now():%d %H:%M:%S.%f} {text}")

    def spawn(self, work: Coroutine[Any, Any, Any], may_fail: bool = False) -> asyncio.Task[Any]:
        task = spawned(self, work, may_fail)
        # Held, since what waits for ever would else be cleared away in the middle of a run, at a moment of Python's own choice.
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def report_error(self, error: BaseException) -> None:
        """Record an error that no code expected, the simulation's own or the product's, as a fault."""
        place = traceback.format_tb(error.__traceback__)[-1].strip()
        self.judge.fault(self, f"unforeseen: {error!r} at {place}")

    def later(self, seconds: float, do: Callable[[], Awaitable[Any]]) -> None:
        """Do it after so many seconds, whether or not the process that began it still runs."""

        async def done() -> None:
            await asyncio.sleep(seconds)
            try:
                await do()
            except Exception as error:
                self.trace(f"what came late came to nothing: {type(error).__name__}")

        self.spawn(done())

    async def wait_forever(self) -> None:
        await self.loop.create_future()

    def is_quiet(self) -> bool:
        """Whether the outbox and the poison queue are empty."""
        return not (self.rows.entries or self.host.poison.all)

    def is_settled(self) -> bool:
        """Whether every delivery in the outbox waits for a person, and its outbox entry says so."""
        if self.host.poison.all or self.host.queue.all:
            return False
        return all(self._waits_for_people(entry) for entry in self.rows.entries.values())

    def _waits_for_people(self, entry: OutboxEntry) -> bool:
        row = self.rows.rows.get(entry.registration)
        delivery = next((each for each in row.deliveries if each.target == entry.target), None) if row else None
        if delivery is None or delivery.status not in NOT_RETRIED or is_over(delivery, self.now()):
            return False
        return as_waiting(delivery.status) is entry.status

    def new_id(self) -> str:
        return str(UUID(int=self.faults.random.getrandbits(128), version=4))

    def new_registration(self) -> str:
        """A UUIDv7, as the phone makes it."""
        milliseconds = int(self.now().timestamp() * 1000)
        chance = self.chance
        return str(
            UUID(int=milliseconds << 80 | 7 << 76 | chance.getrandbits(12) << 64 | 2 << 62 | chance.getrandbits(62))
        )

    def cookie(self, person: Person) -> str:
        """The `Cookie` header of a sign-in."""
        token = sessions().write(sessions().begin(person, self.now()))
        return f"{settings(self.uncertain).session_cookie}={token}"

    @staticmethod
    def words(registration: str, revision: int) -> str:
        """The text of a note, different for each registration and revision, by which its document is recognised."""
        # No digits: some would look like a CPR number.
        return f"Besøget {registration.translate(_LETTERS)} i udgave {revision}."

    def receipts_of(self, target: str, registration: str) -> list[str]:
        """The ids of the registration's documents or tasks in the case system."""
        if target == "momentum":
            return [task["id"] for task in self.momentum.tasks_of(registration)]
        return [document.id for document in self.fasit.documents.get(registration, [])]
