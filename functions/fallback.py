"""Answers every other address with a problem: the host itself would give 404 with an empty body, also for a wrong method."""

from __future__ import annotations

from functools import cache
import re

import azure.functions as func

from functions.callers import ANONYMOUS
from functions.http import Reply, endpoint
from shared.domain.problems import UnknownRoute, WrongMethod

bp = func.Blueprint()

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


# The host tries routes in the order of function names, and takes the first that matches.
@bp.route("{*rest}", methods=_METHODS, auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=ANONYMOUS, any_origin=True)
async def zz_fallback(req: func.HttpRequest) -> Reply:
    path = f"/{req.route_params.get('rest', '')}".rstrip("/")
    methods = sorted(method for pattern, method in _known() if pattern.fullmatch(path))
    if methods:
        raise WrongMethod(headers={"Allow": ", ".join(methods)}, methods=", ".join(methods))
    raise UnknownRoute


@cache
def _known() -> tuple[tuple[re.Pattern[str], str], ...]:
    from functions.contract.routes import routes

    return tuple(
        (re.compile(re.sub(r"\{\w+\}", "[^/]+", route.path), re.IGNORECASE), route.method.upper()) for route in routes()
    )
