"""The base of every field type, and its faces. A type owns all of them in its one file.

control      what the phone draws
json_schema  the JSON Schema (draft 2020-12) of an answer
parse        an answer from text, as a CSV cell or an address line holds it
show         an answer in words
columns      the columns that it fills in a table, and `cells` what stands in them
parts        an answer in the document
operand      what expressions may take it for
asks, fixed  rules of its own that JSON Schema cannot say
risk         what kind of personal data an answer may hold
free_texts   the texts of an answer that may hold anything, a CPR number too
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field as Constraint

from shared.domain.document import Line, Part
from shared.domain.expressions.kinds import Expression, Kind
from shared.domain.fields.format import Formats
from shared.domain.layout import RuleKind
from shared.domain.source.faults import FaultText
from shared.domain.source.option_table import OptionTable
from shared.domain.text.localized_text import LocalizedText, Strict
from shared.domain.text.pasted import trimmed

Name = Annotated[str, Constraint(pattern=r"^[a-z][A-Za-z0-9]{0,39}$")]
Scalar = bool | int | float | str
Cell = str | int | float | bool | date | datetime | None


class Risk(StrEnum):
    """Personal data that an answer may contain: none; ordinary contact data; free text, where a person may write anything; a
    picture or a file, which may show anybody; the employee's location; what the law protects (a CPR number, a signature)."""

    NONE = "none"
    CONTACT = "contact"
    FREE_TEXT = "free-text"
    PICTURE = "picture"
    WHEREABOUTS = "whereabouts"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of registrations. `id`: the same in every version; `label`: its heading."""

    id: str
    label: LocalizedText


@dataclass(frozen=True, slots=True)
class TypedExpression:
    """An expression that a type has besides the common ones.

    `key`: its key in the definition and, in camelCase, in the compiled field; `gives`: the allowed types of its value; `rule`:
    the kind of rule that it becomes (`calculated`, `earliest`, `latest`); `places`: the decimals that its value is rounded to.
    """

    key: str
    source: str
    gives: tuple[Kind, ...]
    rule: RuleKind
    places: int | None = None


class Dated(Strict):
    """What holds for a time: from a day on, until a day, both days in it."""

    from_: Annotated[str | None, Constraint(alias="from")] = None
    """The first day of it: a date, or the name of one in law.yaml."""
    until: str | None = None
    """The last day of it: a date, or the name of one in law.yaml."""


class Validity(Dated):
    """What must hold of an answer, and what to tell who breaks it. It may look at every field of the form."""

    rule: Expression
    message: LocalizedText


class Field(Dated):
    """A question. `type` picks the class; `required` and `required_when` exclude each other."""

    kind: ClassVar[str]
    operand: ClassVar[Kind] = Kind.OPAQUE
    risk: ClassVar[Risk] = Risk.NONE
    formats: ClassVar[Formats] = {}
    """Formats that the schema uses."""
    attaches: ClassVar[bool] = False
    """Whether an answer is an array of attachments."""
    has_answer: ClassVar[bool] = True
    """False for a field that only informs the reader."""
    remembers: ClassVar[frozenset[str]] = frozenset({"last", "unit"})
    """The values of `remember` that it may have: none where an answer concerns only its one registration, or is protected by
    law."""
    worded: ClassVar[tuple[str, ...]] = ("label",)
    """The keys of its texts that the document shows, with the answers that they name filled in."""
    needs_legal_basis: ClassVar[bool] = False
    """Whether the definition must state in `legal_basis`, under this type's name, what allows it to ask."""

    id: Name
    """The answer's name, unique in the form: a small letter, then letters and digits. It never changes."""
    type: str
    """The field's type; the other keys go by it."""
    label: LocalizedText
    """The question, in Danish and English."""
    help: LocalizedText | None = None
    """A line below the question."""
    required: bool = False
    """Whether it must be answered, when it shows."""
    required_when: Expression | None = None
    """When it must be answered."""
    visible_when: Expression | None = None
    """When it shows; a hidden field is never required and never sent."""
    default: Expression | tuple[str, ...] | None = None
    """What it holds when it first shows: a suggestion."""
    remember: Literal["last", "unit"] | None = None
    """What the person's phone may remember of the answer. `last`: it begins as it was the last time; a company is offered among
    those used lately, a production unit is the one chosen last of the company. `unit`: what was answered at the last visit to the
    same production unit is offered, a tap each."""
    valid_when: tuple[Validity, ...] = ()
    """What must hold of the answer, each with the message to who breaks it."""
    warns_when: tuple[Validity, ...] = ()
    """What seldom holds of a right answer, each with what to tell: the person corrects it, or says by a tick that it is right."""

    @property
    def owner(self) -> str:
        """The field that this one belongs to in the document: by default itself."""
        return self.id

    def json_schema(self) -> dict[str, Any]:
        """The JSON Schema of an answer; that it may be absent is expressed by the enclosing object."""
        raise NotImplementedError

    def control(self) -> Mapping[str, Any]:
        """What the phone needs besides the common keys: `control` and the type's own. The declared return type is the contract;
        keys that it does not require are added when the field is compiled."""
        raise NotImplementedError

    def parse(self, text: str) -> Any:
        """Parse an answer from text. Raises `ValueError` when it cannot be one; the schema decides whether it is valid."""
        return trimmed(text)

    def free_texts(self, value: Any) -> Iterable[tuple[tuple[str, ...], str]]:
        """The texts of a valid answer in which a person may write anything, each with the path of its faults below the
        answer's."""
        return ()

    def show(self, value: Any, language: str) -> str:
        """An answer in words."""
        return str(value)

    def show_limit(self, limit: Scalar, language: str) -> str:
        """A bound of the schema in words, for the message about an answer beyond it."""
        return str(limit)

    def part_labels(self) -> Mapping[str, LocalizedText]:
        """The labels of the parts of an answer that is an object, for faults at them."""
        return {}

    def own_words(self, code: str) -> LocalizedText | None:
        """The field's own message about a fault, where the definition has a better one than the catalogue."""
        return None

    def columns(self) -> Sequence[Column]:
        """The columns that it fills in a table; ids begin with the field's own."""
        return (Column(self.id, self.label),)

    def cells(self, value: Any, language: str) -> Sequence[Cell]:
        """The values of these columns for an answer; None for an empty one."""
        return (self.show(value, language),)

    def parts(self, value: Any, language: str) -> Iterable[Part]:
        """An answer in the document: one line, unless the type says otherwise."""
        yield Line(label=self.label.in_language(language), text=self.show(value, language))

    def operand_kind(self) -> Kind:
        """The type that an answer has in expressions."""
        return self.operand

    def possible(self) -> tuple[Scalar, ...] | None:
        """The values that an expression may compare with; None when any is allowed."""
        return None

    def labels(self) -> tuple[tuple[str, str], ...]:
        """The values and Danish labels of its options, if any, for use in texts."""
        return ()

    def listed_in(self) -> tuple[str, OptionTable] | None:
        """The name of the list with columns that contains its options."""
        return None

    def conditional_options(self) -> Iterable[tuple[int, str, str | None, Dated]]:
        """Its options that are not always offered: index, value, condition, and the days between which it is offered."""
        return ()

    def filters(self) -> Mapping[str, str]:
        """What the columns of its list must contain for an option to be offered: an expression for each column."""
        return {}

    def entity_app(self) -> str | None:
        """The app whose registrations are the options, for an entity list."""
        return None

    def inner(self) -> tuple[Field, ...]:
        """The fields of one item, of a repeated group."""
        return ()

    def typed_expressions(self) -> Iterable[TypedExpression]:
        """The type's own expressions."""
        return ()

    def fixed(self) -> Iterable[tuple[RuleKind, Any]]:
        """The type's own rules without an expression: (kind, argument), e.g. (`decimals`, 2)."""
        return ()

    def faults(self) -> Iterable[FaultText]:
        """Faults of the field that types cannot express. New texts belong in `shared/texts/authors.json`."""
        return ()


def bounds_faults(field: Field, low: str, high: str) -> Iterable[FaultText]:
    """The fault that nothing lies between two bounds, either of which may be a default."""
    lowest, highest = getattr(field, low), getattr(field, high)
    if lowest <= highest:
        return
    if {low, high} <= field.model_fields_set:
        yield FaultText("bounds", {"low": low, "high": high}, at=low)
    elif low in field.model_fields_set:
        yield FaultText("above-default-bound", {"low": low, "high": high, "value": lowest, "limit": highest}, at=low)
    else:
        yield FaultText("below-default-bound", {"low": low, "high": high, "value": highest, "limit": lowest}, at=high)
