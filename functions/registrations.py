"""Registrations over HTTP: put one, list mine, look at one, settle an uncertain one."""

from __future__ import annotations

import asyncio
from typing import Any

import azure.functions as func

from functions.body import json_body
from functions.http import endpoint, language
from functions.views import summary, whole
from shared import wiring
from shared.domain.person import Person
from shared.domain.problems import BadRequest, UnknownRegistration
from shared.domain.registration import Pointer
from shared.services.settle import settle
from shared.services.submit import registration_id, submit

bp = func.Blueprint()

MOST_A_PAGE = 100


@bp.route("registrations/{app}/{id}", methods=["PUT"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(status=201)
async def put_registration(req: func.HttpRequest, person: Person) -> dict[str, Any]:
    entry = await submit(req.route_params["app"], req.route_params["id"], json_body(req), person, wiring.work())
    return summary(entry, language(req))


@bp.route("registrations", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def list_registrations(req: func.HttpRequest, person: Person) -> dict[str, Any]:
    page = await wiring.work().registrations.page(person.key, _limit(req), req.params.get("after"))
    return {"items": [summary(entry, language(req)) for entry in page.items], "next": page.next}


@bp.route("registrations/{app}/{id}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def get_registration(req: func.HttpRequest, person: Person) -> dict[str, Any]:
    pointer = _pointer(req, person)
    store = wiring.work().registrations
    registration, history = await asyncio.gather(store.get(pointer), store.history(pointer))
    if registration is None or registration.app != req.route_params["app"]:
        raise UnknownRegistration
    return whole(registration, history, language(req))


@bp.route("registrations/{app}/{id}/settle", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def settle_registration(req: func.HttpRequest, person: Person) -> dict[str, Any]:
    entry = await settle(_pointer(req, person), req.route_params["app"], json_body(req), person, wiring.work())
    return summary(entry, language(req))


def _pointer(req: func.HttpRequest, person: Person) -> Pointer:
    return Pointer(person_key=person.key, id=registration_id(req.route_params["id"]))


def _limit(req: func.HttpRequest) -> int:
    wanted = req.params.get("limit", "25")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= 3 and 1 <= int(wanted) <= MOST_A_PAGE):
        raise BadRequest(name="limit")
    return int(wanted)
