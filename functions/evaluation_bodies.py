"""Models of the evaluation's request bodies, for the API's contract only, like those of `bodies`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Constraint
from typing_extensions import TypedDict

from functions.body_schemas import moment, required_line
from functions.commands import MAX_BEFORE
from shared.domain.commands import MAX_CAUSE_LENGTH, MAX_TARGET_LENGTH, MAX_UNIT_LENGTH, MAX_WINDOW_TEXT
from shared.domain.identifiers import UUID
from shared.domain.layout import closed


@closed
class Window(TypedDict):
    """A service window to announce."""

    start: Annotated[str, moment("When it begins, in the future; whole minutes.")]
    end: Annotated[str, moment("When it ends, at most two days later.")]
    text: Annotated[str, required_line(MAX_WINDOW_TEXT)]


@closed
class Cause(TypedDict):
    """What caused an incident, and what was done about it."""

    cause: Annotated[str, required_line(MAX_CAUSE_LENGTH)]


@closed
class Before(TypedDict):
    """What a task took before there was an app for it."""

    task: Annotated[str, required_line(MAX_CAUSE_LENGTH)]
    value: Annotated[int, Constraint(ge=0, le=MAX_BEFORE)]
    unit: Annotated[str, required_line(MAX_UNIT_LENGTH)]
    source: Annotated[str, required_line(MAX_CAUSE_LENGTH)]


Mark = Annotated[int, Constraint(ge=1, le=5, description="From 1, disagrees entirely, to 5, agrees entirely.")]


@closed
class Opinion(TypedDict):
    """What somebody thinks of an app; nothing in it says who."""

    id: Annotated[str, Constraint(pattern=UUID, description="Made for the answer, so that a repeat is harmless.")]
    app: Annotated[str, required_line(MAX_TARGET_LENGTH)]
    quarter: Annotated[
        str,
        Constraint(
            pattern="^20[0-9]{2}-[1-4]$", description="When it was given: this quarter, or for a week the last."
        ),
    ]
    needs: Mark
    easy: Mark
