"""One operation of the document: what a route's own file says of it, its parameters, its body and its answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from functions.callers import ANONYMOUS
from functions.contract import problems
from functions.contract.examples import examples, registration
from functions.contract.routes import Route
from functions.contract.schemas import REF, named
from functions.described import ATTACHMENT_ID, IN_PATH, Parameter, Schema
from shared.domain.attachments import TYPES
from shared.domain.definition.compiled_definition import Compiled

SHARED = {
    "X-Feltskema": Parameter("Another site's form cannot set it.", {"const": "1"}, "1", True),
    "Origin": Parameter(
        "Set by the browser; must be the public address.", {"type": "string", "format": "uri"}, None, True
    ),
}
"""The headers of every call that changes something."""
_IF_NONE_MATCH = Parameter("The `ETag` of the copy at hand.", {"type": "string"})
_ETAG: Schema = {"description": "Names this state of the document.", "required": True, "schema": {"type": "string"}}
_LOCATION: Schema = {"description": "Where to go on.", "required": True, "schema": {"type": "string", "format": "uri"}}
_TO_THE_FILE: Schema = {
    "operationId": "get-attachment",
    "parameters": {"registration": "$request.path.registration", "id": "$response.body#/id"},
    "description": "Look at it.",
}


def operation(route: Route, apps: Sequence[Compiled], app: Compiled | None) -> Schema:
    """The Operation Object, of one app where the path is an app's own."""
    name = route.name.replace("_", "-")
    made: Schema = {
        "operationId": f"{name}-{app.definition.app}" if app else name,
        "tags": [route.tag],
        "summary": f"{route.summary}: {app.definition.title.en}" if app else route.summary,
    }
    if route.description:
        made["description"] = route.description
    made["security"] = [] if route.access == ANONYMOUS else [{"session": []}]
    if parameters := list(_parameters(route, apps)):
        made["parameters"] = parameters
    if "body" in route.described:
        made["requestBody"] = {"required": True, "content": _body(route.described["body"], app)}
    made["responses"] = dict(_responses(route, app))
    return made


def parameter(name: str, place: str, about: Parameter) -> Schema:
    made: Schema = {"name": name, "in": place, "required": about.required, "description": about.description}
    made["schema"] = about.schema
    return made if about.example is None else {**made, "example": about.example}


def _parameters(route: Route, apps: Sequence[Compiled]) -> Iterator[Schema]:
    own = {"id": ATTACHMENT_ID} if route.tag == "attachments" else {}
    for name, about in {**IN_PATH, **own, "app": _app(route, apps)}.items():
        if f"{{{name}}}" in route.path and not (name == "app" and route.is_of_an_app):
            yield parameter(name, "path", about)
    for name, about in route.described.get("query", {}).items():
        yield parameter(name, "query", about)
    if 304 in route.others:
        yield parameter("If-None-Match", "header", _IF_NONE_MATCH)
    if route.is_unsafe:
        yield from ({"$ref": f"#/components/parameters/{name}"} for name in SHARED)


def _app(route: Route, apps: Sequence[Compiled]) -> Parameter:
    names = [app.definition.app for app in apps if app.definition.entity or route.tag != "entities"]
    return Parameter("A published app.", {"enum": names}, names[0] if names else None, True)


def _body(body: str, app: Compiled | None) -> Schema:
    if body == "attachment":
        # OpenAPI 3.1: no schema, since bytes have none.
        return {kind: {} for kind in TYPES.values()}
    if body != "registration" or app is None:
        return _json({"$ref": REF.format(model=body)})
    content: Schema = {"schema": {"$ref": REF.format(model=f"{named(app)}Registration")}}
    if example := registration(app):
        content["example"] = example
    return {"application/json": content}


def _responses(route: Route, app: Compiled | None) -> Iterator[tuple[str, Schema]]:
    """By status. A no that stands in for itself is one of `problems.shared`."""
    made: dict[int, Schema] = {route.status: _plain(route)}
    for number, answer in route.others.items():
        body = {"headers": {"ETag": _ETAG}} if number == 304 else {"content": _content(route)}
        made[number] = {"description": answer, **body}
    for number, codes in problems.by_status(route):
        if number in made:
            made[number]["content"] |= problems.answer(number, codes)["content"]
        else:
            made[number] = {"$ref": f"#/components/responses/{problems.named(codes)}"}
    if app and route.described.get("body") == "registration":
        made[route.status]["links"] = dict(_links(app))
    if route.described.get("body") == "attachment":
        made[route.status]["links"] = {"get": _TO_THE_FILE}
    yield from ((str(number), made[number]) for number in sorted(made))


def _plain(route: Route) -> Schema:
    made: Schema = {"description": route.summary + "."}
    if route.status == 302:
        return {**made, "headers": {"Location": _LOCATION}}
    if route.status == 204:
        return made
    if 304 in route.others:
        made["headers"] = {"ETag": _ETAG}
    return {**made, "content": _content(route)}


def _content(route: Route) -> Schema:
    if kinds := route.described.get("content"):
        return {kind: {"schema": {"type": "string"}} if kind == "text/html" else {} for kind in kinds}
    answer = route.described.get("answer") or route.answer.__name__
    return _json({"$ref": REF.format(model=answer)} if isinstance(answer, str) else answer)


def _json(schema: Schema) -> Schema:
    example = examples().get(schema.get("$ref", "").rpartition("/")[2])
    return {"application/json": {"schema": schema, **({"example": example} if example else {})}}


def _links(app: Compiled) -> Iterator[tuple[str, Schema]]:
    """What to do with a registration that was sent."""
    for name, description in (
        ("get", "Follow it until it is delivered."),
        ("settle", "When its delivery is uncertain."),
    ):
        id, parameters = f"{name}-registration-{app.definition.app}", {"id": "$response.body#/id"}
        yield name, {"operationId": id, "parameters": parameters, "description": description}
