"""Meters of consumption, in the cloud or on the local host; the bills of the provider, and the store of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.evaluation.bill import Bill, BillFault
    from shared.domain.evaluation.consumption import Rate, Usage
    from shared.domain.evaluation.periods import Period


@dataclass(frozen=True, slots=True)
class MeterReadings:
    """What the meters show, an entry for each that could be read; empty where nothing is metered. `faults`: why others could not,
    in the service's own words; what they would have shown is unknown, and not 0."""

    usage: Sequence[Usage] = ()
    faults: Sequence[str] = ()


@dataclass(slots=True)
class Patience:
    """How many seconds all requests of a reading together may still wait for a service that throttles."""

    left: float = 60.0

    def allows(self, seconds: float) -> bool:
        """Whether there is so much left; it is spent then."""
        allowed = seconds <= self.left
        self.left -= seconds if allowed else 0.0
        return allowed


class UsageMeters(Protocol):
    """The meters of the platform that the product runs on."""

    async def read(self, month: Period, until: datetime, patience: Patience) -> MeterReadings:
        """What was consumed from the month's beginning up to `until`. Raises `OurFault` for something that has no meters."""
        ...


class Bills(Protocol):
    """The provider's bills."""

    async def of(self, months: Sequence[Period]) -> Mapping[str, Bill | BillFault]:
        """The bills of these months by their names, as far as they are written, or what is wrong with them; a month without one
        is left out. Raises `DependencyUnavailable`."""
        ...


@dataclass(frozen=True, slots=True)
class Rates:
    """Prices by meter and day. `standing`: what is consumed each month in any case, in units by meter. `hours_app`: the app in
    which hours of operation and maintenance are registered; empty where there is none."""

    rates: Sequence[Rate]
    standing: Mapping[str, str]
    hours_app: str = ""


@dataclass(frozen=True, slots=True)
class MeteredMonth:
    """The readings of the meters of a month, at `read_at`. `earlier`: when the meters were read that could not be read then, by
    their names; what they showed before still stands."""

    usage: Sequence[Usage]
    read_at: datetime
    earlier: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def oldest(self) -> datetime:
        """When the oldest of the readings was made."""
        return min((self.read_at, *self.earlier.values()))


class ConsumptionRecords(Protocol):
    """The store of meter readings: the cloud deletes its metrics after 93 days. Raises `DependencyUnavailable`."""

    async def save(self, month: str, metered: MeteredMonth) -> None:
        """Store a month's readings, in place of earlier ones."""
        ...

    async def of(self, month: str) -> MeteredMonth | None:
        """The readings of a month, by its name (`2026-11`); None where it was never read."""
        ...
