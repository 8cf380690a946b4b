"""Proof on the real storage protocol: so many registrations while answers are lost on every hop and the host is killed.

The whole stack runs as processes, Azurite behind a proxy (`tests/faulty_storage`). Lost are answers of the API to the phone, of
the tables and the queue to the API and to workers, of the case system to workers. A lost answer of the queue doubles a message,
and of the phone's calls some are made twice. People look into the case system and settle what is uncertain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
import contextlib
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
import random
import threading
import time

import httpx

from tests.faulty_storage.faults import LOST, RESET, SLOW, StorageRequest
from tests.resilience.case_system import CaseSystem
from tests.resilience.crowd import Phone, Sender
from tests.resilience.instances import FIRST, more_instances
from tests.resilience.judge import faults, left_behind
from tests.services.outage import companies
from tests.stack.running import Running, running

SETTINGS = {
    "DELIVERY_LEASE_SECONDS": "20",
    "FASIT_CONNECT_SECONDS": "1",
    "FASIT_TIMEOUT_SECONDS": "6",
    "FASIT_CREATE_SECONDS": "8",
    "MOMENTUM_CONNECT_SECONDS": "1",
    "MOMENTUM_TIMEOUT_SECONDS": "6",
    "SWEEP_AFTER_SECONDS": "20",
}
"""Shorter than in production, so that what a killed host left is taken up within the run."""
UNLIMITED = {"FASIT_AT_ONCE": "0", "FASIT_PER_MINUTE": "0"}
"""In the runs of odd seeds: each start of a delivery costs a write that the instances contend for, which the others have."""
VISITS_OF_A_COMPANY = 3
"""In a waiting room those of one company go out one after the other."""
SWEPT_EACH = 15.0
"""Seconds; in production a minute."""
LOOKING, LOOKED_EACH = 4, 1.0
"""So many consultants look at a time for what needs them, so many seconds after the one before."""
STALLED_AFTER = 900.0
"""Seconds within which everything is over once faults have ended: an hour with production's waits, which are four times as long.
Most of a run's end is over in a minute."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`lost` is the share of answers that are lost on each hop; `ahead` how many may be accepted and not yet in the case system
    while more are sent, so that deliveries meet the faults and the kills as well; `instances` of the app run side by side."""

    registrations: int
    kills: int
    lost: float = 0.3
    consultants: int = 16
    ahead: int = 120
    instances: int = 4
    seed: int = 1

    @property
    def settings(self) -> dict[str, str]:
        return SETTINGS | (UNLIMITED if self.seed % 2 else {})


@dataclass
class Outcome:
    """`faults` says what was lost, doubled or left; `played` counts what went wrong, by hop: `lost` answers of all hops, and
    `doubled` calls of phones."""

    accepted: int = 0
    delivered: int = 0
    kills: int = 0
    lost: int = 0
    doubled: int = 0
    seconds_of_faults: float = 0.0
    seconds_until_over: float = 0.0
    faults: list[str] = field(default_factory=list)
    played: Counter[str] = field(default_factory=Counter)


def proved(plan: Plan, folder: Path, report: Callable[[str], None] = lambda line: None) -> Outcome:
    """Play the plan on a stack whose data is in `folder`; `report` is called with a line now and then."""
    with running(folder, plan.settings, may_fail=True) as product:
        return _Proof(plan, product, report).played()


class _Proof:
    def __init__(self, plan: Plan, product: Running, report: Callable[[str], None]) -> None:
        self._plan, self._product, self._report = plan, product, report
        self._chance = random.Random(plan.seed)
        self._case_system = CaseSystem(product.stack.data / "fasit")
        self._outcome = Outcome()
        numbers = companies(plan.registrations // VISITS_OF_A_COMPANY + 1)
        visited = [numbers[number % len(numbers)] for number in range(plan.registrations)]
        self._senders = [
            self._sender(number, visited[number :: plan.consultants]) for number in range(plan.consultants)
        ]
        self._instances = [FIRST, *more_instances(product, plan.instances - 1)]
        self._calm, self._over = threading.Event(), threading.Event()

    def _sender(self, number: int, visited: list[str]) -> Sender:
        employee = self._product.employ(f"Nanna {number}", "konsulent")
        phone = Phone(self._product.stack.url, chance=random.Random(f"{self._plan.seed} {number}"))
        assert phone.sign_in(employee.id).status_code == 200
        return Sender(phone, visited, self._may_send)

    def _may_send(self) -> bool:
        return self._accepted() - len(self._case_system.documents()) < self._plan.ahead

    def _accepted(self) -> int:
        return sum(len(sender.accepted) for sender in self._senders)

    def played(self) -> Outcome:
        began = time.monotonic()
        sweeping = threading.Thread(target=self._sweeps, daemon=True)
        self._faults_begin()
        for sender in self._senders:
            sender.start()
        sweeping.start()
        for part in range(LOOKING):
            looks = self._senders[part::LOOKING]
            threading.Thread(target=self._look_again_and_again, args=(looks,), daemon=True).start()
        self._killed_again_and_again()
        self._faults_end()
        ended = time.monotonic()
        self._outcome.seconds_of_faults = ended - began
        while (left := self._left()) and time.monotonic() - ended < STALLED_AFTER:
            self._report(f"{left} are not over, {time.monotonic() - ended:.0f} s after faults ended")
            time.sleep(2)
        self._outcome.seconds_until_over = time.monotonic() - ended
        self._over.set()
        sweeping.join()
        self._judge()
        return self._outcome

    def _faults_begin(self) -> None:
        lost = self._plan.lost
        for sender in self._senders:
            sender.phone.lost = lost
        # Of five faults three are lost answers, where something is written; a read that is reset has no answer either.
        trouble = self._product.storage.trouble
        trouble.inject_faults(self._plan.seed, lost * 5 / 3, (LOST, LOST, LOST, RESET, SLOW), _of_the_product, spared=0)
        dropped = {"mode": "drop-after-work", "share": lost}
        self._product.fasit.fail(upload2=dropped, opret=dropped)

    def _faults_end(self) -> None:
        self._calm.set()
        phones = [sender.phone for sender in self._senders]
        played = Counter(line.split(" /")[0] for line in self._product.storage.trouble.played)
        played["lost: fasit POST"] = self._product.fasit.everything()["lost"]
        played["lost: phone"] = sum(phone.answers_lost for phone in phones)
        self._outcome.played = played
        self._outcome.lost = sum(count for fault, count in played.items() if fault.startswith((LOST, RESET)))
        self._outcome.doubled = sum(phone.calls_doubled for phone in phones)
        self._product.storage.trouble.calm()
        self._product.fasit.fail()
        for phone in phones:
            phone.lost = 0.0

    def _killed_again_and_again(self) -> None:
        """Until all is accepted and every kill was made: an instance is killed each time some more are accepted."""
        each = self._plan.registrations / (self._plan.kills + 1)
        while any(sender.is_alive() for sender in self._senders) or self._outcome.kills < self._plan.kills:
            accepted = self._accepted()
            if accepted >= each * (self._outcome.kills + 1) and self._outcome.kills < self._plan.kills:
                time.sleep(self._chance.uniform(0, 1.5))
                self._kill_one()
                arrived = len(self._case_system.documents())
                self._report(f"{accepted} accepted, {self._outcome.kills} kills, {arrived} in Fasit")
            time.sleep(0.1)

    def _kill_one(self) -> None:
        """The first, which answers the phones, every other time."""
        name = self._chance.choice((FIRST, self._chance.choice(self._instances)))
        self._product.stack.kill(name)
        self._product.stack.start_part(name)
        self._outcome.kills += 1

    def _look_again_and_again(self, senders: Sequence[Sender]) -> None:
        """These consultants see to what is theirs while faults go on, one after the other."""
        for sender in cycle(senders):
            if self._calm.wait(LOOKED_EACH):
                return
            sender.settle(self._case_system)

    def _left(self) -> int:
        """How much is not over, when people have seen to theirs."""
        standing = sum(sender.settle(self._case_system) for sender in self._senders)
        return standing or len(left_behind(self._product.stack.storage))

    def _sweeps(self) -> None:
        """The timers ring each minute; here oftener."""
        while not self._over.wait(SWEPT_EACH):
            with contextlib.suppress(httpx.HTTPError):
                self._product.run_timer("sweep_registrations")

    def _judge(self) -> None:
        wrong = faults(self._senders, self._case_system)
        accepted = {id for sender in self._senders for id in sender.accepted}
        self._outcome.accepted = len(accepted)
        self._outcome.delivered = len(accepted - {line.split()[0] for line in wrong})
        self._outcome.faults = wrong + left_behind(self._product.stack.storage)


def _of_the_product(request: StorageRequest) -> bool:
    """Whether a request to the storage is the product's own, or the host's word that a message is done; not its polling."""
    return request.service != "queue" or request.method in ("POST", "DELETE")
