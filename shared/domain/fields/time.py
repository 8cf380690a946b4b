"""A time of day."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Literal

from typing_extensions import TypedDict

from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Field
from shared.domain.fields.format import Format, Formats
from shared.domain.text.pasted import without_marks

CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"
PATTERN = f"^{CLOCK}$"
_SHAPE = re.compile(PATTERN)
_WRITTEN = re.compile(r"([0-9]{1,2})[.:]([0-9]{2})")


def is_time(value: str) -> bool:
    """Whether it is `HH:MM`, from `00:00` to `23:59`, five ASCII characters."""
    return _SHAPE.fullmatch(value) is not None


class TimeControl(TypedDict):
    control: Literal["time"]


class Time(Field):
    """To the minute, in Danish time."""

    kind: ClassVar[str] = "time"
    formats: ClassVar[Formats] = {"time": Format(PATTERN, is_time)}
    operand: ClassVar[Kind] = Kind.TIME

    type: Literal["time"]

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "time"}

    def control(self) -> TimeControl:
        return {"control": "time"}

    def parse(self, text: str) -> Any:
        """Parse `9.05`, `09:05` or `kl. 9.05`."""
        written = _WRITTEN.fullmatch(without_marks(text).removeprefix("kl.").strip())
        value = f"{int(written[1]):02d}:{written[2]}" if written else ""
        if not is_time(value):
            raise ValueError(f"{text} is no time of day")
        return value

    def show(self, value: Any, language: str) -> str:
        return str(value) if language == "en" else str(value).replace(":", ".")
