"""One of several options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, NotRequired

from pydantic import Field as Constraint
from pydantic import PrivateAttr
from typing_extensions import TypedDict

from shared.domain.expressions.kinds import Expression, Kind
from shared.domain.fields.base import Dated, Field, Scalar
from shared.domain.identifiers import NAME, UUID
from shared.domain.layout import Condition, ListedLayout
from shared.domain.source.faults import FaultText
from shared.domain.source.option_table import OptionTable, Row
from shared.domain.text.localized_text import InLanguages, LocalizedText, Strict

RADIO_AT_MOST = 6
"""With more options than this they are a list to open instead of a column of buttons."""
SELECT_AT_MOST = 20
"""With more options than this they are searched."""


class OptionLayout(TypedDict):
    value: str
    label: InLanguages
    visible: NotRequired[bool | Condition]
    """When it is offered; always, where it is absent."""


class Listed(TypedDict):
    options: list[OptionLayout]
    optionsFrom: None
    list: Annotated[
        ListedLayout | None,
        Constraint(description="The list of the definition that the options stand in, which are then empty here."),
    ]


class Entities(TypedDict):
    options: None
    optionsFrom: Annotated[str, Constraint(description="The app whose registrations are the options.")]


class ChoiceControl(Listed):
    """Buttons up to 6 options, a list up to 20, a list to search in above that."""

    control: Literal["radio", "select", "search"]


class EntityControl(Entities):
    control: Literal["entity"]


class Option(Dated):
    value: Annotated[str, Constraint(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    label: LocalizedText
    visible_when: Expression | None = None
    """When it is offered."""


class EntityList(Strict):
    """Another app, `entity: true`, whose registrations are the options."""

    app: Annotated[str, Constraint(pattern=f"^{NAME}$")]


class Choosing(Field):
    """What `choice` and `choices` have in common: the options stand in the field (`options`), in a file of
    `shared/definitions/lists/` (`list`; one without columns the loader puts into `options`), or are another app's registrations.
    `where` filters a list with columns: in each that it names stands what the expression gives."""

    options: Annotated[tuple[Option, ...], Constraint(min_length=2)] | None = None
    list: Annotated[str, Constraint(pattern=r"^[a-z][a-z0-9-]*$")] | None = None
    options_from: EntityList | None = None
    where: Annotated[dict[str, Expression], Constraint(default_factory=dict)]
    _table: OptionTable | None = PrivateAttr(None)

    def model_post_init(self, context: Any) -> None:
        """`context` holds the definition's lists with columns by name, if it has any."""
        if isinstance(context, Mapping) and self.list is not None:
            self._table = context.get(self.list)

    @cached_property
    def all_options(self) -> Sequence[Option | Row]:
        """The options in the field, or in its list."""
        return self._table.rows if self._table else self.options or ()

    def most_offered(self) -> int:
        """The maximal number of options offered at once, as far as the columns that filter them tell."""
        table = self._table
        columns = [column for column in self.where if table and column in table.columns]
        return min((table.most_alike(column) for column in columns if table), default=len(self.all_options))

    @cached_property
    def _by_value(self) -> Mapping[str, Option | Row]:
        return {option.value: option for option in self.all_options}

    def listed_in(self) -> tuple[str, OptionTable] | None:
        return (self.list, self._table) if self.list is not None and self._table else None

    def conditional_options(self) -> Iterable[tuple[int, str, str | None, Dated]]:
        for number, option in enumerate(self.options or ()):
            if option.visible_when is not None or option.from_ is not None or option.until is not None:
                yield number, option.value, option.visible_when, option

    def filters(self) -> Mapping[str, str]:
        return self.where

    def one_schema(self) -> dict[str, Any]:
        """The schema of one chosen value."""
        if self.options_from:
            return {"type": "string", "pattern": UUID}
        if self._table:
            # The rule `offered` checks them: thousands of options need not be repeated here.
            return {"type": "string"}
        return {"enum": [option.value for option in self.options or ()]}

    def listed(self) -> Listed:
        """The options as the phone gets them, where they are in the field."""
        options: list[OptionLayout] = [
            {"value": option.value, "label": option.label.in_both()} for option in self.options or ()
        ]
        return {"options": options, "optionsFrom": None, "list": None}

    def name_of(self, value: str, language: str) -> str:
        """An option's label; for an entity, the title that the caller has put in place of its id."""
        option = self._by_value.get(value)
        return option.label.in_language(language) if option else value

    def show_limit(self, limit: Scalar, language: str) -> str:
        """The label of an option that is not offered."""
        return self.name_of(str(limit), language)

    def read_one(self, text: str) -> str:
        """The value of an option from its label in either language, or from the value itself."""
        word = text.strip()
        for option in self.all_options:
            if word in (option.value, option.label.da, option.label.en):
                return option.value
        if self.options_from:
            return word
        raise ValueError(f"{word} is no option")

    def entity_app(self) -> str | None:
        return self.options_from.app if self.options_from else None

    def possible(self) -> tuple[Scalar, ...] | None:
        return None if self.options_from else tuple(self._by_value)

    def labels(self) -> tuple[tuple[str, str], ...]:
        return tuple((option.value, option.label.da) for option in self.all_options)

    def faults(self) -> Iterable[FaultText]:
        sources = [self.options is not None, self.options_from is not None, self._table is not None]
        if sum(sources) != 1:
            yield FaultText("options-twice" if any(sources) else "no-options")
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
        many = self.most_offered()
        return "radio" if many <= RADIO_AT_MOST else "select" if many <= SELECT_AT_MOST else "search"

    def parse(self, text: str) -> Any:
        return self.read_one(text)

    def show(self, value: Any, language: str) -> str:
        return self.name_of(value, language)


def in_order(options: Sequence[Option | Row], chosen: Sequence[str]) -> list[str]:
    """The chosen values in the order of the options."""
    return [option.value for option in options if option.value in chosen]
