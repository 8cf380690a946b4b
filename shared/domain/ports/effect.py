"""What is reckoned of the registrations at night and kept, and what evaluators and the edge add to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from uuid import UUID

    from shared.domain.evaluation.effect_report import BeforeFigure, KeptEffect


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
