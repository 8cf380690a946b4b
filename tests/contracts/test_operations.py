"""What every store of holds, counts and receipts does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from shared.adapters.memory.operations import MemoryFindings, MemoryHolds, MemoryReceipts, MemoryTallies
from shared.adapters.operations_table import TableFindings, TableHolds, TableReceipts, TableTallies
from shared.domain.delivery_status import Status
from shared.domain.ports import (
    Checked,
    Finding,
    Findings,
    Hold,
    HourTallies,
    HourTally,
    Receipts,
    TakenLine,
    TargetHolds,
    Unknown,
)
from shared.domain.waiting import Group, Pile
from tests.examples import KAREN, MEHMET, NOW, registration
from tests.servers import Servers

HOUR = timedelta(hours=1)
FASIT = "fasit-documents"


@dataclass
class Stores:
    holds: TargetHolds
    tallies: HourTallies
    receipts: Receipts
    findings: Findings


@pytest.fixture(params=["memory", "table", "table of a storage that fails"])
async def stores(request: pytest.FixtureRequest, servers: Servers) -> AsyncIterator[Stores]:
    if request.param == "memory":
        yield Stores(MemoryHolds(), MemoryTallies(), MemoryReceipts(), MemoryFindings())
        return
    account = servers.account_of(request.param)
    tables = TableHolds(account), TableTallies(account), TableReceipts(account), TableFindings(account)
    yield Stores(*tables)
    for table in tables:
        await table.close()


async def test_a_target_is_held_until_it_is_let_go(stores: Stores) -> None:
    hold = Hold(FASIT, NOW, "Dorte Holm", "Fasit flytter 'i nat' & æøå")
    await stores.holds.hold(hold)
    assert await stores.holds.every() == {FASIT: hold}
    later = Hold(FASIT, NOW + HOUR, "Otto", "Endnu")
    await stores.holds.hold(later)
    assert await stores.holds.every() == {FASIT: later}
    for _ in range(2):
        await stores.holds.release(FASIT)
        assert await stores.holds.every() == {}


async def test_an_hour_has_its_latest_count_and_hours_come_by_time(stores: Stores) -> None:
    midnight = datetime(2026, 11, 24, tzinfo=UTC)
    pile, other = Pile(Status.UNCERTAIN, FASIT, "virksomhedsbesoeg"), Pile(Status.RECEIVED, "log", "kandidat")
    for hour, count in ((midnight, 3), (midnight - HOUR, 1), (midnight, 2), (midnight - 30 * HOUR, 9)):
        await stores.tallies.save(hour, {pile: Group(count, NOW), other: Group(1, NOW)})
    hours = await stores.tallies.between(midnight - 24 * HOUR, midnight)
    assert hours == [HourTally(midnight - HOUR, {pile: 1, other: 1}), HourTally(midnight, {pile: 2, other: 1})]


async def test_findings_of_days_before_one_are_forgotten_of_every_target(stores: Stores) -> None:
    last = date(2026, 11, 23)
    for target in (FASIT, "momentum"):
        for days in range(3):
            key = registration(KAREN).key
            await stores.findings.note(target, last - timedelta(days=days), Checked(key, Finding.THERE, NOW))
    await stores.receipts.note(FASIT, TakenLine(registration(KAREN).key, NOW, "kvittering", False))
    await stores.findings.forget(last)
    for target in (FASIT, "momentum"):
        left = [day async for day, _ in stores.findings.between(target, date(2026, 1, 1), last)]
        assert left == [last]
    assert [line.receipt async for line in stores.receipts.of_day(FASIT, last)] == ["kvittering"]
    assert await stores.findings.forget(last) == 0


async def test_the_latest_finding_of_each_delivery_is_kept_by_its_day(stores: Stores) -> None:
    mine, other = registration(KAREN).key, registration(MEHMET).key
    day, before = date(2026, 11, 23), date(2026, 11, 22)
    explained = Checked(mine, Finding.DOUBLED, NOW, ("t-1", "t-2"), "Den ene 'er' æøå", "Dorte Holm")
    missing = Checked(mine, Finding.UNKNOWN, NOW, unknown=Unknown.SHORT)
    assert await stores.findings.note(FASIT, day, missing)
    [(_, read)] = [each async for each in stores.findings.between(FASIT, day, day)]
    assert (read, await stores.findings.note(FASIT, day, missing)) == (missing, False), "it was written since: not read"
    assert await stores.findings.note(FASIT, day, replace(explained, version=read.version))
    assert not await stores.findings.note(FASIT, day, replace(read, finding=Finding.THERE)), "never over an explanation"
    assert await stores.findings.note(FASIT, before, Checked(other, Finding.THERE, NOW))
    assert await stores.findings.note("momentum", day, replace(explained, explained=""))
    assert [each async for each in stores.findings.between(FASIT, day, day)] == [(day, explained)]
    both = [each async for each in stores.findings.between(FASIT, before, day)]
    assert sorted(both, key=str) == [(before, Checked(other, Finding.THERE, NOW)), (day, explained)]
    assert [each async for each in stores.findings.between(FASIT, date(2026, 11, 1), date(2026, 11, 21))] == []


async def test_what_is_noted_twice_was_taken_once(stores: Stores) -> None:
    lines = [TakenLine(registration(person).key, NOW, "sag-1", False) for person in (KAREN, MEHMET)]
    for line in (*lines, *lines):
        await stores.receipts.note(FASIT, line)
    taken = [line async for line in stores.receipts.of_day(FASIT, date(2026, 11, 23))]
    assert sorted(taken, key=str) == sorted(lines, key=str)


async def test_a_day_is_a_danish_one(stores: Stores) -> None:
    """A quarter past eleven in the evening, in UTC, is the next day there."""
    line = TakenLine(registration().key, datetime(2026, 11, 23, 23, 15, tzinfo=UTC), "", True)
    await stores.receipts.note(FASIT, line)
    assert [line async for line in stores.receipts.of_day(FASIT, date(2026, 11, 24))] == [line]
    assert [line async for line in stores.receipts.of_day(FASIT, date(2026, 11, 23))] == []
    assert [line async for line in stores.receipts.of_day("log", date(2026, 11, 24))] == []
