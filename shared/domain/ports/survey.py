"""The store of the survey's answers about an app, as counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.evaluation.survey import SurveyAnswer, Tally


class SurveyAnswers(Protocol):
    """Keeps how often each mark was given, and no answer by itself. Every method raises `DependencyUnavailable`."""

    async def add(self, answer: SurveyAnswer) -> None:
        """Count an answer: once, however often it comes under its id in its quarter."""
        ...

    async def of(self, quarter: str) -> Mapping[str, Tally]:
        """The marks of a quarter (`2026-4`), by app; those without an answer are not there."""
        ...

    async def settle(self, quarter: str) -> int:
        """Delete the ids of a quarter that takes no more answers, and the marks of each app that has too few to be published
        (`settled`); that it had some stays known. Returns how many rows were changed: 0 when it is done again."""
        ...
