"""Assembles the OpenAPI document: `base.json`, filled in from the routes, their models and the published definitions."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from functools import cache
import json
from pathlib import Path
from typing import Any

from functions.bodies import BODIES
from functions.contract import problems
from functions.contract.answers import answer_schemas
from functions.contract.operation import operation, shared_parameters
from functions.contract.routes import Route, routes, tags
from functions.contract.schemas import layout_schemas, schemas_of
from functions.route_description import Schema
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.ports import Definitions


def document(definitions: Definitions, roles: Sequence[str] | None = None) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the routes with these definitions: all of them, or those that a person with `roles` may use."""
    apps = [published.compiled for published in definitions.all() if roles is None or published.facts.for_roles(roles)]
    every, base, examples = list(routes()), _read("base.json"), _read("examples.json")
    return {
        **base,
        "tags": [{"name": name, "description": about} for name, about in tags().items()],
        "paths": _paths(every, apps),
        "components": {
            **base["components"],
            "parameters": shared_parameters(),
            "schemas": _schemas(every, apps, examples["schemas"]),
            "responses": problems.shared(every),
            "examples": problems.examples(every, examples["problems"]),
        },
    }


def printed(definitions: Definitions, roles: Sequence[str] | None = None) -> str:
    """The document as text, as the file and the app give it."""
    return json.dumps(document(definitions, roles), ensure_ascii=False, indent=2) + "\n"


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(Path(__file__).with_name(name).read_text("utf-8"))
    return content


def _schemas(every: Sequence[Route], apps: Sequence[Compiled], examples: Schema) -> dict[str, Schema]:
    models = tuple(model for route in every if (model := route.model()))
    schemas = {**deepcopy(_schemas_of_code(models)), **answer_schemas(apps)}
    for name, example in examples.items():
        schemas[name]["examples"] = [example]
    return dict(sorted(schemas.items()))


@cache
def _schemas_of_code(models: tuple[type[Any], ...]) -> dict[str, Schema]:
    """Those that are the same for everybody: most of the time that the document takes."""
    return {**schemas_of([*models, *BODIES]), **layout_schemas()}


def _paths(every: Sequence[Route], apps: Sequence[Compiled]) -> dict[str, Schema]:
    """The Path Items. A path of `registrations/{app}` becomes one for each published app, since their bodies differ."""
    paths: dict[str, Schema] = {}
    for route in every:
        for app in apps if route.is_of_an_app else (None,):
            path = route.path.replace("{app}", app.definition.app) if app else route.path
            paths.setdefault(path, {})[route.method] = operation(route, apps, app)
    return paths
