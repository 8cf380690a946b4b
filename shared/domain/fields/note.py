"""A note to the reader of the form. It has no answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Literal

from typing_extensions import TypedDict

from shared.domain.document import Part
from shared.domain.fields.base import Cell, Column, Field
from shared.domain.source.faults import FaultText
from shared.domain.text.localized_text import InLanguages, LocalizedText


class NoteControl(TypedDict):
    """A note to the reader; it has no answer."""

    control: Literal["note"]
    text: InLanguages


class Note(Field):
    """`label` is its heading, `text` what it says. It shows when `visible_when` holds."""

    kind: ClassVar[str] = "note"
    remembers: ClassVar[frozenset[str]] = frozenset()
    has_answer: ClassVar[bool] = False

    type: Literal["note"]
    text: LocalizedText

    def json_schema(self) -> dict[str, Any]:
        return {"not": {}}

    def control(self) -> NoteControl:
        return {"control": "note", "text": self.text.in_both()}

    def columns(self) -> Sequence[Column]:
        return ()

    def cells(self, value: Any, language: str) -> Sequence[Cell]:
        return ()

    def parts(self, value: Any, language: str) -> Iterable[Part]:
        return ()

    def faults(self) -> Iterable[FaultText]:
        if self.required or self.required_when or self.default or self.valid_when or self.warns_when:
            yield FaultText("note-asks")
