"""Folds each finished day's samples to one record a part, and forgets the samples when they are old."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from statistics import median

from shared.domain.evaluation.day_samples import DaySamples
from shared.domain.ports import Sample, SampleDays, Samples

SETTLED = timedelta(minutes=15)
"""After midnight in UTC, before a day is folded: a sample that is late by its storage's slowness is still counted."""

LOOK_BACK = 14
"""Days that are folded late where they were missed, as after a fortnight's stop of the timer."""

KEPT_DAYS = 62
"""Days that the samples themselves are kept: this month and the last can be looked at minute by minute. Their state is kept in
the folded days for good, one bit a minute."""


def folded(part: str, day: date, samples: Iterable[Sample]) -> DaySamples:
    """A day's record of one part's samples. Those of another day are left out."""
    up = down = 0
    took = []
    taken = sorted((sample for sample in samples if sample.at.astimezone(UTC).date() == day), key=lambda s: s.at)
    minutes = [(sample.at.astimezone(UTC).hour * 60 + sample.at.astimezone(UTC).minute, sample) for sample in taken]
    for minute, sample in minutes:
        if sample.up:
            up |= 1 << minute
            took.append(sample.milliseconds)
        else:
            down |= 1 << minute
    began = [minutes[0]] if minutes else []
    began += [later for earlier, later in pairwise(minutes) if earlier[1].up or earlier[1].message != later[1].message]
    causes = {minute: sample.message for minute, sample in began if not sample.up}
    return DaySamples(part, day, up, down & ~up, causes, round(median(took)) if took else 0, max(took, default=0))


async def fold_days(parts: Sequence[str], samples: Samples, days: SampleDays, now: datetime) -> int:
    """Fold what is finished and not folded yet. How many records were written.

    Safe at any time, twice at once, and after days without a run: a day gives the same record whenever it is folded. A day
    without any sample gets none: unknown. Raises `DependencyUnavailable`.
    """
    last = (now.astimezone(UTC) - SETTLED).date() - timedelta(days=1)
    first = last - timedelta(days=LOOK_BACK - 1)
    done = {(record.part, record.day) for record in await days.between(first, last)}
    written = 0
    for part in parts:
        for day in (first + timedelta(days=number) for number in range(LOOK_BACK)):
            if (part, day) in done:
                continue
            record = folded(part, day, await samples.of_day(part, day))
            if record.up or record.down:
                await days.save(record)
                written += 1
    # Once a day as far back as days are folded late, so that what a stop of the timer left is forgotten as well.
    for number in range(LOOK_BACK if written else 1):
        for part in parts:
            await samples.forget_day(part, last - timedelta(days=KEPT_DAYS + number))
    return written
