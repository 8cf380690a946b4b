"""Lists an app's registrations as options for another app; the phone stores them for offline use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from functions.http import endpoint
from shared import wiring

if TYPE_CHECKING:
    from functions.views.entities import EntityList
    from shared.domain.access.person import Person

bp = func.Blueprint()


@bp.route("entities/{app}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(problems=("unknown-app",))
async def list_entities(req: func.HttpRequest, person: Person) -> EntityList:
    """List the options that an app's registrations make.

    These are the options of a `choice` or `choices` with `optionsFrom`, by label. Only apps that are lists (`entity`) have them.
    """
    from functions.views.entities import EntityList, EntityShown
    from shared.services.entity_list import entity_list

    entities = await entity_list(req.route_params["app"], person, wiring.dependencies())
    return EntityList(items=tuple(EntityShown(value=entity.id, label=entity.title) for entity in entities))
