"""Asking a target what it has of what we say it took, and what was found."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from shared.domain.registration import Registration, RegistrationKey


class Finding(StrEnum):
    """What a target was found to have of a delivery: exactly one, none, or several; or it was asked for and could not be found
    out."""

    THERE = "there"
    MISSING = "missing"
    DOUBLED = "doubled"
    UNKNOWN = "unknown"


class Unknown(StrEnum):
    """Why it could not be found out. `NO`: it was."""

    NO = ""
    ERASED = "erased"
    """The registration is erased here."""
    FORM_GONE = "form-gone"
    """This version does not have the registration's form."""
    PLACE_GONE = "place-gone"
    """The target does not have the place, such as the production unit, where it was put."""
    UNREADABLE = "unreadable"
    """What the target answered for it could not be read."""
    SHORT = "short"
    """The target gave fewer items than it said there are, and it was not among them."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A delivery that we say the target took. `mapped`: the answers that the target needs, as when it was delivered."""

    registration: Registration
    mapped: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """What a target has of a registration: its own ids of each document or task, without those that are void there; or why that
    is unknown."""

    registration: RegistrationKey
    ids: Sequence[str]
    unknown: Unknown = Unknown.NO

    @property
    def finding(self) -> Finding:
        if self.unknown:
            return Finding.UNKNOWN
        if not self.ids:
            return Finding.MISSING
        return Finding.THERE if len(self.ids) == 1 else Finding.DOUBLED


Turn = Callable[[], AbstractAsyncContextManager[None]]
"""Entered around each request to a target: waits for its turn by the target's limit, and raises where there is none."""


@runtime_checkable
class CanBeAsked(Protocol):
    """A target that can be asked for what it has, where the service allows it. Optional for a `Target`."""

    def find(self, sought: Sequence[Sought], turn: Turn) -> AsyncGenerator[Found, None]:
        """What the target has of each, as soon as it is known, in the order of `sought` as far as one request is not for several.

        Creates nothing there. One that cannot be read is yielded as unknown, and the others are read. Each request is made within
        `turn()`, whose exceptions pass. Raises `Unavailable` only for what concerns the target as a whole; what it has yielded
        until then is true.
        """
        ...


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of a delivery, and when. `ids`: the target's own. `explained`: why it is right as it is, in the words of
    `by`, who looked (empty: nobody has). `unknown`: why it is not known. `version`: of the stored row (empty: it is new)."""

    registration: RegistrationKey
    finding: Finding
    at: datetime
    ids: tuple[str, ...] = ()
    explained: str = ""
    by: str = ""
    unknown: Unknown = Unknown.NO
    version: str = field(default="", compare=False)

    @property
    def is_open(self) -> bool:
        """Whether it was not found to be there once, and nobody has explained it."""
        return self.finding is not Finding.THERE and not self.explained

    @property
    def needs_a_person(self) -> bool:
        return self.is_open and self.finding is not Finding.UNKNOWN


class Findings(Protocol):
    """The record of what targets were found to have, by the Danish day of the delivery. Every method raises
    `DependencyUnavailable`."""

    async def note(self, target: str, day: date, checked: Checked) -> bool:
        """Record a finding, in place of the one of the same delivery with its `version`. False, and nothing is recorded, where
        another was recorded since that was read."""
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

    async def note(self, target: str, day: date, checked: Checked) -> bool:
        return True

    async def between(self, target: str, first: date, last: date) -> AsyncIterator[tuple[date, Checked]]:
        for nothing in tuple[tuple[date, Checked], ...]():
            yield nothing

    async def forget(self, before: date) -> int:
        return 0
