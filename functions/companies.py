"""Look-ups in the Central Business Register (CVR)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from functions.http import endpoint
from functions.query import limit
from functions.route_description import Parameter
from shared import wiring
from shared.domain.problems import BadRequest, UnknownCompany

if TYPE_CHECKING:
    from functions.views.companies import CompanyNames
    from shared.domain.access.person import Person
    from shared.domain.company import Company, UnitPage

bp = func.Blueprint()

MIN_LENGTH, MAX_LENGTH = 2, 100
UNITS, MAX_UNITS = 20, 50
UNIT_QUERY = Parameter(
    "The beginning of each word of the unit's name or address, a house number, or a P-number; empty for all.",
    {"type": "string", "maxLength": MAX_LENGTH},
    "vesterbrogade 12",
)
UNIT_LIMIT = Parameter(
    "How many at most.", {"type": "integer", "minimum": 1, "maximum": MAX_UNITS, "default": UNITS}, UNITS
)
UNIT_AFTER = Parameter(
    "`next` of the page before; empty is the first.", {"type": "string", "pattern": "^([ac][0-9]{10})?$"}
)
QUERY = Parameter(
    "The beginning of each word of one of the company's names, of a unit's name or of the address; or a whole CVR or P-number.",
    {"type": "string", "minLength": MIN_LENGTH, "maxLength": MAX_LENGTH},
    "café",
    True,
)
LOOK_UP_PROBLEMS = ("bad-request", "register-unavailable")


@bp.route("companies/{cvr}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(problems=(*LOOK_UP_PROBLEMS, "unknown-company"))
async def get_company(req: func.HttpRequest, person: Person) -> Company:
    """Get a company.

    With its first 20 production units, active ones first. 503 also where the register's answer is incomplete.
    """
    cvr = _cvr(req)
    company = await wiring.companies().company(cvr)
    if company is None:
        raise UnknownCompany(cvr=cvr)
    return company


@bp.route("companies/{cvr}/units", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(query={"query": UNIT_QUERY, "limit": UNIT_LIMIT, "after": UNIT_AFTER}, problems=LOOK_UP_PROBLEMS)
async def list_units(req: func.HttpRequest, person: Person) -> UnitPage:
    """List a company's production units.

    All, or those that match a street, a house number, a name or a P-number; active ones first. A company that is not in the
    register has none.
    """
    cvr, query, maximum = _cvr(req), req.params.get("query", ""), limit(req, UNITS, MAX_UNITS)
    if len(query) > MAX_LENGTH:
        raise BadRequest(name="query")
    try:
        return await wiring.companies().units(cvr, query, maximum, req.params.get("after") or None)
    except ValueError:
        raise BadRequest(name="after") from None


@bp.route("companies", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(query={"query": QUERY}, problems=LOOK_UP_PROBLEMS)
async def search_companies(req: func.HttpRequest, person: Person) -> CompanyNames:
    """Search companies by name, street or number.

    At most 10, active ones first.
    """
    from functions.views.companies import CompanyNames

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
