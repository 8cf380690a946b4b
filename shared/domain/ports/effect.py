"""What is reckoned of the registrations at night and kept, and what evaluators and the edge add to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from uuid import UUID

    from shared.domain.evaluation.effect import Effect
    from shared.domain.evaluation.maintenance import Maintenance


@dataclass(frozen=True, slots=True)
class KeptEffect:
    """The figures of a period, reckoned at `reckoned_at`; `by_app` has all together under an empty name."""

    by_app: Mapping[str, Effect]
    maintenance: Maintenance
    reckoned_at: datetime


@dataclass(frozen=True, slots=True)
class BeforeFigure:
    """What a thing took before there was an app: `value` of `unit` for `task`, read in `source`. `by` typed it in, at `at`."""

    id: str
    task: str
    value: int
    unit: str
    source: str
    by: str
    at: datetime


class EffectRecords(Protocol):
    """Every method raises `DependencyUnavailable`."""

    async def save(self, period: str, kept: KeptEffect) -> None:
        """Store a period's figures; later ones take the place of earlier ones."""
        ...

    async def of(self, period: str) -> KeptEffect | None:
        """A period's, by its name (`2026-11`, `2026-4`); None: they were never reckoned."""
        ...

    async def note_before(self, figure: BeforeFigure) -> None:
        """Store a figure of before; a later one of the same id takes its place."""
        ...

    async def before(self) -> Sequence[BeforeFigure]:
        """Every figure of before, by id."""
        ...


class Repeats(Protocol):
    """Registrations that came again after they were stored. Every method raises `DependencyUnavailable`."""

    async def note(self, registration: UUID, day: date) -> None:
        """Store that it came again on a Danish day: once a month, however often it comes."""
        ...

    async def of_month(self, month: date) -> frozenset[UUID]:
        """Those that came again in the month of this day."""
        ...


class NoRepeats:
    """Implements `Repeats` where nobody counts."""

    async def note(self, registration: UUID, day: date) -> None:
        return None

    async def of_month(self, month: date) -> frozenset[UUID]:
        return frozenset()
