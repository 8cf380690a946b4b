"""The whole document."""

from __future__ import annotations

from collections.abc import Sequence
import json
from typing import Any

from functions.contract import problems
from functions.contract.operation import SHARED, operation, parameter
from functions.contract.routes import TAGS, Route, routes
from functions.contract.schemas import schemas
from functions.described import Schema
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.ports import Definitions

_ABOUT = (
    "Registrations made on the phone, delivered to the case system. Each published app has its own operations, with the JSON "
    "Schema of its own definition. Every no is `application/problem+json` (RFC 9457) with a stable `code`. Sign in at "
    "`/auth/login`; the session is a cookie. A call that changes something carries `X-Feltskema: 1` and an `Origin` equal to "
    "the public address."
)
_SESSION = {
    "type": "apiKey",
    "in": "cookie",
    "name": "__Host-feltskema",
    "description": "Set by the sign-in. The name is a setting (`SESSION_COOKIE`).",
}


def document(definitions: Definitions, roles: Sequence[str] | None = None) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the routes with these definitions: all of them, or those that somebody with `roles` may use."""
    apps = [published.compiled for published in definitions.all() if roles is None or published.facts.for_roles(roles)]
    every = list(routes())
    return {
        "openapi": "3.1.0",
        "info": {"title": "Feltskema", "version": "1.0.0", "description": _ABOUT},
        "servers": [{"url": "/api"}],
        "tags": [{"name": name, "description": about} for name, about in TAGS.items()],
        "paths": _paths(every, apps),
        "components": {
            "securitySchemes": {"session": _SESSION},
            "parameters": {name: parameter(name, "header", about) for name, about in SHARED.items()},
            "schemas": schemas([route.answer for route in every], apps),
            "responses": problems.shared(every),
            "examples": {code: problems.example(code) for code in problems.codes_of_all(every)},
        },
    }


def printed(definitions: Definitions, roles: Sequence[str] | None = None) -> str:
    """The document as the file and the app print it."""
    return json.dumps(document(definitions, roles), ensure_ascii=False, indent=2) + "\n"


def _paths(every: Sequence[Route], apps: Sequence[Compiled]) -> dict[str, Schema]:
    """A path of `registrations/{app}` becomes one a published app: their bodies differ."""
    paths: dict[str, Schema] = {}
    for route in every:
        for app in apps if route.is_of_an_app else (None,):
            path = route.path.replace("{app}", app.definition.app) if app else route.path
            paths.setdefault(path, {})[route.method] = operation(route, apps, app)
    return paths
