"""Attachments over HTTP: put one before its registration, look at one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from functions.http import Reply, endpoint
from shared import wiring

if TYPE_CHECKING:
    from functions.views import AttachmentStored
    from shared.domain.access.person import Person

bp = func.Blueprint()

ROUTE = "attachments/{registration}/{id}"


@bp.route(ROUTE, methods=["PUT"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(status=201)
async def put_attachment(req: func.HttpRequest, person: Person) -> AttachmentStored:
    from functions.views import AttachmentStored
    from shared.services.attach import attach, attachment_key

    key = attachment_key(req.route_params["registration"], req.route_params["id"], person)
    stored = await attach(key, req.get_body(), wiring.dependencies())
    return AttachmentStored(id=str(key.id), type=stored.content_type, size=stored.size, sha256=stored.sha256)


@bp.route(ROUTE, methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def get_attachment(req: func.HttpRequest, person: Person) -> Reply:
    from shared.domain.attachments import ENDINGS
    from shared.services.attach import attachment, attachment_key

    key = attachment_key(req.route_params["registration"], req.route_params["id"], person)
    stored, content = await attachment(key, wiring.dependencies())
    # Whatever a file holds, the browser shows it apart from our own pages, and keeps it under no name of the sender's.
    name = f"{key.id}.{ENDINGS[stored.content_type]}"
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Reply(content, 200, headers, content_type=stored.content_type)
