"""Rules for calling the storage SDK: lists by `pages`, transactions by `transact`, single rows by calls that the SDK retries."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.run.parts import HOME
from tests.sources import python_files
from tests.sources import tree as parsed

LISTS = frozenset(
    (
        *("query_entities", "list_entities", "list_tables", "query_tables"),
        *("list_blobs", "list_blob_names", "walk_blobs", "find_blobs_by_tags", "list_containers"),
        *("list_queues", "receive_messages"),
    )
)
"""The SDK's methods that return a list."""
WRITES = ("submit_transaction", "upsert_entity", "update_entity", "create_entity")

FILES = [file for room in ("functions", "shared", "ops", "feltskema") for file in python_files(HOME / room)]


def wrong(source: str) -> Iterator[str]:
    """The places where a list is iterated item by item instead of by `pages`. Allowed in one expression, or as `x =
    client.list(…)` and `pages(x.by_page())`."""
    if not any(name in source for name in (*LISTS, "by_page")):
        return
    tree = ast.parse(source)
    by_page_calls = list(calls(tree, "by_page"))
    page_arguments = {id(argument) for call in calls(tree, "pages") for argument in call.args}
    paged_lists = {node.func.value for node in by_page_calls if isinstance(node.func, ast.Attribute)}
    names = {node.id for node in paged_lists if isinstance(node, ast.Name)}
    by_page_names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            if node.value in by_page_calls:
                by_page_names.add(node.targets[0].id)
            if isinstance(node.value, ast.Call) and listing(node.value) and node.targets[0].id in names:
                paged_lists.add(node.value)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and listing(node) and node not in paged_lists:
            yield f"line {node.lineno}: {ast.unparse(node.func)} is not gone through by its pages"
    page_names = {name.id for call in calls(tree, "pages") for name in call.args if isinstance(name, ast.Name)}
    for call in by_page_calls:
        if id(call) not in page_arguments and not by_page_names & page_names:
            yield f"line {call.lineno}: by_page() is not given to `pages`"


def listing(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in LISTS


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name in (getattr(node.func, "attr", ""), getattr(node.func, "id", "")):
            yield node


def test_there_is_something_to_guard() -> None:
    assert sum("pages(" in file.read_text("utf-8") for file in FILES) >= 4


def test_every_list_is_gone_through_by_its_pages() -> None:
    assert [f"{file}, {place}" for file in FILES for place in wrong(file.read_text("utf-8"))] == []


def unrepeated(file: Path) -> Iterator[str]:
    """The places with a write that the SDK does not retry when the connection or the service fails (all but PUT)."""
    if not any(name in file.read_text("utf-8") for name in WRITES):
        return
    tree = parsed(file)
    for call in calls(tree, "submit_transaction"):
        if file.name != "storage_writes.py":
            yield f"line {call.lineno}: a transaction is asked for by `transact`"
    for name in ("upsert_entity", "update_entity"):
        for call in calls(tree, name):
            if "mode=UpdateMode.REPLACE" not in map(ast.unparse, call.keywords):
                yield f"line {call.lineno}: {name} merges, by a PATCH, unless it says mode=UpdateMode.REPLACE"
    for call in calls(tree, "create_entity"):
        yield f"line {call.lineno}: create_entity is a POST; upsert the row, or create it by `transact`"


def test_every_write_is_one_that_is_repeated() -> None:
    assert [f"{file}, {place}" for file in FILES for place in unrepeated(file)] == []


def test_the_check_of_writes_sees(tmp_path: Path) -> None:
    file = tmp_path / "table.py"
    file.write_text("t.submit_transaction([])\nt.upsert_entity({})\nt.update_entity({}, etag=e)\nt.create_entity({})\n")
    assert len(list(unrepeated(file))) == 4


@pytest.mark.parametrize(
    "source",
    [
        "[row async for row in table.query_entities('x')]",
        "rows = table.query_entities('x')\nasync def f():\n    async for row in rows: print(row)",
        "async def f():\n    async for page in table.query_entities('x').by_page(): print(page)",
        "async def f():\n    async for blob in container.list_blobs(): print(blob)",
        "turning = table.query_entities('x').by_page()\nasync def f():\n    return await anext(turning)",
    ],
)
def test_the_check_finds_planted_calls(source: str) -> None:
    assert list(wrong(source))


@pytest.mark.parametrize(
    "source",
    [
        "listed = table.query_entities('x')\n[row async for rows in pages(listed.by_page()) for row in rows]",
        "[blob async for blobs in pages(container.list_blobs().by_page()) for blob in blobs]",
        "turning = table.query_entities('x').by_page()\n[row async for rows in pages(turning) for row in rows]",
    ],
)
def test_the_check_lets_the_right_way_pass(source: str) -> None:
    assert list(wrong(source)) == []
