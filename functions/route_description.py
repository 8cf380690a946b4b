"""Describes a route for the API's contract where its types cannot: written beside the route, read by `functions/contract/`.

A handler's docstring is the operation's summary (its first paragraph) and description (the rest), that of its module describes
the operations of its tag; the type that the handler returns is the response. Nothing here is used to answer a call, and nothing
here takes time to import.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

from shared.domain.identifiers import NAME, UUID

Schema = dict[str, Any]

UPTIME_TABLES = ("figures", "objectives", "incidents", "windows", "days", "hours")
RESOURCE_TABLES = ("consumption", "effect", "survey", "changes", "maintenance", "before")
"""The evaluation's tables, which their files are named after."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: in the path, in the query, or a header."""

    description: str
    schema: Schema
    example: Any = None
    required: bool = False


class Described(TypedDict, total=False):
    """The arguments of `@endpoint(…)` that are for the contract only."""

    problems: tuple[str, ...]
    """Problem codes besides those that every call can get from `functions/http.py`."""
    query: Mapping[str, Parameter]
    body: str | tuple[str, ...]
    """A model of `bodies.py`, `Registration` (the app's own), or the media types of a file."""
    answer: str | Schema
    """The response's schema or its name, where the handler returns a `Reply`."""
    content: tuple[str, ...]
    """Media types of a response that is not JSON."""
    other: Mapping[int, str]
    """The responses besides the ordinary one, by status."""
    links: Mapping[str, str]
    """What can be done with the created resource: by the handler's name, with a description."""


BODY_PROBLEMS = ("not-json", "bad-request", "too-large")
"""What can be wrong with any JSON body."""

UNCHANGED = {304: "Nothing has changed since the ETag of `If-None-Match`."}


def _in_path(description: str, pattern: str, example: str, format: str = "") -> Parameter:
    schema = {"type": "string", **({"format": format} if format else {}), "pattern": pattern}
    return Parameter(description, schema, example, True)


HEADERS = {
    "X-Feltskema": Parameter("Another site's form cannot set it.", {"const": "1"}, "1", True),
    "Origin": Parameter(
        "Set by the browser; must be the public address.", {"type": "string", "format": "uri"}, None, True
    ),
    "If-None-Match": Parameter("The `ETag` of the copy at hand.", {"type": "string"}),
}

UUID7 = "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
_REGISTRATION = _in_path(
    "The registration's id, made by the phone: a UUID of version 7 (RFC 9562), in lower case.",
    UUID7,
    "019aaf3c-8f2a-7c31-9d57-3f1f6a0c2b44",
    "uuid",
)
TIMER = Parameter(
    "A timer, by its function's name.",
    {"type": "string", "pattern": "^[a-z_]{1,60}$"},
    "sweep_registrations",
    True,
)
IN_PATH = {
    "timer": TIMER,
    "id": _REGISTRATION,
    "registration": _REGISTRATION,
    "attachment": _in_path(
        "The attachment's id, made by the phone: a UUID in lower case.",
        UUID,
        "7f0c2f64-52a4-4f3c-9a1f-6f3b0f7f2a10",
        "uuid",
    ),
    "cvr": _in_path(
        "The company's number in the Central Business Register: eight digits, the weighted sum divisible by 11.",
        "^[0-9]{8}$",
        "64942212",
        "cvr",
    ),
    "person": _in_path(
        "The person key: the first 32 hex digits of a SHA-256.", "^[0-9a-f]{32}$", "5d1f3c0a7be84e0c9a51d2f4b8c67e90"
    ),
    "window": _in_path(
        "A service window, by its beginning and end.",
        "^[0-9]{8}T[0-9]{4}Z-[0-9]{8}T[0-9]{4}Z$",
        "20261201T2000Z-20261201T2200Z",
    ),
    "figure": _in_path("A figure of before, by a name of your own.", f"^{NAME}$", "interview"),
    "incident": _in_path(
        "An incident, by its part and its first minute.",
        "^[a-z][a-z-]{0,39}_[0-9]{8}T[0-9]{4}Z$",
        "storage_20261123T1243Z",
    ),
    "target": _in_path(
        "A target's name; `-` for a delivery that was stored before it had one.", f"^(-|{NAME})$", "log"
    ),
    "file": Parameter(
        "`pdf`: the report on paper; `focus`: the costs as FOCUS 1.0; else one of the tables, as CSV.",
        {"type": "string", "enum": ["pdf", "focus", *UPTIME_TABLES, *RESOURCE_TABLES]},
        "pdf",
        True,
    ),
}
"""Parameters of paths, by name; `app` is one of the published apps."""
