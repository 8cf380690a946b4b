"""What the code logs, read from its sources: the events with their fields, and the beginnings of the other lines."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
import re

from infra.compiler import ROOT
from tests.sources import nodes, python_files, tree

OF_ALL = frozenset({"event", "trace"})
"""What `log_event` adds by itself."""


@cache
def _calls() -> Sequence[tuple[Path, ast.Call]]:
    """Every call in the product's code, and its file."""
    files = [file for room in ("shared", "functions") for file in python_files(ROOT / room)]
    return [(file, node) for file in files for node in nodes(file) if isinstance(node, ast.Call)]


@cache
def events() -> Mapping[str, frozenset[str]]:
    """The fields of each event that `log_event` is called with. Raises `AssertionError` where they cannot be read."""
    fields_of = dict[str, frozenset[str]]()
    for file, call in _calls():
        if isinstance(call.func, ast.Name) and call.func.id == "log_event":
            _, name = call.args
            assert isinstance(name, ast.Constant), f"{file}: the event's name must be written out"
            fields = {field for keyword in call.keywords for field in _fields(keyword, tree(file))}
            fields_of[str(name.value)] = fields_of.get(str(name.value), frozenset()) | fields | OF_ALL
    return fields_of


def _fields(keyword: ast.keyword, module: ast.Module) -> Iterator[str]:
    """The field that it names; of `**numbers(…)` the keys of the dictionary that the function of this module returns."""
    if keyword.arg is not None:
        yield keyword.arg
        return
    spread = keyword.value
    assert isinstance(spread, ast.Call), "fields are named, or come from a function of the same file"
    assert isinstance(spread.func, ast.Name), "fields are named, or come from a function of the same file"
    (function,) = [
        node for node in ast.walk(module) if isinstance(node, ast.FunctionDef) and node.name == spread.func.id
    ]
    (returned,) = [node.value for node in ast.walk(function) if isinstance(node, ast.Return)]
    assert isinstance(returned, ast.Dict), f"{function.name} must return a dictionary that is written out"
    yield from (str(key.value) for key in returned.keys if isinstance(key, ast.Constant))


@cache
def sentences() -> Sequence[str]:
    """The texts that other lines of the log are made of; `%s` and the like stand for whatever fills them."""
    return [
        argument.value
        for _, call in _calls()
        if isinstance(call.func, ast.Attribute) and call.func.attr in LEVELS
        for argument in call.args[:1]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


LEVELS = frozenset({"debug", "info", "warning", "error", "exception", "critical"})


def is_logged(operator: str, text: str) -> bool:
    """Whether some line can be what a query compares `Message` with: `startswith "storage failed"`."""
    if operator == "startswith":
        return any(_fixed(sentence)[0].startswith(text) for sentence in sentences())
    if operator == "endswith":
        return any(_fixed(sentence)[-1].endswith(text) for sentence in sentences())
    return any(text in part for sentence in sentences() for part in _fixed(sentence))


def _fixed(sentence: str) -> list[str]:
    """The pieces of it between what is filled in."""
    return re.split(r"%[-\d.]*[a-z]", sentence)
