"""What operators keep and count: targets that are held, how much waited each hour, and what each target took each day."""

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
    """A target that nothing goes out to. `by` is a name, `reason` in that person's words."""

    target: str
    since: datetime
    by: str
    reason: str


class TargetHolds(Protocol):
    """Every method raises `DependencyUnavailable`."""

    async def every(self) -> Mapping[str, Hold]:
        """The targets that are held, by name."""
        ...

    async def hold(self, hold: Hold) -> None:
        """Hold a target; of one that is held already the new reason counts."""
        ...

    async def release(self, target: str) -> None:
        """Let a target go; nothing happens when it is not held."""
        ...


@dataclass(frozen=True, slots=True)
class HourTally:
    """How many deliveries lay in each pile in the hour that began at `hour`."""

    hour: datetime
    counts: Mapping[Pile, int]


class HourTallies(Protocol):
    """Every method raises `DependencyUnavailable`."""

    async def save(self, hour: datetime, piles: Mapping[Pile, Group]) -> None:
        """Store an hour's counts: a second of the same hour replaces the first."""
        ...

    async def between(self, first: datetime, last: datetime) -> Sequence[HourTally]:
        """The hours from `first` to `last`, both included, by time; one that nobody counted is missing."""
        ...


@dataclass(frozen=True, slots=True)
class TakenLine:
    """A delivery that a target has. `receipt` is its own id, empty where a person confirmed it without one; `confirmed` says that
    a person looked there, and found it."""

    registration: RegistrationKey
    at: datetime
    receipt: str = ""
    confirmed: bool = False


class Receipts(Protocol):
    """What each target has taken, by the Danish day. Every method raises `DependencyUnavailable`."""

    async def note(self, target: str, line: TakenLine) -> None:
        """Store that the target has it: once, however often it is noted."""
        ...

    def of_day(self, target: str, day: date) -> AsyncIterator[TakenLine]:
        """All that the target took on that day, in no order: one storage request for each thousand."""
        ...


def taken_line(registration: RegistrationKey, receipt: Receipt | None, at: datetime, confirmed: bool) -> TakenLine:
    """The line of a delivery that was delivered `at`, by our own clock."""
    return TakenLine(registration, at, receipt.id if receipt else "", confirmed)


class NoHolds:
    """Implements `TargetHolds` where nobody operates: nothing is ever held."""

    async def every(self) -> Mapping[str, Hold]:
        return {}

    async def hold(self, hold: Hold) -> None:
        raise NotImplementedError

    async def release(self, target: str) -> None:
        raise NotImplementedError


class NoReceipts:
    """Implements `Receipts` where nobody counts."""

    async def note(self, target: str, line: TakenLine) -> None:
        return None

    async def of_day(self, target: str, day: date) -> AsyncIterator[TakenLine]:
        for line in tuple[TakenLine, ...]():
            yield line


class NoTallies:
    """Implements `HourTallies` where nobody counts."""

    async def save(self, hour: datetime, piles: Mapping[Pile, Group]) -> None:
        return None

    async def between(self, first: datetime, last: datetime) -> Sequence[HourTally]:
        return ()
