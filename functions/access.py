"""The access list: which persons have which roles. For operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from functions.body import json_body
from functions.commands import access_end, access_grant, person_key
from functions.http import endpoint
from functions.route_description import BODY_PROBLEMS, Parameter
from shared import wiring
from shared.domain.access.roles import OPERATOR
from shared.domain.problems import BadRequest, UnknownPerson

if TYPE_CHECKING:
    from functions.views.access import AccessLine, AccessLines, AccessPerson
    from shared.domain.access.person import Person
    from shared.services.access import AccessEditor

bp = func.Blueprint()

MAX_LINES = 100
MAX_SEARCH_LENGTH = 100
SEARCH = Parameter(
    "What a name, a team or a number holds.", {"type": "string", "maxLength": MAX_SEARCH_LENGTH}, "kofoed"
)
CHANGE_PROBLEMS = (*BODY_PROBLEMS, "unknown-person", "access-changed")


@bp.route("access", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR, query={"search": SEARCH}, problems=("bad-request",))
async def list_access(req: func.HttpRequest, person: Person) -> AccessLines:
    """Search the access list.

    At most a hundred persons: first those who wait for access, then the others by name. `search` looks in names, teams and
    numbers.
    """
    from functions.views.access import AccessLines, shown_line
    from shared.domain.access.roles import ROLES
    from shared.services.access import search_entries

    search = req.params.get("search", "")
    if len(search) > MAX_SEARCH_LENGTH:
        raise BadRequest(name="search")
    lines = search_entries(await wiring.access().every(), search)
    now = wiring.clock()
    return AccessLines(
        items=tuple(shown_line(line, now) for line in lines[:MAX_LINES]),
        total=len(lines),
        waiting=sum(line.waiting_since is not None for line in lines),
        roles=ROLES,
    )


@bp.route("access/{person}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR, problems=("unknown-person",))
async def get_access(req: func.HttpRequest, person: Person) -> AccessPerson:
    """Get a person's entry in the access list, and every change of it."""
    from functions.views.access import shown_person

    entry = await wiring.access().get(person_key(req.route_params["person"]))
    if entry is None:
        raise UnknownPerson
    return shown_person(entry, await wiring.access().trail(entry.key), wiring.clock())


@bp.route("access/{person}", methods=["PUT"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR, body="Grant", problems=(*CHANGE_PROBLEMS, "own-access", "access-ends-first"))
async def put_access(req: func.HttpRequest, person: Person) -> AccessLine:
    """Grant a person access, or change their roles.

    Takes effect within minutes, without a new sign-in. `version` is that of the entry as it was read.
    """
    from functions.views.access import shown_line

    command = access_grant(req.route_params["person"], json_body(req))
    return shown_line(await _editor(person).allow(command), wiring.clock())


@bp.route("access/{person}/remove", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR, body="Reasoned", problems=(*CHANGE_PROBLEMS, "own-access"))
async def remove_access(req: func.HttpRequest, person: Person) -> AccessLine:
    """Remove a person's access, and end their sessions."""
    from functions.views.access import shown_line

    command = access_end(req.route_params["person"], json_body(req))
    return shown_line(await _editor(person).remove(command), wiring.clock())


@bp.route("access/{person}/end-sessions", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR, body="Reasoned", problems=CHANGE_PROBLEMS)
async def end_sessions(req: func.HttpRequest, person: Person) -> AccessLine:
    """End all of a person's sessions.

    For a lost phone. The person may sign in again.
    """
    from functions.views.access import shown_line

    command = access_end(req.route_params["person"], json_body(req))
    return shown_line(await _editor(person).end_sessions(command), wiring.clock())


def _editor(person: Person) -> AccessEditor:
    from shared.domain.access.access_list import Actor
    from shared.services.access import AccessEditor

    return AccessEditor(wiring.access(), Actor(person.key, person.name), wiring.clock())
