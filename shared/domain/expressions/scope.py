"""The scope of an expression: which fields it may use, depending on its place in the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from shared.domain.expressions.kinds import Kind
from shared.domain.expressions.tokens import ExpressionError
from shared.domain.expressions.tree import Name
from shared.domain.source.faults import nearest
from shared.domain.source.option_table import OptionTable

Compiled = Any
"""Nested arrays and constants, as described in `docs/definition-language.md`."""

RESERVED = frozenset({"today", "now", "person", "form", "and", "or", "not", "in", "includes", "any", "yes", "no"})
RESERVED |= {"day", "days", "week", "weeks", "month", "months", "year", "years", "kr", "else", "where"}
"""Words of the language, which no field can have as its id."""

_DANISH = {"ja": "yes", "nej": "no", "true": "yes", "false": "no", "dag": "today", "idag": "today", "nu": "now"}


class Known(Protocol):
    """A field as expressions see it."""

    @property
    def id(self) -> str: ...

    def operand_kind(self) -> Kind: ...

    def possible(self) -> tuple[Any, ...] | None: ...

    def labels(self) -> tuple[tuple[str, str], ...]: ...

    def listed_in(self) -> tuple[str, OptionTable] | None: ...

    def inner(self) -> Sequence[Known]: ...


@dataclass(frozen=True, slots=True)
class Typed:
    """A part of an expression: its type, its compiled form, where it begins, and the field, if it is one."""

    kind: Kind
    compiled: Compiled
    offset: int
    field: Known | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """A repeated group as a total names it (`rum.fejl`), and the object and groups that lead to its items."""

    words: tuple[str, ...]
    group: Known
    compiled: tuple[str, ...]

    def fields(self) -> Mapping[str, Known]:
        return {field.id: field for field in self.group.inner()}


@dataclass(frozen=True, slots=True)
class Scope:
    """The fields that an expression may use.

    `beside`: the fields of the same object; `form`: those of the whole form (the same ones unless it is `inside` a group);
    `later`: the ids of fields that come after it; `item`: the group whose items a total's condition (`where`) tests.
    """

    beside: Mapping[str, Known]
    form: Mapping[str, Known]
    inside: bool = False
    later: frozenset[str] = field(default_factory=frozenset)
    item: Repeat | None = None

    def of_items(self, repeat: Repeat) -> Scope:
        """The scope of a total's condition: an item's own fields by the group's name, and the form."""
        return replace(self, beside={} if self.inside else self.form, item=repeat)

    def named(self, name: Name) -> Typed:
        """What a name refers to. Raises `ExpressionError`."""
        rest = name.words[1:]
        if self.item is not None and name.words[:-1] == self.item.words:
            return self._in_group(self.item, name)
        match name.words:
            case ("today" | "now" as word,):
                return Typed(Kind.DATE if word == "today" else Kind.DATE_TIME, [word], name.offset)
            case ("person", "name" | "initials"):
                return Typed(Kind.TEXT, ["person", rest[0]], name.offset)
            case ("person", *_):
                raise ExpressionError("unknown-person", name.offset, f"person.{nearest((rest or [''])[0], _PERSON)}")
            case ("form", id):
                return self._field(id, self.form, self._outside(), name.offset)
            case (id,):
                return self._field(id, self.beside, "here" if self.item is None else "form", name.offset)
        return self._column(name) or self._no_name(name)

    def _no_name(self, name: Name) -> Typed:
        first = name.words[0]
        if first in self.form and self.form[first].operand_kind() is Kind.GROUP:
            raise ExpressionError("only-totals", name.offset, f"sum({'.'.join(name.words)})", group=first)
        raise ExpressionError("no-dots", name.offset, name=".".join(name.words))

    def _column(self, name: Name) -> Typed | None:
        """A column of the row chosen from a list with columns: `kommune.region`."""
        *owner, column = name.words
        if owner in ([], ["form"], ["person"]):
            return None
        try:
            chosen = self.named(Name(tuple(owner), name.offset))
        except ExpressionError as error:
            if error.fault_text.key == "later-field":
                raise
            return None
        listed = chosen.field.listed_in() if chosen.field else None
        if listed is None:
            return None
        list_name, table = listed
        if column not in table.columns:
            values = {"name": column, "list": list_name, "known": _list(tuple(table.columns))}
            raise ExpressionError("unknown-column", name.offset, nearest(column, table.columns), **values)
        if chosen.kind is not Kind.TEXT:
            raise ExpressionError("column-of-several", name.offset, name=owner[-1], column=column)
        return Typed(Kind(table.columns[column]), ["look-up", chosen.compiled, list_name, column], name.offset)

    def _outside(self) -> str:
        return "form" if self.inside or self.item is not None else "here"

    def _in_group(self, repeat: Repeat, name: Name) -> Typed:
        id = name.words[-1]
        fields = repeat.fields()
        if id not in fields:
            group = ".".join(repeat.words)
            raise ExpressionError(
                "unknown-in-group", name.offset, nearest(id, fields), name=id, group=group, known=_list(fields)
            )
        return Typed(fields[id].operand_kind(), ["get", "here", id], name.offset, fields[id])

    def group(self, words: tuple[str, ...], offset: int) -> Repeat:
        """A repeated group for a total: of the form, of the same item, or in another group. Raises `ExpressionError`."""
        first, *deeper = words[1:] if words[0] == "form" and len(words) > 1 else words
        is_own = self.inside and self.item is None and words[0] != "form" and _is_group(self.beside.get(first))
        repeat = self._group(first, self.beside if is_own else self.form, offset)
        leading: tuple[str, ...] = ("here" if is_own else "form", first)
        for id in deeper:
            repeat = self._deeper(Repeat(words, repeat, leading), id, offset)
            leading = (*leading, id)
        return Repeat(words, repeat, leading)

    def _group(self, id: str, among: Mapping[str, Known], offset: int) -> Known:
        field = among.get(id)
        if field is not None and _is_group(field):
            return field
        groups = [id for id, of in among.items() if _is_group(of)]
        key = "later-field" if id in self.later else "unknown-group"
        raise ExpressionError(key, offset, nearest(id, groups), name=id, known=_list(groups))

    def _deeper(self, repeat: Repeat, id: str, offset: int) -> Known:
        groups = {name: field for name, field in repeat.fields().items() if _is_group(field)}
        if id in groups:
            return groups[id]
        group = repeat.compiled[-1]
        raise ExpressionError(
            "unknown-in-group", offset, nearest(id, groups), name=id, group=group, known=_list(groups)
        )

    def _field(self, id: str, among: Mapping[str, Known], where: str, offset: int) -> Typed:
        if id in among:
            return Typed(among[id].operand_kind(), ["get", where, id], offset, among[id])
        if id in self.later and among is self.beside:
            raise ExpressionError("later-field", offset, name=id)
        if self.inside and among is self.beside and id in self.form:
            raise ExpressionError("outside-group", offset, f"form.{id}", name=id)
        suggestion = _DANISH.get(id) or nearest(id, [*among, "today", "now"])
        raise ExpressionError("unknown-field", offset, suggestion, name=id, known=_list(among))


_PERSON = ("name", "initials")


def _is_group(field: Known | None) -> bool:
    return field is not None and field.operand_kind() is Kind.GROUP


def _list(names: Sequence[str] | Mapping[str, Known]) -> str:
    return ", ".join(names) or "–"
