"""The functions of expressions. Each is one line of the catalogue at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shared.domain.expressions.kinds import Kind
from shared.domain.expressions.scope import Repeat, Scope, Typed
from shared.domain.expressions.tokens import ExpressionError
from shared.domain.expressions.tree import Call, Constant, Name, Node
from shared.domain.source.faults import nearest

Check = Callable[[Node, Scope], Typed]

MAX_PLACES = 10
_GROUP_AND_FIELD = 2
_RANKED = (Kind.NUMBER, Kind.DAYS, Kind.MONEY, Kind.DATE, Kind.TIME, Kind.DATE_TIME)


@dataclass(frozen=True, slots=True)
class Function:
    """`shape`: how a call is written, for the message about a wrong one."""

    arguments: int
    shape: str
    check: Callable[[Call, Scope, Check], Typed]
    takes_where: bool = False
    takes_more: bool = False


def _answered(call: Call, scope: Scope, check: Check) -> Typed:
    (argument,) = call.arguments
    named_field = scope.named(argument) if isinstance(argument, Name) else None
    if named_field is None or named_field.field is None:
        raise ExpressionError("field-only", argument.offset, "answered(…)", name=call.name)
    return Typed(Kind.YES_NO, ["answered", named_field.compiled], call.offset)


def _count(call: Call, scope: Scope, check: Check) -> Typed:
    (argument,) = call.arguments
    if not isinstance(argument, Name):
        raise ExpressionError("field-only", argument.offset, "count(…)", name=call.name)
    if call.where is None and (chosen := _list_field(argument, scope)):
        return Typed(Kind.NUMBER, ["chosen", chosen.compiled], call.offset)
    repeat = scope.group(argument.words, argument.offset)
    return Typed(Kind.NUMBER, ["count", *_over(repeat, call, scope, check)], call.offset)


def _list_field(name: Name, scope: Scope) -> Typed | None:
    """The field whose chosen options are counted, if there is one."""
    try:
        named = scope.named(name)
    except ExpressionError:
        return None
    return named if named.kind is Kind.LIST else None


def _over(repeat: Repeat, call: Call, scope: Scope, check: Check, *field: str) -> list[object]:
    """The items that a total covers, its field, and the condition for counting an item."""
    if call.where is None:
        # A group of the form is just its name.
        place, *groups = repeat.compiled
        return [groups[0] if place == "form" and len(groups) == 1 else [place, *groups], *field]
    condition = check(call.where, scope.of_items(repeat))
    if condition.kind is not Kind.YES_NO:
        raise ExpressionError("wrong-kind", condition.offset, found=condition.kind, expected=Kind.YES_NO)
    return [list(repeat.compiled), *field, condition.compiled]


def _total(call: Call, scope: Scope, check: Check) -> Typed:
    (argument,) = call.arguments
    words = argument.words if isinstance(argument, Name) else ()
    if len(words) < _GROUP_AND_FIELD + (words[:1] == ("form",)):
        raise ExpressionError("group-field-only", argument.offset, name=call.name)
    repeat = scope.group(words[:-1], argument.offset)
    fields = repeat.fields()
    if words[-1] not in fields:
        values = {"name": words[-1], "group": ".".join(words[:-1]), "known": ", ".join(fields)}
        raise ExpressionError("unknown-in-group", argument.offset, nearest(words[-1], fields), **values)
    kind = fields[words[-1]].operand_kind()
    if kind not in (Kind.NUMBER, Kind.MONEY):
        raise ExpressionError("wrong-kind", argument.offset, found=kind, expected=f"{Kind.NUMBER} / {Kind.MONEY}")
    return Typed(kind, [call.name, *_over(repeat, call, scope, check, words[-1])], call.offset)


def _outermost(call: Call, scope: Scope, check: Check) -> Typed:
    """The least or greatest of several values; with one argument, over the items of a group."""
    if len(call.arguments) == 1:
        return _total(call, scope, check)
    first, *others = (check(argument, scope) for argument in call.arguments)
    if first.kind not in _RANKED:
        raise ExpressionError("wrong-kind", first.offset, found=first.kind, expected=f"{Kind.NUMBER} / {Kind.MONEY}")
    kind = first.kind
    for other in others:
        kinds = {kind, other.kind}
        if len(kinds) > 1 and not kinds <= {Kind.NUMBER, Kind.DAYS}:
            is_number = kind is Kind.MONEY and isinstance(other.compiled, int | float)
            suggestion = f"{other.compiled} kr" if is_number else ""
            raise ExpressionError("unlike", other.offset, suggestion, sign=call.name, left=kind, right=other.kind)
        kind = Kind.NUMBER if len(kinds) > 1 else kind
    takes = "number" if kind in (Kind.MONEY, Kind.DAYS) else str(kind)
    sign = "least" if call.name == "min" else "greatest"
    return Typed(kind, [sign, takes, first.compiled, *(other.compiled for other in others)], call.offset)


def _date(call: Call, scope: Scope, check: Check) -> Typed:
    value = check(call.arguments[0], scope)
    if value.kind is not Kind.DATE_TIME:
        raise ExpressionError("wrong-kind", value.offset, found=value.kind, expected=Kind.DATE_TIME)
    # An answer of now is an answer of today: the day in Denmark, whatever the phone's time zone.
    return Typed(Kind.DATE, ["today"] if value.compiled == ["now"] else ["day-of", value.compiled], call.offset)


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
    "sum": Function(1, "sum(gruppe.felt)", _total, takes_where=True),
    "min": Function(1, "min(gruppe.felt)", _outermost, takes_where=True, takes_more=True),
    "max": Function(1, "max(gruppe.felt)", _outermost, takes_where=True, takes_more=True),
    "count": Function(1, "count(gruppe)", _count, takes_where=True),
    "date": Function(1, "date(tidspunkt)", _date),
    "if": Function(3, "if(betingelse, så, ellers)", _if),
    "round": Function(2, "round(tal, 2)", _round),
    "length": Function(1, "length(tekst)", _length),
}
