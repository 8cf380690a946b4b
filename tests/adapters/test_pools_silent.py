"""What runs in a pool says nothing: found by reading, so that an error's line counts which no test reaches."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
import logging
from typing import NamedTuple

import pytest

from local.run.parts import HOME
from shared.adapters import pools
from shared.adapters.gateway import EntraGateway
from shared.adapters.pdf.pictures import drawable
from shared.adapters.pools import Pool
from shared.domain.problems import GatewayOnly
from tests.examples import NOW
from tests.sources import tree
from tests.threads import watched

POOLS = {name for name, value in vars(pools).items() if isinstance(value, Pool)}
LEVELS = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log"})


class Place(NamedTuple):
    """A function of the product; a method with its class before it."""

    module: str
    name: str


def _sources() -> dict[str, ast.Module]:
    result = {}
    for file in (HOME / "shared").rglob("*.py"):
        parts = file.relative_to(HOME).with_suffix("").parts
        result[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = tree(file)
    return result


SOURCES = _sources()


def _functions(module: str) -> Iterator[tuple[Place, ast.AST]]:
    for node in SOURCES[module].body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Place(module, node.name), node
        elif isinstance(node, ast.ClassDef):
            for item in ast.walk(node):
                if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield Place(module, f"{node.name}.{item.name}"), item


FUNCTIONS = {place: node for module in SOURCES for place, node in _functions(module)}


@cache
def _imported(module: str) -> dict[str, Place]:
    return {
        alias.asname or alias.name: Place(node.module, alias.name)
        for node in ast.walk(SOURCES[module])
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def _meant(node: ast.AST, by: Place) -> Place | None:
    """The function of the product that an expression names, by the function that it stands in."""
    imported = None
    if isinstance(node, ast.Name):
        imported = _imported(by.module).get(node.id, Place(by.module, node.id))
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        if node.value.id == "self":
            imported = Place(by.module, f"{by.name.partition('.')[0]}.{node.attr}")
        elif module := _imported(by.module).get(node.value.id):
            imported = Place(f"{module.module}.{module.name}", node.attr)
    return imported if imported in FUNCTIONS else None


@cache
def _pooled() -> frozenset[Place]:
    return frozenset(_handed_over())


def _handed_over() -> Iterator[Place]:
    """Every function that is handed to a pool, or to a function that hands its own arguments on to one."""
    handing = {"run"}
    for place, node in FUNCTIONS.items():
        if any(isinstance(node, ast.arg) and ast.unparse(node).endswith(": Pool") for node in ast.walk(node)):
            handing.add(place.name)
    for place, node in FUNCTIONS.items():
        for call in (node for node in ast.walk(node) if isinstance(node, ast.Call)):
            named = ast.unparse(call.func)
            to_a_pool = named.rpartition(".")[0] in POOLS and named.endswith(".run")
            if to_a_pool or (named in handing and call.args and ast.unparse(call.args[0]) in POOLS):
                yield from (meant for arg in call.args if (meant := _meant(arg, place)))


def reached(first: frozenset[Place]) -> set[Place]:
    result, new = set(first), set(first)
    while new:
        new = {meant for place in new for node in ast.walk(FUNCTIONS[place]) if (meant := _meant(node, place))} - result
        result |= new
    return result


def logs(node: ast.AST) -> bool:
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in LEVELS
        and "log" in ast.unparse(node.func.value).lower()
        for node in ast.walk(node)
    )


def test_the_reading_finds_what_runs_in_pools() -> None:
    names = {place.name for place in reached(_pooled())}
    assert {"EntraGateway._verified", "drawn", "_typeset", "_compiled"} <= names
    assert any(logs(node) for node in FUNCTIONS.values())


def test_nothing_that_runs_in_a_pool_logs() -> None:
    loud = {place for place in reached(_pooled()) if logs(FUNCTIONS[place])}
    assert not loud, "Azure drops what is logged on a thread: return or raise it, and log in the coroutine"


async def test_what_goes_wrong_in_a_pool_is_told_in_the_coroutine(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    assert not await drawable(b"\x89PNG\r\n\x1a\nno more")
    gateway = EntraGateway(("https://entra.example",), ("api",), "apim", "https://127.0.0.1:1/keys")
    with pytest.raises(GatewayOnly):
        await gateway.recognise("Bearer no-token", NOW)
    text = {record.name: record.threadName for record in caplog.records}
    assert text == {"feltskema.pdf": "MainThread", "feltskema.gateway": "MainThread"}


async def test_the_watch_sees_a_record_that_is_made_in_a_pool() -> None:
    pool = Pool("test", threads=1, waiting=0, patience=30, refusal=RuntimeError)
    with watched() as lost:
        await pool.run(logging.getLogger("feltskema.test").error, "nobody reads this")
    assert len(lost) == 1
    assert "nobody reads this" in lost[0]
