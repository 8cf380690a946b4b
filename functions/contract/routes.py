"""The HTTP routes as the blueprints declare them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from inspect import getdoc
from typing import Any, cast

from functions.callers import SAFE_METHODS
from functions.described import Described, Schema

BLUEPRINTS = (
    *("registrations", "attachments", "entities", "definitions", "companies", "auth", "access"),
    *(
        "operations",
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
    ),
)
"""Files of `functions/`, in the order in which the document shows their tags."""
_OTHER_TAGS = {"auth": "sign-in", "openapi": "contract"}
"""The tags that are not called as their noun."""


@dataclass(frozen=True, slots=True)
class Route:
    """A method of an address. `noun` is its file's name up to `_`, `path` is without `/api`, `status` is of the plain answer,
    `handler` the function behind the edge; the others are as `endpoint` in `functions/http.py` was given them."""

    noun: str
    name: str
    method: str
    path: str
    access: str
    direct: bool
    handler: Callable[..., Any]
    status: int
    described: Described

    @property
    def tag(self) -> str:
        return _OTHER_TAGS.get(self.noun, self.noun)

    @property
    def summary(self) -> str:
        """The first paragraph of the handler's docstring, without its point."""
        return _paragraphs(self.handler)[0].removesuffix(".")

    @property
    def description(self) -> str:
        return " ".join(_paragraphs(self.handler)[1:])

    @property
    def is_unsafe(self) -> bool:
        return self.method.upper() not in SAFE_METHODS

    @property
    def is_of_an_app(self) -> bool:
        """Whether each app has its own: the bodies differ."""
        return self.path.startswith("/registrations/{app}")

    @property
    def others(self) -> Mapping[int, str]:
        """What else than the plain answer there is, by status."""
        return self.described.get("other", {})

    @property
    def answer(self) -> str | Schema:
        """The answer's schema or its name; `Reply` where there is none."""
        return self.described.get("answer") or str(self.handler.__annotations__["return"])

    def model(self) -> type[Any] | None:
        """The answer's type, where it is one of those in `functions/views/`: in the file that is called as the route's own, or as
        its noun."""
        # Not `get_type_hints`: the handlers import their models when they are called, not before.
        if not isinstance(self.answer, str):
            return None
        for name in dict.fromkeys((self.handler.__module__.rpartition(".")[2], self.noun)):
            if find_spec(f"functions.views.{name}") is not None:
                model = getattr(import_module(f"functions.views.{name}"), self.answer, None)
                if model is not None:
                    return cast("type[Any]", model)
        return None


def tags() -> dict[str, str]:
    """Each tag with what its file says of itself."""
    used = {route.noun: route.tag for route in routes()}
    return {used[name]: _paragraphs(import_module(f"functions.{name}"))[0] for name in BLUEPRINTS if name in used}


def functions() -> Iterator[str]:
    """The names of all functions, timers and queues too."""
    yield from sorted(function.get_function_name() for _, function in _declared())


def routes() -> Iterator[Route]:
    """Every route of every blueprint, in the order of paths."""
    yield from sorted(_http(), key=lambda route: (route.path, route.method))


def _paragraphs(described: Any) -> list[str]:
    return [" ".join(part.split()) for part in (getdoc(described) or "").split("\n\n")]


def _declared() -> Iterator[tuple[str, Any]]:
    # A blueprint has no public list of its functions; asking the app for them is possible once a process only.
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
