"""The API's own description, published by the app."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

import azure.functions as func

from functions.http import Reply, endpoint
from shared import wiring

bp = func.Blueprint()


@bp.route("openapi.json", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(anonymous=True)
async def get_openapi(req: func.HttpRequest) -> Reply:
    content, etag = _document()
    headers = {"ETag": etag, "Cache-Control": "public, no-cache"}
    if req.headers.get("if-none-match") == etag:
        return Reply(None, 304, headers)
    return Reply(content, 200, headers)


@cache
def _document() -> tuple[bytes, str]:
    """Made once a process, on first use."""
    from functions.contract.document import printed

    content = printed(wiring.definitions()).encode()
    return content, f'"{sha256(content).hexdigest()[:32]}"'
