"""Definitions for the phone."""

from __future__ import annotations

import azure.functions as func

from functions.http import Reply, endpoint
from functions.views import Apps, AppShown, InLanguages
from shared import wiring
from shared.domain.person import Person
from shared.domain.words import Words

bp = func.Blueprint()


@bp.route("definitions", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def list_definitions(req: func.HttpRequest, person: Person) -> Apps:
    every = [one.definition for one in wiring.definitions().all()]
    return Apps(
        items=tuple(
            AppShown(app=one.app, version=one.version, title=_words(one.title), description=_words(one.description))
            for one in every
        )
    )


@bp.route("definitions/{app}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def get_definition(req: func.HttpRequest, person: Person) -> Reply:
    compiled = wiring.definitions().get(req.route_params["app"])
    headers = {"ETag": compiled.etag, "Cache-Control": "private, no-cache"}
    if req.headers.get("if-none-match") == compiled.etag:
        return Reply(None, 304, headers)
    return Reply(compiled.content, 200, headers)


def _words(words: Words) -> InLanguages:
    return InLanguages(da=words.da, en=words.en)
