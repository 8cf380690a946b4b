"""A line of text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field as Constraint
from typing_extensions import TypedDict

from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Field, Name, Risk, bounds_faults
from shared.domain.layout import described
from shared.domain.patterns import PatternError, check
from shared.domain.source.faults import FaultText
from shared.domain.text.localized_text import InLanguages, LocalizedText, Strict
from shared.domain.text.pasted import INVISIBLE, SPACES

NOT_BLANK = f"[^{SPACES}{INVISIBLE}]"
"""A text of invisible characters only is no answer. Spelt out, since `\\s` means different characters in the server's and the
phone's regular expressions."""

_SPELT = {"\\-": "-", "\\d": "[0-9]", "\\w": "[A-Za-z0-9_]", "\\s": "[ ]", "\\D": "[^0-9]"}
"""Notations that authors use in patterns out of habit, and how they are spelt here."""

AutofillValue = Literal["name", "address", "industry", "unit-address"]
"""A fact of the company, or of its chosen production unit."""
UNIT_ADDRESS: Literal["unit-address"] = "unit-address"
InputMode = Literal["text", "tel", "email"]


class Autofill(Strict):
    """Filled in from the CVR register by the look-up of the `cvr` field named by `company`; people cannot edit it."""

    company: Name
    value: AutofillValue


class AutofillLayout(TypedDict):
    company: str
    value: AutofillValue


@described
class TextControl(TypedDict):
    control: Literal["text"]
    minLength: int
    maxLength: int
    pattern: str | None
    patternHelp: InLanguages | None
    """The message of a `pattern` fault."""
    inputMode: InputMode
    autofill: AutofillLayout | None
    """The `cvr` field whose company fills it in, and with what; it is read-only then."""


class Text(Field):
    """`pattern_help` says in words what `pattern` demands; it is the message to who breaks it."""

    kind: ClassVar[str] = "text"
    operand: ClassVar[Kind] = Kind.TEXT
    risk: ClassVar[Risk] = Risk.CONTACT

    type: Literal["text"]
    min_length: Annotated[int, Constraint(ge=1)] = 1
    max_length: Annotated[int, Constraint(ge=1, le=1000)] = 200
    pattern: str | None = None
    pattern_help: LocalizedText | None = None
    input: InputMode = "text"
    autofill: Autofill | None = None

    def json_schema(self) -> dict[str, Any]:
        schema: dict[str, Any] = {
            "type": "string",
            "minLength": self.min_length,
            "maxLength": self.max_length,
            "pattern": NOT_BLANK,
        }
        if self.pattern:
            schema["allOf"] = [{"pattern": self.pattern}]
        return schema

    def control(self) -> TextControl:
        return {
            "control": "text",
            "minLength": self.min_length,
            "maxLength": self.max_length,
            "pattern": self.pattern,
            "patternHelp": self.pattern_help.in_both() if self.pattern_help else None,
            "inputMode": self.input,
            "autofill": {"company": self.autofill.company, "value": self.autofill.value} if self.autofill else None,
        }

    def free_texts(self, value: Any) -> Iterable[tuple[tuple[str, ...], str]]:
        yield (), value

    def own_words(self, code: str) -> LocalizedText | None:
        return self.pattern_help if code == "pattern" else None

    def faults(self) -> Iterable[FaultText]:
        yield from bounds_faults(self, "min_length", "max_length")
        if self.pattern is None:
            return
        try:
            check(self.pattern)
        except PatternError as error:
            key = "pattern-hyphen" if error.part == "\\-" else error.key
            suggestion = _SPELT.get(error.part, "")
            yield FaultText(key, {"part": error.part}, at="pattern", offset=error.offset, suggestion=suggestion)
        if self.pattern_help is None:
            yield FaultText("pattern-help", at="pattern")
