"""Proof on the real storage protocol: so many registrations while answers are lost on every hop and the host is killed.

The whole stack runs as processes, Azurite behind a proxy (`tests/faulty_storage`). Lost are answers of the API to the phone, of
the tables and the queue to the API and to workers, of the case system to workers. A lost answer of the queue doubles a message,
and of the phone's calls some are made twice. People look into the case system and settle what is uncertain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
import contextlib
from dataclasses import dataclass, field
from pathlib import Path
import random
import threading
import time

import httpx

from tests.faulty_storage.faults import LOST, RESET, SLOW, Asked
from tests.resilience.case_system import CaseSystem
from tests.resilience.crowd import Phone, Sender
from tests.stack.running import Running, running

SETTINGS = {
    "DELIVERY_LEASE_SECONDS": "20",
    "FASIT_CONNECT_SECONDS": "1",
    "FASIT_TIMEOUT_SECONDS": "6",
    "FASIT_CREATE_SECONDS": "8",
    "MOMENTUM_CONNECT_SECONDS": "1",
    "MOMENTUM_TIMEOUT_SECONDS": "6",
    "SWEEP_AFTER_SECONDS": "5",
}
"""Shorter than in production, so that what a killed host left is taken up within the run."""
SWEPT_EACH = 5.0
AN_HOUR = 3600.0
"""Seconds within which everything is over once faults have ended. Most of a run's end is over in a minute."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`lost` is the share of answers that are lost on each hop; `ahead` how many may be accepted and not yet in the case system
    while more are sent, so that deliveries meet the faults and the kills as well."""

    registrations: int
    kills: int
    lost: float = 0.3
    consultants: int = 6
    ahead: int = 100
    seed: int = 1


@dataclass
class Outcome:
    """`faults` says what was lost, doubled or left; `played` counts what went wrong on the way to the storage."""

    accepted: int = 0
    delivered: int = 0
    kills: int = 0
    seconds_of_faults: float = 0.0
    seconds_until_over: float = 0.0
    faults: list[str] = field(default_factory=list)
    played: Counter[str] = field(default_factory=Counter)


def proved(plan: Plan, folder: Path, report: Callable[[str], None] = lambda line: None) -> Outcome:
    """Play the plan on a stack whose data is in `folder`; `report` is called with a line now and then."""
    with running(folder, SETTINGS, may_fail=True) as product:
        return _Proof(plan, product, report).played()


class _Proof:
    def __init__(self, plan: Plan, product: Running, report: Callable[[str], None]) -> None:
        self._plan, self._product, self._report = plan, product, report
        self._chance = random.Random(plan.seed)
        self._case_system = CaseSystem(product.stack.data / "fasit" / "documents.jsonl")
        self._outcome = Outcome()
        shares = [plan.registrations // plan.consultants] * plan.consultants
        shares[0] += plan.registrations - sum(shares)
        self._senders = [self._sender(number, share) for number, share in enumerate(shares)]
        self._over = threading.Event()

    def _sender(self, number: int, many: int) -> Sender:
        employee = self._product.employ(f"Nanna {number}", "konsulent")
        phone = Phone(self._product.stack.url, chance=random.Random(f"{self._plan.seed} {number}"))
        assert phone.sign_in(employee.id).status_code == 200
        return Sender(phone, many, self._may_send)

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
        self._killed_again_and_again()
        self._faults_end()
        ended = time.monotonic()
        self._outcome.seconds_of_faults = ended - began
        while (left := self._settle()) and time.monotonic() - ended < AN_HOUR:
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
        trouble.weather(self._plan.seed, lost * 5 / 3, (LOST, LOST, LOST, RESET, SLOW), _of_the_product, spared=0)
        dropped = {"mode": "drop-after-work", "share": lost}
        self._product.fasit.fail(upload2=dropped, opret=dropped)

    def _faults_end(self) -> None:
        self._outcome.played = Counter(line.split(" /")[0] for line in self._product.storage.trouble.played)
        self._product.storage.trouble.calm()
        self._product.fasit.fail()
        for sender in self._senders:
            sender.phone.lost = 0.0

    def _killed_again_and_again(self) -> None:
        """Until all is accepted and every kill was made: the host is killed each time some more are accepted."""
        each = self._plan.registrations / (self._plan.kills + 1)
        while any(sender.is_alive() for sender in self._senders) or self._outcome.kills < self._plan.kills:
            accepted = self._accepted()
            if accepted >= each * (self._outcome.kills + 1) and self._outcome.kills < self._plan.kills:
                time.sleep(self._chance.uniform(0, 1.5))
                self._product.stack.kill("functions")
                self._product.stack.start_part("functions")
                self._outcome.kills += 1
                self._report(
                    f"{accepted} accepted, {self._outcome.kills} kills, {len(self._case_system.documents())} in Fasit"
                )
            self._settle_some()
            time.sleep(0.1)
        for sender in self._senders:
            if sender.failure:
                self._outcome.faults.append(f"never accepted: {sender.failure}")

    def _settle_some(self) -> None:
        """People see to what is theirs while faults go on: one of them now."""
        if self._chance.random() < 0.02:
            self._chance.choice(self._senders).settle(self._case_system)

    def _settle(self) -> int:
        return sum(sender.settle(self._case_system) for sender in self._senders)

    def _sweeps(self) -> None:
        """The timers ring each minute; here oftener."""
        while not self._over.wait(SWEPT_EACH):
            with contextlib.suppress(httpx.HTTPError):
                self._product.run_timer("sweep_registrations")

    def _judge(self) -> None:
        faults, documents = self._outcome.faults, self._case_system.documents()
        for sender in self._senders:
            standing = sender.standing()
            for id in sender.accepted:
                self._outcome.accepted += 1
                status, there = standing.get(id, {}).get("status", "not stored"), len(documents.get(id, []))
                self._outcome.delivered += status == "delivered"
                if (status, there) != ("delivered", 1):
                    faults.append(f"{id} is {status}, and {there} times in Fasit")
        accepted = {id for sender in self._senders for id in sender.accepted}
        faults += [f"{id} is in Fasit, and nobody's" for id in documents.keys() - accepted]


def _of_the_product(asked: Asked) -> bool:
    """Whether a request to the storage is the product's own, or the host's word that a message is done; not its polling."""
    return asked.service != "queue" or asked.method in ("POST", "DELETE")
