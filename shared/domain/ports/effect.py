"""The store of the figures that are calculated each night, and of what evaluators and the server add to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from uuid import UUID

    from shared.domain.evaluation.effect_report import BeforeFigure, EffectRecord


class EffectRecords(Protocol):
    """The store of figures on effect. Every method raises `DependencyUnavailable`."""

    async def save(self, period: str, record: EffectRecord) -> None:
        """Store a period's figures, in place of earlier ones."""
        ...

    async def of(self, period: str) -> EffectRecord | None:
        """The figures of a period, by its name (`2026-11`, `2026-4`); None where they were never calculated."""
        ...

    async def note_before(self, figure: BeforeFigure) -> None:
        """Store a figure of before, in place of an earlier one with the same id."""
        ...

    async def before(self) -> Sequence[BeforeFigure]:
        """Every figure of before, by id."""
        ...


class Repeats(Protocol):
    """The record of registrations that were sent again after they were stored. Every method raises `DependencyUnavailable`."""

    async def note(self, registration: UUID, day: date) -> None:
        """Record that it was sent again on a Danish day: once a month, however often it happens."""
        ...

    async def of_month(self, month: date) -> frozenset[UUID]:
        """Those that were sent again in the month of this day."""
        ...


class NoRepeats:
    """Implements `Repeats` without recording anything."""

    async def note(self, registration: UUID, day: date) -> None:
        return None

    async def of_month(self, month: date) -> frozenset[UUID]:
        return frozenset()
