"""What every store of the evaluation's figures does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from shared.adapters.changes_table import TableChanges
from shared.adapters.evaluation_table import TableConsumption, TableEffects, TableRepeats
from shared.adapters.memory.evaluation import MemoryChanges, MemoryConsumption, MemoryEffects, MemoryRepeats
from shared.domain.evaluation.changes import FirstSeen
from shared.domain.evaluation.consumption import Usage
from shared.domain.evaluation.effect import EVERY_APP, Effect, Spread
from shared.domain.evaluation.effect_report import BeforeFigure, EffectRecord
from shared.domain.evaluation.maintenance import Maintenance
from shared.domain.ports import ChangeRecords, ConsumptionRecords, EffectRecords, MeteredMonth, Repeats
from tests.examples import NOW, uuid7
from tests.servers import Servers

TAKEN = Spread(6, 31, 60), Spread(6, 48, 210), Spread(6, 4, 11)
EFFECT = Effect(7, Spread(6, 12, 90), Spread(5, 14, 95), 6, 4, 1, 0, 140, 120, 5, 2, *TAKEN)
KEPT = EffectRecord(
    {EVERY_APP: EFFECT, "virksomhedsbesoeg": EFFECT, "kandidat": Effect()},
    Maintenance(2, 135, {"support": 135}, {"Kandidatbank, æøå": 135}, 213_750, 1),
    NOW,
)


@dataclass
class Stores:
    consumption: ConsumptionRecords
    effects: EffectRecords
    repeats: Repeats
    changes: ChangeRecords


@pytest.fixture(params=["memory", "table", "table of a storage that fails"])
async def stores(request: pytest.FixtureRequest, servers: Servers) -> AsyncIterator[Stores]:
    if request.param == "memory":
        yield Stores(MemoryConsumption(), MemoryEffects(), MemoryRepeats(), MemoryChanges())
        return
    account = servers.account_of(request.param)
    tables = TableConsumption(account), TableEffects(account), TableRepeats(account), TableChanges(account)
    yield Stores(*tables)
    for table in tables:
        await table.close()


async def test_what_was_metered_comes_back_to_the_last_decimal(stores: Stores) -> None:
    usage = [
        Usage("functions-gb-seconds", Decimal("266.2400000000000000001")),
        Usage("logs-gb", Decimal(0), "kandidat"),
    ]
    assert await stores.consumption.of("2026-11") is None
    await stores.consumption.save("2026-11", MeteredMonth([], NOW))
    later = MeteredMonth(usage, NOW + timedelta(days=1), {"logs-gb": NOW})
    await stores.consumption.save("2026-11", later)
    assert await stores.consumption.of("2026-11") == later
    assert await stores.consumption.of("2026-10") is None


async def test_the_figures_of_a_period_come_back_whole(stores: Stores) -> None:
    assert await stores.effects.of("2026-4") is None
    await stores.effects.save("2026-4", KEPT)
    assert await stores.effects.of("2026-4") == KEPT
    assert await stores.effects.of("2026-11") is None


async def test_an_app_that_has_nothing_any_more_is_gone_when_the_period_is_reckoned_again(stores: Stores) -> None:
    await stores.effects.save("2026-4", KEPT)
    later = replace(KEPT, by_app={EVERY_APP: EFFECT}, reckoned_at=NOW + timedelta(days=1))
    await stores.effects.save("2026-4", later)
    assert await stores.effects.of("2026-4") == later


async def test_the_latest_figure_of_before_is_read(stores: Stores) -> None:
    interview = BeforeFigure("interview", "Et interview", 41, "klik", "STAR, maj 2024", "Eva Evaluator", NOW)
    placement = replace(interview, id="placement", task="En virksomhedspraktik", value=80)
    for figure in (placement, interview, replace(interview, value=40)):
        await stores.effects.note_before(figure)
    assert list(await stores.effects.before()) == [replace(interview, value=40), placement]


async def test_a_registration_that_comes_again_is_noted_once_a_month(stores: Stores) -> None:
    again, other = uuid7(), uuid7()
    for id, day in ((again, 23), (again, 24), (other, 30)):
        await stores.repeats.note(id, date(2026, 11, day))
    assert await stores.repeats.of_month(date(2026, 11, 1)) == {again, other}
    assert await stores.repeats.of_month(date(2026, 12, 1)) == frozenset()


async def test_when_a_package_and_a_version_were_first_seen_stands(stores: Stores) -> None:
    release, version = FirstSeen("", "0123456789ab+", NOW, is_baseline=True), FirstSeen("kandidat", "2", NOW)
    for seen in (release, version, replace(version, at=NOW + timedelta(days=1)), replace(release, is_baseline=False)):
        await stores.changes.note(seen)
    assert sorted(await stores.changes.all(), key=lambda seen: seen.app) == [release, version]
