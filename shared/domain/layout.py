"""The layout of the compiled definition, from which the phone draws a form.

Its JSON Schema, the phone's types and the tables of the documents are made from these types and from those that each field type
declares. They are `TypedDict`s, which cost nothing when a process starts: mypy checks the code that fills them in against them,
and a test checks the result against their JSON Schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, NotRequired

from pydantic import ConfigDict, with_config
from pydantic import Field as Constraint
from typing_extensions import TypeAliasType, TypedDict

from shared.domain.text.localized_text import InLanguages

if TYPE_CHECKING:
    Json = Any
    Condition = Any
    FieldLayout = dict[str, Any]
else:
    Json = TypeAliasType(
        "Json",
        Annotated[bool | float | str | list["Json"] | dict[str, "Json"] | None, Constraint(description="Any JSON.")],
    )
    Condition = TypeAliasType(
        "Condition",
        Annotated[
            "Formula",
            Constraint(description="A formula about the enclosing object, which holds when its value is yes."),
        ],
    )
    FieldLayout = TypeAliasType("FieldLayout", dict[str, Any])

described = with_config(ConfigDict(use_attribute_docstrings=True))
"""The docstrings become the descriptions in the JSON Schema."""
closed = with_config(ConfigDict(use_attribute_docstrings=True, extra="forbid"))
"""The same, and the schema allows no other keys."""

Formula = TypedDict("Formula", {"$expr": Json})
Formula.__doc__ = "A compiled expression: nested arrays and constants (`docs/definition-language.md`)."
closed(Formula)

Value = Annotated[Json, Constraint(description="A plain value, or a formula.")]
"""In the layout of a field."""


@described
class FieldCommon(TypedDict):
    """What every field has; the keys of its type come after them."""

    id: str
    type: str
    label: InLanguages
    help: InLanguages | None
    required: bool | Condition
    visible: bool | Condition
    default: Annotated[
        Json, Constraint(description="A suggestion: a plain value, or a formula. Null when there is none.")
    ]
    remember: NotRequired[Literal["last", "unit"]]
    """What the phone may remember of the answer: the last one, or the last one at the same production unit."""


@closed
class SectionLayout(TypedDict):
    """Fields under one heading. Their own conditions include the section's."""

    id: str
    title: InLanguages
    help: InLanguages | None
    visible: bool | Condition
    fields: list[FieldLayout]


RuleKind = Literal["visible", "required", "valid", "calculated", "decimals", "earliest", "latest", "offered", "warning"]


@closed
class Rule(TypedDict):
    """What JSON Schema cannot say of a field."""

    at: Annotated[list[str], Constraint(description="The group that it is asked of; empty: the form.")]
    field: str
    kind: RuleKind
    expr: Annotated[Json, Constraint(description="Compiled: nested arrays.")]
    message: NotRequired[InLanguages]


@closed
class ListLayout(TypedDict):
    """A list with columns, named once for all fields that choose in it."""

    columns: list[str]
    rows: Annotated[
        list[list[str | float | None]],
        Constraint(
            description="Each the option's value, its Danish and its English label, and a cell for each column."
        ),
    ]


class ListedLayout(TypedDict):
    """Where a field's options stand: all rows of a list, or those that hold in each column what its formula gives."""

    name: str
    where: dict[str, Value]


@closed
class RetentionLayout(TypedDict):
    """How long a registration is kept after it was received."""

    years: int
    months: int


@closed
class SplitLayout(TypedDict):
    """An answer's text cut at a sign: the last of `into` gets what is left."""

    into: list[str]
    at: str


MigrationLayout = TypedDict(
    "MigrationLayout",
    {"from": int, "renamed": dict[str, str], "split": dict[str, SplitLayout], "defaults": dict[str, Json]},
)
MigrationLayout.__doc__ = "How a draft of an older version moves forward."
closed(MigrationLayout)


@closed
class CompiledDefinition(TypedDict):
    """An app's form as the phone draws it, with the JSON Schema and the rules that judge its answers."""

    app: str
    version: int
    title: InLanguages
    description: InLanguages
    entity: Annotated[bool, Constraint(description="Whether other apps may choose among its registrations.")]
    retention: RetentionLayout | None
    submitLabel: InLanguages | None
    languages: list[str]
    heading: Annotated[list[str], Constraint(description="The fields that a list shows it by.")]
    headingText: NotRequired[Annotated[InLanguages, Constraint(description="The words around them, where it has any.")]]
    cprInTexts: Annotated[Literal["ask", "forbid"], Constraint(description="What becomes of a CPR number in a text.")]
    measures: NotRequired[
        Annotated[
            list[Literal["effort", "survey"]],
            Constraint(description="What is measured for the evaluation, where anything is."),
        ]
    ]
    migrates: list[MigrationLayout]
    schema: Annotated[dict[str, Any], Constraint(description="JSON Schema, draft 2020-12.")]
    rules: list[Rule]
    sections: list[SectionLayout]
    lists: NotRequired[dict[str, ListLayout]]
    """The lists with columns that its fields choose in."""
