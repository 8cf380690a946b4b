"""Pydantic models of request bodies and of problems, for the API's contract only. The server reads bodies in `commands`, so that
a problem names the member that is wrong; the fuzzer compares the two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, NotRequired

from pydantic import ConfigDict, WithJsonSchema, with_config
from pydantic import Field as Constraint
from typing_extensions import TypeAliasType, TypedDict

from functions.body_schemas import ONE_LINE, YEAR_OF_UTC, day, line, moment, required_line
from functions.commands import MAX_NOT_CPR, MAX_REVISION
from functions.evaluation_bodies import Before, Cause, Opinion, Window
from functions.operations_bodies import Explanation, LetGo, Moves, TakenDay, needs_reason
from shared.domain.access.roles import ROLES
from shared.domain.clocks import MAX_CLOCK_BEHIND
from shared.domain.commands import (
    MAX_REASON_LENGTH,
    MAX_RECEIPT_LENGTH,
    MAX_TARGET_LENGTH,
    MAX_TEAM_LENGTH,
    Outcome,
)
from shared.domain.effort import MAX_PRESSES, MAX_SECONDS
from shared.domain.layout import closed, described

if TYPE_CHECKING:
    Role = str
else:
    Role = Literal[ROLES]

LineVersion = Annotated[str, Constraint(description="`version` of the line that was looked at.")]


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
                f"day ahead or over {MAX_CLOCK_BEHIND.days} days ago.",
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
    """A registration to send; each app's own schema narrows `version` and `answers`."""

    version: Annotated[int, Constraint(description="The version that the form was drawn from.")]
    answers: dict[str, Any]
    answeredAt: NotRequired[AnsweredAt]
    notCpr: NotRequired[NotCpr]
    corrects: NotRequired[Corrects]
    effort: NotRequired[Effort]


AS_SEEN = (
    "The delivery's `statusAt` as the person saw it. Where its present state began after that, nothing is done, and the answer "
    "is a conflict. Null: whatever its state."
)


@with_config(ConfigDict(use_attribute_docstrings=True, extra="forbid", json_schema_extra=needs_reason("outcome")))
class Settlement(TypedDict):
    """What a person found in the target system."""

    outcome: Outcome
    receipt: NotRequired[
        Annotated[
            str | None,
            line("The target's id of the document, if it was found.", ONE_LINE, maxLength=MAX_RECEIPT_LENGTH),
        ]
    ]
    reason: NotRequired[Annotated[str | None, line("Why it is closed or withdrawn.", maxLength=MAX_REASON_LENGTH)]]
    target: NotRequired[
        Annotated[
            str | None, line("Whose delivery; null: the one that needs most.", ONE_LINE, maxLength=MAX_TARGET_LENGTH)
        ]
    ]
    statusAt: NotRequired[Annotated[str | None, moment(AS_SEEN, may_be_null=True)]]


@closed
class Grant(TypedDict):
    """The access that a person has from now on."""

    version: LineVersion
    roles: Annotated[list[Role], Constraint(min_length=1)]
    team: NotRequired[Annotated[str | None, line(maxLength=MAX_TEAM_LENGTH)]]
    validFrom: NotRequired[Annotated[str | None, day("The first day; null: at once.")]]
    validTo: NotRequired[Annotated[str | None, day("The last day, not before the first; null: until it is taken.")]]
    reason: NotRequired[Annotated[str | None, line(maxLength=MAX_REASON_LENGTH)]]


@closed
class Reasoned(TypedDict):
    """A reason, for the audit trail."""

    version: LineVersion
    reason: Annotated[str, required_line(MAX_REASON_LENGTH)]


@closed
class Why(TypedDict):
    """The reason for an action, which can be read afterwards."""

    reason: Annotated[str, required_line(MAX_REASON_LENGTH)]


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


BODIES = (
    Submission,
    Settlement,
    Moves,
    TakenDay,
    Explanation,
    LetGo,
    Why,
    Grant,
    Reasoned,
    Window,
    Cause,
    Before,
    Opinion,
    Problem,
)
