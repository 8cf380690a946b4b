"""Momentum as a case system keeps it, by what its stand-in takes and holds (`local/momentum/bodies.py`, `holdings.py`)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import httpx

from local.momentum import bodies
from local.momentum.bodies import Unlike
from local.momentum.holdings import TAGS, Record, stocked_holdings
from tests.simulation.targets import Served, json_answer

if TYPE_CHECKING:
    from tests.simulation.world import World

SETTINGS = {
    "MOMENTUM_URL": "https://momentum.example",
    "MOMENTUM_TOKEN_URL": "https://login.example/token",
    "MOMENTUM_CLIENT_ID": "feltskema",
    "MOMENTUM_CLIENT_SECRET": "hemmelig",
    "MOMENTUM_RESOURCE": "ressource",
    "MOMENTUM_API_KEY": "noegle",
    "MOMENTUM_TAG": TAGS[0],
}
LIFE = 3599
_UNIT = re.compile(r"/companies/(\d+)/productionunits/(\d+)")
_LISTED = {"columns", "filters", "sort", "paging"}


class Momentum:
    """`tasks_of` gives a registration's tasks."""

    def __init__(self, world: World, companies: list[Record]) -> None:
        self._world = world
        self._held = stocked_holdings(companies)
        self._tokens: dict[str, float] = {}

    def tasks_of(self, registration: str) -> list[Record]:
        return [task for task in self._held.tasks if registration in task["description"]]

    def serve(self, request: httpx.Request) -> Served:
        path = request.url.path
        if path == "/token":
            return self._token(request)
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind != "Bearer" or self._tokens.get(token, 0.0) <= self._world.loop.time():
            return 401, {}, b""
        try:
            return self._answer(request, json.loads(request.content) if request.content else None)
        except (Unlike, ValueError) as fault:
            return json_answer(400, {"Errors": [{"Message": str(fault)}]})

    def _token(self, request: httpx.Request) -> Served:
        if "client_secret=hemmelig" not in request.content.decode():
            return json_answer(401, {"error": "invalid_client"})
        token = self._world.new_id()
        self._tokens[token] = self._world.loop.time() + LIFE
        return json_answer(200, {"token_type": "Bearer", "expires_in": str(LIFE), "access_token": token})

    def _answer(self, request: httpx.Request, body: Any) -> Served:
        path, reference = request.url.path, parse_qs(request.url.query.decode()).get("referenceId", [""])[0]
        if path.startswith("/tagassignments"):
            return self._tagged(request.method, reference, body)
        match request.method, path:
            case "POST", "/tasks":
                return self._create(body)
            case "POST", "/tasks/company":
                return self._listed(body)
            case "GET", "/tags":
                return json_answer(200, self._held.tags)
        unit_match = _UNIT.fullmatch(path)
        unit = self._held.units.get((unit_match[1], unit_match[2])) if unit_match else None
        return json_answer(200, unit) if unit else (404, {}, b"")

    def _tagged(self, method: str, reference: str, body: Any) -> Served:
        if method == "GET":
            return json_answer(200, self._held.assignments.get(reference, []))
        assignment = bodies.assignment(body, self._held)
        tag = next(tag for tag in self._held.tags if tag["id"] == assignment["tagId"])
        made = {"id": self._world.new_id(), "tag": tag, "start": assignment["start"], "end": assignment["end"]}
        self._held.assignments.setdefault(reference, []).append(made)
        return json_answer(201, made)

    def _create(self, body: Any) -> Served:
        requested = bodies.task(body, self._held)
        if self._world.faults.refuses():
            return json_answer(400, {"Errors": [{"Message": "opgaven kan ikke oprettes"}]})
        task = self._held.create(requested)
        task["id"] = self._world.new_id()
        self._world.trace(f"momentum has {task['title'][-13:-1]}")
        return json_answer(200, task)

    def _listed(self, body: Any) -> Served:
        number, size = bodies.page_from_zero(body, _LISTED)
        unit = bodies.unit_of(body)
        every = [task for task in self._held.tasks if task["relatedEntityId"] == unit]
        every.sort(key=lambda task: str(task["deadline"]))
        page = every[number * size : (number + 1) * size]
        shown = [{name: value for name, value in task.items() if name != "description"} for task in page]
        return json_answer(200, {"data": shown, "totalSearchCount": len(every)})
