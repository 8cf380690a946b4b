"""The faults of a run, drawn from its seed: a rate for each kind of fault, and spells, periods in which a part is down.

Each run has its own mix, and most runs have few kinds: where all faults occur together, one hides the effects of another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
import math
import random

RATES: Mapping[str, tuple[float, float]] = {
    "storage busy": (0.005, 0.2),
    "storage lost": (0.005, 0.15),
    "storage late": (0.002, 0.05),
    "storage slow": (0.005, 0.1),
    "request lost": (0.01, 0.3),
    "answer lost": (0.01, 0.3),
    "request doubled": (0.01, 0.2),
    "message doubled": (0.01, 0.2),
    "message out of order": (0.05, 0.5),
    "message not deleted": (0.01, 0.2),
    "killed at a call": (0.0005, 0.01),
    "paused at a call": (0.0005, 0.01),
    "timer missed": (0.01, 0.3),
    "timer doubled": (0.01, 0.2),
    "document slow": (0.01, 0.1),
    "register down": (0.05, 0.4),
    "phone killed": (0.01, 0.2),
    "wrong answers": (0.01, 0.1),
    "target unreachable": (0.01, 0.2),
    "target hangs before": (0.005, 0.05),
    "target lost before": (0.01, 0.1),
    "target lost after": (0.01, 0.15),
    "target late": (0.005, 0.1),
    "target error before": (0.01, 0.15),
    "target error after": (0.01, 0.1),
    "target busy": (0.01, 0.2),
    "target unauthorized": (0.005, 0.1),
    "target garbles": (0.01, 0.1),
    "target slow": (0.01, 0.2),
    "target forgets": (0.01, 0.2),
}
"""The least and the greatest share of calls that meet a fault, in a run that has it."""

SPELLS: Mapping[str, tuple[float, float]] = {
    "storage out": (20, 600),
    "fasit out": (60, 6 * 3600),
    "momentum out": (60, 6 * 3600),
    "fasit unauthorized": (60, 2 * 3600),
    "network out": (60, 4 * 3600),
    "timers out": (60, 1800),
    "everything killed": (0, 0),
    "a process killed": (0, 0),
    "a process paused": (0, 0),
    "a clock jumps": (0, 0),
    "hosts stopped": (30, 900),
}
"""The least and the greatest number of seconds that a spell lasts."""


@dataclass
class FaultRates:
    """The faults of a run. `rates`: the share of calls that meet each fault; `spells`: how many of each an hour; `out`: the
    spells that last now; `refusals`: the share of requests that case systems refuse; `are_over`: faults have ended."""

    random: random.Random
    rates: dict[str, float] = field(default_factory=dict)
    spells: dict[str, float] = field(default_factory=dict)
    out: set[str] = field(default_factory=set)
    are_over: bool = False
    refusals: float = 0.0

    @classmethod
    def drawn(cls, seed: int) -> FaultRates:
        """Draw those of a seed."""
        # This text is part of what a seed means: with another, the seeds of the ledger would be other runs.
        chance = random.Random(f"weather {seed}")
        share = chance.choice((0.0, 0.15, 0.3, 0.5, 0.8))
        made = cls(random.Random(f"faults {seed}"), refusals=chance.choice((0.0, 0.03, 0.1)))
        for name, (low, high) in RATES.items():
            if high and chance.random() < share:
                made.rates[name] = math.exp(chance.uniform(math.log(low), math.log(high)))
        for name in SPELLS:
            if chance.random() < share / 2:
                made.spells[name] = math.exp(chance.uniform(math.log(0.02), math.log(0.5)))
        return made

    @cached_property
    def is_faultless(self) -> bool:
        """Whether nothing ever goes wrong in this run."""
        return not self.rates and not self.spells

    @cached_property
    def disturbs_storage(self) -> bool:
        """Whether a call to the storage may meet a fault in this run."""
        return any(name.startswith("storage") for name in (*self.rates, *self.spells))

    @cached_property
    def disturbs_processes(self) -> bool:
        """Whether a process may end or pause at a call in this run."""
        return not self.rates.keys().isdisjoint(("killed at a call", "paused at a call"))

    def happens(self, name: str) -> bool:
        """Whether this call meets the fault."""
        rate = self.rates.get(name)
        return rate is not None and not self.are_over and self.random.random() < rate

    def refuses(self) -> bool:
        """Whether a case system refuses this request. That is no fault, so it happens in runs without faults too."""
        return not self.are_over and self.random.random() < self.refusals

    def is_out(self, name: str) -> bool:
        """Whether the part is down now."""
        return name in self.out

    def latency(self) -> float:
        """The seconds that a call takes one way, without a fault."""
        # An exponential distribution; `random.expovariate` takes three times as long.
        return 0.001 - math.log(1.0 - self.random.random()) / 200
