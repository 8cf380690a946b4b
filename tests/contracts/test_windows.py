"""What every store of service windows and incident notes does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from shared.adapters.memory.windows import MemoryWindows
from shared.adapters.windows_table import TableWindows
from shared.domain.evaluation.windows import ServiceWindow
from shared.domain.ports import IncidentNote, ServiceWindows
from tests.examples import NOW
from tests.servers import Servers

HOUR = timedelta(hours=1)
WINDOW = ServiceWindow("20261124T2000Z", NOW + 31 * HOUR, NOW + 33 * HOUR, NOW, "Opgradering af 'gatewayen' & æøå")


@pytest.fixture(params=["memory", "table", "table of a storage that fails"])
async def windows(request: pytest.FixtureRequest, servers: Servers) -> AsyncIterator[ServiceWindows]:
    if request.param == "memory":
        yield MemoryWindows()
        return
    table = TableWindows(servers.account_of(request.param))
    yield table
    await table.close()


async def test_windows_come_back_whole_and_by_their_beginning(windows: ServiceWindows) -> None:
    earlier = replace(WINDOW, id="a", start=WINDOW.start - HOUR)
    for window in (WINDOW, earlier):
        await windows.announce(window, "Dorte Holm")
    assert list(await windows.all()) == [earlier, WINDOW]


async def test_a_window_is_called_off_once_and_stays_to_be_read(windows: ServiceWindows) -> None:
    await windows.announce(WINDOW, "Dorte Holm")
    called_off = replace(WINDOW, withdrawn=NOW + HOUR)
    assert await windows.withdraw(WINDOW.id, NOW + HOUR, "Dorte Holm") == called_off
    assert await windows.withdraw(WINDOW.id, NOW + 2 * HOUR, "Otto") == called_off
    assert list(await windows.all()) == [called_off]
    assert await windows.withdraw("nothing", NOW, "Otto") is None


async def test_the_latest_note_of_an_incident_is_read(windows: ServiceWindows) -> None:
    notes = [
        IncidentNote("fasit_20261123T1300Z", cause, "Dorte Holm", NOW) for cause in ("Ukendt", "Certifikat udløbet")
    ]
    for note in notes:
        await windows.note(note)
    assert await windows.notes() == {notes[1].incident: notes[1]}
    assert list(await windows.all()) == []
