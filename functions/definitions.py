"""Definitions for the phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from functions.http import Reply, endpoint
from shared import wiring

if TYPE_CHECKING:
    from functions.views import Apps
    from shared.domain.person import Person

bp = func.Blueprint()


@bp.route("definitions", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def list_definitions(req: func.HttpRequest, person: Person) -> Apps:
    from functions.views import shown_apps

    return shown_apps([one.definition for one in wiring.work().definitions.all()])


@bp.route("definitions/{app}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def get_definition(req: func.HttpRequest, person: Person) -> Reply:
    compiled = wiring.work().definitions.get(req.route_params["app"])
    headers = {"ETag": compiled.etag, "Cache-Control": "private, no-cache"}
    if req.headers.get("if-none-match") == compiled.etag:
        return Reply(None, 304, headers)
    return Reply(compiled.content, 200, headers)
