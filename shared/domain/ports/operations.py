"""The stores of what operators need: held targets, how much waited each hour, and what each target took each day."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.delivery import Receipt
    from shared.domain.registration import RegistrationKey
    from shared.domain.waiting import Group, Pile


@dataclass(frozen=True, slots=True)
class Hold:
    """A held target, to which nothing is sent. `by` is a name, `reason` in that person's words."""

    target: str
    since: datetime
    by: str
    reason: str


class TargetHolds(Protocol):
    """The store of held targets. Every method raises `DependencyUnavailable`."""

    async def every(self) -> Mapping[str, Hold]:
        """The held targets, by name."""
        ...

    async def hold(self, hold: Hold) -> None:
        """Hold a target; if it is held already, the new reason replaces the old."""
        ...

    async def release(self, target: str) -> None:
        """Release a target, if it is held."""
        ...


@dataclass(frozen=True, slots=True)
class HourTally:
    """The number of deliveries in each pile in the hour that began at `hour`."""

    hour: datetime
    counts: Mapping[Pile, int]


class HourTallies(Protocol):
    """The store of hourly counts. Every method raises `DependencyUnavailable`."""

    async def save(self, hour: datetime, piles: Mapping[Pile, Group]) -> None:
        """Store an hour's counts, in place of earlier ones of the same hour."""
        ...

    async def between(self, first: datetime, last: datetime) -> Sequence[HourTally]:
        """The hours from `first` to `last`, both included, by time, without those that were not counted."""
        ...


@dataclass(frozen=True, slots=True)
class TakenLine:
    """A delivery that a target has taken. `receipt`: the target's id, empty where a person confirmed it without one; `confirmed`:
    a person looked in the target system, and found it."""

    registration: RegistrationKey
    at: datetime
    receipt: str = ""
    confirmed: bool = False


class Receipts(Protocol):
    """The record of what each target has taken, by the Danish day. Every method raises `DependencyUnavailable`."""

    async def note(self, target: str, line: TakenLine) -> None:
        """Record that the target has taken it; recording it again changes nothing."""
        ...

    def of_day(self, target: str, day: date) -> AsyncIterator[TakenLine]:
        """All that the target took on that day, in no particular order: one storage request for each thousand."""
        ...


def taken_line(registration: RegistrationKey, receipt: Receipt | None, at: datetime, confirmed: bool) -> TakenLine:
    """The record of a delivery that was delivered `at`, by our own clock."""
    return TakenLine(registration, at, receipt.id if receipt else "", confirmed)


class NoHolds:
    """Implements `TargetHolds` where nothing is ever held."""

    async def every(self) -> Mapping[str, Hold]:
        return {}

    async def hold(self, hold: Hold) -> None:
        raise NotImplementedError

    async def release(self, target: str) -> None:
        raise NotImplementedError


class NoReceipts:
    """Implements `Receipts` without recording anything."""

    async def note(self, target: str, line: TakenLine) -> None:
        return None

    async def of_day(self, target: str, day: date) -> AsyncIterator[TakenLine]:
        for line in tuple[TakenLine, ...]():
            yield line


class NoTallies:
    """Implements `HourTallies` without recording anything."""

    async def save(self, hour: datetime, piles: Mapping[Pile, Group]) -> None:
        return None

    async def between(self, first: datetime, last: datetime) -> Sequence[HourTally]:
        return ()
