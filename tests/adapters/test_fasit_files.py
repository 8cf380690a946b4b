"""A registration with many files on its way to Fasit: some at the same time, in the order of the form, each noted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
import io
from uuid import UUID

from pypdf import PdfWriter
import pytest

from shared.adapters.memory.journal import MemoryJournal
from shared.adapters.targets.fasit_documents import CONCURRENCY, FasitDocuments
from shared.adapters.targets.fasit_names import attached_name
from shared.domain.answers.attached import Attached
from shared.domain.attachments import PDF
from shared.domain.failures import Refused, Unavailable
from shared.domain.ports import Consignment, WriteConflict
from shared.domain.registration import Registration
from shared.services.journal import ClaimedRow, RowJournal
from tests.adapters.delivering import delivery, fasit
from tests.dependencies import MemoryParts
from tests.examples import registration
from tests.servers import Servers

FILES = tuple(
    Attached(("bilag",), UUID(int=number), f"Bilag {number}.pdf", PDF, 400, "0" * 64) for number in range(1, 13)
)
Content = Callable[[Attached], Awaitable[bytes]]


def _paper() -> bytes:
    buffer, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(buffer)
    return buffer.getvalue()


PAPER = _paper()


async def paper(attached: Attached) -> bytes:
    return PAPER


def with_files(stored: Registration, content: Content = paper) -> Consignment:
    return replace(delivery(stored), attached=FILES, content=content)


@pytest.fixture
async def target(values: dict[str, str]) -> AsyncIterator[FasitDocuments]:
    async with fasit(values) as target:
        yield target


async def test_some_go_at_the_same_time_and_all_stand_in_the_order_of_the_form(
    target: FasitDocuments, servers: Servers, context: MemoryParts
) -> None:
    """Each note is a conditional write of one row."""
    row = await context.registrations.add(registration())
    reading, most, together = [0], [0], asyncio.Event()

    async def content(attached: Attached) -> bytes:
        reading[0] += 1
        most.append(reading[0])
        if reading[0] == CONCURRENCY:
            together.set()
        await together.wait()
        reading[0] -= 1
        return PAPER

    journal = RowJournal(ClaimedRow(row, context.dependencies), "")
    async with asyncio.timeout(60):
        await target.deliver(with_files(row, content), journal)
    assert max(most) == CONCURRENCY
    [document] = servers.fasit_has()["documents"]
    assert [name for name, _ in document["files"]][1:] == [attached_name(attached) for attached in FILES]
    uploads = [upload for _, upload in document["files"]][1:]
    assert uploads == [context.row(row.key).delivery.journal[f"uploaded/{attached.id}"] for attached in FILES]


async def test_after_a_failure_no_more_begin_and_what_was_done_is_not_done_again(
    target: FasitDocuments, servers: Servers
) -> None:
    async def gone(attached: Attached) -> bytes:
        if attached is FILES[5]:
            raise Refused("attachment-missing", str(attached.id))
        return PAPER

    journal = MemoryJournal()
    with pytest.raises(Refused):
        await target.deliver(with_files(registration(), gone), journal)
    uploaded = {step for step, value in journal.notes if step.startswith("uploaded/")}
    begun = {step for step, _ in journal.notes if step.startswith("uploading/")}
    assert len(uploaded) == len(begun) < 5 + CONCURRENCY
    assert servers.fasit_has()["documents"] == []
    await target.deliver(with_files(registration()), journal)
    assert len(servers.fasit_has()["uploads"]) == 1 + len(FILES)


async def test_a_delivery_that_was_taken_over_stops_whatever_else_failed(
    target: FasitDocuments,
) -> None:
    overtaken = asyncio.Event()

    class TakenOver(MemoryJournal):
        async def note(self, step: str, value: str = "") -> None:
            if step == f"uploading/{FILES[1].id}":
                overtaken.set()
                raise WriteConflict
            await super().note(step, value)

    async def gone(attached: Attached) -> bytes:
        if attached is FILES[0]:
            await overtaken.wait()
            raise Refused("attachment-missing", str(attached.id))
        return PAPER

    with pytest.raises(WriteConflict):
        await target.deliver(with_files(registration(), gone), TakenOver())


async def test_what_might_be_broken_off_in_the_middle_does_not_begin(target: FasitDocuments, servers: Servers) -> None:
    journal = MemoryJournal()
    with pytest.raises(Unavailable) as failure:
        await target.deliver(replace(delivery(), seconds_left=lambda: 79.0), journal)
    assert failure.value.code == "took-too-long"
    assert "creating" not in journal.steps
    await target.deliver(replace(delivery(), seconds_left=lambda: 81.0), journal)
    assert len(servers.fasit_has()["uploads"]) == 1
