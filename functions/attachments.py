"""Photos and files, uploaded before the registration that names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from functions.commands import attachment_key
from functions.http import Reply, endpoint
from shared import wiring
from shared.domain.attachments import TYPES

if TYPE_CHECKING:
    from functions.views.attachments import AttachmentStored
    from shared.domain.access.person import Person

bp = func.Blueprint()

FILES = tuple(TYPES.values())
"""The media types of attachments."""
PUT_PROBLEMS = (
    *("bad-request", "too-large", "unknown-kind", "unreadable", "attachment-conflict", "too-many-attachments"),
    *("invalid-id", "busy"),
)
ROUTE = "attachments/{registration}/{attachment}"


@bp.route(ROUTE, methods=["PUT"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(status=201, body=FILES, problems=PUT_PROBLEMS, links={"get_attachment": "Look at it."})
async def put_attachment(req: func.HttpRequest, person: Person) -> AttachmentStored:
    """Upload a photo or a file.

    At most 8 MB; PDF, PNG or JPEG by its content, whatever `Content-Type` says. Uploading the same bytes again gives the same
    answer; other bytes are a conflict. Nothing is delivered until a registration names the attachment with the same size and
    SHA-256.
    """
    from functions.views.attachments import AttachmentStored
    from shared.services.attach import attach

    key = attachment_key(req.route_params["registration"], req.route_params["attachment"], person)
    stored = await attach(key, req.get_body(), wiring.dependencies())
    return AttachmentStored(id=str(key.id), type=stored.content_type, size=stored.size, sha256=stored.sha256)


@bp.route(ROUTE, methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(problems=("unknown-attachment", "invalid-id"), content=FILES)
async def get_attachment(req: func.HttpRequest, person: Person) -> Reply:
    """Get one of one's own attachments."""
    from shared.domain.attachments import ENDINGS
    from shared.services.attach import attachment

    key = attachment_key(req.route_params["registration"], req.route_params["attachment"], person)
    stored, content = await attachment(key, wiring.dependencies())
    # Whatever the file holds, the browser shows it isolated from our own pages, and saves it under no name that the sender chose.
    name = f"{key.id}.{ENDINGS[stored.content_type]}"
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Reply(content, 200, headers, content_type=stored.content_type)
