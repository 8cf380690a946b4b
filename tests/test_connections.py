"""Every HTTP client of the product sets how long it keeps idle connections: httpx's default, 5 seconds, is as long as some
servers keep theirs, and a request that meets the closing gets no answer."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from local.run.parts import HOME
from tests.sources import nodes, python_files

POOLS = ("AsyncClient", "Client", "AsyncHTTPTransport", "HTTPTransport")

FILES = [file for room in ("functions", "shared") for file in python_files(HOME / room)]


def unlimited(tree: Iterable[ast.AST]) -> Iterator[int]:
    """The lines where httpx makes a pool without `limits`; `tree` is every node of the source."""
    for call in tree:
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in POOLS):
            continue
        if ast.unparse(call.func.value) == "httpx" and "limits" not in {word.arg for word in call.keywords}:
            yield call.lineno


def test_a_client_says_how_long_it_keeps_a_connection() -> None:
    assert len(FILES) > 50
    assert [f"{file}:{line}" for file in FILES for line in unlimited(nodes(file))] == []


def test_a_client_that_does_not_is_noticed() -> None:
    assert [*unlimited(ast.walk(ast.parse("import httpx\nhttpx.AsyncClient(timeout=3)")))] == [2]
