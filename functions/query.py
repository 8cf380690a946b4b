"""What stands behind the `?` of an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.problems import BadRequest

if TYPE_CHECKING:
    import azure.functions as func


def limit(req: func.HttpRequest, usual: int, most: int) -> int:
    """How many are wanted, from 1 to `most`. `BadRequest` names `limit`."""
    wanted = req.params.get("limit", str(usual))
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= 3 and 1 <= int(wanted) <= most):
        raise BadRequest(name="limit")
    return int(wanted)
