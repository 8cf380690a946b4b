"""What an operation can answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from functions.contract import problems
from functions.contract.examples import EXAMPLES
from functions.contract.operations import Operation, Schema
from functions.contract.routes import Route
from functions.http import Reply
from shared.domain.definition.compiled_definition import Compiled


def responses(route: Route, about: Operation, app: Compiled | None) -> Iterator[tuple[str, Schema]]:
    """An operation's answers by status. A no that stands in for itself is one of `refusals`."""
    made: dict[int, Schema] = {about.status: _plain(route, about)}
    for number, told in (about.other or {}).items():
        body = {"headers": {"ETag": _ETAG}} if number == 304 else {"content": _content(route, about)}
        made[number] = {"description": told, **body}
    for number, codes in problems.by_status(problems.codes(route, about)):
        if number in made:
            made[number]["content"] |= problems.answer(number, codes)["content"]
        else:
            made[number] = {"$ref": f"#/components/responses/{problems.named(codes)}"}
    if app and about.body == "registration":
        made[about.status]["links"] = _links(app)
    if about.body == "attachment":
        made[about.status]["links"] = {"get": _TO_THE_FILE}
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


def refusals(every: Iterable[tuple[Route, Operation]]) -> Schema:
    """The shared answers that say no, by their names."""
    found = {
        problems.named(codes): problems.answer(number, codes)
        for route, about in every
        for number, codes in problems.by_status(problems.codes(route, about))
        if number not in {about.status, *(about.other or {})}
    }
    return dict(sorted(found.items()))


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


_TO_THE_FILE: Schema = {
    "operationId": "get-attachment",
    "parameters": {"registration": "$request.path.registration", "id": "$response.body#/id"},
    "description": "Look at it.",
}


def _content(route: Route, about: Operation) -> Schema:
    if about.content == ("text/html",):
        return {"text/html": {"schema": {"type": "string"}}}
    if about.content:
        return {kind: {} for kind in about.content}
    name = "" if route.answer is Reply else route.answer.__name__
    schema = about.schema or {"$ref": f"#/components/schemas/{name}"}
    example = EXAMPLES.get(schema.get("$ref", "").rpartition("/")[2])
    return {"application/json": {"schema": schema, **({"example": example} if example else {})}}
