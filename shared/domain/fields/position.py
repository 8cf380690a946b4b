"""Where the phone was. It is data about the employee: ask for it only where the place itself is what is registered."""

from __future__ import annotations

from collections.abc import Sequence
import json
from typing import Any, ClassVar, Literal

from typing_extensions import TypedDict

from shared.domain.fields.base import Cell, Column, Field, Risk
from shared.domain.text.localized_text import LocalizedText
from shared.domain.text.number_format import number_in_words
from shared.texts import text

_PARTS = ("latitude", "longitude", "accuracy")


class PositionControl(TypedDict):
    control: Literal["position"]


class Position(Field):
    """`latitude` and `longitude` in degrees (WGS 84), `accuracy` in metres, `at` the moment of the fix."""

    kind: ClassVar[str] = "position"
    remembers: ClassVar[frozenset[str]] = frozenset()
    risk: ClassVar[Risk] = Risk.WHEREABOUTS

    type: Literal["position"]

    def json_schema(self) -> dict[str, Any]:
        properties = {
            "latitude": {"type": "number", "minimum": -90, "maximum": 90},
            "longitude": {"type": "number", "minimum": -180, "maximum": 180},
            "accuracy": {"type": "number", "minimum": 0, "maximum": 1_000_000},
            "at": {"type": "string", "format": "date-time"},
        }
        return {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }

    def control(self) -> PositionControl:
        return {"control": "position"}

    def parse(self, text: str) -> Any:
        """Parse JSON: people cannot type a position."""
        return json.loads(text)

    def show(self, value: Any, language: str) -> str:
        latitude, longitude = (number_in_words(value[part], 5, language) for part in _PARTS[:2])
        metres = number_in_words(value["accuracy"], 0, language)
        return text("answer.position", language, latitude=latitude, longitude=longitude, metres=metres)

    def columns(self) -> Sequence[Column]:
        return tuple(
            Column(
                f"{self.id}.{part}",
                LocalizedText(da=f"{self.label.da}, {da.lower()}", en=f"{self.label.en}, {en.lower()}"),
            )
            for part in _PARTS
            for da, en in [(text(f"answer.{part}", "da"), text(f"answer.{part}", "en"))]
        )

    def cells(self, value: Any, language: str) -> Sequence[Cell]:
        return tuple(value[part] for part in _PARTS)
