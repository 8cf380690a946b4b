"""Packs the samples of each finished day into one record per dependency, and deletes old samples and findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from statistics import median

from shared.domain.evaluation.day_samples import DaySamples
from shared.domain.ports import Findings, Sample, SampleDays, Samples
from shared.domain.text.time_format import danish_clock

SETTLED = timedelta(minutes=15)
"""How long after midnight (UTC) a day is packed, so that samples delayed by slow storage are included."""

DAYS_BACK = 14
"""How many days back missed days are packed, for example after the timer has stood still for a fortnight."""

KEPT_DAYS = 62
"""How many days the samples themselves are kept: the current month and the previous one can be viewed by the minute. The packed
days are kept for good, with one bit a minute."""


def folded(part: str, day: date, samples: Iterable[Sample]) -> DaySamples:
    """The packed record of one dependency's samples on a day. Samples of other days are ignored."""
    up = down = 0
    milliseconds = []
    of_day = sorted((sample for sample in samples if sample.at.astimezone(UTC).date() == day), key=lambda s: s.at)
    minutes = [(sample.at.astimezone(UTC).hour * 60 + sample.at.astimezone(UTC).minute, sample) for sample in of_day]
    for minute, sample in minutes:
        if sample.up:
            up |= 1 << minute
            milliseconds.append(sample.milliseconds)
        else:
            down |= 1 << minute
    began = [minutes[0]] if minutes else []
    began += [later for earlier, later in pairwise(minutes) if earlier[1].up or earlier[1].message != later[1].message]
    causes = {minute: sample.message for minute, sample in began if not sample.up}
    return DaySamples(
        part,
        day,
        up,
        down & ~up,
        causes,
        round(median(milliseconds)) if milliseconds else 0,
        max(milliseconds, default=0),
    )


async def fold_days(parts: Sequence[str], samples: Samples, days: SampleDays, now: datetime) -> int:
    """Pack the finished days that are not packed yet; returns how many records were written.

    Safe at any time, concurrently, and after days without a run: a day gives the same record whenever it is packed. A day without
    samples gets no record, which means unknown. Raises `DependencyUnavailable`.
    """
    last = (now.astimezone(UTC) - SETTLED).date() - timedelta(days=1)
    first = last - timedelta(days=DAYS_BACK - 1)
    done = {(record.part, record.day) for record in await days.between(first, last)}
    count = 0
    for part in parts:
        for day in (first + timedelta(days=number) for number in range(DAYS_BACK)):
            if (part, day) in done:
                continue
            record = folded(part, day, await samples.of_day(part, day))
            if record.up or record.down:
                await days.save(record)
                count += 1
    # Once a day, delete as far back as days are packed late, to catch what a standstill of the timer left behind.
    for number in range(DAYS_BACK if count else 1):
        for part in parts:
            await samples.forget_day(part, last - timedelta(days=KEPT_DAYS + number))
    return count


async def forget_findings(findings: Findings, now: datetime) -> None:
    """Delete what targets were found to have of deliveries of more than `KEPT_DAYS` days ago: it names persons, and holds what
    people wrote about it. Raises `DependencyUnavailable`."""
    await findings.forget(danish_clock(now).date() - timedelta(days=KEPT_DAYS))
