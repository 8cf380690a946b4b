"""Parses the product's Python files, each once for all tests that read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
import gc
from pathlib import Path


@cache
def tree(file: Path) -> ast.Module:
    with kept_until_the_end():
        return ast.parse(file.read_text("utf-8"))


@cache
def nodes(file: Path) -> tuple[ast.AST, ...]:
    """Every node of the file's syntax tree, in no particular order."""
    return tuple(ast.walk(tree(file)))


@contextmanager
def kept_until_the_end() -> Iterator[None]:
    """Keep what a block makes out of garbage collection, which would scan these millions of objects again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
