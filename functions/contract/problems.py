"""The problems that a route can answer with, and an example of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from functions.contract.routes import Route
from functions.contract.schemas import REF
from functions.http import PROBLEM, edge_problems, problem_body
from functions.route_description import Schema
from shared.domain.problems import FieldError, problem_classes
from shared.texts import text

_CLASSES = problem_classes()
_FAULT = FieldError("/kontaktpersoner/0/navn", "required", {"da": "Navn"})


def codes(route: Route) -> list[str]:
    """Every problem code that a route can answer with: those of `functions/http.py` and its own."""
    edge = edge_problems(route.access, route.direct, route.is_unsafe)
    return sorted({*edge, *route.described.get("problems", ())}, key=lambda code: (_CLASSES[code].status, code))


def by_status(route: Route) -> dict[int, list[str]]:
    """The codes of each status that a route can answer with."""
    return {status: list(several) for status, several in groupby(codes(route), lambda code: _CLASSES[code].status)}


def shared(routes: Iterable[Route]) -> dict[str, Schema]:
    """The responses that are always a problem, by name."""
    responses = {
        ".".join(several): _answer(status, several)
        for route in routes
        for status, several in by_status(route).items()
        if status not in (route.status, *route.others)
    }
    return dict(sorted(responses.items()))


def content(status: int, several: Iterable[str]) -> Schema:
    """The content of a response with this status and these codes."""
    schema = {
        "allOf": [{"$ref": REF.format(model="Problem")}],
        "properties": {"status": {"const": status}, "code": {"enum": several}},
    }
    examples = {code: {"$ref": f"#/components/examples/{code}"} for code in several}
    return {PROBLEM: {"schema": schema, "examples": examples}}


def examples(routes: Iterable[Route], values: Mapping[str, Any]) -> dict[str, Schema]:
    """An example for each code, in Danish; `values` fill in the placeholders of the texts."""
    return {code: _example(code, values) for code in sorted({code for route in routes for code in codes(route)})}


def _answer(status: int, several: list[str]) -> Schema:
    titles = "; ".join(text(f"problem.{code}.title", "en") for code in several)
    return {"description": f"{titles}.", "content": content(status, several)}


def _example(code: str, values: Mapping[str, Any]) -> Schema:
    problem = _CLASSES[code](code, errors=(_FAULT,) if code == "invalid-answers" else (), **values)
    return {"summary": text(f"problem.{code}.title", "en"), "value": problem_body(problem, "da")}
