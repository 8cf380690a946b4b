"""The API's own description as OpenAPI 3.1."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

import azure.functions as func

from functions.http import Reply, endpoint
from functions.route_description import UNCHANGED
from shared import wiring

if TYPE_CHECKING:
    from shared.domain.access.person import Person

bp = func.Blueprint()


@bp.route("openapi.json", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(answer={"type": "object", "required": ["openapi", "info", "paths"]}, other=UNCHANGED)
async def get_openapi(req: func.HttpRequest, person: Person) -> Reply:
    """Get this document.

    With the apps that the caller may use; it does not mention others.
    """
    content, etag = _document(person.roles)
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if req.headers.get("if-none-match") == etag:
        return Reply(None, 304, headers)
    return Reply(content, 200, headers)


@cache
def _document(roles: tuple[str, ...]) -> tuple[bytes, str]:
    """The document, made on first use for each set of roles."""
    from functions.contract.document import printed

    content = printed(wiring.definitions(), roles).encode()
    return content, f'"{sha256(content).hexdigest()[:32]}"'
