"""A Danish address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
import re
from typing import Any, ClassVar, Literal

from typing_extensions import TypedDict

from shared.domain.fields.base import Cell, Column, Field, Risk
from shared.domain.fields.format import Format, Formats
from shared.domain.fields.text import NOT_BLANK
from shared.domain.layout import described
from shared.domain.text.localized_text import InLanguages, LocalizedText
from shared.domain.text.pasted import without_marks
from shared.texts import text

PARTS = {"street": 200, "postcode": 4, "town": 100}
"""The parts of the answer, and the maximal length of each."""

POSTCODE = "^[0-9]{4}$"
_POSTCODE = re.compile(POSTCODE)
_LINE = re.compile(r"(?P<street>.+?),?\s+(?:[Dd][Kk][-\s]*)?(?P<postcode>[0-9]{4})\s+(?P<town>.+)", re.DOTALL)


def is_postcode(value: str) -> bool:
    """Whether it is four ASCII digits."""
    return _POSTCODE.fullmatch(value) is not None


class PartLabels(TypedDict):
    street: InLanguages
    postcode: InLanguages
    town: InLanguages


@described
class AddressControl(TypedDict):
    control: Literal["address"]
    parts: PartLabels
    """The labels of the parts."""


class Address(Field):
    """Street with number and floor, postcode and town, all three."""

    kind: ClassVar[str] = "address"
    formats: ClassVar[Formats] = {"postcode": Format(POSTCODE, is_postcode)}
    risk: ClassVar[Risk] = Risk.CONTACT

    type: Literal["address"]

    def json_schema(self) -> dict[str, Any]:
        words = {"type": "string", "minLength": 1, "pattern": NOT_BLANK}
        return {
            "type": "object",
            "properties": {
                "street": {**words, "maxLength": PARTS["street"]},
                "postcode": {"type": "string", "format": "postcode"},
                "town": {**words, "maxLength": PARTS["town"]},
            },
            "required": list(PARTS),
            "additionalProperties": False,
        }

    def control(self) -> AddressControl:
        street, postcode, town = (_words(part).in_both() for part in PARTS)
        return {"control": "address", "parts": {"street": street, "postcode": postcode, "town": town}}

    def part_labels(self) -> Mapping[str, LocalizedText]:
        return {part: _words(part) for part in PARTS}

    def parse(self, text: str) -> Any:
        """From `Vesterbrogade 12, 1620 København V`, also with `DK-` before the postcode."""
        line = _LINE.fullmatch(without_marks(text))
        if not line:
            raise ValueError(f"{text} is no address: write street, postcode and town")
        return {part: line[part].strip() for part in PARTS}

    def free_texts(self, value: Any) -> Iterable[tuple[tuple[str, ...], str]]:
        yield from (((part,), value[part]) for part in PARTS)

    def show(self, value: Any, language: str) -> str:
        return f"{value['street']}, {value['postcode']} {value['town']}"

    def columns(self) -> Sequence[Column]:
        return tuple(
            Column(
                f"{self.id}.{part}",
                LocalizedText(da=f"{self.label.da}, {words.da.lower()}", en=f"{self.label.en}, {words.en.lower()}"),
            )
            for part, words in self.part_labels().items()
        )

    def cells(self, value: Any, language: str) -> Sequence[Cell]:
        return tuple(value[part] for part in PARTS)


def _words(part: str) -> LocalizedText:
    return LocalizedText(da=text(f"answer.{part}", "da"), en=text(f"answer.{part}", "en"))
