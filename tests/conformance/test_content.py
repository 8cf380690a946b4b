"""The content of deliveries (any letters, many files), clocks that differ, and calls that are made twice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
import io
import json
from typing import Any
from uuid import UUID

from pypdf import PdfWriter
import pytest

from shared.adapters.memory.target_states import MemoryTargetStates
from shared.adapters.targets.momentum_task import reference
from shared.domain.answers.attached import Attached
from shared.domain.attachments import PDF
from shared.domain.delivery_status import Status
from shared.domain.ports import Consignment, Journal
from shared.services.deliver import deliver
from tests.conformance.conftest import Sent
from tests.conformance.sides import Side
from tests.conformance.troubles import Trouble
from tests.waiting import let_others_go_on_until

pytestmark = pytest.mark.starts

Send = Callable[..., Awaitable[Sent]]


def received(side: Side) -> str:
    """Everything that the stand-in has received, as text."""
    if "held" in side.facts:
        return json.dumps(side.facts["held"].tasks, ensure_ascii=False)
    return json.dumps(side.facts["received"].as_json(), ensure_ascii=False) if side.facts else ""


@pytest.mark.parametrize(
    "name", ["Ærø Øl & Åse", "Ελένη Παπαδοπούλου", "شركة", "名前", "👩‍🔧 Værksted", "a\u0301 <b>&amp;\u200f"]
)
async def test_names_in_any_letters_are_delivered(side: Side, send: Send, name: str) -> None:
    sent = await send(navn=name)
    assert await sent.tried() is Status.DELIVERED
    if side.reaches:
        assert name.encode("utf-8").decode() in received(side)


async def test_a_title_that_is_too_long_is_cut_and_found_all_the_same(side: Side, send: Send) -> None:
    sent = await send(navn="Virksomhed " + "æ" * 180)
    side.troubled.meet("commit", Trouble(cut="before", works=True, times=1))
    await sent.tried()
    if side.reaches and side.a_person_decides:
        await sent.resolved("delivered", "found")
    assert await sent.drained() is Status.DELIVERED
    assert side.there() == 1


async def test_a_hundred_files_stop_no_delivery(side: Side, send: Send) -> None:
    """Files are delivered, or named in the document; none stops the delivery."""
    sent = await send()
    files = tuple(Attached(("bilag",), UUID(int=n), f"Bilag {n}.pdf", PDF, 400, "0" * 64) for n in range(100))
    paper = _paper()

    class WithFiles:
        needs = side.target.needs

        async def deliver(self, consignment: Consignment, journal: Journal) -> Any:
            async def content(attached: Attached) -> bytes:
                return paper

            return await side.target.deliver(replace(consignment, attached=files, content=content), journal)

    sent.target = WithFiles()  # type: ignore[assignment]
    assert await sent.tried() is Status.DELIVERED
    assert side.there() == 1
    if "received" in side.facts:
        [document] = side.facts["received"].documents
        assert len({upload for _, upload in document.files}) == 101, "each file, after the document itself"


def _paper() -> bytes:
    pdf, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(pdf)
    return pdf.getvalue()


async def test_two_workers_at_once_make_one(side: Side, send: Send) -> None:
    sent = await send()
    await asyncio.gather(*(deliver(sent.key.to(side.name), sent.dependencies) for _ in range(3)))
    assert await sent.drained() is Status.DELIVERED
    await deliver(sent.key, sent.dependencies)
    assert side.there() == 1


async def test_a_worker_that_ends_in_the_middle_makes_one(side: Side, send: Send) -> None:
    """The request was carried out, but the worker ended before the answer: its claim expires."""
    sent = await send()
    side.troubled.meet("commit", Trouble(holds=True, works=True, times=1))
    worker = asyncio.create_task(deliver(sent.key, sent.dependencies))
    if side.reaches:
        await let_others_go_on_until(lambda: side.there() == 1)
        stored = sent.row
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)
        side.troubled.over()
        # Undo what the cancelled worker stored while it was cancelled: a killed one stores nothing.
        sent.context.registrations.rows[sent.key] = stored
        sent.context.clock.pass_(minutes=10)
        if side.a_person_decides:
            assert await sent.tried() is Status.UNCERTAIN
            await sent.resolved("delivered", "found")
    await worker if not worker.cancelled() and not side.reaches else None
    assert await sent.drained() is Status.DELIVERED
    assert side.there() == 1


@pytest.mark.parametrize("days", [-40, -3, 0, 3])
async def test_clocks_that_differ(side: Side, send: Send, days: int) -> None:
    """Our clock jumps between accepting and delivering: no call depends on our clock and the target's being equal."""
    sent = await send()
    sent.context.clock.now += timedelta(days=days)
    side.troubled.meet("commit", Trouble(status=429, times=1))
    assert await sent.drained(24 * 90) is Status.DELIVERED
    assert side.there() == 1


async def test_401_once_is_nobodys_trouble_for_long(side: Side, send: Send) -> None:
    sent = await send()
    side.expire()
    side.troubled.meet("commit", Trouble(status=401, times=1))
    assert await sent.drained() is Status.DELIVERED
    assert side.there() == 1


async def test_a_target_that_forgets_what_was_made_ready(side: Side, send: Send) -> None:
    sent = await send()
    side.troubled.meet("commit", Trouble(status=429, times=1))
    await sent.tried()
    side.forget()
    side.expire()
    assert await sent.drained() is Status.DELIVERED
    assert side.there() == 1


@pytest.mark.parametrize("call", ["prepare", "commit"])
async def test_a_pause_that_is_asked_for_is_kept_by_the_other_deliveries(side: Side, send: Send, call: str) -> None:
    """Also where the call that asked for it may have made something."""
    first, other = await send(), await send()
    other.context.states = MemoryTargetStates()
    side.troubled.meet(call, Trouble(status=503, headers=(("Retry-After", "300"),), times=1))
    await first.tried()
    other.context.clock.pass_(seconds=290)
    await other.tried()
    assert other.row.status is (Status.RECEIVED if side.reaches else Status.DELIVERED)
    other.context.clock.pass_(seconds=20)
    assert await other.drained() is Status.DELIVERED


@pytest.mark.parametrize(("body", "status"), [(b"{}", 200), (b"", 200), (b"<a:Svar xmlns:a='urn:x'/>", 201)])
async def test_a_success_that_names_nothing(side: Side, send: Send, body: bytes, status: int) -> None:
    """The format of Fasit's answer is not documented, so any success that may be Fasit's own counts; Momentum is asked
    afterwards. Both have exactly one."""
    sent = await send()
    side.troubled.meet("commit", Trouble(status=status, body=body, works=True, times=1))
    await sent.tried()
    assert await sent.drained() is Status.DELIVERED
    assert side.there() == 1
    assert sent.row.receipt is not None
    if "held" in side.facts:
        assert sent.row.receipt.id == side.facts["held"].tasks[0]["id"]
        assert side.facts["held"].tasks[0]["title"].endswith(reference(sent.row))


async def test_a_day_without_the_target_and_then_a_backlog(side: Side, send: Send) -> None:
    """When the target is back, each registration arrives once, in the order in which they were submitted."""
    side.troubled.meet("prepare", Trouble(status=503))
    many = [await send(navn=f"Nummer {number}") for number in range(5)]
    for sent in many:
        await sent.tried()
        await sent.tried()
    side.troubled.over()
    for sent in many:
        assert await sent.drained() is Status.DELIVERED
    assert side.there() == (5 if side.reaches else 1)
