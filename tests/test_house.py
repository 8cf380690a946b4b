"""Style rules for Python that ruff does not have: no empty names, short files and functions.

`static-web/.oxlintrc.json` has such rules for TypeScript."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
import json
import re

import pytest

from local.run.parts import HOME
from tests.sources import files_in, nodes, python_files

FOLDERS = ("bench", "feltskema", "functions", "infra", "local", "ops", "shared", "tests")
EMPTY_NAMES = frozenset(
    {
        "one",
        "found",
        "known",
        "here",
        "what",
        "wanted",
        "kept",
        "got",
        "saw",
        "heard",
        "said",
        "told",
        "say",
        "tell",
        "says",
        "tells",
        "way",
        "ways",
        "thing",
        "things",
    }
)
"""Names that say nothing about the value that they hold."""
VAGUE_LIMITS = frozenset({"MOST", "LONGEST", "AT_ONCE", "AHEAD", "BEHIND"})
"""Names of limits that do not say of what: `MAX_ATTACHMENTS`, `CONCURRENCY`, `MAX_CLOCK_AHEAD` do."""

LONGEST_FILE = 250
LONGEST_FUNCTION = 40
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def sources() -> dict[str, tuple[ast.AST, ...]]:
    """Every node of each of our files, by the file's path."""
    files = [HOME / "function_app.py", *(file for folder in FOLDERS for file in python_files(HOME / folder))]
    return {str(file.relative_to(HOME)): nodes(file) for file in files}


def bound(module: Iterable[ast.AST]) -> Iterator[tuple[str, int]]:
    """Every name that the module gives to a value, a parameter, a function, a class or a module, with its line."""
    for node in module:
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield name, node.lineno
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, node.lineno
            case ast.alias():
                yield node.asname or node.name, node.lineno
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name, node.lineno


def lengths(module: Iterable[ast.AST]) -> Iterator[tuple[Function, int]]:
    """Every function with its number of lines."""
    for node in module:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node, (node.end_lineno or node.lineno) - node.lineno + 1


def test_a_name_says_what_it_holds() -> None:
    empty = [
        f"{file}:{line} {name}"
        for file, module in sources().items()
        for name, line in bound(module)
        if name in EMPTY_NAMES | VAGUE_LIMITS
    ]
    assert empty == []


def test_the_same_names_are_banned_in_typescript() -> None:
    settings = (HOME / "static-web/.oxlintrc.json").read_text("utf-8")
    rule = re.search(r'"eslint/id-denylist": (\[[^\]]*\])', settings)
    assert rule is not None
    severity, *names = json.loads(rule[1])
    assert severity == "error"
    assert set(names) == EMPTY_NAMES | VAGUE_LIMITS


@pytest.mark.parametrize(
    "written", ["one = 1", "for found in (): pass", "def f(known): pass", "x.told = 1", "import a as here"]
)
def test_an_empty_name_is_seen_wherever_it_is_given(written: str) -> None:
    assert EMPTY_NAMES & {name for name, _ in bound(ast.walk(ast.parse(written)))}


_IN_SCRIPT = re.compile(r"\b(?:const|let|function) +(\w+)|\b(\w+)\)? *=>")
"""The names that a script gives to values and parameters."""


def in_script(text: str) -> set[str]:
    return {match[1] or match[2] for match in _IN_SCRIPT.finditer(text)}


def test_a_name_in_a_script_for_the_browser_says_what_it_holds() -> None:
    scripts = [
        (file, node.lineno, node.value)
        for file, module in sources().items()
        for node in module
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "=>" in node.value
    ]
    assert len(scripts) > 30
    empty = [f"{file}:{line} {name}" for file, line, text in scripts for name in in_script(text) & EMPTY_NAMES]
    assert empty == []
    # In parts, since this file is searched too.
    example = "const " + "one = 1; (count) => { let x }; (event, fault)" + " => 2"
    assert in_script(example) == {"one", "count", "x", "fault"}


def test_a_file_holds_one_thing() -> None:
    long = {file: len((HOME / file).read_text("utf-8").splitlines()) for file in sources()}
    assert {file: lines for file, lines in long.items() if lines > LONGEST_FILE} == {}


WRITTEN_IN = frozenset({".ts", ".tsx", ".mjs", ".cjs", ".js", ".scss", ".css", ".sh", ".html"})
BESIDES = ("feltskema", "infra", "local", "ops", "static-web/src", "static-web/tests", "static-web/worker", "tests")
"""Folders with sources in other languages than Python; the rest of `static-web` is its own settings and builds."""


def test_a_file_in_another_language_does_not_grow_larger() -> None:
    files = [
        file
        for folder in BESIDES
        for file in files_in(HOME / folder, WRITTEN_IN)
        if "generated" not in file.relative_to(HOME).parts
    ]
    assert len(files) > 400
    long = {str(file.relative_to(HOME)): len(file.read_text("utf-8").splitlines()) for file in files}
    assert {file: lines for file, lines in long.items() if lines > LONGEST_FILE} == {}


def test_a_function_does_one_thing() -> None:
    long = [
        f"{file}:{function.lineno} {function.name}: {lines} lines"
        for file, module in sources().items()
        for function, lines in lengths(module)
        if lines > LONGEST_FUNCTION
    ]
    assert long == []
