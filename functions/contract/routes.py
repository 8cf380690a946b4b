"""Lists the HTTP routes that the blueprints declare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from inspect import getdoc
from typing import Any, cast

from functions.callers import SAFE_METHODS, Access
from functions.route_description import Described, Schema

BLUEPRINTS = (
    "registrations",
    "attachments",
    "entities",
    "definitions",
    "companies",
    "auth",
    "access",
    "operations",
    "reconciliation",
    "evaluation",
    "evaluation_effect",
    "evaluation_files",
    "evaluation_resources",
    "health",
    "openapi",
    "survey",
    "delivery",
    "upkeep",
    "fallback",
)
"""The modules of `functions/`, in the order in which the document shows their tags."""
_OTHER_TAGS = {"auth": "sign-in", "openapi": "contract", "reconciliation": "operations"}
"""The tags whose name differs from the noun."""


@dataclass(frozen=True, slots=True)
class Route:
    """A method of an address.

    `noun`: its module's name up to `_`; `path`: without `/api`; `status`: of the ordinary response; `handler`: the function
    behind `endpoint`. The other members are what `endpoint` in `functions/http.py` was given.
    """

    noun: str
    name: str
    method: str
    path: str
    access: Access
    direct: bool
    handler: Callable[..., Any]
    status: int
    described: Described

    @property
    def tag(self) -> str:
        return _OTHER_TAGS.get(self.noun, self.noun)

    @property
    def summary(self) -> str:
        """The first paragraph of the handler's docstring, without its full stop."""
        return _paragraphs(self.handler)[0].removesuffix(".")

    @property
    def description(self) -> str:
        return " ".join(_paragraphs(self.handler)[1:])

    @property
    def is_unsafe(self) -> bool:
        return self.method.upper() not in SAFE_METHODS

    @property
    def is_of_an_app(self) -> bool:
        """Whether each app has its own operation, since the bodies differ."""
        return self.path.startswith("/registrations/{app}")

    @property
    def others(self) -> Mapping[int, str]:
        """The responses besides the ordinary one, by status."""
        return self.described.get("other", {})

    @property
    def answer(self) -> str | Schema:
        """The response's schema or its name; `Reply` where there is none."""
        return self.described.get("answer") or str(self.handler.__annotations__["return"])

    def model(self) -> type[Any] | None:
        """The response's type, where it is one of those in `functions/views/`, in the module named after the route's own or its
        noun."""
        # Not `get_type_hints`: the handlers import their models only when they are called.
        if not isinstance(self.answer, str):
            return None
        for name in dict.fromkeys((self.handler.__module__.rpartition(".")[2], self.noun)):
            if find_spec(f"functions.views.{name}") is not None:
                model = getattr(import_module(f"functions.views.{name}"), self.answer, None)
                if model is not None:
                    return cast("type[Any]", model)
        return None


def tags() -> dict[str, str]:
    """Each tag with the docstring of its module."""
    used = {route.noun: route.tag for route in routes()}
    return {used[name]: _paragraphs(import_module(f"functions.{name}"))[0] for name in BLUEPRINTS if name in used}


def functions() -> Iterator[str]:
    """The names of all functions, including timers and queues."""
    yield from sorted(function.get_function_name() for _, function in _declared())


def routes() -> Iterator[Route]:
    """Every route of every blueprint, sorted by path."""
    yield from sorted(_http(), key=lambda route: (route.path, route.method))


def _paragraphs(described: Any) -> list[str]:
    return [" ".join(part.split()) for part in (getdoc(described) or "").split("\n\n")]


def _declared() -> Iterator[tuple[str, Any]]:
    # A blueprint has no public list of its functions, and the app can be asked for them only once in a process.
    for name in BLUEPRINTS:
        for builder in import_module(f"functions.{name}").bp._function_builders:
            yield name.partition("_")[0], builder._function


def _http() -> Iterator[Route]:
    for noun, function in _declared():
        trigger = function.get_trigger()
        if trigger.type != "httpTrigger" or "*" in trigger.route:
            continue
        edge = function.get_user_function()
        for method in trigger.methods:
            name = str(getattr(method, "value", method)).lower()
            yield Route(noun, function.get_function_name(), name, f"/{trigger.route}", **edge.__contract__)
