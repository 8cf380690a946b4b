"""Models of the bodies that the evaluation takes, for the API's contract alone, as those of `bodies`."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field as Constraint
from pydantic import WithJsonSchema
from typing_extensions import TypedDict

from functions.commands import MAX_BEFORE
from functions.described import ONE_LINE, UUID
from shared.domain.commands import MAX_CAUSE_LENGTH, MAX_TARGET_LENGTH, MAX_TEAM_LENGTH, MAX_WINDOW_TEXT
from shared.domain.fields import FORMAT_SCHEMAS
from shared.domain.layout import closed


def _moment(description: str) -> Any:
    return WithJsonSchema(
        {"type": "string", "format": "date-time", **FORMAT_SCHEMAS["date-time"], "description": description}
    )


@closed
class Window(TypedDict):
    """A service window, announced before it begins."""

    start: Annotated[str, _moment("When it begins, in the future; whole minutes.")]
    end: Annotated[str, _moment("When it ends, at most two days later.")]
    text: Annotated[str, Constraint(min_length=1, max_length=MAX_WINDOW_TEXT, pattern=ONE_LINE)]


@closed
class Cause(TypedDict):
    """What an incident was, and what was done."""

    cause: Annotated[str, Constraint(min_length=1, max_length=MAX_CAUSE_LENGTH, pattern=ONE_LINE)]


@closed
class Before(TypedDict):
    """What a thing took before there was an app."""

    task: Annotated[str, Constraint(min_length=1, max_length=MAX_CAUSE_LENGTH, pattern=ONE_LINE)]
    value: Annotated[int, Constraint(ge=0, le=MAX_BEFORE)]
    unit: Annotated[str, Constraint(min_length=1, max_length=MAX_TEAM_LENGTH, pattern=ONE_LINE)]
    source: Annotated[str, Constraint(min_length=1, max_length=MAX_CAUSE_LENGTH, pattern=ONE_LINE)]


Mark = Annotated[int, Constraint(ge=1, le=5, description="From 1, disagrees entirely, to 5, agrees entirely.")]


@closed
class Opinion(TypedDict):
    """What somebody thinks of an app. Nothing in it says who."""

    id: Annotated[str, Constraint(pattern=UUID, description="Made for the answer, so that a repeat is harmless.")]
    app: Annotated[str, Constraint(min_length=1, max_length=MAX_TARGET_LENGTH, pattern=ONE_LINE)]
    quarter: Annotated[
        str,
        Constraint(
            pattern="^20[0-9]{2}-[1-4]$", description="When it was given: this quarter, or for a week the last."
        ),
    ]
    needs: Mark
    easy: Mark
