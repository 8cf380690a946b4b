"""The lanes of the tests, by what a test uses, so that nobody keeps a list.

- **quick**: starts nothing. No process, no port, no browser.
- **test**: all that a change can break: quick, and what `starts` something. A test does when it asks for a fixture that does
  (`STARTING`), or when its file says `pytestmark = pytest.mark.starts`; one that starts something and says nothing fails.
- **all**: what is `rare` as well, since it is long and guards what seldom changes: its file says `pytestmark = pytest.mark.rare`.

`--lane` chooses; without it pytest runs what it is asked for. `--share 2/4` takes the second quarter of the rare files, or by
`--share COMMIT/4` the one that a commit's hash says, so that a few submissions hold what one has no time for. `--but-313` leaves
out what Python 3.13 runs where one is at hand, but for the quick ones, which cost little.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
import platform
import re
import sys
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
"""Fixtures that start something, by their names in any folder."""

SAY = (
    "it starts something, which the quick tests do not: say `pytestmark = pytest.mark.starts` in its file, or name its fixture "
    "in tests/lanes.py"
)
_EVENTS = frozenset({"subprocess.Popen", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "os.exec", "os.system"})
_PORT = "socket.bind"
COLLECTED = pytest.StashKey[dict[str, int]]()
"""How many tests of each lane were collected, before any was left out."""
_MARKED = re.compile(r"^pytestmark = pytest\.mark\.(starts|rare)$", re.MULTILINE)


class _Watch:
    """What was started while a block ran. The interpreter has one hook for good; it listens only then."""

    def __init__(self) -> None:
        self.heard: list[str] | None = None
        sys.addaudithook(self._listen)

    def _listen(self, event: str, given: tuple[Any, ...]) -> None:
        if self.heard is not None and (event in _EVENTS or event == _PORT):
            self.heard.append(event)
            raise RuntimeError(f"{event}: {SAY}")

    @contextmanager
    def listening(self) -> Iterator[list[str]]:
        heard: list[str] = []
        self.heard = heard
        try:
            yield heard
        finally:
            self.heard = None


# The SDK's user agent asks for the processor's name, for which Python starts `uname` once a process.
_ = platform.uname().processor
_WATCH = _Watch()


def starts(item: pytest.Item) -> bool:
    """Whether the test says that it starts something."""
    return bool(STARTING & set(getattr(item, "fixturenames", ()))) or any(item.iter_markers("starts"))


def is_rare(item: pytest.Item) -> bool:
    return any(item.iter_markers("rare"))


@contextmanager
def nothing_is_started(item: pytest.Item) -> Iterator[None]:
    """Fails a test that starts what it does not say that it starts."""
    if starts(item) or is_rare(item):
        yield
        return
    with _WATCH.listening() as heard:
        yield
    # The code under test may have swallowed it.
    if heard:
        pytest.fail(f"{', '.join(heard)}: {SAY}", pytrace=False)


def is_left_out(config: pytest.Config, path: Path) -> bool:
    """Whether a file is of no other lane than this one has, as its mark says: it is then not even imported, by any worker."""
    lane, share = config.getoption("--lane"), config.getoption("--share")
    if lane in (None, "all") or not path.name.startswith("test_") or path.suffix != ".py":
        return False
    marks = set(_MARKED.findall(path.read_text("utf-8")))
    if "rare" in marks:
        file = path.relative_to(config.rootpath).as_posix()
        return not (share and falls_in(file, share))
    return "starts" in marks and lane == "quick"


def choose(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keeps the lane's tests, and puts those first whose files take longest."""
    lane, share = config.getoption("--lane"), config.getoption("--share")
    tests = [item for item in items if not is_rare(item)]
    config.stash[COLLECTED] = {"test": len(tests), "quick": sum(not starts(item) for item in tests)}
    done = python313.FOLDERS if config.getoption("--but-313") and python313.interpreter_313() else ()
    kept = [item for item in items if _is_in(item, lane, share) and not (starts(item) and _folder(item) in done)]
    if len(kept) < len(items):
        chosen = set(kept)
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    # What waits for others begins at once, so that nobody waits for the last file with one processor idle; a file stays whole.
    begins: dict[str, int] = {}
    for item in kept:
        begins[_file(item)] = min(begins.get(_file(item), 2), 0 if is_rare(item) else 1 if starts(item) else 2)
    items[:] = sorted(kept, key=lambda item: begins[_file(item)])


def _is_in(item: pytest.Item, lane: str | None, share: str | None) -> bool:
    if is_rare(item):
        return lane in (None, "all") or bool(share and falls_in(_file(item), share))
    return lane != "quick" or not starts(item)


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def _folder(item: pytest.Item) -> str:
    return item.nodeid.removeprefix("tests/").partition("/")[0]


def falls_in(file: str, share: str) -> bool:
    which, _, parts = share.partition("/")
    number = int(which) if len(which) < 4 else int(sha256(which.encode()).hexdigest(), 16)
    return int(sha256(file.encode()).hexdigest(), 16) % int(parts) == number % int(parts)
