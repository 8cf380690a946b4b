"""Look-ups in the CVR register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from functions.http import endpoint
from functions.query import limit
from shared import wiring
from shared.domain.problems import BadRequest, UnknownCompany

if TYPE_CHECKING:
    from functions.views import CompanyNames
    from shared.domain.access.person import Person
    from shared.domain.company import Company, UnitPage

bp = func.Blueprint()

MIN_LENGTH, MAX_LENGTH = 2, 100
UNITS, MAX_UNITS = 20, 50


@bp.route("companies/{cvr}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def get_company(req: func.HttpRequest, person: Person) -> Company:
    cvr = _cvr(req)
    company = await wiring.companies().company(cvr)
    if company is None:
        raise UnknownCompany(cvr=cvr)
    return company


@bp.route("companies/{cvr}/units", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def list_units(req: func.HttpRequest, person: Person) -> UnitPage:
    cvr, query, most = _cvr(req), req.params.get("query", ""), limit(req, UNITS, MAX_UNITS)
    if len(query) > MAX_LENGTH:
        raise BadRequest(name="query")
    try:
        return await wiring.companies().units(cvr, query, most, req.params.get("after") or None)
    except ValueError:
        raise BadRequest(name="after") from None


@bp.route("companies", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def search_companies(req: func.HttpRequest, person: Person) -> CompanyNames:
    from functions.views import CompanyNames

    query = req.params.get("query", "")
    if not MIN_LENGTH <= len(query) <= MAX_LENGTH:
        raise BadRequest(name="query")
    if not query.split():
        return CompanyNames(items=())
    return CompanyNames(items=tuple(await wiring.companies().search(query)))


def _cvr(req: func.HttpRequest) -> str:
    from shared.domain.fields.cvr import is_cvr

    cvr: str = req.route_params["cvr"]
    if not is_cvr(cvr):
        raise BadRequest(name="cvr")
    return cvr
