"""The ways to say no, each with the example that its catalogue text gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from functions.callers import ANONYMOUS, PERSON
from functions.contract.routes import Route
from functions.described import Schema
from shared.domain import problems
from shared.domain.access.roles import OPERATOR
from shared.domain.problems import Problem
from shared.texts import field_fault, text

MEDIA = "application/problem+json"

_STATUS = {
    "window-ends-first": 422,
    "window-too-long": 422,
    "broker-unavailable": 503,
    "register-unavailable": 503,
    "gateway-unavailable": 503,
    "busy": 503,
    "attachment-conflict": 409,
    "too-late-to-reopen": 409,
}
_VALUES: dict[str, Any] = {
    "name": "limit",
    "app": "tilsyn",
    "version": 7,
    "cvr": "10000009",
    "limit": 256,
    "days": 35,
    "answered": "2020-01-31",
    "day": "31.12.2026",
}


def status(code: str) -> int:
    """The HTTP status of a code."""
    status_of = {problem.code: problem.status for problem in vars(problems).values() if _is_problem(problem)}
    return status_of.get(code) or _STATUS[code]


def _is_problem(value: Any) -> bool:
    return isinstance(value, type) and issubclass(value, Problem)


def codes(route: Route) -> list[str]:
    """Every code that a route can answer with: the edge's and its own."""
    edge = ["internal"]
    if not route.direct:
        edge += ["gateway-only", "gateway-unavailable"]
    if route.access != ANONYMOUS:
        edge += ["no-session", "storage-unavailable"]
    if route.access not in (ANONYMOUS, PERSON):
        edge.append("no-access")
    if OPERATOR in route.access.split("|"):
        edge.append("not-operator")
    if route.is_unsafe:
        edge.append("wrong-origin")
    return sorted({*edge, *route.described.get("problems", ())}, key=lambda code: (status(code), code))


def by_status(route: Route) -> Iterator[tuple[int, list[str]]]:
    """The codes of each status that a route can answer with."""
    yield from ((number, list(several)) for number, several in groupby(codes(route), status))


def codes_of_all(routes: Iterable[Route]) -> list[str]:
    return sorted({code for route in routes for code in codes(route)})


def shared(routes: Iterable[Route]) -> Schema:
    """The answers that say no and nothing else, by their names."""
    made = {
        named(several): answer(number, several)
        for route in routes
        for number, several in by_status(route)
        if number not in {route.status, *route.others}
    }
    return dict(sorted(made.items()))


def named(several: Iterable[str]) -> str:
    """What the answer with these codes is called among the shared ones."""
    return ".".join(several)


def answer(number: int, several: list[str]) -> Schema:
    """The response of a status with these codes."""
    schema = {
        "allOf": [{"$ref": "#/components/schemas/Problem"}],
        "properties": {"status": {"const": number}, "code": {"enum": several}},
    }
    examples = {code: {"$ref": f"#/components/examples/{code}"} for code in several}
    titles = "; ".join(text(f"problem.{code}.title", "en") for code in several)
    return {"description": f"{titles}.", "content": {MEDIA: {"schema": schema, "examples": examples}}}


def example(code: str) -> Schema:
    """What a phone in Danish gets."""
    body: dict[str, Any] = {
        "type": f"urn:feltskema:problem:{code}",
        "title": text(f"problem.{code}.title"),
        "status": status(code),
        "detail": text(f"problem.{code}.detail", **_VALUES),
        "code": code,
    }
    if code == "invalid-answers":
        message = field_fault("required", "da", "Navn")
        body["errors"] = [{"path": "/kontaktpersoner/0/navn", "code": "required", "message": message}]
    return {"summary": text(f"problem.{code}.title", "en"), "value": body}
