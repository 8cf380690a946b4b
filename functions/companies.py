"""Look-ups in the CVR register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from functions.http import endpoint
from shared import wiring
from shared.domain.problems import BadRequest, UnknownCompany

if TYPE_CHECKING:
    from functions.views import CompanyNames
    from shared.domain.company import Company
    from shared.domain.person import Person

bp = func.Blueprint()

SHORTEST, LONGEST = 2, 100


@bp.route("companies/{cvr}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def get_company(req: func.HttpRequest, person: Person) -> Company:
    from shared.domain.fields.cvr import is_cvr

    cvr = req.route_params["cvr"]
    if not is_cvr(cvr):
        raise BadRequest(name="cvr")
    company = await wiring.companies().company(cvr)
    if company is None:
        raise UnknownCompany(cvr=cvr)
    return company


@bp.route("companies", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def search_companies(req: func.HttpRequest, person: Person) -> CompanyNames:
    from functions.views import CompanyNames

    query = req.params.get("query", "")
    if not SHORTEST <= len(query) <= LONGEST:
        raise BadRequest(name="query")
    if not query.split():
        return CompanyNames(items=())
    return CompanyNames(items=tuple(await wiring.companies().search(query)))
