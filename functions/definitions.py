"""The published apps, and the form of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from functions.http import Reply, endpoint
from functions.route_description import UNCHANGED, Parameter
from shared import wiring
from shared.domain.problems import BadRequest

if TYPE_CHECKING:
    from functions.views.definitions import Apps
    from shared.domain.access.person import Person

bp = func.Blueprint()

VERSION = Parameter(
    "A published version; absent: the newest.", {"type": "integer", "minimum": 1, "maximum": 999_999_999}, 1
)


@bp.route("definitions", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def list_definitions(req: func.HttpRequest, person: Person) -> Apps:
    """List the published apps.

    A form author's drafts follow, where the settings allow drafts: registrations of a draft are delivered to nobody.
    """
    from functions.views.definitions import shown_apps

    definitions = wiring.definitions()
    every = (served.facts for served in definitions.all())
    return shown_apps([(facts, definitions.withdrawn(facts.app)) for facts in every if facts.for_roles(person.roles)])


@bp.route("definitions/{app}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(
    query={"version": VERSION},
    problems=("unknown-app", "unknown-version", "draft-gone", "bad-request"),
    answer="CompiledDefinition",
    other=UNCHANGED,
)
async def get_definition(req: func.HttpRequest, person: Person) -> Reply:
    """Get an app's compiled form.

    Send `If-None-Match` to get 304 when nothing has changed. A registration that was begun on an older version is sent with that
    version.
    """
    from shared.services.visible_definition import definition_for

    served = definition_for(req.route_params["app"], _version(req), person, wiring.definitions())
    headers = {"ETag": served.etag, "Cache-Control": "private, no-cache"}
    if req.headers.get("if-none-match") == served.etag:
        return Reply(None, 304, headers)
    return Reply(served.content, 200, headers)


def _version(req: func.HttpRequest) -> int | None:
    """The requested version; None for the newest."""
    requested = req.params.get("version")
    if requested is None:
        return None
    if not (requested.isascii() and requested.isdigit() and len(requested) < 10):
        raise BadRequest(name="version")
    return int(requested)
