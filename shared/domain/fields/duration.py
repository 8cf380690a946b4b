"""How long something takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field as Constraint
from typing_extensions import TypedDict

from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Cell, Field, Scalar, bounds_faults
from shared.domain.source.faults import FaultText
from shared.domain.text.number_format import TwoWays, read_number
from shared.domain.text.pasted import without_marks
from shared.texts import text

Minutes = Annotated[int, Constraint(ge=0, le=525_600)]
_CLOCK = re.compile(r"([0-9]{1,4}):([0-5][0-9])")
_HOURS = r"([0-9.,]+)\s*(?:t|timer?|h|hrs?|hours?)\.?"
_MINUTES = r"([0-9]{1,6})\s*(?:m|mins?|minut(?:ter)?|minutes?)\.?"
_WORDS = re.compile(rf"(?:{_HOURS})?\s*(?:(?:og|and)\s+)?(?:{_MINUTES})?")


class DurationControl(TypedDict):
    """In minutes."""

    control: Literal["duration"]
    minimum: int
    maximum: int


class Duration(Field):
    """The answer is a whole number of minutes; a day unless `maximum` says otherwise."""

    kind: ClassVar[str] = "duration"
    operand: ClassVar[Kind] = Kind.NUMBER

    type: Literal["duration"]
    minimum: Minutes = 0
    maximum: Minutes = 24 * 60

    def json_schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}

    def control(self) -> DurationControl:
        return {"control": "duration", "minimum": self.minimum, "maximum": self.maximum}

    def parse(self, text: str) -> Any:
        return read_duration(text)

    def show(self, value: Any, language: str) -> str:
        return minutes_in_words(value, language)

    def show_limit(self, limit: Scalar, language: str) -> str:
        return minutes_in_words(int(limit), language)

    def cells(self, value: Any, language: str) -> Sequence[Cell]:
        return (int(value),)

    def faults(self) -> Iterable[FaultText]:
        yield from bounds_faults(self, "minimum", "maximum")


def read_duration(text: str) -> int:
    """The minutes of `90`, `1:30`, `1 t. 30 min.`, `1 time og 30 minutter` or `1,5 t`; half a minute is rounded up. Raises
    `ValueError` for anything else. The phone's counterpart is `static-web/src/form/engine/durations.ts`."""
    normalised = without_marks(text).lower()
    if clock := _CLOCK.fullmatch(normalised):
        return int(clock[1]) * 60 + int(clock[2])
    if re.fullmatch(r"[0-9]{1,6}", normalised):
        return int(normalised)
    words = _WORDS.fullmatch(normalised)
    if not words or not (words[1] or words[2]):
        raise ValueError(f"{text} is no length of time")
    try:
        hours = read_number(words[1] or "0")
    except TwoWays as error:
        raise ValueError(f"{text} is no length of time: {error}") from error
    return int((hours * 60).quantize(Decimal(1), ROUND_HALF_UP)) + int(words[2] or 0)


def minutes_in_words(minutes: int, language: str) -> str:
    """`1 t. 30 min.`, `45 min.`, or `1 h 30 min` in English."""
    sign, (hours, rest) = ("-" if minutes < 0 else ""), divmod(abs(int(minutes)), 60)
    parts = [text("answer.hours", language, hours=hours)] if hours else []
    if rest or not hours:
        parts.append(text("answer.minutes", language, minutes=rest))
    return sign + " ".join(parts)
