"""What an expression may look at, from where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from shared.domain.expressions.kinds import Kind
from shared.domain.expressions.tokens import ExpressionError
from shared.domain.expressions.tree import Name
from shared.domain.source.faults import nearest

Compiled = Any
"""Nested arrays and constants, as `docs/definition-language.md` tells."""

RESERVED = frozenset({"today", "now", "person", "form", "and", "or", "not", "in", "includes", "any", "yes", "no"})
RESERVED |= {"day", "days", "week", "weeks", "kr"}
"""Words of the language, which no field can have as its id."""

_DANISH = {"ja": "yes", "nej": "no", "true": "yes", "false": "no", "dag": "today", "idag": "today", "nu": "now"}


class Known(Protocol):
    """A field, as expressions see it."""

    @property
    def id(self) -> str: ...

    def operand_kind(self) -> Kind: ...

    def possible(self) -> tuple[Any, ...] | None: ...

    def inner(self) -> Sequence[Known]: ...


@dataclass(frozen=True, slots=True)
class Typed:
    """A part of an expression: what it gives, how it compiles, where it begins, and the field it is, if it is one."""

    kind: Kind
    compiled: Compiled
    offset: int
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """`here` are the fields beside it that it may look at, `form` those of the whole form (the same ones where it does
    not stand `inside` a group), `later` the ids that come too late."""

    here: Mapping[str, Known]
    form: Mapping[str, Known]
    inside: bool = False
    later: frozenset[str] = field(default_factory=frozenset)

    def named(self, name: Name) -> Typed:
        """What a name stands for. Raises `ExpressionError`."""
        first, *rest = name.words
        match name.words:
            case ("today",):
                return Typed(Kind.DATE, ["today"], name.offset)
            case ("now",):
                return Typed(Kind.DATE_TIME, ["now"], name.offset)
            case ("person", "name" | "initials"):
                return Typed(Kind.TEXT, ["person", rest[0]], name.offset)
            case ("person", *_):
                raise ExpressionError("unknown-person", name.offset, f"person.{nearest((rest or [''])[0], _PERSON)}")
            case ("form", id):
                return self._field(id, self.form, "form" if self.inside else "here", name.offset)
            case (id,):
                return self._field(id, self.here, "here", name.offset)
        if first in self.form and self.form[first].operand_kind() is Kind.GROUP:
            raise ExpressionError("only-totals", name.offset, f"sum({'.'.join(name.words)})", group=first)
        raise ExpressionError("no-dots", name.offset, name=".".join(name.words))

    def group(self, id: str, offset: int) -> Known:
        """A repeated group of the form, for its totals. Raises `ExpressionError`."""
        known = self.form.get(id)
        if known is not None and known.operand_kind() is Kind.GROUP:
            return known
        groups = [one for one, of in self.form.items() if of.operand_kind() is Kind.GROUP]
        key = "later-field" if id in self.later else "unknown-group"
        raise ExpressionError(key, offset, nearest(id, groups), name=id, known=_list(groups))

    def _field(self, id: str, among: Mapping[str, Known], where: str, offset: int) -> Typed:
        if id in among:
            return Typed(among[id].operand_kind(), ["get", where, id], offset, among[id])
        if id in self.later and among is self.here:
            raise ExpressionError("later-field", offset, name=id)
        if self.inside and where == "here" and id in self.form:
            raise ExpressionError("outside-group", offset, f"form.{id}", name=id)
        meant = _DANISH.get(id) or nearest(id, [*among, "today", "now"])
        raise ExpressionError("unknown-field", offset, meant, name=id, known=_list(among))


_PERSON = ("name", "initials")


def _list(names: Sequence[str] | Mapping[str, Known]) -> str:
    return ", ".join(names) or "–"
