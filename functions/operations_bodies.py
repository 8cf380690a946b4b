"""Models of the request bodies about deliveries, for the API's contract only, like those of `bodies`."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import ConfigDict, with_config
from pydantic import Field as Constraint
from pydantic.config import JsonDict, JsonValue
from typing_extensions import TypedDict

from functions.body_schemas import ONE_LINE, day, line, moment, required_line
from functions.route_description import UUID7
from shared.domain.commands import MAX_ETAG_LENGTH, MAX_REASON_LENGTH, MAX_RECEIPT_LENGTH, Act
from shared.domain.identifiers import NAME
from shared.domain.layout import closed
from shared.services.move_delivery import REASONED
from shared.services.move_many import MAX_MOVES


def needs_reason(member: str) -> JsonDict:
    """The condition that a reason is given where this member closes or parks."""
    acts: list[JsonValue] = [*sorted(REASONED)]
    not_blank: JsonDict = {"type": "string", "pattern": "\\S"}
    return {
        "if": {"properties": {member: {"enum": acts}}},
        "then": {"required": ["reason"], "properties": {"reason": not_blank}},
    }


@closed
class NamedDelivery(TypedDict):
    """A delivery. `target` is `-` where it was stored before deliveries had a target's name."""

    person: Annotated[str, Constraint(pattern="^[0-9a-f]{32}$")]
    id: Annotated[str, Constraint(pattern=UUID7)]
    target: Annotated[str, Constraint(pattern=f"^(-|{NAME})$")]
    etag: NotRequired[
        Annotated[
            str | None,
            line(
                "The delivery's `etag` as the person saw it. Where it has changed since, nothing is done. Null or empty: "
                "whatever its state.",
                "^([a-z]+\\.[0-9]+\\.[0-9a-f]*)?$",
                maxLength=MAX_ETAG_LENGTH,
            ),
        ]
    ]


@closed
class TakenDay(TypedDict):
    """A day on which a target took deliveries."""

    day: Annotated[str, day("The day in Denmark.", may_be_null=False)]


@closed
class Explanation(TypedDict):
    """Why a delivery of the day that is missing or doubled is right as it is."""

    day: Annotated[str, day("The day in Denmark.", may_be_null=False)]
    reason: Annotated[str, required_line(MAX_REASON_LENGTH)]


@closed
class LetGo(TypedDict):
    """Which hold is ended."""

    since: NotRequired[
        Annotated[
            str | None,
            moment(
                "Since when the target was held as the person saw it. Where it was held anew after that, nothing is done, and "
                "the answer is a conflict. Null: however it is held.",
                may_be_null=True,
            ),
        ]
    ]


_ONE_RECEIPT: JsonDict = {
    "if": {"properties": {"deliveries": {"minItems": 2}}},
    "then": {"properties": {"receipt": {"maxLength": 0}}},
    "allOf": [needs_reason("act")],
}
"""Each document has a receipt of its own."""


@with_config(ConfigDict(use_attribute_docstrings=True, extra="forbid", json_schema_extra=_ONE_RECEIPT))
class Moves(TypedDict):
    """The same act for several deliveries. `close` and `park` need a reason; `delivered` may bring a receipt where it is for one
    delivery only; `hand` assigns it to the person key in `to` (null: to nobody)."""

    act: Act
    deliveries: Annotated[list[NamedDelivery], Constraint(min_length=1, max_length=MAX_MOVES)]
    reason: NotRequired[Annotated[str | None, line("Why, for whoever reads it later.", maxLength=MAX_REASON_LENGTH)]]
    receipt: NotRequired[
        Annotated[
            str | None,
            line("The target's id of the document, if it was found.", ONE_LINE, maxLength=MAX_RECEIPT_LENGTH),
        ]
    ]
    to: NotRequired[Annotated[str | None, line("The person key of who is asked to see to them.", maxLength=32)]]
