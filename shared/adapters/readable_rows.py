"""Reads the rows of a list past those that a newer package has written."""

from __future__ import annotations

from collections.abc import Callable
import logging
from typing import Any, TypeVar

from shared.domain.ports import UNREADABLE

log = logging.getLogger("feltskema.storage")

Content = TypeVar("Content")


def readable(row: Any, convert: Callable[[Any], Content]) -> Content | None:
    """What a row of a list says; None, with a line in the log, for one of a newer package, which was rolled back."""
    try:
        return convert(row)
    except UNREADABLE as error:
        log.error("row %s cannot be read and is skipped: %s", row["RowKey"], type(error).__name__)
        return None
