"""One of several options."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field as Constraint
from typing_extensions import TypedDict

from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Field, Scalar
from shared.domain.source.faults import FaultText
from shared.domain.text.localized_text import InLanguages, LocalizedText, Strict

RADIO_AT_MOST = 6
"""More options than this are a list to open, not a column of buttons."""
SELECT_AT_MOST = 20
"""More than this are searched among."""

UUID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"


class OptionLayout(TypedDict):
    value: str
    label: InLanguages


class Listed(TypedDict):
    options: list[OptionLayout]
    optionsFrom: None


class Entities(TypedDict):
    options: None
    optionsFrom: Annotated[str, Constraint(description="The app whose registrations are the options.")]


class ChoiceControl(Listed):
    """Buttons up to 6 options, a list up to 20, a list to search in above that."""

    control: Literal["radio", "select", "search"]


class EntityControl(Entities):
    control: Literal["entity"]


class Option(Strict):
    value: Annotated[str, Constraint(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    label: LocalizedText


class EntityList(Strict):
    """Another app, `entity: true`, whose registrations are the options."""

    app: Annotated[str, Constraint(pattern=r"^[a-z][a-z0-9-]{0,39}$")]


class Choosing(Field):
    """What `choice` and `choices` have in common: the options stand in the field (`options`), in a file of
    `shared/definitions/lists/` (`list`, which the loader puts into `options`), or are another app's registrations."""

    options: Annotated[tuple[Option, ...], Constraint(min_length=2)] | None = None
    list: Annotated[str, Constraint(pattern=r"^[a-z][a-z0-9-]*$")] | None = None
    options_from: EntityList | None = None

    def one_schema(self) -> dict[str, Any]:
        """The schema of one chosen value."""
        if self.options_from:
            return {"type": "string", "pattern": UUID}
        return {"enum": [option.value for option in self.options or ()]}

    def listed(self) -> Listed:
        """The options as the phone is told them, where they stand in the field."""
        options: list[OptionLayout] = [
            {"value": option.value, "label": option.label.in_both()} for option in self.options or ()
        ]
        return {"options": options, "optionsFrom": None}

    def name_of(self, value: str, language: str) -> str:
        """An option's label; for an entity what the caller put in place of its id."""
        return next(
            (option.label.in_language(language) for option in self.options or () if option.value == value), value
        )

    def read_one(self, text: str) -> str:
        """The value of an option by its label in either language, or by the value itself."""
        word = text.strip()
        for option in self.options or ():
            if word in (option.value, option.label.da, option.label.en):
                return option.value
        if self.options_from:
            return word
        raise ValueError(f"{word} is no option")

    def entity_app(self) -> str | None:
        return self.options_from.app if self.options_from else None

    def possible(self) -> tuple[Scalar, ...] | None:
        return None if self.options_from else tuple(option.value for option in self.options or ())

    def labels(self) -> tuple[tuple[str, str], ...]:
        return tuple((option.value, option.label.da) for option in self.options or ())

    def faults(self) -> Iterable[FaultText]:
        if (self.options is None) == (self.options_from is None):
            yield FaultText("no-options" if self.options is None else "options-twice")
        values = [option.value for option in self.options or ()]
        for value in sorted({value for value in values if values.count(value) > 1}):
            yield FaultText("option-twice", {"value": value}, at="options")


class Choice(Choosing):
    """Buttons up to 6 options, a list up to 20, a list to search in above that."""

    kind: ClassVar[str] = "choice"
    operand: ClassVar[Kind] = Kind.TEXT

    type: Literal["choice"]

    def json_schema(self) -> dict[str, Any]:
        return self.one_schema()

    def control(self) -> ChoiceControl | EntityControl:
        if self.options_from:
            return EntityControl(control="entity", options=None, optionsFrom=self.options_from.app)
        return ChoiceControl(control=self._control(), **self.listed())

    def _control(self) -> Literal["radio", "select", "search"]:
        many = len(self.options or ())
        return "radio" if many <= RADIO_AT_MOST else "select" if many <= SELECT_AT_MOST else "search"

    def parse(self, text: str) -> Any:
        return self.read_one(text)

    def show(self, value: Any, language: str) -> str:
        return self.name_of(value, language)


def in_order(options: Sequence[Option], chosen: Sequence[str]) -> list[str]:
    """The chosen values in the order of the options."""
    return [option.value for option in options if option.value in chosen]
