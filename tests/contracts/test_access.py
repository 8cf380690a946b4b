"""What every store of the access list does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from shared.adapters.access_table import TableAccess
from shared.adapters.memory.access import MemoryAccess
from shared.domain.access.access_list import AccessEntry, Act, Actor, Change, Grant
from shared.domain.ports import AccessList
from shared.domain.problems import AccessChanged
from tests.examples import KAREN, MEHMET, NOW
from tests.servers import Servers

DORTE = Actor("d" * 32, "Dorte Holm")
GRANT = Grant(("konsulent", "teamleder"), "Team Nord 'æøå'", date(2026, 11, 1), date(2027, 6, 30))
WAITING = AccessEntry(KAREN.key, KAREN.name, waiting_since=NOW)


@pytest.fixture(params=["memory", "table", "table of a storage that fails"])
async def access(request: pytest.FixtureRequest, servers: Servers) -> AsyncIterator[AccessList]:
    if request.param == "memory":
        yield MemoryAccess()
        return
    table = TableAccess(servers.account_of(request.param))
    yield table
    await table.close()


def change(minutes: int = 0, reason: str = "") -> Change:
    return Change(NOW + timedelta(minutes=minutes), Act.ALLOWED, DORTE, Grant(), GRANT, reason)


async def test_a_line_comes_back_whole(access: AccessList) -> None:
    assert await access.get(KAREN.key) is None
    saved = await access.save(replace(WAITING, grant=GRANT, removed=True, ended_at=NOW), change())
    assert saved.version
    assert saved == replace(WAITING, grant=GRANT, removed=True, ended_at=NOW, version=saved.version)
    assert await access.get(KAREN.key) == saved
    assert await access.get(MEHMET.key) is None


async def test_every_line_is_told_and_no_change_among_them(access: AccessList) -> None:
    for person in (KAREN, MEHMET):
        await access.save(AccessEntry(person.key, person.name), change())
    assert {item.key for item in await access.every()} == {KAREN.key, MEHMET.key}


async def test_the_trail_is_a_persons_own_and_oldest_first(access: AccessList) -> None:
    line = await access.save(WAITING, change(reason="først"))
    line = await access.save(replace(line, grant=GRANT), change(5, "så"))
    await access.save(replace(line, grant=Grant()), change(5, "samtidig"))
    await access.save(AccessEntry(MEHMET.key), change())
    trail = await access.trail(KAREN.key)
    assert {item.reason for item in trail} == {"først", "så", "samtidig"}
    assert trail[0] == change(reason="først")
    assert await access.trail("0" * 32) == []


async def test_of_two_who_change_the_same_line_one_is_told(access: AccessList) -> None:
    line = await access.save(WAITING, change())
    done = await asyncio.gather(
        *(access.save(replace(line, grant=GRANT), change(1)) for _ in range(4)), return_exceptions=True
    )
    assert sum(isinstance(item, AccessEntry) for item in done) == 1
    assert all(isinstance(item, AccessEntry | AccessChanged) for item in done)
    assert len(await access.trail(KAREN.key)) == 2


async def test_a_line_is_made_once(access: AccessList) -> None:
    await access.save(WAITING, change())
    with pytest.raises(AccessChanged):
        await access.save(WAITING, change())
    assert len(await access.trail(KAREN.key)) == 1


async def test_a_signed_out_session_stays_signed_out_and_no_other(access: AccessList) -> None:
    line = await access.save(WAITING, change())
    assert await access.of_session(KAREN.key, "session-1") == (line, False)
    await access.sign_out(KAREN.key, "session-1", NOW)
    await access.sign_out(KAREN.key, "session-1", NOW)
    assert await access.of_session(KAREN.key, "session-1") == (line, True)
    assert await access.of_session(KAREN.key, "session-2") == (line, False)
    assert await access.of_session(MEHMET.key, "session-1") == (None, False)
    assert list(await access.every()) == [line], "what was signed out is nobody's entry"
    changed = await access.save(replace(line, grant=GRANT), change(1))
    assert await access.of_session(KAREN.key, "session-1") == (changed, True)


async def test_signed_out_sessions_that_are_over_anyway_are_forgotten(access: AccessList) -> None:
    line = await access.save(WAITING, change())
    await access.sign_out(KAREN.key, "over", NOW - timedelta(seconds=1))
    await access.sign_out(KAREN.key, "not-over", NOW + timedelta(seconds=1))
    assert await access.forget(NOW) == 1
    assert await access.of_session(KAREN.key, "over") == (line, False)
    assert await access.of_session(KAREN.key, "not-over") == (line, True)
