"""Divides the tests into lanes by what they use, so that no list needs to be kept.

- **quick**: tests that start no process, no port and no browser, and connect to none.
- **test**: all that a change can break: the quick tests, and those that start something. A test counts as starting something if
  it uses a fixture that does (`STARTING`), or if its file says `pytestmark = pytest.mark.starts`. A test that starts something
  without saying so fails.
- **all**: the rare tests too, which take long and test what seldom changes; their files say `pytestmark = pytest.mark.rare`,
  or `pytest.mark.nightly` if they take longer than a submission may wait: these are in no share.

`--lane` chooses a lane; without it pytest runs the tests that it is given. `--share 2/4` adds the second quarter of the rare
files, `--share COMMIT/4` the quarter that a commit's hash chooses, so that over several submissions all of them are run.
`--but-313` leaves out the tests that a Python 3.13 on this machine runs, except quick ones, which cost little.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from pathlib import Path
import platform
import re
import sys
import threading
from typing import Any

import pytest

from tests import python313

LANES = ("quick", "test", "all")
STARTING = frozenset(
    {
        *("servers", "product", "stack", "browser", "phones", "account", "faulty_account"),
        *("_gateway", "dead_gateway", "crowd", "package", "prepared", "python", "broker", "service", "faulty"),
        "contract_files",
    }
)
"""The names of fixtures that start something, in any folder."""

HOW_TO_MARK = (
    "it starts or connects to something, which a quick test must not: write `pytestmark = pytest.mark.starts` in its file, or "
    "add its fixture to STARTING in tests/lanes.py"
)
_EVENTS = frozenset({"subprocess.Popen", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "os.exec", "os.system"})
_PORT, _CONNECTION = "socket.bind", "socket.connect"
READERS = "readers of the sources"
READERS_OF_SOURCES = frozenset(
    f"tests/test_{name}.py" for name in ("house", "import_law", "texts", "connections", "storage_calls", "waiting")
)
"""Tests of quick files that read all our Python files: one worker parses these once for all of them (tests/sources.py)."""
COLLECTED = pytest.StashKey[dict[str, int]]()
"""The number of collected tests of each lane, before any was deselected."""
_MARKED = re.compile(r"^pytestmark = pytest\.mark\.(starts|rare|nightly)$", re.MULTILINE)


_TEST = ContextVar[str | None]("test", default=None)
"""The test whose code this is: an asyncio task keeps the one in which it was made, and a thread of a stand-in has none."""


class _Watch:
    """Notices what is started while a block runs. An audit hook cannot be removed, so there is one for all blocks."""

    def __init__(self) -> None:
        self.events: list[str] | None = None
        self.test: str | None = None
        sys.addaudithook(self._listen)

    def _listen(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.events is not None and self._is_of_this_test(event):
            self.events.append(event)
            raise RuntimeError(f"{event}: {HOW_TO_MARK}")

    def _is_of_this_test(self, event: str) -> bool:
        """Whether the test does it that runs now, and not what an earlier one has left on the tests' loop or on a thread."""
        test = _TEST.get()
        if event == _CONNECTION:
            return test == self.test and threading.current_thread() is threading.main_thread()
        return (event in _EVENTS or event == _PORT) and test in (None, self.test)

    @contextmanager
    def listening(self, test: str) -> Iterator[list[str]]:
        events: list[str] = []
        self.events, self.test = events, test
        try:
            yield events
        finally:
            self.events = None


# The SDK's user agent contains the processor's name, for which Python starts `uname` once in a process: done here, before tests.
_ = platform.uname().processor
_WATCH = _Watch()


def starts(item: pytest.Item) -> bool:
    """Whether the test is marked, or uses a fixture of `STARTING`."""
    return bool(STARTING & set(getattr(item, "fixturenames", ()))) or any(item.iter_markers("starts"))


def is_rare(item: pytest.Item) -> bool:
    return _has_mark(item, "rare", "nightly")


def _has_mark(item: pytest.Item, *names: str) -> bool:
    return any(mark.name in names for mark in item.iter_markers())


@contextmanager
def nothing_is_started(item: pytest.Item) -> Iterator[None]:
    """Fail a test that starts something without being marked for it."""
    token = _TEST.set(item.nodeid)
    try:
        if starts(item) or is_rare(item):
            yield
            return
        with _WATCH.listening(item.nodeid) as events:
            yield
    finally:
        _TEST.reset(token)
    # The code under test may have caught the error that the hook raised.
    if events:
        pytest.fail(f"{', '.join(events)}: {HOW_TO_MARK}", pytrace=False)


def is_left_out(config: pytest.Config, path: Path) -> bool:
    """Whether the file's mark excludes it from this lane, so that it need not even be imported."""
    lane, share = config.getoption("--lane"), config.getoption("--share")
    if lane in (None, "all") or not path.name.startswith("test_") or path.suffix != ".py":
        return False
    marks = set(_MARKED.findall(path.read_text("utf-8")))
    if "nightly" in marks:
        return True
    if "rare" in marks:
        file = path.relative_to(config.rootpath).as_posix()
        return not (share and falls_in(file, share))
    return "starts" in marks and lane == "quick"


def choose(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the tests of other lanes, and order the rest so that the files that take longest come first."""
    lane, share = config.getoption("--lane"), config.getoption("--share")
    tests = [item for item in items if not is_rare(item)]
    config.stash[COLLECTED] = {"test": len(tests), "quick": sum(not starts(item) for item in tests)}
    run_on_313 = python313.FOLDERS if config.getoption("--but-313") and python313.interpreter_313() else ()
    in_lane = [
        item for item in items if _is_in(item, lane, share) and not (starts(item) and _folder(item) in run_on_313)
    ]
    if len(in_lane) < len(items):
        chosen = set(in_lane)
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    # What takes long begins first, so that at the end no worker is idle while another runs a long file.
    begins: dict[str, int] = {}
    for item in in_lane:
        begins[_file(item)] = min(begins.get(_file(item), 3), _turn(item))
    items[:] = sorted(in_lane, key=lambda item: begins[_file(item)])


def _turn(item: pytest.Item) -> int:
    if is_rare(item):
        return 0
    if starts(item):
        return 1
    return 2 if one_worker(item.nodeid) == READERS else 3


def one_worker(nodeid: str) -> str:
    """The name of the group of tests that one pytest worker takes: a file, whose tests may share a stack; the readers of the
    sources; or a single test, where a file's tests are long and share nothing."""
    file = nodeid.partition("::")[0]
    if Path(file).name.startswith("test_interleavings"):
        return nodeid
    return READERS if file in READERS_OF_SOURCES else file


def _is_in(item: pytest.Item, lane: str | None, share: str | None) -> bool:
    if is_rare(item):
        in_share = bool(share and falls_in(_file(item), share)) and not _has_mark(item, "nightly")
        return lane in (None, "all") or in_share
    return lane != "quick" or not starts(item)


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def _folder(item: pytest.Item) -> str:
    return item.nodeid.removeprefix("tests/").partition("/")[0]


def falls_in(file: str, share: str) -> bool:
    """Whether a file belongs to a share such as `2/4`, or `COMMIT/4` with a commit's hash."""
    which, _, parts = share.partition("/")
    number = int(which) if len(which) < 4 else int(sha256(which.encode()).hexdigest(), 16)
    return int(sha256(file.encode()).hexdigest(), 16) % int(parts) == number % int(parts)
