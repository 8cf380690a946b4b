"""Pydantic models of request bodies and of problems, for the API's contract only. The server reads bodies in `commands`, so that
a problem names the member that is wrong; the fuzzer compares the two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, NotRequired

from pydantic import ConfigDict, WithJsonSchema, with_config
from pydantic import Field as Constraint
from pydantic.config import JsonDict
from typing_extensions import TypeAliasType, TypedDict

from functions.commands import MAX_BEFORE, MAX_NOT_CPR, MAX_REVISION
from functions.described import UUID7, Schema
from shared.domain.access.roles import ROLES
from shared.domain.commands import (
    MAX_CAUSE_LENGTH,
    MAX_REASON_LENGTH,
    MAX_RECEIPT_LENGTH,
    MAX_TARGET_LENGTH,
    MAX_TEAM_LENGTH,
    MAX_WINDOW_TEXT,
    Act,
    Outcome,
)
from shared.domain.fields import FORMAT_SCHEMAS
from shared.domain.layout import closed, described
from shared.services.move_delivery import MAX_MOVES

_BREAKS = "\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029"
_TURNS = "\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"
ONE_LINE = f"^[^{_BREAKS}]*$"
"""No control character and no line break."""
ONE_DIRECTION = f"^[^{_BREAKS}{_TURNS}]*$"
"""Nor what turns the writing round."""


def _written(max_length: int) -> Any:
    """A text of one line that must be given, and is not space alone."""
    bounds = {"minLength": 1, "maxLength": max_length}
    return WithJsonSchema({"type": "string", **bounds, "pattern": ONE_DIRECTION, "allOf": [{"pattern": "\\S"}]})


def _line(description: str | None = None, pattern: str = ONE_DIRECTION, **bounds: int) -> Any:
    """A text of one line, or null."""
    text: Schema = {"type": ["string", "null"], **bounds, "pattern": pattern}
    return WithJsonSchema({**text, "description": description} if description else text)


def _day(description: str) -> Any:
    return WithJsonSchema(
        {"type": ["string", "null"], "format": "date", **FORMAT_SCHEMAS["date"], "description": description}
    )


if TYPE_CHECKING:
    Role = str
else:
    Role = Literal[ROLES]

LineVersion = Annotated[str, Constraint(description="`version` of the line that was looked at.")]


YEAR_OF_UTC = "^(19[7-9][0-9]|[2-8][0-9]{3}|9[0-8][0-9]{2}|99[0-8][0-9]|999[0-8])-"
"""A year that is valid in UTC too, whatever the offset: 1970 to 9998."""

# A named alias becomes a schema of its own, which every app's registration refers to.
AnsweredAt = TypeAliasType(
    "AnsweredAt",
    Annotated[
        str | None,
        WithJsonSchema(
            {
                "type": ["string", "null"],
                "format": "date-time",
                "pattern": YEAR_OF_UTC,
                "description": "When the phone says it was answered: the day that rules call today. Ours when absent, over a "
                "day ahead or over 31 days ago.",
            }
        ),
    ],
)
NotCpr = TypeAliasType(
    "NotCpr",
    Annotated[
        list[Annotated[str, Constraint(pattern="^(/[A-Za-z0-9-]{1,40}){1,10}$")]] | None,
        Constraint(
            max_length=MAX_NOT_CPR,
            description="JSON Pointers of the texts whose numbers have the shape of a CPR number and are none, as the person "
            "says.",
        ),
    ],
)
Corrects = TypeAliasType(
    "Corrects",
    Annotated[
        int | None,
        Constraint(
            ge=1,
            le=MAX_REVISION,
            description="The `revision` of the refused registration that this takes the place of; null where it is new.",
        ),
    ],
)


@closed
class Submission(TypedDict):
    """A registration to send; each app's own schema narrows `version` and `answers`."""

    version: Annotated[int, Constraint(description="The version that the form was drawn from.")]
    answers: dict[str, Any]
    answeredAt: NotRequired[AnsweredAt]
    notCpr: NotRequired[NotCpr]
    corrects: NotRequired[Corrects]


@closed
class Settlement(TypedDict):
    """What a person found in the target system."""

    outcome: Outcome
    receipt: NotRequired[
        Annotated[
            str | None,
            _line("The target's id of the document, if it was found.", ONE_LINE, maxLength=MAX_RECEIPT_LENGTH),
        ]
    ]
    reason: NotRequired[Annotated[str | None, _line("Why it is closed or withdrawn.", maxLength=MAX_REASON_LENGTH)]]
    target: NotRequired[
        Annotated[
            str | None, _line("Whose delivery; null: the one that needs most.", ONE_LINE, maxLength=MAX_TARGET_LENGTH)
        ]
    ]


@closed
class Grant(TypedDict):
    """The access that a person has from now on."""

    version: LineVersion
    roles: Annotated[list[Role], Constraint(min_length=1)]
    team: NotRequired[Annotated[str | None, _line(maxLength=MAX_TEAM_LENGTH)]]
    validFrom: NotRequired[Annotated[str | None, _day("The first day; null: at once.")]]
    validTo: NotRequired[Annotated[str | None, _day("The last day, not before the first; null: until it is taken.")]]
    reason: NotRequired[Annotated[str | None, _line(maxLength=MAX_REASON_LENGTH)]]


@closed
class Reasoned(TypedDict):
    """A reason, for the audit trail."""

    version: LineVersion
    reason: Annotated[str, _written(MAX_REASON_LENGTH)]


@closed
class Why(TypedDict):
    """The reason for an action, which can be read afterwards."""

    reason: Annotated[str, _written(MAX_REASON_LENGTH)]


@closed
class NamedDelivery(TypedDict):
    """A delivery. `target` is `-` where it was stored before deliveries had a target's name."""

    person: Annotated[str, Constraint(pattern="^[0-9a-f]{32}$")]
    id: Annotated[str, Constraint(pattern=UUID7)]
    target: Annotated[str, Constraint(pattern="^(-|[a-z][a-z0-9-]{0,39})$")]


_ONE_RECEIPT: JsonDict = {
    "if": {"properties": {"deliveries": {"minItems": 2}}},
    "then": {"properties": {"receipt": {"maxLength": 0}}},
}
"""Each document has a receipt of its own."""


@with_config(ConfigDict(use_attribute_docstrings=True, extra="forbid", json_schema_extra=_ONE_RECEIPT))
class Moves(TypedDict):
    """The same act for several deliveries. `close` and `park` need a reason; `delivered` may bring a receipt where it is for one
    delivery only; `hand` assigns it to the person key in `to` (null: to nobody)."""

    act: Act
    deliveries: Annotated[list[NamedDelivery], Constraint(min_length=1, max_length=MAX_MOVES)]
    reason: NotRequired[Annotated[str | None, _line("Why, for whoever reads it later.", maxLength=MAX_REASON_LENGTH)]]
    receipt: NotRequired[
        Annotated[
            str | None,
            _line("The target's id of the document, if it was found.", ONE_LINE, maxLength=MAX_RECEIPT_LENGTH),
        ]
    ]
    to: NotRequired[Annotated[str | None, _line("The person key of who is asked to see to them.", maxLength=32)]]


def _moment(description: str) -> Any:
    return WithJsonSchema({"type": "string", "format": "date-time", "pattern": YEAR_OF_UTC, "description": description})


@closed
class Window(TypedDict):
    """A service window to announce."""

    start: Annotated[str, _moment("When it begins, in the future; whole minutes.")]
    end: Annotated[str, _moment("When it ends, at most two days later.")]
    text: Annotated[str, _written(MAX_WINDOW_TEXT)]


@closed
class Cause(TypedDict):
    """What caused an incident, and what was done about it."""

    cause: Annotated[str, _written(MAX_CAUSE_LENGTH)]


@closed
class Before(TypedDict):
    """What a task took before there was an app for it."""

    task: Annotated[str, _written(MAX_CAUSE_LENGTH)]
    value: Annotated[int, Constraint(ge=0, le=MAX_BEFORE)]
    unit: Annotated[str, _written(MAX_TEAM_LENGTH)]
    source: Annotated[str, _written(MAX_CAUSE_LENGTH)]


@described
class FieldProblem(TypedDict):
    path: str
    """JSON Pointer into the answers."""
    code: str
    message: str


@described
class Problem(TypedDict):
    """RFC 9457, with a stable `code`; `errors` names each field that is wrong."""

    type: Annotated[str, Constraint(pattern="^urn:feltskema:problem:[a-z-]+$")]
    title: str
    """For people, in the language of `Accept-Language`."""
    status: int
    detail: str
    """What to do about it."""
    code: str
    errors: NotRequired[list[FieldProblem]]


BODIES = (Submission, Settlement, Moves, Why, Grant, Reasoned, Window, Cause, Before, Problem)
