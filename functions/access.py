"""The access list over HTTP, for operators: who waits, let in, change, shut out, what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from functions.body import json_body
from functions.http import endpoint
from shared import wiring
from shared.domain.access.roles import OPERATOR
from shared.domain.problems import BadRequest, UnknownPerson

if TYPE_CHECKING:
    from functions.access_views import AccessLine, AccessLines, AccessPerson
    from shared.domain.access.person import Person
    from shared.services.access import Keeping

bp = func.Blueprint()

SHOWN = 100


@bp.route("access", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR)
async def list_access(req: func.HttpRequest, person: Person) -> AccessLines:
    from functions.access_views import AccessLines, shown_line
    from shared.domain.access.roles import ROLES
    from shared.services.access import found

    search = req.params.get("search", "")
    if len(search) > 100:
        raise BadRequest(name="search")
    lines = found(await wiring.access().every(), search)
    now = wiring.clock()
    return AccessLines(
        items=tuple(shown_line(one, now) for one in lines[:SHOWN]),
        total=len(lines),
        waiting=sum(one.waiting_since is not None for one in lines),
        roles=ROLES,
    )


@bp.route("access/{person}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR)
async def get_access(req: func.HttpRequest, person: Person) -> AccessPerson:
    from functions.access_views import shown_person

    entry = await wiring.access().get(_key(req))
    if entry is None:
        raise UnknownPerson
    return shown_person(entry, await wiring.access().trail(entry.key), wiring.clock())


@bp.route("access/{person}", methods=["PUT"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR)
async def put_access(req: func.HttpRequest, person: Person) -> AccessLine:
    from functions.access_views import shown_line
    from shared.services.access_words import granted

    version, grant, reason = granted(json_body(req))
    return shown_line(await _keeping(person).allow(_key(req), grant, reason, version), wiring.clock())


@bp.route("access/{person}/remove", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR)
async def remove_access(req: func.HttpRequest, person: Person) -> AccessLine:
    from functions.access_views import shown_line
    from shared.services.access_words import reasoned

    version, reason = reasoned(json_body(req))
    return shown_line(await _keeping(person).remove(_key(req), reason, version), wiring.clock())


@bp.route("access/{person}/end-sessions", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR)
async def end_sessions(req: func.HttpRequest, person: Person) -> AccessLine:
    from functions.access_views import shown_line
    from shared.services.access_words import reasoned

    version, reason = reasoned(json_body(req))
    return shown_line(await _keeping(person).end_sessions(_key(req), reason, version), wiring.clock())


def _keeping(person: Person) -> Keeping:
    from shared.domain.access.access_list import Actor
    from shared.services.access import Keeping

    return Keeping(wiring.access(), Actor(person.key, person.name), wiring.clock())


def _key(req: func.HttpRequest) -> str:
    key: str = req.route_params["person"]
    if not (len(key) == 32 and set(key) <= set("0123456789abcdef")):
        raise UnknownPerson
    return key
