"""Finds our Python files and parses them, each once for all tests that read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
import gc
import os
from pathlib import Path


@cache
def python_files(folder: Path) -> tuple[Path, ...]:
    """Our Python files in a folder and below, by path."""
    return files_in(folder, frozenset({".py"}))


@cache
def files_in(folder: Path, suffixes: frozenset[str]) -> tuple[Path, ...]:
    """Our files with these suffixes in a folder and below, by path. What npm installed, most of what lies there, is left out."""
    files: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in ("node_modules", ".venv", "__pycache__")]
        files += [Path(place, name) for name in names if Path(name).suffix in suffixes]
    return tuple(sorted(files))


@cache
def tree(file: Path) -> ast.Module:
    with kept_until_the_end():
        return ast.parse(file.read_text("utf-8"))


@cache
def nodes(file: Path) -> tuple[ast.AST, ...]:
    """Every node of the file's syntax tree, in no particular order."""
    return tuple(ast.walk(tree(file)))


def collect_garbage_seldom() -> None:
    """Look for garbage a hundredth as often as Python does, which takes a tenth of the time of quick tests otherwise."""
    gc.set_threshold(70_000, 20, 50)


@contextmanager
def kept_until_the_end() -> Iterator[None]:
    """Keep what a block makes out of garbage collection, which would scan these millions of objects again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
