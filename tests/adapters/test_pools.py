"""Each dependency's own threads: what hangs in one pool holds up nobody in another, and waits within bounds itself."""

from __future__ import annotations

import ast
import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
import io
import threading

from PIL import Image
import pytest

from local.run.parts import HOME
from shared.adapters import pools
from shared.adapters.gateway import EntraGateway
from shared.adapters.pdf import pdf
from shared.adapters.pdf.pictures import drawable
from shared.adapters.pools import BROKER, GATEWAY, NAMES, PICTURES, THREADS, Pool
from shared.adapters.registrations_table import TableRegistrations
from shared.domain.problems import DependencyUnavailable
from tests.adapters.entra import AUDIENCE, CLIENT, ISSUER, entra
from tests.adapters.test_pdf import noted
from tests.hanging import hanging
from tests.servers import Servers
from tests.sources import nodes

ELSEWHERE = frozenset(
    {"to_thread", "run_in_executor", "run_sync", "ThreadPoolExecutor", "ProcessPoolExecutor", "Thread"}
)
"""Ways to a thread that no pool bounds."""
MAY = {("shared/adapters/span_export.py", "Thread")}
"""The exporter of traces: one thread of its own, for as long as the process lives, which no request waits for."""


def small(patience: float = 30, threads: int = 1, waiting: int = 1) -> Pool:
    return Pool(
        "test", threads=threads, waiting=waiting, patience=patience, refusal=lambda: DependencyUnavailable("busy")
    )


def places(pool: Pool) -> int:
    return pool._places._value


def given_back(pool: Pool) -> bool:
    """Whether every place is free once the pool's threads have ended."""
    pool._executor().shutdown()
    return places(pool) == pool.room


async def test_a_call_runs_on_a_thread_of_its_pool() -> None:
    pool = small()
    assert (await pool.run(lambda: threading.current_thread().name)).startswith(f"{THREADS}test")
    with pytest.raises(ValueError, match="no number"):
        await pool.run(int, "no number")
    assert given_back(pool)


async def test_who_comes_when_it_is_full_is_told_at_once_and_when_to_come_again() -> None:
    async with hanging(BROKER, BROKER.room):
        with pytest.raises(DependencyUnavailable) as raised:
            await BROKER.run(lambda: None)
    assert raised.value.code == "busy"
    assert raised.value.headers["Retry-After"].isdigit()
    assert places(BROKER) == BROKER.room


async def test_a_caller_waits_no_longer_than_the_patience_and_the_thread_keeps_its_place() -> None:
    pool = small(patience=0.05)
    async with hanging(pool, 1) as (running,):
        with pytest.raises(DependencyUnavailable):
            await running
        assert places(pool) == pool.room - 1
        # One that never began gives its place back.
        with pytest.raises(DependencyUnavailable):
            await pool.run(lambda: None)
        assert places(pool) == pool.room - 1
    assert given_back(pool)


async def test_the_calls_own_time_limit_is_the_calls_own() -> None:
    def slow() -> None:
        raise TimeoutError("of the call")

    with pytest.raises(TimeoutError, match="of the call"):
        await small().run(slow)


async def test_a_caller_that_is_cancelled_leaves_no_place_taken() -> None:
    pool = small()
    async with hanging(pool, 2) as (running, waiting):
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert places(pool) == 1
        running.cancel()
    assert given_back(pool)


async def test_a_flood_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    pool = small()
    async with hanging(pool, pool.room):
        for _ in range(50):
            with pytest.raises(DependencyUnavailable):
                await pool.run(lambda: None)
    assert caplog.messages == ["the pool test is full: 2 calls"]


async def test_a_broker_that_hangs_holds_up_nobody_else() -> None:
    """Fifty begin to sign in; the others' pools, and the loop's own, are untouched."""
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30)).save(buffer, "PNG")
    async with hanging(BROKER, 50) as signing_in:
        refused = [item for item in signing_in if item.done()]
        assert len(refused) == 50 - BROKER.room
        assert await drawable(buffer.getvalue())
        assert (await pdf(noted("Besøg"))).startswith(b"%PDF")
        assert await GATEWAY.run(lambda: True)
        assert await asyncio.to_thread(lambda: True)
        assert sum(not item.done() for item in signing_in) == BROKER.room


@pytest.mark.starts
async def test_strangers_who_wait_for_entras_keys_do_not_keep_the_gateway_out() -> None:
    with entra() as service:
        gateway = EntraGateway((ISSUER,), (AUDIENCE,), CLIENT, service.url)
        token = f"Bearer {service.token()}"
        await gateway.recognise(token, datetime.now(UTC))
        async with hanging(GATEWAY, GATEWAY.room):
            with pytest.raises(DependencyUnavailable):
                await gateway.recognise("Bearer made.up.token", datetime.now(UTC))
            await gateway.recognise(token, datetime.now(UTC))


async def test_pictures_that_hang_hold_up_no_delivery_and_no_sign_in() -> None:
    async with hanging(PICTURES, PICTURES.room):
        assert (await pdf(noted("Besøg"))).startswith(b"%PDF")
        assert await BROKER.run(lambda: True)


async def test_a_name_that_hangs_for_another_holds_up_no_storage(servers: Servers) -> None:
    """asyncio looks names up in the loop's own pool: all its threads hang here, for a register whose name server does."""
    by_number = servers.account()
    account = replace(by_number, connection=by_number.connection.replace("127.0.0.1", "localhost"))
    let_go, loop = threading.Event(), asyncio.get_running_loop()
    hanging_names = [loop.run_in_executor(None, let_go.wait, 60) for _ in range(64)]
    rows = TableRegistrations(account)
    try:
        assert (await rows.page("0" * 32, 5)).items == []
    finally:
        let_go.set()
        await asyncio.gather(*hanging_names)
        await rows.close()


async def test_the_storage_is_reached_by_its_own_names_alone(servers: Servers) -> None:
    by_number = servers.account()
    rows = TableRegistrations(replace(by_number, connection=by_number.connection.replace("127.0.0.1", "localhost")))
    async with hanging(NAMES, NAMES.room):
        with pytest.raises(DependencyUnavailable, match="storage-unavailable"):
            await rows.page("0" * 32, 5)
    await rows.close()


def test_every_pool_has_a_name_of_its_own() -> None:
    names = [pool.name for pool in vars(pools).values() if isinstance(pool, Pool)]
    assert len(set(names)) == len(names) >= 6


def product() -> Iterator[tuple[str, ast.AST]]:
    """What runs in Azure, but for the pools themselves."""
    for file in (*HOME.glob("functions/**/*.py"), *HOME.glob("shared/**/*.py"), HOME / "function_app.py"):
        text = file.read_text("utf-8")
        if file.name != "pools.py" and any(word in text for word in ELSEWHERE):
            yield from ((str(file.relative_to(HOME)), node) for node in nodes(file))


def named(node: ast.AST) -> str:
    return str(getattr(node, "attr", getattr(node, "id", getattr(node, "name", ""))))


def test_no_thread_is_taken_outside_the_pools() -> None:
    result = {(file, named(node)) for file, node in product() if named(node) in ELSEWHERE}
    assert result == MAY, "a call that blocks belongs in a pool of shared/adapters/pools.py"
