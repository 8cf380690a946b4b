"""Stores a row of each kind, through the adapters that store them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from shared.adapters.access_table import TableAccess
from shared.adapters.changes_table import TableChanges
from shared.adapters.entities_table import TableEntities
from shared.adapters.evaluation_table import TableConsumption, TableEffects, TableRepeats
from shared.adapters.memory.access import MemoryAccess
from shared.adapters.operations_table import TableFindings, TableHolds, TableReceipts, TableTallies
from shared.adapters.registrations_table import TableRegistrations
from shared.adapters.sample_days_table import TableSampleDays
from shared.adapters.samples_table import TableSamples
from shared.adapters.sign_in_tables import TableHandshakes
from shared.adapters.storage import Account
from shared.adapters.survey_table import TableSurvey
from shared.adapters.table_store import TableStore
from shared.adapters.target_states_table import TableTargetStates
from shared.adapters.timers_table import TableTimerRuns
from shared.adapters.unregistered_table import TableUnregistered
from shared.adapters.windows_table import TableWindows
from shared.domain.access.access_list import Act, Actor, Change, Grant
from shared.domain.attachments import AttachmentKey, Unregistered
from shared.domain.delivery import Delivery
from shared.domain.delivery_status import Status
from shared.domain.entities import Entity
from shared.domain.evaluation.changes import FirstSeen
from shared.domain.evaluation.day_samples import DaySamples
from shared.domain.evaluation.effect import EVERY_APP, Effect
from shared.domain.evaluation.effect_report import BeforeFigure, EffectRecord
from shared.domain.evaluation.maintenance import Maintenance
from shared.domain.evaluation.survey import SurveyAnswer
from shared.domain.evaluation.windows import ServiceWindow
from shared.domain.ports import Checked, Finding, Handshake, Hold, IncidentNote, MeteredMonth, Sample, TakenLine
from shared.domain.registration import Event
from shared.domain.target_state import TargetState
from shared.domain.timers import StartedRun, TimerRun
from tests.examples import APP, KAREN, NOW, registration, uuid7

TARGET = "fasit-documents"
MINUTE = timedelta(minutes=1)
TODAY = NOW.date()

_Store = TypeVar("_Store", bound=TableStore | TableRegistrations)


async def write_a_row_of_each_kind(account: Account) -> None:
    await _registrations(account)
    await _people(account)
    await _instance(account)
    await _operations(account)
    await _evaluation(account)


@asynccontextmanager
async def _opened(store: _Store) -> AsyncIterator[_Store]:
    try:
        yield store
    finally:
        await store.close()


async def _registrations(account: Account) -> None:
    first = registration(deliveries=(Delivery(target=TARGET, status=Status.RECEIVED, status_at=NOW),))
    async with _opened(TableRegistrations(account)) as registrations:
        stored = await registrations.add(first)
        corrected = stored.model_copy(update={"revision": stored.revision + 1})
        await registrations.change(corrected, Event(at=NOW, status=Status.RECEIVED), stored)
    async with _opened(TableEntities(account)) as entities:
        await entities.save(APP, Entity(str(uuid7()), "Café Blåbær"), KAREN.key)
    async with _opened(TableUnregistered(account)) as unregistered:
        await unregistered.add(Unregistered(AttachmentKey(KAREN.key, uuid7(), uuid7()), 7, NOW))


async def _people(account: Account) -> None:
    async with _opened(TableHandshakes(account)) as handshakes:
        await handshakes.put(Handshake("state", {}, "/", "", NOW))
    async with _opened(TableAccess(account)) as access:
        change = Change(NOW, Act.ALLOWED, Actor("d" * 32, "Dorte"), Grant(), Grant())
        await access.save(replace(MemoryAccess(KAREN).lines[KAREN.key], version=""), change)
        await access.sign_out(KAREN.key, "session-1", NOW)


async def _instance(account: Account) -> None:
    async with _opened(TableSamples(account)) as samples:
        await samples.save(Sample("storage", NOW, up=True, milliseconds=4))
    async with _opened(TableSampleDays(account)) as days:
        await days.save(DaySamples("storage", TODAY, up=1, down=0))
    async with _opened(TableWindows(account)) as windows:
        id = f"{NOW:%Y%m%dT%H%MZ}-{NOW + MINUTE:%Y%m%dT%H%MZ}"
        await windows.announce(ServiceWindow(id, NOW, NOW + MINUTE, NOW - MINUTE, "Fasit flytter"), "Dorte Holm")
        await windows.note(IncidentNote(f"storage_{NOW:%Y%m%dT%H%M}Z", "A disk was full", "Dorte Holm", NOW))
    async with _opened(TableTimerRuns(account)) as runs:
        for failed in ("", "sweep: OSError"):
            await runs.ended(TimerRun("sweep-registrations", NOW, NOW + MINUTE, failed))
        await runs.started(StartedRun("sweep-registrations", NOW, "Dorte Holm", "The timer stood still"))


async def _operations(account: Account) -> None:
    async with _opened(TableTargetStates(account)) as states:
        await states.save(TargetState(TARGET))
    async with _opened(TableHolds(account)) as holds:
        await holds.hold(Hold(TARGET, NOW, "Dorte Holm", "Fasit flytter"))
    async with _opened(TableTallies(account)) as tallies:
        await tallies.save(NOW, {})
    async with _opened(TableReceipts(account)) as receipts:
        await receipts.note(TARGET, TakenLine(registration().key, NOW, "FASIT-1"))
    async with _opened(TableFindings(account)) as findings:
        await findings.note(TARGET, TODAY, Checked(registration().key, Finding.THERE, NOW))


async def _evaluation(account: Account) -> None:
    async with _opened(TableSurvey(account)) as survey:
        await survey.add(SurveyAnswer(uuid7(), "2026-4", APP, needs=4, easy=5))
    async with _opened(TableChanges(account)) as changes:
        for seen in (FirstSeen("", "1.4.0", NOW), FirstSeen(APP, "2", NOW)):
            await changes.note(seen)
    async with _opened(TableConsumption(account)) as consumption:
        await consumption.save("2026-11", MeteredMonth([], NOW))
    async with _opened(TableEffects(account)) as effects:
        hours = Maintenance(0, 0, {}, {}, 0, 0)
        await effects.save("2026-11", EffectRecord({EVERY_APP: Effect(), APP: Effect()}, hours, NOW))
        await effects.note_before(BeforeFigure("a-visit", "A visit", 30, "minutes", "An interview", "Eva", NOW))
    async with _opened(TableRepeats(account)) as repeats:
        await repeats.note(uuid7(), TODAY)
