"""Faults as their author reads them: the place, what is wrong, the line itself with a caret, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
import os
from pathlib import Path
from typing import Any

from feltskema.shell import print_line
from feltskema.words import language, phrase
from shared.domain.source.faults import DefinitionError, Fault

MAX_LENGTH = 140
"""Of a line that is shown; a longer one is cut around the place."""


def distinct_faults(errors: Iterable[DefinitionError]) -> list[Fault]:
    """Every fault once: apps that share a part share its faults, each by a path of its own."""
    return once_each(fault for error in errors for fault in error.faults)


def once_each(faults: Iterable[Fault]) -> list[Fault]:
    """The faults, of several at one place that say the same the first."""
    by_place: dict[tuple[str, int, int, str], Fault] = {}
    for fault in faults:
        by_place.setdefault((fault.file, fault.line, fault.column, fault.message()), fault)
    return list(by_place.values())


def place(fault: Fault, folder: Path) -> str:
    """`file:line:column`, the file as one would write it here."""
    return f"{shown_path(folder / fault.file)}:{fault.line}:{fault.column}"


def shown_path(path: Path) -> str:
    """From where one stands, when it lies below; else whole."""
    near = os.path.relpath(path)
    return str(path.resolve()) if near.startswith("..") else near


def print_fault(fault: Fault, folder: Path, colour: str = "red") -> None:
    print_line(place(fault, folder), bold=True)
    print_line(f"  {fault.message(language())}", fg=colour)
    for line in excerpt(fault, folder):
        print_line(f"  {line}", dim=not line.endswith("^"))
    if remedy := fault.remedy(language()):
        print_line(f"  {remedy}")
    print_line()


def excerpt(fault: Fault, folder: Path) -> Iterator[str]:
    """The line with its number, and below it the caret; nothing where the file has no such line."""
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
    """The fault for programs, as JSON has it."""
    return {
        "file": shown_path(folder / fault.file),
        "line": fault.line,
        "column": fault.column,
        "path": fault.path,
        "code": fault.text.key,
        "message": fault.message(language()),
        "remedy": fault.remedy(language()),
        "meant": fault.text.meant or None,
    }


def stop_with(error: DefinitionError, folder: Path) -> None:
    """Print every fault and stop, for commands that need a good definition."""
    for fault in error.faults:
        print_fault(fault, folder)
    print_line(phrase("cannot-go-on"), error=True, fg="red")
