"""Sign-ins and sign-outs that are over are deleted, each in its own time."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from shared.adapters.memory.access import MemoryAccess
from shared.adapters.memory.sign_ins import MemoryHandshakes
from shared.domain.ports import Handshake
from shared.services.clear_sign_ins import clear_sign_ins
from tests.examples import NOW


class Flooded(MemoryHandshakes):
    """More of them than can be deleted in one go."""

    async def forget(self, before: datetime) -> int:
        await asyncio.Event().wait()
        raise AssertionError("nobody sets it")


async def test_expired_sign_ins_and_sign_outs_are_deleted() -> None:
    handshakes, access = MemoryHandshakes(), MemoryAccess()
    await handshakes.put(Handshake("state", {}, "/", "", NOW - timedelta(seconds=1)))
    await access.sign_out("a" * 32, "session", NOW - timedelta(seconds=1))
    await clear_sign_ins(handshakes, access, NOW)
    assert not handshakes.under_way
    assert not access.signed_out


async def test_many_handshakes_end_in_time_and_keep_no_sign_out(caplog: pytest.LogCaptureFixture) -> None:
    access = MemoryAccess()
    await access.sign_out("a" * 32, "session", NOW - timedelta(seconds=1))
    await clear_sign_ins(Flooded(), access, NOW, patience=0.05)
    assert not access.signed_out
    assert "not all sign-ins were deleted" in caplog.text


async def test_a_storage_that_is_down_for_one_is_asked_for_the_other() -> None:
    handshakes, access = MemoryHandshakes(), MemoryAccess()
    access.down = True
    await handshakes.put(Handshake("state", {}, "/", "", NOW - timedelta(seconds=1)))
    await clear_sign_ins(handshakes, access, NOW)
    assert not handshakes.under_way
