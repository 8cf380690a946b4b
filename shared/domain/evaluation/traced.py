"""Traces a figure to its minutes: when it was down or unknown, which dependencies were, and how much of that was announced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
import re
from typing import Literal

from shared.domain.evaluation.periods import Period
from shared.domain.evaluation.timeline import Timeline, Uptime, uptime
from shared.domain.evaluation.uptimes import APP, FIGURES, PLATFORM, REGISTRABLE, SERVICE_HOURS, Parts, group_timelines

MAX_RUNS = 1000
"""Runs that are returned at once; the counts include all of them."""


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive minutes, from `began` up to `ended`, that count as down or unknown. `planned` of them lie in announced service
    windows; `parts`: the dependencies that were down or unknown in any of them."""

    began: datetime
    ended: datetime
    minutes: int
    state: Literal["down", "unknown"]
    planned: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """The minutes behind a figure. `counted`: all of its minutes, `net` without those of announced windows; unless there are
    `more` runs than are returned, the minutes of `runs` in a state add up to those of `counted`."""

    counted: Uptime
    net: Uptime
    runs: Sequence[Run]
    more: int


@dataclass(frozen=True, slots=True)
class Counting:
    """How a period is counted. `service`: its service hours, `planned`: its announced minutes, a bit each."""

    period: Period
    service: int
    planned: int


def names(parts: Parts) -> tuple[str, ...]:
    """Everything that can be traced: the four figures, and each dependency."""
    return (*FIGURES, *parts.all)


def traced(name: str, samples: Mapping[str, Timeline], parts: Parts, counting: Counting) -> Trace:
    """The trace of a figure or a dependency. Raises `KeyError` for an unknown name."""
    period = counting.period
    all_timelines = {part: samples.get(part, Timeline(period)) for part in parts.all}
    timeline = {**all_timelines, **group_timelines(period, all_timelines, parts)}[name]
    counted = counting.service if name == SERVICE_HOURS else period.everything
    needed = {part: all_timelines[part] for part in _needed(name, parts)}
    letters = _letters(timeline, counted)
    spans = [(match.start(), match.end(), match[0][0]) for match in re.finditer(r"d+|\?+", letters)]
    runs = [_run(span, period, needed, counting.planned) for span in spans[:MAX_RUNS]]
    net = uptime(timeline, counted & ~counting.planned)
    return Trace(uptime(timeline, counted), net, runs, len(spans) - len(runs))


def _needed(name: str, parts: Parts) -> tuple[str, ...]:
    groups = {
        PLATFORM: parts.platform,
        APP: (*parts.platform, *parts.app),
        SERVICE_HOURS: (*parts.platform, *parts.app),
        REGISTRABLE: (*parts.platform, *parts.app, *parts.sign_in),
    }
    return tuple(groups.get(name, (name,)))


def _letters(timeline: Timeline, counted: int) -> str:
    """As `Timeline.states`, with a dot for each minute that is not counted."""
    length = timeline.period.minutes
    outside = f"{counted:0{length}b}"[::-1] if length else ""
    return "".join(state if bit == "1" else "." for state, bit in zip(timeline.states(), outside, strict=True))


def _run(span: tuple[int, int, str], period: Period, needed: Mapping[str, Timeline], planned: int) -> Run:
    first, past, letter = span
    minutes = ((1 << (past - first)) - 1) << first
    state: Literal["down", "unknown"] = "down" if letter == "d" else "unknown"
    parts = tuple(
        part for part, counting in needed.items() if (counting.down if state == "down" else counting.unknown) & minutes
    )
    began, ended = (period.start + timedelta(minutes=place) for place in (first, past))
    return Run(began, ended, past - first, state, (planned & minutes).bit_count(), parts)
