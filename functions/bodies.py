"""Models of request bodies and of problems, for the API's contract alone. `commands` reads bodies by hand, so that a problem
names the member that is wrong; the fuzzer compares the two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, NotRequired

from pydantic import Field as Constraint
from pydantic import WithJsonSchema
from typing_extensions import TypeAliasType, TypedDict

from functions.commands import MAX_NOT_CPR, MAX_REVISION
from functions.described import ONE_LINE, UUID7, Schema
from functions.evaluation_bodies import Before, Cause, Opinion, Window
from shared.domain.access.roles import ROLES
from shared.domain.commands import (
    MAX_REASON_LENGTH,
    MAX_RECEIPT_LENGTH,
    MAX_TARGET_LENGTH,
    MAX_TEAM_LENGTH,
    Act,
    Outcome,
)
from shared.domain.effort import MAX_PRESSES, MAX_SECONDS
from shared.domain.fields import FORMAT_SCHEMAS
from shared.domain.layout import closed, described
from shared.services.move_delivery import MAX_MOVES


def _line(description: str | None = None, **bounds: int) -> Any:
    """A text without line breaks and control characters, or null."""
    text: Schema = {"type": ["string", "null"], **bounds, "pattern": ONE_LINE}
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


# A named alias is a schema of its own, which every app's registration refers to.
AnsweredAt = TypeAliasType(
    "AnsweredAt",
    Annotated[
        str | None,
        WithJsonSchema(
            {
                "type": ["string", "null"],
                "format": "date-time",
                # A year that UTC has too, whatever the offset.
                "pattern": "^(19[7-9][0-9]|[2-8][0-9]{3}|9[0-8][0-9]{2}|99[0-8][0-9]|999[0-8])-",
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
class CountedEffort(TypedDict):
    """What the phone counted until the registration was sent. Kept where the app's form has it measured, else let go."""

    taps: Annotated[int, Constraint(ge=0, le=MAX_PRESSES, description="Taps on the form.")]
    keys: Annotated[int, Constraint(ge=0, le=MAX_PRESSES, description="Changes of a text; a paste is one.")]
    seconds: Annotated[int, Constraint(ge=0, le=MAX_SECONDS, description="For so long the form was seen and in use.")]


Effort = TypeAliasType(
    "Effort", Annotated[CountedEffort | None, Constraint(description="Null where it is not counted.")]
)


@closed
class Submission(TypedDict):
    """A registration as it is sent; each app's own narrows `version` and `answers`."""

    version: Annotated[int, Constraint(description="The version that the form was drawn from.")]
    answers: dict[str, Any]
    answeredAt: NotRequired[AnsweredAt]
    notCpr: NotRequired[NotCpr]
    corrects: NotRequired[Corrects]
    effort: NotRequired[Effort]


@closed
class Settlement(TypedDict):
    """What a person found in the target system."""

    outcome: Outcome
    receipt: NotRequired[
        Annotated[str | None, _line("The target's id of the document, if it was found.", maxLength=MAX_RECEIPT_LENGTH)]
    ]
    reason: NotRequired[Annotated[str | None, _line("Why it is closed or withdrawn.", maxLength=MAX_REASON_LENGTH)]]
    target: NotRequired[
        Annotated[str | None, _line("Whose delivery; null: the one that needs most.", maxLength=MAX_TARGET_LENGTH)]
    ]


@closed
class Grant(TypedDict):
    """What a person may from now on."""

    version: LineVersion
    roles: Annotated[list[Role], Constraint(min_length=1)]
    team: NotRequired[Annotated[str | None, _line(maxLength=MAX_TEAM_LENGTH)]]
    validFrom: NotRequired[Annotated[str | None, _day("The first day; null: at once.")]]
    validTo: NotRequired[Annotated[str | None, _day("The last day, not before the first; null: until it is taken.")]]
    reason: NotRequired[Annotated[str | None, _line(maxLength=MAX_REASON_LENGTH)]]


@closed
class Reasoned(TypedDict):
    """Why, for the trail."""

    version: LineVersion
    reason: Annotated[str, Constraint(min_length=1, max_length=MAX_REASON_LENGTH, pattern=ONE_LINE)]


@closed
class Why(TypedDict):
    """Why it is done: it can be read afterwards."""

    reason: Annotated[str, Constraint(min_length=1, max_length=MAX_REASON_LENGTH, pattern=ONE_LINE)]


@closed
class NamedDelivery(TypedDict):
    """One delivery: `target` is `-` where it was stored before it had a name."""

    person: Annotated[str, Constraint(pattern="^[0-9a-f]{32}$")]
    id: Annotated[str, Constraint(pattern=UUID7)]
    target: Annotated[str, Constraint(pattern="^(-|[a-z][a-z0-9-]{0,39})$")]


@closed
class Moves(TypedDict):
    """The same for each of several deliveries. `close` and `park` need a reason; `delivered` of one alone may bring a receipt;
    `hand` names by `to` the person key of who is asked (null: nobody any more)."""

    act: Act
    deliveries: Annotated[list[NamedDelivery], Constraint(min_length=1, max_length=MAX_MOVES)]
    reason: NotRequired[Annotated[str | None, _line("Why, for whoever reads it later.", maxLength=MAX_REASON_LENGTH)]]
    receipt: NotRequired[
        Annotated[str | None, _line("The target's id of the document, if it was found.", maxLength=MAX_RECEIPT_LENGTH)]
    ]
    to: NotRequired[Annotated[str | None, _line("The person key of who is asked to see to them.", maxLength=32)]]


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


BODIES = (Submission, Settlement, Moves, Why, Grant, Reasoned, Window, Cause, Before, Opinion, Problem)
