"""What is kept of a period's effect, and of the time before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

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
