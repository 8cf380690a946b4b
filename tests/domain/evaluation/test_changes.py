"""What was changed in a period, against a table worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from shared.adapters.memory.evaluation import MemoryChanges
from shared.domain.evaluation.changes import FirstSeen, LiveVersion, changes_of
from shared.domain.evaluation.periods import month_of, quarter_of
from shared.services.note_changes import note_changes
from tests.dependencies import DEFINITIONS
from tests.examples import NOW


def at(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


SEEN = [
    FirstSeen("", "aaaaaaaaaaaa", at(10, 1), is_baseline=True),
    FirstSeen("besoeg", "1", at(10, 1), is_baseline=True),
    FirstSeen("besoeg", "2", at(10, 20)),
    FirstSeen("", "bbbbbbbbbbbb", at(10, 20)),
    # Half past midnight on 1 November in Denmark.
    FirstSeen("kandidat", "1", datetime(2026, 10, 31, 23, 30, tzinfo=UTC)),
    FirstSeen("", "cccccccccccc", at(11, 5)),
    FirstSeen("besoeg", "3", at(11, 5)),
]
BEGUN = {("besoeg", 2): date(2026, 10, 5), ("kandidat", 1): date(2026, 11, 1)}


def test_changes_count_in_the_danish_period_and_the_baseline_is_none() -> None:
    october, november = (changes_of(month_of(2026, month), SEEN, BEGUN) for month in (10, 11))
    assert [release.name for release in october.releases] == ["bbbbbbbbbbbb"]
    assert list(october.versions) == [LiveVersion("besoeg", 2, at(10, 20), 15)]
    assert [release.name for release in november.releases] == ["cccccccccccc"]
    # A form that was written and published on one day took none; of the last nobody knows.
    assert [(live.app, live.days) for live in november.versions] == [("kandidat", 0), ("besoeg", None)]
    quarter = changes_of(quarter_of(2026, 4), SEEN, BEGUN)
    assert (len(quarter.releases), len(quarter.versions)) == (2, 3)


async def test_what_runs_when_the_instance_first_looks_is_the_baseline() -> None:
    records = MemoryChanges()
    await note_changes(records, DEFINITIONS, "aaaaaaaaaaaa", NOW)
    apps = {served.facts.app for served in DEFINITIONS.all()}
    assert {entry.app for entry in await records.all()} == {"", *apps}
    assert all(entry.is_baseline for entry in await records.all())
    later = NOW + timedelta(days=3)
    for _ in range(2):
        await note_changes(records, DEFINITIONS, "bbbbbbbbbbbb", later)
        later += timedelta(hours=1)
    [release] = [entry for entry in await records.all() if not entry.is_baseline]
    assert release == FirstSeen("", "bbbbbbbbbbbb", NOW + timedelta(days=3))


@pytest.mark.parametrize(("hours", "is_baseline"), [(1, True), (3, False)])
async def test_a_first_look_that_was_cut_short_is_made_good(hours: int, is_baseline: bool) -> None:
    records = MemoryChanges()
    await records.note(FirstSeen("", "aaaaaaaaaaaa", NOW, is_baseline=True))
    await note_changes(records, DEFINITIONS, "aaaaaaaaaaaa", NOW + timedelta(hours=hours))
    versions = [entry for entry in await records.all() if not entry.is_release]
    assert {entry.is_baseline for entry in versions} == {is_baseline}


async def test_a_working_copy_is_no_release() -> None:
    records = MemoryChanges()
    await note_changes(records, DEFINITIONS, "checkout", NOW)
    assert not [entry for entry in await records.all() if entry.is_release]
