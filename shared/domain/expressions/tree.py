"""The syntax tree of an expression. Every node has its offset in the text."""

from __future__ import annotations

from dataclasses import dataclass

Value = bool | int | float | str


@dataclass(frozen=True, slots=True)
class Constant:
    """`kind` is number, text, date, time or yes-no."""

    kind: str
    value: Value
    offset: int


@dataclass(frozen=True, slots=True)
class Kroner:
    """An amount in kroner, stored as øre."""

    value: int
    offset: int


@dataclass(frozen=True, slots=True)
class Days:
    """A number of days: `times` is 1, or 7 for weeks."""

    inner: Node
    times: int
    offset: int


@dataclass(frozen=True, slots=True)
class Months:
    """A number of months: `times` is 1, or 12 for years."""

    inner: Node
    times: int
    offset: int


@dataclass(frozen=True, slots=True)
class Name:
    """`antal`, `form.cvr`, `behov.antal`, `rum.fejl.pris`, `person.name`, `today`: one word or several."""

    words: tuple[str, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function call. `where`: a total's condition on the items to count."""

    name: str
    arguments: tuple[Node, ...]
    offset: int
    where: Node | None = None


@dataclass(frozen=True, slots=True)
class Not:
    inner: Node
    offset: int


@dataclass(frozen=True, slots=True)
class Minus:
    inner: Node
    offset: int


@dataclass(frozen=True, slots=True)
class Both:
    """A binary operation. `offset` is the left operand's, `sign_offset` the operator's."""

    sign: str
    left: Node
    right: Node
    offset: int
    sign_offset: int


@dataclass(frozen=True, slots=True)
class Among:
    """`a in […]`, `list includes "x"`, `list includes any […]`."""

    word: str
    inner: Node
    values: tuple[Constant | Kroner, ...]
    offset: int


Node = Constant | Kroner | Days | Months | Name | Call | Not | Minus | Both | Among
