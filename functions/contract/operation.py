"""Makes one operation of the document: its description, parameters, body and responses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
import re

from functions.callers import ANONYMOUS, PERSON_OR_NOBODY, Access
from functions.contract import problems
from functions.contract.answers import schema_name
from functions.contract.routes import Route
from functions.contract.schemas import REF
from functions.route_description import HEADERS, IN_PATH, Parameter, Schema
from shared.domain.definition.compiled_definition import Compiled


def operation(route: Route, apps: Sequence[Compiled], app: Compiled | None) -> Schema:
    """The Operation Object of a route; of one app where each app has its own."""
    operation_object: Schema = {
        "operationId": _operation_id(route.name, app),
        "tags": [route.tag],
        "summary": f"{route.summary}: {app.definition.title.en}" if app else route.summary,
        "description": route.description,
        "security": _security(route),
        "parameters": list(_parameters(route, apps)),
        "requestBody": {"required": True, "content": _body(route, app)} if "body" in route.described else None,
        "responses": {str(number): answer for number, answer in sorted(_responses(route, app).items())},
    }
    return {key: value for key, value in operation_object.items() if value or key == "security"}


def _security(route: Route) -> list[Schema]:
    """OpenAPI's Security Requirement Objects. An empty one says that a session is not required."""
    session: Schema = {"session": []}
    optional: dict[Access, list[Schema]] = {ANONYMOUS: [], PERSON_OR_NOBODY: [session, {}]}
    return optional.get(route.access, [session])


def shared_parameters() -> dict[str, Schema]:
    """The parameters that operations refer to, by name."""
    headers = {name: _parameter(name, "header", about) for name, about in HEADERS.items()}
    return {**headers, **{name: _parameter(name, "path", about) for name, about in IN_PATH.items()}}


def _operation_id(name: str, app: Compiled | None) -> str:
    return f"{name.replace('_', '-')}-{app.definition.app}" if app else name.replace("_", "-")


def _parameter(name: str, place: str, about: Parameter) -> Schema:
    parameter_object: Schema = {"name": name, "in": place, "required": about.required, "description": about.description}
    return {**parameter_object, "schema": about.schema, **({} if about.example is None else {"example": about.example})}


def _parameters(route: Route, apps: Sequence[Compiled]) -> Iterator[Schema]:
    names = [name for name in _in_path(route) if name in IN_PATH]
    names += ["If-None-Match"] if 304 in route.others else []
    names += ["X-Feltskema", "Origin"] if route.is_unsafe else []
    if "{app}" in route.path and not route.is_of_an_app:
        may_be = [app.definition.app for app in apps if app.definition.entity or route.tag != "entities"]
        about = Parameter("A published app.", {"enum": may_be}, may_be[0] if may_be else None, True)
        yield _parameter("app", "path", about)
    for name, about in route.described.get("query", {}).items():
        yield _parameter(name, "query", about)
    yield from ({"$ref": f"#/components/parameters/{name}"} for name in names)


def _in_path(route: Route) -> list[str]:
    return re.findall(r"\{(\w+)\}", route.path)


def _body(route: Route, app: Compiled | None) -> Schema:
    body = route.described["body"]
    if not isinstance(body, str):
        # OpenAPI 3.1: no schema for binary content.
        return {kind: {} for kind in body}
    return _json(schema_name(app.definition.app, body) if app and body == "Registration" else body)


def _responses(route: Route, app: Compiled | None) -> dict[int, Schema]:
    """The responses by status. A status that is always a problem refers to `problems.shared`."""
    descriptions = {route.status: f"{route.summary}.", **route.others}
    responses = {status: _answer(status, about, route) for status, about in descriptions.items()}
    for status, codes in problems.by_status(route).items():
        if status in responses:
            responses[status]["content"] |= problems.content(status, codes)
        else:
            responses[status] = {"$ref": "#/components/responses/" + ".".join(codes)}
    if links := route.described.get("links"):
        responses[route.status]["links"] = {
            name.partition("_")[0]: _link(name, links[name], route, app) for name in links
        }
    return responses


def _answer(status: int, about: str, route: Route) -> Schema:
    header = "Location" if status == 302 else "ETag" if 304 in route.others else None
    headers = {"headers": {header: {"$ref": f"#/components/headers/{header}"}}} if header else {}
    return {"description": about, **headers, **({} if status in (204, 302, 304) else {"content": _content(route)})}


def _content(route: Route) -> Schema:
    if kinds := route.described.get("content"):
        return {kind: {"schema": {"type": "string"}} if kind == "text/html" else {} for kind in kinds}
    return _json(route.answer)


def _json(schema: str | Schema) -> Schema:
    return {"application/json": {"schema": {"$ref": REF.format(model=schema)} if isinstance(schema, str) else schema}}


def _link(name: str, why: str, route: Route, app: Compiled | None) -> Schema:
    """A Link Object to another operation on what was created; its id is the last parameter of the path."""
    *others, id = [name for name in _in_path(route) if name != "app"]
    parameters = {**{name: f"$request.path.{name}" for name in others}, id: "$response.body#/id"}
    return {"operationId": _operation_id(name, app), "parameters": parameters, "description": why}
