"""Answers the calls that the known client makes (odense-rpa/momentum-client), behind a token and a key.

Only requests like that client's are accepted. Where the real service's status or format is not published, the stand-in takes the
one that helps a client least: a list of tasks has no descriptions, and a wrong key is answered like a wrong token.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
import json
import random
import secrets
import time
from typing import Any
from uuid import uuid4

from aiohttp import web

from local.momentum import bodies
from local.momentum.bodies import Unlike
from local.momentum.holdings import Holdings, now

TOKEN_SECONDS = 3599
"""How long a token is valid, in seconds. The answer gives it as a text, as version 1 of Entra's endpoint does."""
LISTED = {"columns", "filters", "sort", "paging"}
SEARCHED_UNITS = {"paging", "filters", "term"}

Answering = Callable[[web.Request, Any], web.Response]


class Gatekeeper:
    """Issues tokens, and accepts calls with a valid one and the key."""

    def __init__(self, client: str, secret: str, resource: str, key: str) -> None:
        self._form = {
            "grant_type": "client_credentials",
            "client_id": client,
            "client_secret": secret,
            "resource": resource,
        }
        self._key = key
        self.tokens: dict[str, float] = {}

    async def token(self, request: web.Request) -> web.Response:
        """Answer `POST /oauth2/token` as version 1 of Entra's endpoint does."""
        form = {name: str(value) for name, value in (await request.post()).items()}
        if set(form) != set(self._form) or form["grant_type"] != self._form["grant_type"]:
            return web.json_response({"error": "invalid_request"}, status=400)
        if form["client_id"] != self._form["client_id"]:
            return web.json_response({"error": "unauthorized_client"}, status=400)
        if form["client_secret"] != self._form["client_secret"]:
            return web.json_response({"error": "invalid_client"}, status=401)
        if form["resource"] != self._form["resource"]:
            return web.json_response({"error": "invalid_resource"}, status=400)
        token = secrets.token_urlsafe(32)
        self.tokens[token] = time.monotonic() + TOKEN_SECONDS
        facts = {"token_type": "Bearer", "expires_in": str(TOKEN_SECONDS), "ext_expires_in": str(TOKEN_SECONDS)}
        return web.json_response({**facts, "resource": form["resource"], "access_token": token})

    def lets_in(self, request: web.Request) -> bool:
        """Whether the call has the key, and a token that has not expired."""
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        ends = self.tokens.get(token, 0.0) if kind == "Bearer" else 0.0
        return time.monotonic() < ends and request.headers.get("apikey") == self._key


class CallLimit:
    """Counts calls, and turns away those beyond `per_minute` of the minute (0: none), as a gateway before the service may."""

    def __init__(self, per_minute: int = 0, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute, self._clock = per_minute, clock
        self._minute, self._calls = -1, 0

    def turned_away(self) -> int:
        """Seconds until the next minute for a call that is one too many; 0 for one that may pass."""
        now = self._clock()
        minute = int(now // 60)
        self._minute, self._calls = minute, self._calls + 1 if minute == self._minute else 1
        return 60 - int(now % 60) if 0 < self.per_minute < self._calls else 0


def service(gatekeeper: Gatekeeper, holdings: Holdings, limit: CallLimit | None = None) -> web.Application:
    """The service as an HTTP application."""
    application = web.Application()
    application.router.add_post("/oauth2/token", gatekeeper.token)
    for method, path, answering in _Calls(holdings).routes():
        application.router.add_route(method, path, _behind(gatekeeper, limit or CallLimit(), answering))
    return application


def _behind(
    gatekeeper: Gatekeeper, limit: CallLimit, answering: Answering
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        content = await request.read()
        if seconds := limit.turned_away():
            body = {"statusCode": 429, "message": f"Rate limit is exceeded. Try again in {seconds} seconds."}
            return web.json_response(body, status=429, headers={"Retry-After": str(seconds)})
        if not gatekeeper.lets_in(request):
            return web.Response(status=401)
        try:
            return answering(request, json.loads(content) if content else None)
        except (Unlike, ValueError) as fault:
            errors = {"CorrelationId": str(uuid4()), "Errors": [{"Message": str(fault)}]}
            return web.json_response(errors, status=400)

    return answer


class _Calls:
    """The handler of each call."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._order = random.Random(0)  # noqa: S311 - an order, no secret

    def company(self, request: web.Request, body: Any) -> web.Response:
        cvr = request.match_info["cvr"]
        units = [unit for (owner, _), unit in self._holdings.units.items() if owner == cvr]
        return web.json_response({"cvr": cvr, "productionUnits": units}) if units else web.Response(status=404)

    def unit(self, request: web.Request, body: Any) -> web.Response:
        unit = self._holdings.units.get((request.match_info["cvr"], request.match_info["p"]))
        return web.json_response(unit) if unit else web.Response(status=404)

    def units(self, request: web.Request, body: Any) -> web.Response:
        number, size = bodies.page_from_zero(body, SEARCHED_UNITS)
        units = list(self._holdings.units.values())
        page = units[number * size : (number + 1) * size]
        return web.json_response({"data": page, "hasMore": len(units) > (number + 1) * size})

    def caseworkers(self, request: web.Request, body: Any) -> web.Response:
        number, size = bodies.page_from_one(body)
        return web.json_response({"data": self._holdings.caseworkers[number * size : (number + 1) * size]})

    def search(self, request: web.Request, body: Any) -> web.Response:
        query = bodies.searched(body)
        term, skip, size = str(query["term"]).casefold(), int(query["skip"]), query["size"]
        hits = [c for c in self._holdings.caseworkers if term in f"{c['name']} {c['description']}".casefold()]
        results = [{name: hit[name] for name in ("id", "name", "description")} for hit in hits[skip : skip + size]]
        return web.json_response({"totalCount": len(hits), "results": results})

    def create(self, request: web.Request, body: Any) -> web.Response:
        return web.json_response(self._holdings.create(bodies.task(body, self._holdings)))

    def tasks(self, request: web.Request, body: Any) -> web.Response:
        number, size = bodies.page_from_zero(body, LISTED)
        unit = bodies.unit_of(body)
        tasks = [task for task in self._holdings.tasks if task["relatedEntityId"] == unit]
        # No order is promised among tasks of the same deadline, and a page past the end is the last one once more.
        self._order.shuffle(tasks)
        tasks.sort(key=lambda task: str(task["deadline"]))
        first = min(number, max(len(tasks) - 1, 0) // size) * size
        page = [
            {name: value for name, value in task.items() if name != "description"}
            for task in tasks[first : first + size]
        ]
        return web.json_response({"data": page, "totalSearchCount": len(tasks)})

    def tags(self, request: web.Request, body: Any) -> web.Response:
        return web.json_response(self._holdings.tags)

    def assigned(self, request: web.Request, body: Any) -> web.Response:
        return web.json_response(self._holdings.assignments.get(request.query.get("referenceId", ""), []))

    def assign(self, request: web.Request, body: Any) -> web.Response:
        unit = request.query.get("referenceId", "")
        if self._holdings.unit(unit) is None:
            return web.Response(status=404)
        body_members = bodies.assignment(body, self._holdings)
        tag = next(tag for tag in self._holdings.tags if tag["id"] == body_members["tagId"])
        assignment = {
            "id": str(uuid4()),
            "tag": tag,
            "start": body_members["start"],
            "end": body_members["end"],
            "createdAt": now(),
        }
        self._holdings.assignments.setdefault(unit, []).append(assignment)
        return web.json_response(assignment, status=201)

    def routes(self) -> list[tuple[str, str, Answering]]:
        return [
            ("GET", "/companies/{cvr}", self.company),
            ("GET", "/companies/{cvr}/productionunits/{p}", self.unit),
            ("POST", "/punits/searchproductionunits", self.units),
            ("POST", "/punits/{id}/caseworkers", self.caseworkers),
            ("POST", "/search", self.search),
            ("POST", "/tasks", self.create),
            ("POST", "/tasks/company", self.tasks),
            ("GET", "/tags", self.tags),
            ("GET", "/tagassignments", self.assigned),
            ("POST", "/tagassignments", self.assign),
        ]
