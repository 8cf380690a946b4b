"""Reads query parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.described import Parameter
from shared.domain.problems import BadRequest

if TYPE_CHECKING:
    import azure.functions as func


LIMIT = Parameter(
    "How many at most; empty counts as left out.",
    {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 100}, {"const": ""}], "default": 25},
    25,
)
AFTER = Parameter("`next` of the page before; empty is the first.", {"type": "string", "pattern": "^([0-9a-f]{32})?$"})


def limit(req: func.HttpRequest, usual: int, most: int) -> int:
    """How many are wanted, from 1 to `most`. `BadRequest` names `limit`."""
    wanted = req.params.get("limit", str(usual))
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= 3 and 1 <= int(wanted) <= most):
        raise BadRequest(name="limit")
    return int(wanted)
