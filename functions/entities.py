"""Entity lists for the phone, which keeps them for when it is offline."""

from __future__ import annotations

from typing import Any

import azure.functions as func

from functions.http import endpoint
from shared import wiring
from shared.domain.person import Person
from shared.services.entity_list import entity_list

bp = func.Blueprint()


@bp.route("entities/{app}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def list_entities(req: func.HttpRequest, person: Person) -> dict[str, Any]:
    found = await entity_list(req.route_params["app"], person, wiring.work())
    return {"items": [{"value": one.id, "label": one.title} for one in found]}
