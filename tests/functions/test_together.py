"""Sixteen calls at once on one instance, as many as the platform gives it: the event loop is never held.

Measured in processor time of the loop's own thread, between two turns of the loop, against what one picture or one document takes
on its thread in the same run: a busy machine stretches neither.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
import gc
import io
import re
import sys
import threading
import time
from typing import Any

from azure.functions.queue import QueueMessage
from PIL import Image
import pytest

from functions import attachments, delivery
from local.run.parts import HOME
from shared import wiring
from shared.adapters.attachments_blobs import BlobAttachments
from shared.adapters.memory.target import MemoryTarget
from shared.adapters.pdf import pdf, typeset
from shared.adapters.pdf.pictures import drawable, drawn
from shared.adapters.pools import BROKER, DOCUMENTS, PICTURES
from shared.adapters.queue import StorageQueue
from shared.adapters.registrations_table import TableRegistrations
from shared.domain.delivery import Receipt
from shared.domain.ports import Consignment, Journal
from tests.adapters.test_pdf import noted
from tests.examples import KAREN, uuid7
from tests.functions.edge import OWN, Answer, Edge
from tests.servers import Servers

EACH = 4
"""Of four kinds: sixteen."""

BLOCKING = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "time.sleep", "subprocess.Popen", "urllib.Request"})
"""What Python says it is about to do, and nobody may do on the loop."""

LONG = noted("En lang linje om besøget hos virksomheden.\n" * 1500)


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((4000, 3000)).convert("RGB").save(buffer, "PNG")
    return buffer.getvalue()


PICTURE = picture()


@dataclass
class Watch:
    """`longest`: the most processor time of one turn of the loop, in seconds; `blocked`: what was done on its thread."""

    longest: float = 0.0
    blocked: list[str] = field(default_factory=list)
    over: bool = False

    async def turns(self) -> None:
        before = time.thread_time()
        while not self.over:
            await asyncio.sleep(0)
            now = time.thread_time()
            self.longest, before = max(self.longest, now - before), now


_watching: list[Watch] = []


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching and event in BLOCKING and threading.current_thread() is threading.main_thread():
        _watching[-1].blocked.append(f"{event} {arguments!r:.80}")


sys.addaudithook(_audit)


@contextmanager
def watched() -> Iterator[Watch]:
    """The loop is watched while the block runs; the collector's rounds, long in a whole suite's heap, are left out."""
    watch = Watch()
    gc.collect()
    gc.freeze()
    gc.disable()
    _watching.append(watch)
    try:
        yield watch
    finally:
        _watching.pop()
        watch.over = True
        gc.enable()
        gc.unfreeze()


def processor_time(call: Any, *arguments: Any) -> float:
    before = time.thread_time()
    call(*arguments)
    return time.thread_time() - before


class LongDocuments(MemoryTarget):
    """It sets a document of many pages for each."""

    async def deliver(self, delivery: Consignment, journal: Journal) -> Receipt:
        await pdf(LONG)
        return await super().deliver(delivery, journal)


@pytest.fixture
async def stored(edge: Edge, servers: Servers) -> AsyncIterator[Edge]:
    """The edge on real storage, with real pictures and documents."""
    account = servers.account()
    rows, queue, files = TableRegistrations(account), StorageQueue(account), BlobAttachments(account)
    dependencies = replace(
        edge.context.dependencies,
        registrations=rows,
        delivery_queue=queue,
        attachments=files,
        drawable=drawable,
        targets=lambda name: LongDocuments(),
    )
    edge.cookie = edge.session()
    with wiring.override(**{**edge.parts, "dependencies": dependencies}):
        yield edge
    for row in (rows, queue, files):
        await row.close()


async def attach(edge: Edge) -> Answer:
    route = {"registration": str(uuid7()), "attachment": "0195b3c0-0000-4000-8000-000000000001"}
    return await edge.call(attachments.put_attachment, "PUT", PICTURE, route=route, headers=OWN)


async def deliver(id: str) -> None:
    await delivery.deliver_registration(QueueMessage(body=f"{KAREN.key}/{id}"))


@pytest.mark.parametrize("stage", ["dev", "test", "prod"])
def test_sixteen_is_what_an_instance_is_given_and_sign_ins_hold_half_of_it_at_most(stage: str) -> None:
    parameters = (HOME / "infra" / "bicep" / f"{stage}.bicepparam").read_text("utf-8")
    [concurrency] = re.findall(r"httpConcurrency: (\d+)", parameters)
    assert int(concurrency) == 4 * EACH
    assert 2 * BROKER.room <= int(concurrency)


async def test_sixteen_calls_at_once_never_hold_the_loop(stored: Edge) -> None:
    waiting = [(await stored.put()).json["id"] for _ in range(EACH + 1)]
    # One of each first: what is imported and compiled is not what is measured.
    await asyncio.gather(stored.put(), attach(stored), deliver(waiting.pop()), stored.mine())
    item = min(
        await PICTURES.run(processor_time, drawn, PICTURE, 64), await DOCUMENTS.run(processor_time, typeset, LONG)
    )
    with watched() as watch:
        turning = asyncio.create_task(watch.turns())
        answers = await asyncio.gather(
            *(stored.put() for _ in range(EACH)),
            *(attach(stored) for _ in range(EACH)),
            *(stored.mine() for _ in range(EACH)),
            *(deliver(id) for id in waiting),
        )
    await turning
    assert [answer.status for answer in answers if answer] == [201] * 2 * EACH + [200] * EACH
    assert {(await stored.look(id)).json["status"] for id in waiting} == {"delivered"}
    assert not watch.blocked
    assert watch.longest < item, "work for a pool of shared/adapters/pools.py was done on the loop"
