"""A journal, in memory."""

from __future__ import annotations

from collections.abc import Mapping


class MemoryJournal:
    """Implements `Journal`. `notes` holds all notes in order."""

    def __init__(self, steps: Mapping[str, str] | None = None) -> None:
        self._steps = dict(steps or {})
        self.notes: list[tuple[str, str]] = []

    @property
    def steps(self) -> Mapping[str, str]:
        return self._steps

    async def note(self, step: str, value: str = "") -> None:
        self._steps[step] = value
        self.notes.append((step, value))

    async def learned(self, step: str, value: str = "") -> None:
        await self.note(step, value)
