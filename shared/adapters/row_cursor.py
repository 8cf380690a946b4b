"""Reads the cursor of a page of registrations."""

from __future__ import annotations

import re

from shared.domain.problems import BadRequest

_CURSOR = re.compile("[0-9a-f]{32}")


def read_cursor(cursor: str) -> str:
    """The row key in a cursor: that of the last row on the previous page."""
    if not _CURSOR.fullmatch(cursor):
        raise BadRequest(name="after")
    return f"r_{cursor}"
