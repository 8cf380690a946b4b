"""Prints faults for authors: the place, what is wrong, the line with a caret below it, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
import os
from pathlib import Path
from typing import Any

from feltskema.shell import print_line
from feltskema.texts import language, phrase
from shared.domain.source.faults import DefinitionError, Fault

MAX_LENGTH = 140
"""How many characters of a line are shown; a longer one is cut around the fault's column."""


def distinct_faults(errors: Iterable[DefinitionError]) -> list[Fault]:
    """Every fault once. Apps that use the same part report its faults each, with different paths."""
    return once_each(fault for error in errors for fault in error.faults)


def once_each(faults: Iterable[Fault]) -> list[Fault]:
    """The faults without repetitions: of several with the same place and message only the first."""
    by_place: dict[tuple[str, int, int, str], Fault] = {}
    for fault in faults:
        by_place.setdefault((fault.file, fault.line, fault.column, fault.message()), fault)
    return list(by_place.values())


def place(fault: Fault, folder: Path) -> str:
    """The fault's place as `file:line:column`, the file relative to the current folder where it can be."""
    return f"{shown_path(folder / fault.file)}:{fault.line}:{fault.column}"


def shown_path(path: Path) -> str:
    """The path relative to the current folder if it is below it, otherwise the absolute path."""
    near = os.path.relpath(path)
    return str(path.resolve()) if near.startswith("..") else near


def print_fault(fault: Fault, folder: Path, colour: str = "red") -> None:
    """Print a fault with its place, the line in the file, and the remedy. `folder`: what its file is relative to."""
    print_line(place(fault, folder), bold=True)
    print_line(f"  {fault.message(language())}", fg=colour)
    for line in excerpt(fault, folder):
        print_line(f"  {line}", dim=not line.endswith("^"))
    if remedy := fault.remedy(language()):
        print_line(f"  {remedy}")
    print_line()


def excerpt(fault: Fault, folder: Path) -> Iterator[str]:
    """The faulty line with its number, and a line with a caret below the place. Nothing where the file has no such line."""
    try:
        lines = (folder / fault.file).read_text("utf-8", "replace").splitlines()
    except OSError:
        return
    if not 0 < fault.line <= len(lines):
        return
    line = lines[fault.line - 1].replace("\t", " ")
    begins = max(0, fault.column - MAX_LENGTH // 2) if len(line) > MAX_LENGTH else 0
    number = f"{fault.line} │ "
    yield number + line[begins : begins + MAX_LENGTH]
    yield " " * (len(number) - 2) + "│ " + " " * (fault.column - 1 - begins) + "^"


def as_object(fault: Fault, folder: Path) -> dict[str, Any]:
    """The fault as an object for JSON output."""
    return {
        "file": shown_path(folder / fault.file),
        "line": fault.line,
        "column": fault.column,
        "path": fault.path,
        "code": fault.text.key,
        "message": fault.message(language()),
        "remedy": fault.remedy(language()),
        "meant": fault.text.suggestion or None,
    }


def stop_with(error: DefinitionError, folder: Path) -> None:
    """Print every fault, and that the command cannot go on."""
    for fault in error.faults:
        print_fault(fault, folder)
    print_line(phrase("cannot-go-on"), error=True, fg="red")
