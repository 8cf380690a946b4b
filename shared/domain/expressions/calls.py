"""The functions of expressions. Each is one line of the catalogue at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shared.domain.expressions.kinds import Kind
from shared.domain.expressions.scope import Scope, Typed
from shared.domain.expressions.tokens import ExpressionError
from shared.domain.expressions.tree import Call, Constant, Name, Node
from shared.domain.source.faults import nearest

Check = Callable[[Node, Scope], Typed]

MAX_PLACES = 10


@dataclass(frozen=True, slots=True)
class Function:
    """`shape` is how it is written, for whoever wrote it otherwise."""

    arguments: int
    shape: str
    check: Callable[[Call, Scope, Check], Typed]


def _answered(call: Call, scope: Scope, check: Check) -> Typed:
    (argument,) = call.arguments
    given = scope.named(argument) if isinstance(argument, Name) else None
    if given is None or given.known is None:
        raise ExpressionError("field-only", argument.offset, "answered(…)", name=call.name)
    return Typed(Kind.YES_NO, ["answered", given.compiled], call.offset)


def _count(call: Call, scope: Scope, check: Check) -> Typed:
    (argument,) = call.arguments
    if not isinstance(argument, Name) or len(argument.words) != 1:
        raise ExpressionError("field-only", argument.offset, "count(…)", name=call.name)
    return Typed(Kind.NUMBER, ["count", scope.group(argument.words[0], argument.offset).id], call.offset)


def _total(call: Call, scope: Scope, check: Check) -> Typed:
    (argument,) = call.arguments
    if not isinstance(argument, Name) or len(argument.words) != 2 or argument.words[0] == "form":
        raise ExpressionError("group-field-only", argument.offset, name=call.name)
    group, id = argument.words
    known = {field.id: field for field in scope.group(group, argument.offset).inner()}
    if id not in known:
        names = ", ".join(known)
        raise ExpressionError(
            "unknown-in-group", argument.offset, nearest(id, known), name=id, group=group, known=names
        )
    kind = known[id].operand_kind()
    if kind not in (Kind.NUMBER, Kind.MONEY):
        raise ExpressionError("wrong-kind", argument.offset, found=kind, expected=f"{Kind.NUMBER} / {Kind.MONEY}")
    return Typed(kind, [call.name, group, id], call.offset)


def _if(call: Call, scope: Scope, check: Check) -> Typed:
    condition, first, second = (check(argument, scope) for argument in call.arguments)
    if condition.kind is not Kind.YES_NO:
        raise ExpressionError("wrong-kind", condition.offset, found=condition.kind, expected=Kind.YES_NO)
    if first.kind != second.kind:
        raise ExpressionError("unlike-branches", second.offset, left=first.kind, right=second.kind)
    if first.kind in (Kind.LIST, Kind.GROUP, Kind.OPAQUE):
        raise ExpressionError("wrong-kind", first.offset, found=first.kind, expected=Kind.TEXT)
    return Typed(first.kind, ["if", condition.compiled, first.compiled, second.compiled], call.offset)


def _round(call: Call, scope: Scope, check: Check) -> Typed:
    value, places = check(call.arguments[0], scope), call.arguments[1]
    if value.kind not in (Kind.NUMBER, Kind.MONEY, Kind.DAYS):
        raise ExpressionError("wrong-kind", value.offset, found=value.kind, expected=Kind.NUMBER)
    fits = isinstance(places, Constant) and isinstance(places.value, int) and not isinstance(places.value, bool)
    if not (isinstance(places, Constant) and fits and int(places.value) <= MAX_PLACES):
        raise ExpressionError("places", places.offset, limit=MAX_PLACES)
    return Typed(value.kind, ["round", value.compiled, places.value], call.offset)


def _length(call: Call, scope: Scope, check: Check) -> Typed:
    value = check(call.arguments[0], scope)
    if value.kind is not Kind.TEXT:
        raise ExpressionError("wrong-kind", value.offset, found=value.kind, expected=Kind.TEXT)
    return Typed(Kind.NUMBER, ["length", value.compiled], call.offset)


CALLS = {
    "answered": Function(1, "answered(felt)", _answered),
    "sum": Function(1, "sum(gruppe.felt)", _total),
    "min": Function(1, "min(gruppe.felt)", _total),
    "max": Function(1, "max(gruppe.felt)", _total),
    "count": Function(1, "count(gruppe)", _count),
    "if": Function(3, "if(betingelse, så, ellers)", _if),
    "round": Function(2, "round(tal, 2)", _round),
    "length": Function(1, "length(tekst)", _length),
}
