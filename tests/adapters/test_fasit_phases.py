"""How far a call to Fasit came is known, so that only a request that was sent can be uncertain; each phase has its own limit."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path
import socket
import ssl

import httpx
import pytest

from local.run.keys import keys
from shared.adapters.memory.journal import MemoryJournal
from shared.adapters.targets.calls import AnswerLost, Limits, NotSent, Phase, call
from shared.domain.failures import Unavailable, Uncertain
from tests.adapters.delivering import delivery, fasit
from tests.servers import Servers

pytestmark = pytest.mark.starts

SHORT = 0.5
LONG = 60.0
"""Seconds: a limit that the fault must run into, and one that it must not."""


@contextmanager
def deaf() -> Iterator[int]:
    """A port where a SYN is not answered: nobody accepts, and there is no room for another who waits."""
    with ExitStack() as sockets:
        listening = sockets.enter_context(socket.socket())
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        for _ in range(2):
            waiting = sockets.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listening.getsockname())
        yield listening.getsockname()[1]


@contextmanager
def silent() -> Iterator[int]:
    """A port that takes a connection in, and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


async def called(client: httpx.AsyncClient, request: httpx.Request, limits: Limits) -> httpx.Response:
    """The call, which must not run into a limit of another phase."""
    async with asyncio.timeout(LONG / 4):
        return await call(client, request, limits)


async def not_sent_in(client: httpx.AsyncClient, url: str, expected: Phase) -> Phase:
    """The phase in which the connection's time runs out. With a longer time where the machine stood still, so that it ran out
    before the expected phase began."""
    for seconds in (SHORT, LONG / 12):
        with pytest.raises(NotSent) as failure:
            await called(client, client.build_request("POST", url, content=b"x"), Limits(seconds, LONG, LONG))
        if failure.value.phase is expected:
            break
    return failure.value.phase


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(verify=ssl.create_default_context(), trust_env=False) as client:
        yield client


async def test_a_connection_that_nobody_answers_was_not_sent(client: httpx.AsyncClient) -> None:
    with deaf() as port:
        assert await not_sent_in(client, f"https://127.0.0.1:{port}/", Phase.CONNECTING) is Phase.CONNECTING


async def test_a_handshake_that_nobody_answers_was_not_sent(client: httpx.AsyncClient) -> None:
    with silent() as port:
        assert await not_sent_in(client, f"https://127.0.0.1:{port}/", Phase.HANDSHAKE) is Phase.HANDSHAKE


async def test_a_name_that_nobody_knows_was_not_sent(client: httpx.AsyncClient) -> None:
    request = client.build_request("POST", "https://findes-ikke.invalid/", content=b"x")
    with pytest.raises(NotSent) as failure:
        await called(client, request, Limits(LONG, LONG, LONG))
    assert failure.value.phase is Phase.RESOLVING


async def test_a_name_server_that_is_silent_was_not_sent(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_asked: object, **_also: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", never)
    assert await not_sent_in(client, "https://localhost/", Phase.RESOLVING) is Phase.RESOLVING


async def test_waiting_for_a_free_connection_ends_and_nothing_was_sent() -> None:
    single = httpx.Limits(max_connections=1)
    with silent() as port:
        url = f"http://127.0.0.1:{port}/"
        async with httpx.AsyncClient(trust_env=False, limits=single) as client:
            limits = Limits(LONG, LONG, LONG)
            holds = asyncio.create_task(call(client, client.build_request("POST", url), limits))
            await asyncio.sleep(0)
            with pytest.raises(NotSent) as failure:
                await called(client, client.build_request("POST", url), Limits(SHORT, LONG, LONG))
            holds.cancel()
            await asyncio.gather(holds, return_exceptions=True)
    assert failure.value.phase is Phase.QUEUED


async def test_a_request_that_is_not_taken_in_may_have_been_sent(client: httpx.AsyncClient) -> None:
    with silent() as port:
        request = client.build_request("POST", f"http://127.0.0.1:{port}/", content=b"x" * 50_000_000)
        with pytest.raises(AnswerLost) as failure:
            await called(client, request, Limits(LONG, SHORT, LONG))
    assert failure.value.phase is Phase.SENDING


@asynccontextmanager
async def breaking_off(folder: Path) -> AsyncIterator[tuple[str, str]]:
    """A server whose connection is damaged after it has read the request: it ends with a TLS alert, `bad_record_mac`. Gives its
    address and its authority's certificate."""
    made = keys(folder)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(made.file("fasit-server.pem"))

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_client, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
        tls = context.wrap_bio(from_client, to_client, server_side=True)

        async def repeated(step: Callable[[], object]) -> None:
            while True:
                try:
                    step()
                    return
                except ssl.SSLWantReadError:
                    writer.write(to_client.read())
                    from_client.write(await reader.read(65536))

        await repeated(tls.do_handshake)
        await repeated(tls.read)
        from_client.write(b"\x17\x03\x03\x00\x40" + bytes(64))
        with suppress(ssl.SSLError):
            while tls.read():
                pass
        writer.write(to_client.read())
        while await reader.read(65536):
            pass  # Closing with something unread would reset the connection before the alert is read.
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield f"https://localhost:{server.sockets[0].getsockname()[1]}/", made.read("ca.pem")


async def test_an_alert_after_the_request_says_nothing_of_our_certificate(tmp_path: Path) -> None:
    async with breaking_off(tmp_path) as (url, authority):
        trust = ssl.create_default_context(cadata=authority)
        async with httpx.AsyncClient(verify=trust, trust_env=False) as client:
            with pytest.raises(AnswerLost) as failure:
                await called(client, client.build_request("POST", url, content=b"x"), Limits(LONG, LONG, LONG))
    assert failure.value.phase is Phase.ANSWER


async def test_an_answer_that_does_not_come_was_sent(client: httpx.AsyncClient) -> None:
    with silent() as port:
        request = client.build_request("POST", f"http://127.0.0.1:{port}/", content=b"x")
        with pytest.raises(AnswerLost) as failure:
            await called(client, request, Limits(LONG, LONG, SHORT))
    assert failure.value.phase is Phase.ANSWER


@pytest.mark.parametrize("listening", [deaf, silent])
async def test_opret_without_a_connection_makes_nothing_uncertain(
    values: dict[str, str], listening: Callable[[], AbstractContextManager[int]]
) -> None:
    journal = MemoryJournal({"uploaded": "some-upload"})
    with listening() as number:
        async with fasit(values, FASIT_URL=f"https://127.0.0.1:{number}", FASIT_CONNECT_SECONDS=str(SHORT)) as target:
            with pytest.raises(Unavailable) as failure:
                await target.deliver(delivery(), journal)
    assert (failure.value.code, journal.steps["creating"]) == ("unavailable", "none")


async def test_opret_may_take_longer_than_an_upload(values: dict[str, str], servers: Servers) -> None:
    """The same slowness: too long for an upload, and not for the call that nobody may ask twice."""
    slow, journal = {"mode": "delay", "seconds": 5}, MemoryJournal()
    async with fasit(values, FASIT_TIMEOUT_SECONDS="3", FASIT_CREATE_SECONDS="60") as target:
        servers.fasit_fails(upload2=slow)
        with pytest.raises(Unavailable):
            await target.deliver(delivery(), journal)
        servers.fasit_fails(opret=slow)
        receipt = await target.deliver(delivery(), journal)
    assert [document["id"] for document in servers.fasit_has()["documents"]] == [receipt.id]


async def test_opret_that_takes_longer_than_it_may_is_uncertain(values: dict[str, str], servers: Servers) -> None:
    servers.fasit_fails(opret={"mode": "hold"})
    async with fasit(values, FASIT_CREATE_SECONDS="0.5") as target:
        with pytest.raises(Uncertain) as failure:
            await target.deliver(delivery(), MemoryJournal())
    assert failure.value.message.startswith("answer:")
