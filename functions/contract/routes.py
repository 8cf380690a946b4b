"""The HTTP routes as the blueprints declare them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from inspect import getdoc
from typing import Any

from functions import access_views, evaluation_views, health_views, views
from functions.callers import SAFE_METHODS
from functions.described import Described
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
        "evaluation",
        "health",
        "openapi",
    ),
    "registrations",
)


TAGS = {
    "registrations": "Send, follow and settle registrations.",
    "attachments": "Photos and files, sent before the registration that names them.",
    "entities": "Lists of what an app has registered, to choose among in another.",
    "definitions": "The published apps.",
    "companies": "Look-ups in the Central Business Register (CVR).",
    "sign-in": "MitID through a broker; the session.",
    "access": "The access list: which person has which roles. For operators.",
    "evaluation": "Uptime, for evaluators.",
    "health": "For monitoring and operators.",
    "contract": "This document.",
}
_TAGS_OF_PATHS = {"auth": "sign-in", "openapi.json": "contract", "metrics": "health", "timers": "health"}
"""By the first part of the path, where the tag is another."""


@dataclass(frozen=True, slots=True)
class Route:
    """`path` without the prefix `/api`; `access` as `functions/http.py` tells, `direct` says that it may be called past the
    gateway; `status` is that of the plain answer, `handler` the function behind the edge, and `described` what its file says of
    it to the contract."""

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
        first = self.path.split("/")[1]
        return _TAGS_OF_PATHS.get(first, first)

    @property
    def summary(self) -> str:
        """The first paragraph of the handler's docstring, without its point."""
        return self._paragraphs()[0].removesuffix(".")

    @property
    def description(self) -> str:
        return " ".join(self._paragraphs()[1:])

    def _paragraphs(self) -> list[str]:
        return [" ".join(part.split()) for part in (getdoc(self.handler) or "").split("\n\n")]

    @property
    def others(self) -> Mapping[int, str]:
        """What else than the plain answer there is, by status."""
        return self.described.get("other", {})

    @property
    def is_unsafe(self) -> bool:
        return self.method.upper() not in SAFE_METHODS

    @property
    def is_of_an_app(self) -> bool:
        """Whether each app has its own: the bodies differ."""
        return self.path.startswith("/registrations/{app}")

    @property
    def answer(self) -> Any:
        """The type that the handler says it returns."""
        # Not `get_type_hints`: the handlers import their models when they are called, not before.
        models = {"Reply": Reply, "Company": Company, "UnitPage": UnitPage}
        return {**models, **vars(views), **vars(health_views), **vars(access_views), **vars(evaluation_views)}[
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
            yield Route(*made, edge.__access__, edge.__direct__, edge.__handler__, edge.__status__, edge.__described__)
