"""How a worker ends, what it takes with it, and which log lines never arrive."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.local.host.process import HostProcess, host
from tests.local.host.queue_messages import poison_messages, send
from tests.servers import Servers
from tests.waiting import until

pytestmark = pytest.mark.starts


@pytest.fixture(scope="module")
def storage(servers: Servers) -> str:
    return servers.storage()


@pytest.fixture(scope="module")
def app(storage: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostProcess]:
    with host("ending", tmp_path_factory.mktemp("host"), AzureWebJobsStorage=storage) as process:
        yield process


def alive(app: HostProcess) -> bool:
    try:
        return app.get("/api/alive").text == "alive"
    except httpx.TransportError:
        return False


def names(app: HostProcess) -> list[str]:
    return [str(entry["name"]) for entry in app.record]


def lost(app: HostProcess, path: str) -> bool:
    """Whether a call of it gets no answer at all."""
    try:
        app.get(path)
    except httpx.TransportError:
        return True
    return False


@pytest.mark.parametrize("path", ["/api/hang", "/api/hold", "/api/cancelled", "/api/exits"])
def test_a_function_past_its_time_or_that_gives_no_answer_ends_the_worker_and_a_new_one_begins(
    app: HostProcess, path: str
) -> None:
    started = app.log.count("host: ready")
    assert lost(app, path)
    until(lambda: alive(app))
    assert app.log.count("host: ready") == started + 1
    assert "hang was cleaned up" not in names(app)


def test_the_worker_takes_every_invocation_with_it(app: HostProcess) -> None:
    before = names(app).count("hang begins")
    with ThreadPoolExecutor(2) as pool:
        other = pool.submit(lost, app, "/api/hang")
        until(lambda: names(app).count("hang begins") > before)
        assert lost(app, "/api/exits")
        assert other.result()
    until(lambda: alive(app))


def test_a_message_in_hand_has_failed_and_is_poison_at_the_limit(app: HostProcess, storage: str) -> None:
    send(storage, "slow", "never done")
    until(lambda: "never done" in poison_messages(storage, "slow"))
    assert [entry["count"] for entry in app.record if entry["name"] == "message"] == [1, 2]
    assert "exceeded by function 'Functions.take_slowly'" in app.log
    until(lambda: alive(app))


def test_a_function_that_returns_what_nobody_takes_fails(app: HostProcess, storage: str) -> None:
    send(storage, "talkative", "tell me")
    until(lambda: "tell me" in poison_messages(storage, "talkative"))
    assert "without a $return binding" in app.log


ARRIVES = ("from the coroutine", "from a gathered task", "from a sync function")
NEVER = (
    *("at import", "from a thread", "from an executor", "from a thread of its own"),
    *("from the platform's logger", "from a callback"),
)


def test_a_record_arrives_from_an_invocations_own_tasks_and_from_nowhere_else(app: HostProcess) -> None:
    until(lambda: alive(app))
    assert app.get("/api/log").text == "told"
    assert app.get("/api/log-sync").text == "told"
    lines = app.log.splitlines()
    for text in ARRIVES:
        assert f"INFO app: {text}" in lines
    for text in NEVER:
        assert not [line for line in lines if line.endswith(f": {text}")], text


def test_the_front_end_gives_up_and_the_function_runs_on(storage: str, tmp_path: Path) -> None:
    with host("ending", tmp_path, "--patience", "0.2", AzureWebJobsStorage=storage) as process:
        answer = process.get("/api/late")
        assert (answer.status_code, answer.content) == (504, b"")
        until(lambda: "late, but done" in names(process))
