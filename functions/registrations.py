"""Registrations over HTTP: put one, list mine, look at one, settle an uncertain one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from functions.body import json_body
from functions.http import endpoint, language
from functions.query import limit
from shared import wiring
from shared.domain.problems import UnknownRegistration

if TYPE_CHECKING:
    from functions.views import Summary, SummaryPage, Whole
    from shared.domain.access.person import Person
    from shared.domain.registration import RegistrationKey

bp = func.Blueprint()

MAX_A_PAGE = 100


@bp.route("registrations/{app}/{id}", methods=["PUT"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(status=201)
async def put_registration(req: func.HttpRequest, person: Person) -> Summary:
    from functions.views import summary
    from shared.services.submit import submit

    entry = await submit(req.route_params["app"], req.route_params["id"], json_body(req), person, wiring.dependencies())
    return summary(entry, language(req))


@bp.route("registrations", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def list_registrations(req: func.HttpRequest, person: Person) -> SummaryPage:
    from functions.views import SummaryPage, summary

    page = await wiring.dependencies().registrations.page(
        person.key, limit(req, 25, MAX_A_PAGE), req.params.get("after")
    )
    return SummaryPage(items=tuple(summary(entry, language(req)) for entry in page.items), next=page.next)


@bp.route("registrations/{app}/{id}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def get_registration(req: func.HttpRequest, person: Person) -> Whole:
    from functions.views import whole
    from shared.services.look import look

    found = await look(_key_of(req, person), wiring.dependencies().registrations)
    if found is None or found[0].app != req.route_params["app"]:
        raise UnknownRegistration
    return whole(*found, language(req))


@bp.route("registrations/{app}/{id}/settle", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def settle_registration(req: func.HttpRequest, person: Person) -> Summary:
    from functions.views import summary
    from shared.services.resolve_delivery import resolve_delivery

    entry = await resolve_delivery(
        _key_of(req, person), req.route_params["app"], json_body(req), person, wiring.dependencies()
    )
    return summary(entry, language(req))


def _key_of(req: func.HttpRequest, person: Person) -> RegistrationKey:
    from shared.domain.registration import RegistrationKey
    from shared.services.submit import registration_id

    return RegistrationKey(person_key=person.key, id=registration_id(req.route_params["id"]))
