"""Azurite alone, of the stack's parts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.run.ports import free_ports
from local.run.stack import Stack


@contextmanager
def azurite(folder: Path) -> Iterator[str]:
    """Its connection string."""
    (folder / "azurite").mkdir()
    stack = Stack(free_ports(), folder, folder, lambda name, line: None)
    try:
        stack.start_part("azurite")
        yield stack.storage
    finally:
        stack.stop()
