"""The tick with which a person overrules a warning: an answer of its own, which is not written in definitions.

It comes after the field that warns (`warns_when`), is shown while the warning applies, and is sent with the other answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Literal

from typing_extensions import TypedDict

from shared.domain.document import Line, Part
from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Cell, Field
from shared.domain.fields.yes_no import read_yes_no
from shared.domain.text.localized_text import InLanguages, LocalizedText
from shared.texts import LANGUAGES, text


class WarningControl(TypedDict):
    """Shown with its message while the warning holds; the answer is `true` or absent."""

    control: Literal["warning"]
    message: InLanguages


class Overruling(Field):
    """`of`: the field that warns; `visible_when`: the warning's condition."""

    kind: ClassVar[str] = "overruling"
    operand: ClassVar[Kind] = Kind.YES_NO
    remembers: ClassVar[frozenset[str]] = frozenset()
    worded: ClassVar[tuple[str, ...]] = ("label", "message")

    id: str
    type: Literal["overruling"]
    message: LocalizedText
    of: str

    @property
    def owner(self) -> str:
        return self.of

    def json_schema(self) -> dict[str, Any]:
        return {"const": True}

    def control(self) -> WarningControl:
        return {"control": "warning", "message": self.message.in_both()}

    def parse(self, text: str) -> Any:
        return read_yes_no(text)

    def show(self, value: Any, language: str) -> str:
        return text("answer.overruled", language, message=self.message.in_language(language))

    def cells(self, value: Any, language: str) -> Sequence[Cell]:
        return (text("answer.yes", language),)

    def parts(self, value: Any, language: str) -> Iterable[Part]:
        yield Line(label=self.label.in_language(language), text=self.show(value, language))


def with_overrulings(fields: Iterable[Field]) -> Iterator[Field]:
    """The fields, each followed by the ticks of its warnings; ticks that are there already are kept."""
    written = tuple(fields)
    present = {field.id for field in written}
    for field in written:
        yield field
        if field.warns_when:
            yield from (tick for tick in overrulings(field) if tick.id not in present)


def overrulings(field: Field) -> Iterator[Overruling]:
    """The ticks of one field's warnings."""
    for number, warning in enumerate(field.warns_when, start=1):
        yield Overruling(
            id=f"{field.id}-warning-{number}",
            type="overruling",
            label=_label(field.label.in_both()),
            visible_when=warning.rule,
            message=warning.message,
            of=field.id,
        )


def _label(of: Mapping[str, Any]) -> LocalizedText:
    words = {language: text("answer.warning", language, label=str(of[language]).rstrip("?:")) for language in LANGUAGES}
    return LocalizedText.model_validate(words)
