"""The stored figures of a period's effect, and of the time before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from shared.domain.evaluation.effect import Effect
from shared.domain.evaluation.maintenance import Maintenance


@dataclass(frozen=True, slots=True)
class EffectRecord:
    """The figures of a period, calculated at `reckoned_at`; in `by_app` those of all apps together have an empty name."""

    by_app: Mapping[str, Effect]
    maintenance: Maintenance
    reckoned_at: datetime


@dataclass(frozen=True, slots=True)
class BeforeFigure:
    """What a task took before there was an app: `value` in `unit` for `task`, read in `source`. Recorded by `by`, at `at`."""

    id: str
    task: str
    value: int
    unit: str
    source: str
    by: str
    at: datetime
