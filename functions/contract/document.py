"""The whole document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
import json
from typing import Any

from pydantic import BaseModel

from functions.contract import problems
from functions.contract.examples import EXAMPLES, registration
from functions.contract.operations import ATTACHMENT_ID, CVR, FILES, OPERATIONS, PERSON, Operation, Parameter, Schema
from functions.contract.operations import ID as REGISTRATION_ID
from functions.contract.responses import refusals, responses
from functions.contract.routes import Route, routes
from functions.contract.schemas import named, schemas
from functions.http import ANONYMOUS
from functions.views import OTHER_MODELS
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.ports import Definitions

_ABOUT = (
    "Registrations made on the phone, delivered to the case system. Each published app has its own operations, with the JSON "
    "Schema of its own definition. Every no is `application/problem+json` (RFC 9457) with a stable `code`. Sign in at "
    "`/auth/login`; the session is a cookie. A call that changes something carries `X-Feltskema: 1` and an `Origin` equal to "
    "the public address."
)
_TAGS = {
    "registrations": "Send, follow and settle registrations.",
    "attachments": "Photos and files, sent before the registration that names them.",
    "entities": "Lists of what an app has registered, to choose among in another.",
    "definitions": "The published apps.",
    "companies": "Look-ups in the Central Business Register (CVR).",
    "sign-in": "MitID through a broker; the session.",
    "access": "The access list: which person has which roles. For operators.",
    "health": "For monitoring and operators.",
    "contract": "This document.",
}
_SHARED = {
    "X-Feltskema": ("header", Parameter("Another site's form cannot set it.", {"const": "1"}, "1", True)),
    "Origin": (
        "header",
        Parameter("Set by the browser; must be the public address.", {"type": "string", "format": "uri"}, None, True),
    ),
}
"""The parameters of every call that changes something."""


def document(definitions: Definitions, roles: Sequence[str] | None = None) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the routes with these definitions: all of them, or those that somebody with `roles` may use."""
    apps = [one.compiled for one in definitions.all() if roles is None or one.facts.for_roles(roles)]
    known = list(routes())
    codes = sorted({code for route in known for code in problems.codes(route, OPERATIONS[route.name])})
    return {
        "openapi": "3.1.0",
        "info": {"title": "Feltskema", "version": "1.0.0", "description": _ABOUT},
        "servers": [{"url": "/api"}],
        "tags": [{"name": name, "description": about} for name, about in _TAGS.items()],
        "paths": _paths(known, apps),
        "components": {
            "securitySchemes": {
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "__Host-feltskema",
                    "description": "Set by the sign-in. The name is a setting (`SESSION_COOKIE`).",
                }
            },
            "parameters": {name: _parameter(name, *one) for name, one in _SHARED.items()},
            "schemas": schemas(_models(known), apps),
            "responses": refusals((route, OPERATIONS[route.name]) for route in known),
            "examples": {code: problems.example(code) for code in codes},
        },
    }


def printed(definitions: Definitions, roles: Sequence[str] | None = None) -> str:
    """The document as the file and the app print it."""
    return json.dumps(document(definitions, roles), ensure_ascii=False, indent=2) + "\n"


def _models(known: Sequence[Route]) -> list[type[BaseModel]]:
    answers = [route.answer for route in known]
    return [one for one in answers if isinstance(one, type) and issubclass(one, BaseModel)] + list(OTHER_MODELS)


def _paths(known: Sequence[Route], apps: Sequence[Compiled]) -> dict[str, Schema]:
    """A path of `registrations/{app}` becomes one a published app: their bodies differ."""
    paths: dict[str, Schema] = {}
    for route in known:
        if route.path.startswith("/registrations/{app}"):
            for app in apps:
                path = route.path.replace("{app}", app.definition.app)
                paths.setdefault(path, {})[route.method] = _operation(route, apps, app)
        else:
            paths.setdefault(route.path, {})[route.method] = _operation(route, apps, None)
    return paths


def _operation(route: Route, apps: Sequence[Compiled], app: Compiled | None) -> Schema:
    about = OPERATIONS[route.name]
    name = route.name.replace("_", "-")
    made: Schema = {
        "operationId": f"{name}-{app.definition.app}" if app else name,
        "tags": [about.tag],
        "summary": f"{about.summary}: {app.definition.title.en}" if app else about.summary,
    }
    if about.description:
        made["description"] = about.description
    made["security"] = [] if route.access == ANONYMOUS else [{"session": []}]
    if parameters := list(_parameters(route, about, apps)):
        made["parameters"] = parameters
    if about.body:
        made["requestBody"] = _body(about, app)
    made["responses"] = dict(responses(route, about, app))
    return made


def _parameters(route: Route, about: Operation, apps: Sequence[Compiled]) -> Iterator[Schema]:
    of_file = route.path.startswith("/attachments")
    in_path = {
        "cvr": CVR,
        "person": PERSON,
        "registration": REGISTRATION_ID,
        "id": ATTACHMENT_ID if of_file else REGISTRATION_ID,
        "app": _app([one for one in apps if one.definition.entity or not route.path.startswith("/entities")]),
    }
    for name, parameter in in_path.items():
        if f"{{{name}}}" in route.path and not (name == "app" and route.path.startswith("/registrations")):
            yield _parameter(name, "path", parameter)
    for name, parameter in (about.query or {}).items():
        yield _parameter(name, "query", parameter)
    if 304 in (about.other or {}):
        told = Parameter("The `ETag` of the copy at hand.", {"type": "string"}, None)
        yield _parameter("If-None-Match", "header", told)
    if route.method not in ("get", "head"):
        yield from ({"$ref": f"#/components/parameters/{name}"} for name in _SHARED)


def _parameter(name: str, place: str, about: Parameter) -> Schema:
    made: Schema = {"name": name, "in": place, "required": about.required, "description": about.description}
    made["schema"] = about.schema
    return made if about.example is None else {**made, "example": about.example}


def _app(apps: Sequence[Compiled]) -> Parameter:
    names = [app.definition.app for app in apps]
    return Parameter("A published app.", {"enum": names}, names[0] if names else None, True)


def _body(about: Operation, app: Compiled | None) -> Schema:
    if about.body == "attachment":
        # OpenAPI 3.1: no schema, since bytes have none.
        return {"required": True, "content": {kind: {} for kind in FILES}}
    if about.body != "registration" or app is None:
        content: Schema = {"schema": {"$ref": f"#/components/schemas/{about.body}"}, "example": EXAMPLES[about.body]}
    else:
        content = {"schema": {"$ref": f"#/components/schemas/{named(app)}Registration"}}
        if example := registration(app):
            content["example"] = example
    return {"required": True, "content": {"application/json": content}}
