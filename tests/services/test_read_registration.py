"""A registration and its history agree, whatever moves it while they are read."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from shared.adapters.memory.registrations import MemoryRegistrations
from shared.domain.delivery_status import Status
from shared.domain.registration import Event, Registration, RegistrationKey
from shared.services.read_registration import read_registration
from tests.examples import NOW, registration


class Moving(MemoryRegistrations):
    """A delivery moves the row between the reading of the one and of the other; `first` is what is read before."""

    def __init__(self, first: str) -> None:
        super().__init__()
        self._first, self._read = first, asyncio.Event()

    async def get(self, registration_key: RegistrationKey) -> Registration | None:
        await self._turn("get")
        stored = await super().get(registration_key)
        self._moved("get", registration_key)
        return stored

    async def history(self, registration_key: RegistrationKey) -> Sequence[Event]:
        await self._turn("history")
        history = await super().history(registration_key)
        self._moved("history", registration_key)
        return history

    async def _turn(self, call: str) -> None:
        if call != self._first:
            await self._read.wait()

    def _moved(self, call: str, registration_key: RegistrationKey) -> None:
        if call == self._first and not self._read.is_set():
            moved = self.rows[registration_key].moved(Status.DELIVERING, NOW + timedelta(seconds=1))
            self.rows[registration_key] = moved
            self.lines[registration_key].append(moved.event())
        self._read.set()


@pytest.mark.parametrize(("first", "reported"), [("history", ["received", "delivering"]), ("get", ["received"])])
async def test_the_history_ends_with_the_state_that_is_shown(first: str, reported: list[str]) -> None:
    store = Moving(first)
    added = await store.add(registration())
    result = await read_registration(added.key, store)
    assert result is not None
    assert result[0].status == reported[-1]
    assert [event.status for event in result[1]] == reported


async def test_an_unknown_registration_has_no_history() -> None:
    assert await read_registration(registration().key, MemoryRegistrations()) is None


async def test_a_first_line_that_an_earlier_release_stored_is_shown_once() -> None:
    store = MemoryRegistrations()
    added = await store.add(registration())
    now = await read_registration(added.key, store)
    store.lines[added.key].append(added.event(added.person.name))
    earlier = await read_registration(added.key, store)
    assert now == earlier
    assert now is not None
    assert [(event.status, event.by, event.at) for event in now[1]] == [("received", added.person.name, NOW)]
