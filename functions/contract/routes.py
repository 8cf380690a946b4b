"""The HTTP routes as the blueprints declare them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from functions import access_views, health_views, views
from functions.http import Reply
from shared.domain.company import Company, UnitPage

BLUEPRINTS = (
    *(
        "access",
        "attachments",
        "auth",
        "companies",
        "definitions",
        "delivery",
        "fallback",
        "entities",
        "health",
        "openapi",
    ),
    "registrations",
)


@dataclass(frozen=True, slots=True)
class Route:
    """`path` without the prefix `/api`; `access` as `functions/http.py` tells, `direct` says that it may be called past the
    gateway; `handler` is the function behind the edge."""

    name: str
    method: str
    path: str
    access: str
    direct: bool
    handler: Callable[..., Any]

    @property
    def answer(self) -> Any:
        """The type that the handler says it returns."""
        # Not `get_type_hints`: the handlers import their models when they are called, not before.
        known = {"Reply": Reply, "Company": Company, "UnitPage": UnitPage}
        return {**known, **vars(views), **vars(health_views), **vars(access_views)}[
            self.handler.__annotations__["return"]
        ]


def functions() -> Iterator[str]:
    """The names of all functions, timers and queues too."""
    yield from sorted(function.get_function_name() for function in _declared())


def routes() -> Iterator[Route]:
    """Every route of every blueprint, in the order of paths."""
    yield from sorted(_http(), key=lambda route: (route.path, route.method))


def _declared() -> Iterator[Any]:
    # A blueprint has no public list of its functions; asking the app for them is possible once a process only.
    for name in BLUEPRINTS:
        for builder in import_module(f"functions.{name}").bp._function_builders:
            yield builder._function


def _http() -> Iterator[Route]:
    for function in _declared():
        trigger = function.get_trigger()
        if trigger.type != "httpTrigger" or "*" in trigger.route:
            continue
        edge = function.get_user_function()
        for method in trigger.methods:
            name = str(getattr(method, "value", method)).lower()
            made = (function.get_function_name(), name, f"/{trigger.route}")
            yield Route(*made, edge.__access__, edge.__direct__, edge.__handler__)
