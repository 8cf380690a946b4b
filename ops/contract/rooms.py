"""The parts of `shared/domain`, in the order in which one may import another."""

from __future__ import annotations

import ast
from pathlib import Path

_FOLDER = Path(__file__).parents[2] / "shared" / "domain"

DOMAIN = (
    "calendar",
    "clocks",
    "identifiers",
    "text",
    "source",
    "problems",
    "timers",
    "trace",
    "metrics",
    "company",
    "access",
    "expressions",
    "patterns",
    "attachments",
    "document",
    "layout",
    "fields",
    "compiling",
    "answers",
    "definition",
    "authoring",
    "delivery_status",
    "delivery",
    "delivery_states",
    "effort",
    "registration",
    "delivery_message",
    "commands",
    "entities",
    "failures",
    "target_state",
    "waiting",
    "output",
    "evaluation",
    "ports",
)
"""Lowest first: each may import those before it, also inside functions and for types."""


def rows() -> list[tuple[str, str]]:
    """Each part as the table of the documents shows it: its folder or file, and the first line of its docstring."""
    return [
        (f"`{part}/`", _first_line(_FOLDER / part / "__init__.py"))
        if (_FOLDER / part).is_dir()
        else (f"`{part}.py`", _first_line(_FOLDER / f"{part}.py"))
        for part in DOMAIN
    ]


def _first_line(file: Path) -> str:
    """The first line of a module's docstring. Raises `ValueError` where it has none."""
    docstring = ast.get_docstring(ast.parse(file.read_text("utf-8")))
    if not docstring:
        raise ValueError(f"{file} has no docstring, which the table of docs/architecture.md shows")
    return docstring.splitlines()[0]
