"""Asking a target what it has of what we say it took, and what was found."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from shared.domain.registration import Registration, RegistrationKey


class Finding(StrEnum):
    """What a target was found to have of a delivery: exactly one, none, or several."""

    THERE = "there"
    MISSING = "missing"
    DOUBLED = "doubled"


@dataclass(frozen=True, slots=True)
class Sought:
    """A delivery that we say the target took. `mapped`: the answers that the target needs, as when it was delivered."""

    registration: Registration
    mapped: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """What a target has of a registration: its own ids of each document or task, without those that are void there."""

    registration: RegistrationKey
    ids: Sequence[str]

    @property
    def finding(self) -> Finding:
        if not self.ids:
            return Finding.MISSING
        return Finding.THERE if len(self.ids) == 1 else Finding.DOUBLED


Turn = Callable[[], AbstractAsyncContextManager[None]]
"""Entered around each request to a target: waits for its turn by the target's limit, and raises where there is none."""


@runtime_checkable
class CanBeAsked(Protocol):
    """A target that can be asked for what it has, where the service allows it. Optional for a `Target`."""

    def find(self, sought: Sequence[Sought], turn: Turn) -> AsyncGenerator[Found, None]:
        """What the target has of each, as soon as it is known, in any order; without those that it cannot be asked for.

        Creates nothing there. Each request is made within `turn()`, whose exceptions pass. Raises `Unavailable` when the target
        does not answer; what it has yielded until then is true.
        """
        ...


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of a delivery, and when. `ids`: the target's own. `explained`: why it is right as it is, in the words of
    `by`, who looked (empty: nobody has)."""

    registration: RegistrationKey
    finding: Finding
    at: datetime
    ids: tuple[str, ...] = ()
    explained: str = ""
    by: str = ""

    @property
    def needs_a_person(self) -> bool:
        return self.finding is not Finding.THERE and not self.explained


class Findings(Protocol):
    """The record of what targets were found to have, by the Danish day of the delivery. Every method raises
    `DependencyUnavailable`."""

    async def note(self, target: str, day: date, checked: Checked) -> None:
        """Record a finding, in place of an earlier one of the same delivery."""
        ...

    def between(self, target: str, first: date, last: date) -> AsyncIterator[tuple[date, Checked]]:
        """The findings of the days from `first` to `last`, both included, in no particular order within a day: one storage
        request for each thousand."""
        ...

    async def forget(self, before: date) -> int:
        """Delete the findings of all targets of the days before this one; returns their number."""
        ...


class NoFindings:
    """Implements `Findings` without recording anything."""

    async def note(self, target: str, day: date, checked: Checked) -> None:
        return None

    async def between(self, target: str, first: date, last: date) -> AsyncIterator[tuple[date, Checked]]:
        for nothing in tuple[tuple[date, Checked], ...]():
            yield nothing

    async def forget(self, before: date) -> int:
        return 0
