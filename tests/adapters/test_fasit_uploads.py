"""Fasit's uploads a second time, its letter's day, how documents are made, and the pause that it asks for."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from shared.adapters.memory.journal import MemoryJournal
from shared.adapters.targets.http_answers import failure_of
from shared.domain.answers.attached import Attached
from shared.domain.failures import Refused, Unavailable
from tests.adapters.delivering import delivery, fasit
from tests.examples import NOW, registration, uuid7
from tests.servers import Servers


async def test_uploads_that_fasit_has_forgotten_are_uploaded_again(values: dict[str, str], servers: Servers) -> None:
    consignment, journal = delivery(), MemoryJournal()
    servers.fasit_fails(opret={"mode": "status", "status": 429, "times": 1})
    async with fasit(values) as target:
        with pytest.raises(Unavailable):
            await target.deliver(consignment, journal)
        forgotten = journal.steps["uploaded"]
        servers.fasit()
        receipt = await target.deliver(consignment, journal)
    has = servers.fasit_has()
    assert [document["id"] for document in has["documents"]] == [receipt.id]
    assert journal.steps["uploaded"] == has["documents"][0]["upload"] != forgotten


async def test_what_is_refused_for_itself_is_refused_after_one_more_upload(
    values: dict[str, str], servers: Servers
) -> None:
    consignment, journal = delivery(), MemoryJournal()
    servers.fasit_fails(opret={"mode": "status", "status": 429, "times": 1})
    async with fasit(values) as target:
        with pytest.raises(Unavailable):
            await target.deliver(consignment, journal)
        servers.fasit_fails(opret={"mode": "refuse", "reason": "ukendt part"})
        with pytest.raises(Refused) as failure:
            await target.deliver(consignment, journal)
    assert failure.value.message == "ukendt part"
    assert [call["call"] for call in servers.fasit_has()["calls"]] == ["upload2", "opret", "opret", "upload2", "opret"]


async def test_the_letter_is_of_the_day_the_visit_was_answered(values: dict[str, str], servers: Servers) -> None:
    """It may have waited for a network for days."""
    async with fasit(values) as target:
        await target.deliver(delivery(registration(answered_at=NOW - timedelta(days=3))), MemoryJournal())
    [document] = servers.fasit_has()["documents"]
    assert document["letterDate"] == "2026-11-20"


async def test_documents_with_pictures_are_made_one_at_a_time(values: dict[str, str], servers: Servers) -> None:
    """Pictures unfold to many times their size."""
    reading, most = [0], [0]

    async def content(attached: Attached) -> bytes:
        reading[0] += 1
        most[0] = max(most[0], reading[0])
        for _ in range(50):
            await asyncio.sleep(0)
        reading[0] -= 1
        return b"no picture"

    picture = Attached(("billeder", 0), uuid7(), "a.jpg", "image/jpeg", 10, "0" * 64)
    async with fasit(values) as target:
        consignments = [replace(delivery(registration()), attached=(picture,), content=content) for _ in range(3)]
        await asyncio.gather(*(target.deliver(attached, MemoryJournal()) for attached in consignments))
    assert len(servers.fasit_has()["documents"]) == 3
    assert most == [1]


@pytest.mark.parametrize(
    ("wish", "seconds"),
    [("120", 120), ("", 0), ("soon", 0), ("-5", 0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0), ("9" * 40, 10**6)],
)
def test_the_pause_that_an_answer_asks_for(wish: str, seconds: int) -> None:
    answer = httpx.Response(429, headers={"Retry-After": wish})
    failure = failure_of(answer)
    assert isinstance(failure, Unavailable)
    assert failure.not_before == timedelta(seconds=seconds)


def test_a_pause_until_a_date_lasts_until_then() -> None:
    then = datetime.now(UTC) + timedelta(minutes=10)
    failure = failure_of(httpx.Response(503, headers={"Retry-After": format_datetime(then, usegmt=True)}))
    assert isinstance(failure, Unavailable)
    assert timedelta(minutes=9) < failure.not_before <= timedelta(minutes=10)
