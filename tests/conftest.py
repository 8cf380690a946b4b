"""Options of pytest and fixtures for all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from functions.unexpected import silence_verbose_loggers
from tests import lanes
from tests.servers import Servers
from tests.servers import servers as started
from tests.sources import collect_garbage_seldom, kept_until_the_end
from tests.stack.running import Running, running
from tests.threads import watched

if find_spec("uvloop"):

    def pytest_asyncio_loop_factories(config: pytest.Config, item: pytest.Item) -> dict[str, Callable[[], Any]]:
        """On Python 3.13, run async tests on uvloop, as Azure's worker does (python-worker#1697)."""
        return {"uvloop": import_module("uvloop").new_event_loop}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("lanes", "which tests (tests/lanes.py)")
    group.addoption("--lane", choices=lanes.LANES, help="quick: starts nothing; test: all but the rare; all")
    group.addoption("--but-313", action="store_true", help="without what Python 3.13 runs, where one is at hand")
    group.addoption("--share", metavar="N/M", help="of the rare tests, the N-th of M parts too")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    return True if lanes.is_left_out(config, collection_path) else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With `--dist loadfile`, tests go to the workers by `lanes.one_worker`."""
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    scheduler = LoadFileScheduling(config, log)
    scheduler._split_scope = lanes.one_worker
    return scheduler


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[Any]:
    """Keep the collected tests out of garbage collection: they live until the end."""
    collect_garbage_seldom()
    with kept_until_the_end():
        return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    lanes.choose(config, items)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    with lanes.nothing_is_started(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    with lanes.nothing_is_started(item):
        return (yield)


@pytest.fixture(autouse=True, scope="session")
def _libraries_log_as_in_the_app() -> None:
    silence_verbose_loggers()


@pytest.fixture(autouse=True)
def _nothing_is_logged_on_a_thread() -> Iterator[None]:
    with watched() as lost:
        yield
    assert not lost, "Azure drops what is logged on a thread: return or raise it, and log in the coroutine"


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The whole stack. All tests of a pytest worker share one, so each creates the persons whose data it changes."""
    with running(tmp_path_factory.mktemp("product"), may_fail=True) as stack:
        yield stack


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    with started() as started_servers:
        yield started_servers
