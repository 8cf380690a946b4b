"""An expression as a tree. Every node knows where in the text it begins."""

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
    """An amount in kroner, in øre."""

    value: int
    offset: int


@dataclass(frozen=True, slots=True)
class Days:
    """A number of days: `times` is 1, or 7 for weeks."""

    inner: Node
    times: int
    offset: int


@dataclass(frozen=True, slots=True)
class Name:
    """`antal`, `form.cvr`, `behov.antal`, `person.name`, `today`: one or two words."""

    words: tuple[str, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple[Node, ...]
    offset: int


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
    """Two operands and the sign or word between them. `offset` is the left operand's, `sign_offset` the sign's."""

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


Node = Constant | Kroner | Days | Name | Call | Not | Minus | Both | Among
