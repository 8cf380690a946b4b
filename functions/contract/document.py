"""The whole document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
import json
from typing import Any

from pydantic import BaseModel

from functions.contract import problems
from functions.contract.examples import ANSWERS, EXAMPLES
from functions.contract.operations import CVR, OPERATIONS, Operation, Parameter, Schema
from functions.contract.operations import ID as REGISTRATION_ID
from functions.contract.routes import Route, routes
from functions.contract.schemas import named, schemas
from functions.http import Reply
from functions.views import OTHER_MODELS
from shared.domain.definitions import Compiled, Definitions

_ABOUT = (
    "Registrations made on the phone, delivered to the case system. Each published app has its own operations, with the JSON "
    "Schema of its own definition. Every no is `application/problem+json` (RFC 9457) with a stable `code`. Sign in at "
    "`/auth/login`; the session is a cookie. A call that changes something carries `X-Feltskema: 1` and an `Origin` equal to "
    "the public address."
)
_TAGS = {
    "registrations": "Send, follow and settle registrations.",
    "definitions": "The published apps.",
    "companies": "Look-ups in the Central Business Register (CVR).",
    "sign-in": "MitID through a broker; the session.",
    "health": "For monitoring and operators.",
    "contract": "This document.",
}
_OWN_HEADERS = [
    {
        "name": "X-Feltskema",
        "in": "header",
        "required": True,
        "description": "Another site's form cannot set it.",
        "schema": {"const": "1"},
        "example": "1",
    },
    {
        "name": "Origin",
        "in": "header",
        "required": True,
        "description": "Set by the browser; must be the public address.",
        "schema": {"type": "string", "format": "uri"},
    },
]


def document(definitions: Definitions) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the routes with these definitions."""
    apps = definitions.all()
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
            "schemas": schemas(_models(known), apps),
            "examples": {code: problems.example(code) for code in codes},
        },
    }


def printed(definitions: Definitions) -> str:
    """The document as the file and the app print it."""
    return json.dumps(document(definitions), ensure_ascii=False, indent=2) + "\n"


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
    made["security"] = [{"session": []}] if route.access == "person" else []
    if parameters := list(_parameters(route, about, apps)):
        made["parameters"] = parameters
    if about.body:
        made["requestBody"] = _body(about, app)
    made["responses"] = dict(_responses(route, about))
    if app and about.body == "registration":
        made["responses"][str(about.status)]["links"] = _links(app)
    return made


def _parameters(route: Route, about: Operation, apps: Sequence[Compiled]) -> Iterator[Schema]:
    in_path = {"cvr": CVR, "id": REGISTRATION_ID, "app": _app(apps)}
    for name, parameter in in_path.items():
        if f"{{{name}}}" in route.path and not (name == "app" and route.path.startswith("/registrations")):
            yield _parameter(name, "path", parameter)
    for name, parameter in (about.query or {}).items():
        yield _parameter(name, "query", parameter)
    if 304 in (about.other or {}):
        told = Parameter("The `ETag` of the copy at hand.", {"type": "string"}, None)
        yield _parameter("If-None-Match", "header", told)
    if route.method not in ("get", "head"):
        yield from _OWN_HEADERS


def _parameter(name: str, place: str, about: Parameter) -> Schema:
    made: Schema = {"name": name, "in": place, "required": about.required, "description": about.description}
    made["schema"] = about.schema
    return made if about.example is None else {**made, "example": about.example}


def _app(apps: Sequence[Compiled]) -> Parameter:
    names = [app.definition.app for app in apps]
    return Parameter("A published app.", {"enum": names}, names[0] if names else None, True)


def _body(about: Operation, app: Compiled | None) -> Schema:
    if about.body != "registration" or app is None:
        content: Schema = {"schema": {"$ref": f"#/components/schemas/{about.body}"}, "example": EXAMPLES[about.body]}
    else:
        content = {"schema": {"$ref": f"#/components/schemas/{named(app)}Registration"}}
        if answers := ANSWERS.get(app.definition.app):
            content["example"] = {"version": app.definition.version, "answers": answers}
    return {"required": True, "content": {"application/json": content}}


def _responses(route: Route, about: Operation) -> Iterator[tuple[str, Schema]]:
    made: dict[int, Schema] = {about.status: _plain(route, about)}
    for number, told in (about.other or {}).items():
        body = {"headers": {"ETag": _ETAG}} if number == 304 else {"content": _content(route, about)}
        made[number] = {"description": told, **body}
    for number, answer in problems.answers(problems.codes(route, about)):
        if number in made:
            made[number]["content"] |= answer["content"]
        else:
            made[number] = answer
    yield from ((str(number), made[number]) for number in sorted(made))


_ETAG: Schema = {"description": "Names this state of the document.", "required": True, "schema": {"type": "string"}}
_LOCATION: Schema = {"description": "Where to go on.", "required": True, "schema": {"type": "string", "format": "uri"}}


def _plain(route: Route, about: Operation) -> Schema:
    made: Schema = {"description": about.summary + "."}
    if about.status == 302:
        return {**made, "headers": {"Location": _LOCATION}}
    if about.status == 204:
        return made
    if 304 in (about.other or {}):
        made["headers"] = {"ETag": _ETAG}
    return {**made, "content": _content(route, about)}


def _links(app: Compiled) -> Schema:
    """What to do with a registration that was sent."""
    return {
        name: {
            "operationId": f"{name}-registration-{app.definition.app}",
            "parameters": {"id": "$response.body#/id"},
            "description": told,
        }
        for name, told in (("get", "Follow it until it is in Fasit."), ("settle", "When its delivery is uncertain."))
    }


def _content(route: Route, about: Operation) -> Schema:
    if about.content == "text/html":
        return {"text/html": {"schema": {"type": "string"}}}
    name = "" if route.answer is Reply else route.answer.__name__
    schema = about.schema or {"$ref": f"#/components/schemas/{name}"}
    example = EXAMPLES.get(schema.get("$ref", "").rpartition("/")[2])
    return {"application/json": {"schema": schema, **({"example": example} if example else {})}}
