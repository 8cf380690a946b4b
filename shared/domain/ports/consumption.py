"""What was consumed, and what it cost: metered by the cloud or the local host, and billed by the provider."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.evaluation.bill import Bill
    from shared.domain.evaluation.consumption import Rate, Usage
    from shared.domain.evaluation.periods import Period


class UsageMeters(Protocol):
    """The meters of whatever the product runs on."""

    async def read(self, month: Period, until: datetime) -> Sequence[Usage]:
        """What was consumed from the month's beginning up to `until`, an entry a meter; empty where nothing is metered. Raises
        `Unavailable`, `OurFault`."""
        ...


class Bills(Protocol):
    """The provider's bills."""

    async def of(self, month: Period) -> Bill | None:
        """The bill of a month, as far as it is written; None: there is none. Raises `BillFault`, `DependencyUnavailable`."""
        ...


@dataclass(frozen=True, slots=True)
class Rates:
    """Prices by meter and day, and `standing`: what is consumed each month whatever happens, in units by meter. `hours_app` is
    the app in which hours of operation and maintenance are registered; empty where there is none."""

    rates: Sequence[Rate]
    standing: Mapping[str, str]
    hours_app: str = ""


@dataclass(frozen=True, slots=True)
class MeteredMonth:
    """What the meters of a month showed when they were read, at `read_at`."""

    usage: Sequence[Usage]
    read_at: datetime


class ConsumptionRecords(Protocol):
    """What was metered, kept: the cloud forgets its metrics after 93 days. Raises `DependencyUnavailable`."""

    async def save(self, month: str, metered: MeteredMonth) -> None:
        """Store a month's; a later reading takes the place of an earlier one."""
        ...

    async def of(self, month: str) -> MeteredMonth | None:
        """A month's, by its name (`2026-11`); None: it was never read."""
        ...
