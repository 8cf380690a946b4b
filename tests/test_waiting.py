"""No test sleeps or has a short time limit: tests wait for what must happen, with a long limit (tests/waiting.py)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.run.parts import HOME
from tests.sources import nodes
from tests.waiting import until

ENOUGH = 60
"""Seconds. A busy machine may exceed a shorter limit."""
SLEEPING = frozenset({"time.sleep", "asyncio.sleep", "sleep", "page.wait_for_timeout"})
LIMITED = frozenset({"timeout", "seconds"})
OF_A_PERIOD = frozenset({"timedelta", "pass_"})
"""Calls that take seconds without waiting, such as moving the tests' clock."""
ENDING = frozenset({"wait", "join", "result"})
"""Methods of processes, threads and futures whose first argument is a time limit."""

MAY = {
    "tests/waiting.py": "here a test waits",
    "tests/local/host/apps/timers/function_app.py": "an app under the host: a run longer than its period",
    "tests/local/host/apps/ending/function_app.py": "an app under the host: a run longer than the host lets it",
    "tests/resilience/test_random_kills.py": "the moment of a kill is what is tried, and nobody chooses it",
    "tests/resilience/proof.py": "kills and looks come at moments that nobody chooses",
    "tests/resilience/crowd.py": "a phone waits before it sends again",
    "tests/faulty_storage/proxy.py": "an answer that is slow",
    "tests/resilience/test_killed.py": "a host that hangs shows nothing, and is given the time to do what it must not",
    "tests/services/test_probe.py": "what never answers",
    "tests/services/test_run_timer.py": "a step that never ends",
    "tests/services/outage.py": "its clock jumps (`virtual_time.py`): a sleep takes no time",
    "tests/services/test_outage.py": "its clock jumps",
    "tests/services/test_limiter.py": "its clock jumps",
    "tests/test_virtual_time.py": "its clock jumps",
}
"""Files that may sleep or have a short limit, and why."""

NOBODY_WAITS = HOME / "tests" / "simulation"
"""There the clock jumps: a sleep takes no time, and a limit is part of what is simulated (`virtual_time.py`)."""

FILES = {
    file.relative_to(HOME).as_posix(): file
    for file in sorted((HOME / "tests").rglob("*.py"))
    if file != Path(__file__) and NOBODY_WAITS not in file.parents
}


def impatience(tree: ast.AST | Path) -> Iterator[str]:
    """The lines that sleep or have a short time limit."""
    for node in nodes(tree) if isinstance(tree, Path) else ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from (f"line {node.lineno}: {ast.unparse(node)}" for call in [_of_a_call(node)] if call)


def _of_a_call(call: ast.Call) -> bool:
    name = ast.unparse(call.func)
    last = name.rpartition(".")[2]
    first = call.args[0] if call.args else None
    if name in SLEEPING or last == "wait_for_timeout":
        # `sleep(0)` only gives other tasks a turn.
        return not (isinstance(first, ast.Constant) and first.value == 0)
    if last in OF_A_PERIOD:
        return False
    if last in ENDING and first is not None and _is_short(first):
        return True
    limits = LIMITED | {"patience"} if last == until.__name__ else LIMITED
    return any(word.arg in limits and _is_short(word.value) for word in call.keywords)


def _is_short(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and isinstance(value.value, int | float) and 0 < value.value < ENOUGH


def test_no_test_sleeps_and_no_limit_decides() -> None:
    by_file = {name: list(impatience(file)) for name, file in FILES.items() if name not in MAY}
    faults = [f"{name}, {place}" for name, places in by_file.items() for place in places]
    assert faults == [], "wait by tests/waiting.py, or say in tests/test_waiting.py why not"


@pytest.mark.parametrize("name", MAY)
def test_whoever_may_does(name: str) -> None:
    assert list(impatience(FILES[name]))


@pytest.mark.parametrize(
    ("written", "is_reported"),
    [
        ("time.sleep(1)", True),
        ("await asyncio.sleep(0.2)", True),
        ("phone.page.wait_for_timeout(500)", True),
        ("karen.wait(id, 'delivered', seconds=25)", True),
        ("subprocess.run(['x'], timeout=30)", True),
        ("process.wait(5)", True),
        ("until(arrived, patience=5)", True),
        ("await asyncio.sleep(0)", False),
        ("clock.pass_(seconds=30)", False),
        ("timedelta(seconds=30)", False),
        ("process.wait()", False),
        ("subprocess.run(['x'], timeout=PATIENCE)", False),
    ],
)
def test_the_next_one_is_found(written: str, is_reported: bool) -> None:
    assert bool(list(impatience(ast.parse(written)))) == is_reported


def test_it_waits_until_it_is_there_and_tells_where_it_is_not() -> None:
    looks = iter(["", "", "there"])
    assert until(lambda: next(looks)) == "there"
    with pytest.raises(AssertionError, match="of no colour"):
        until(lambda: None, lambda: "of no colour", patience=0.1)
