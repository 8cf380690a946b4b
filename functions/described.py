"""What a route's types cannot say of it to the API's contract: said beside the route, read by `functions/contract/`.

A handler's docstring is the operation's summary (its first paragraph) and description (the rest); the type that it returns is
the answer. Nothing here is used to answer a call, and nothing here takes time to import.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One of the path or behind the `?`."""

    description: str
    schema: Schema
    example: Any = None
    required: bool = False


class Described(TypedDict, total=False):
    """`problems`: codes beside those that the edge gives everybody. `query`: by name. `body`: a model of `bodies.py`, or
    `registration` (the app's own) or `attachment` (bytes). `answer`: a schema, or the name of a model, where the handler returns
    a `Reply`. `content`: media types that are not JSON. `other`: what else than the plain answer there is, by status."""

    problems: tuple[str, ...]
    query: Mapping[str, Parameter]
    body: str
    answer: str | Schema
    content: tuple[str, ...]
    other: Mapping[int, str]


BODY_PROBLEMS = ("not-json", "bad-request", "too-large")
"""What may be wrong with any JSON body."""

UNCHANGED = {304: "Nothing has changed since the ETag of `If-None-Match`."}

UUID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
UUID7 = "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"

REGISTRATION_ID = Parameter(
    "The registration's id, made by the phone: a UUID of version 7 (RFC 9562), in lower case.",
    {"type": "string", "format": "uuid", "pattern": UUID7},
    "019aaf3c-8f2a-7c31-9d57-3f1f6a0c2b44",
    True,
)
ATTACHMENT_ID = Parameter(
    "The attachment's id, made by the phone: a UUID in lower case.",
    {"type": "string", "format": "uuid", "pattern": UUID},
    "7f0c2f64-52a4-4f3c-9a1f-6f3b0f7f2a10",
    True,
)
CVR = Parameter(
    "The company's number in the Central Business Register: eight digits, the weighted sum divisible by 11.",
    {"type": "string", "format": "cvr", "pattern": "^[0-9]{8}$"},
    "64942212",
    True,
)
PERSON = Parameter(
    "The person key: the first 32 hex digits of a SHA-256.",
    {"type": "string", "pattern": "^[0-9a-f]{32}$"},
    "5d1f3c0a7be84e0c9a51d2f4b8c67e90",
    True,
)
WINDOW = Parameter(
    "A service window, by its beginning and end.",
    {"type": "string", "pattern": "^[0-9]{8}T[0-9]{4}Z-[0-9]{8}T[0-9]{4}Z$"},
    "20261201T2000Z-20261201T2200Z",
    True,
)
INCIDENT = Parameter(
    "An incident, by its part and its first minute.",
    {"type": "string", "pattern": "^[a-z][a-z-]{0,39}_[0-9]{8}T[0-9]{4}Z$"},
    "storage_20261123T1243Z",
    True,
)
TIMER = Parameter(
    "A timer, by its function's name.",
    {"type": "string", "pattern": "^[a-z_]{1,60}$"},
    "sweep_registrations",
    True,
)
IN_PATH = {
    "cvr": CVR,
    "person": PERSON,
    "registration": REGISTRATION_ID,
    "id": REGISTRATION_ID,
    "window": WINDOW,
    "incident": INCIDENT,
    "timer": TIMER,
}
"""Parameters of paths by their names; an attachment's own id is another."""
