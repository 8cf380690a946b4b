"""A Fasit whose front asks for the client certificate after the handshake, as IIS and Apache do for a path."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
import ssl
import threading

from aiohttp import web
import httpx
import pytest

from local.fasit.faults import Faults
from local.fasit.received import Received
from local.fasit.service import service
from local.fasit.tls import context
from local.run.keys import Keys
from local.run.settings import TENANT
from shared.adapters.memory.journal import MemoryJournal
from shared.domain.failures import Unavailable
from tests.adapters.delivering import delivery, fasit
from tests.servers import Servers


@asynccontextmanager
async def late_fasit(values: Keys, folder: Path) -> AsyncIterator[tuple[dict[str, str], Received]]:
    """The setting that leads to it, and what it has received."""
    received = Received(folder)
    application = service(TENANT, values.client_thumbprint, received, Faults(), late=True)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
    tls = context(values.file("fasit-server.pem"), values.file("ca.pem"), late=True)

    async def started() -> int:
        await runner.setup()
        await web.TCPSite(runner, "localhost", 0, ssl_context=tls).start()
        return int(runner.addresses[0][1])

    # On a loop of asyncio's own: uvloop, on which the product runs from Python 3.13 on, cannot ask so late as a server.
    loop = asyncio.SelectorEventLoop()
    serving = threading.Thread(target=loop.run_forever)
    serving.start()
    try:
        port = await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(started(), loop))
        yield {"FASIT_URL": f"https://localhost:{port}"}, received
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(runner.cleanup(), loop))
    finally:
        loop.call_soon_threadsafe(loop.stop)
        serving.join()
        loop.close()


async def test_it_gets_the_certificate_and_the_document(
    values: dict[str, str], servers: Servers, tmp_path: Path
) -> None:
    async with (
        late_fasit(servers.stack.keys, tmp_path) as (settings, received),
        fasit(values, **settings) as target,
    ):
        await target.probe()
        receipt = await target.deliver(delivery(), MemoryJournal())
    assert [document.id for document in received.documents] == [receipt.id]


async def test_a_certificate_that_is_not_on_its_list_makes_nothing_uncertain(
    values: dict[str, str], servers: Servers, tmp_path: Path
) -> None:
    journal = MemoryJournal({"uploaded": "some-upload"})
    # The server's own certificate has the right issuer, and not the right thumbprint.
    other = servers.stack.keys.read("fasit-server.pem")
    async with (
        late_fasit(servers.stack.keys, tmp_path) as (settings, received),
        fasit(values, **settings, FASIT_CLIENT_CERTIFICATE=other) as target,
    ):
        with pytest.raises(Unavailable) as failure:
            await target.deliver(delivery(), journal)
    assert (failure.value.code, journal.steps["creating"], received.documents) == ("unauthorized", "none", [])


async def test_it_turns_a_client_away_that_did_not_announce_itself(servers: Servers, tmp_path: Path) -> None:
    values = servers.stack.keys
    async with late_fasit(values, tmp_path) as (settings, received):
        plain = ssl.create_default_context(cafile=values.file("ca.pem"))
        plain.load_cert_chain(values.file("fasit-client.pem"))
        async with httpx.AsyncClient(verify=plain, trust_env=False) as http:
            answer = await http.post(f"{settings['FASIT_URL']}/{TENANT}/v2/documents/upload2")
    assert (answer.status_code, received.calls[0].status) == (403, 403)
