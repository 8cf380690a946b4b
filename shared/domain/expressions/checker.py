"""Type-checks an expression and compiles it to arrays, in one walk over the tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shared.domain.expressions.arithmetic import compiled_arithmetic, kind_of_result
from shared.domain.expressions.calls import CALLS
from shared.domain.expressions.kinds import Kind
from shared.domain.expressions.scope import Scope, Typed
from shared.domain.expressions.tokens import ExpressionError
from shared.domain.expressions.tree import Among, Both, Call, Constant, Days, Kroner, Minus, Months, Name, Node, Not
from shared.domain.source.faults import nearest

_COMPARES = frozenset({"=", "!=", "<", "<=", ">", ">="})
_NUMBERS = frozenset({Kind.NUMBER, Kind.DAYS})
_ORDERED = frozenset({Kind.NUMBER, Kind.MONEY, Kind.TEXT, Kind.DATE, Kind.TIME, Kind.DATE_TIME})


def check(node: Node, scope: Scope) -> Typed:
    """The type of a tree and its compiled form. Raises `ExpressionError` where the types do not match."""
    return _CHECKS[type(node)](node, scope)


def truth(node: Node, scope: Scope) -> Typed:
    """Compile a part that must be yes or no."""
    return expect(check(node, scope), Kind.YES_NO)


def expect(typed: Typed, *kinds: Kind) -> Typed:
    """Compile a part that must have one of these types."""
    if typed.kind in kinds or (typed.kind is Kind.DAYS and Kind.NUMBER in kinds):
        return typed
    suggestion = f"answered({typed.field.id})" if kinds == (Kind.YES_NO,) and typed.field else ""
    raise ExpressionError("wrong-kind", typed.offset, suggestion, found=typed.kind, expected=" / ".join(kinds))


def _constant(node: Constant, scope: Scope) -> Typed:
    if node.kind in ("date", "time") and not _exists(node.kind, str(node.value)):
        raise ExpressionError(f"no-such-{node.kind}", node.offset, value=node.value)
    return Typed(Kind(node.kind), ["date", node.value] if node.kind == "date" else node.value, node.offset)


def _exists(kind: str, value: str) -> bool:
    from shared.domain.calendar import is_date, is_time

    return is_date(value) if kind == "date" else is_time(value)


def _with_unit(node: Days | Months, scope: Scope) -> Typed:
    number = expect(check(node.inner, scope), Kind.NUMBER)
    kind = Kind.DAYS if isinstance(node, Days) else Kind.MONTHS
    return Typed(kind, _times(number.compiled, node.times), node.offset)


def _times(compiled: object, times: int) -> object:
    if times == 1:
        return compiled
    return compiled * times if isinstance(compiled, int | float) else ["*", compiled, times]


def _minus(node: Minus, scope: Scope) -> Typed:
    number = expect(check(node.inner, scope), Kind.NUMBER, Kind.MONEY)
    is_constant = isinstance(number.compiled, int | float)
    return Typed(number.kind, -number.compiled if is_constant else ["-", 0, number.compiled], node.offset)


def _both(node: Both, scope: Scope) -> Typed:
    if node.sign in ("and", "or"):
        return _logic(node, scope)
    if node.sign in _COMPARES:
        return _comparison(node, scope)
    if node.sign == "else":
        return _else(node, scope)
    return _join(node, scope) if node.sign == "&" else _arithmetic(node, scope)


def _not(node: Not, scope: Scope) -> Typed:
    return Typed(Kind.YES_NO, ["not", truth(node.inner, scope).compiled], node.offset)


def _logic(node: Both, scope: Scope) -> Typed:
    parts: list[object] = []
    for side in (node.left, node.right):
        compiled = truth(side, scope).compiled
        same = isinstance(side, Both) and side.sign == node.sign
        parts += compiled[1:] if same else [compiled]
    return Typed(Kind.YES_NO, [node.sign, *parts], node.offset)


def _comparison(node: Both, scope: Scope) -> Typed:
    left, right = check(node.left, scope), _right(node, scope)
    numbers = {left.kind, right.kind} <= _NUMBERS
    kind = Kind.NUMBER if numbers else left.kind
    if not numbers and left.kind != right.kind:
        raise _unlike(node, left, right)
    if kind not in _ORDERED and not (kind is Kind.YES_NO and node.sign in ("=", "!=")):
        key = "not-compared" if kind in (Kind.LIST, Kind.GROUP, Kind.OPAQUE) else "not-ordered"
        suggestion = f'{left.field.id} includes "…"' if kind is Kind.LIST and left.field else ""
        raise ExpressionError(key, node.sign_offset, suggestion, kind=kind, sign=node.sign)
    for side, other in ((left, right), (right, left)):
        _among_options(side, other.compiled, other.offset)
    name = "number" if kind is Kind.MONEY else str(kind)
    if isinstance(left.compiled, list) or isinstance(right.compiled, list):
        return Typed(Kind.YES_NO, [node.sign, name, left.compiled, right.compiled], node.offset)
    raise ExpressionError("constants-only", node.sign_offset)


def _right(node: Both, scope: Scope) -> Typed:
    """The right operand. Where it is an unknown word that is an option of the left, the fault is that quotes were forgotten."""
    try:
        return check(node.right, scope)
    except ExpressionError as error:
        if error.fault_text.key == "unknown-field" and isinstance(node.right, Name) and isinstance(node.left, Name):
            options = scope.named(node.left).field
            word = node.right.words[0]
            if options is not None and (suggestion := nearest(word, map(str, options.possible() or ()))):
                raise ExpressionError("forgotten-quotes", node.right.offset, f'"{suggestion}"', name=word) from None
        raise


def _unlike(node: Both, left: Typed, right: Typed) -> ExpressionError:
    if left.kind is Kind.NUMBER and right.kind is Kind.MONTHS:
        return ExpressionError("days-and-months", node.left.offset)
    suggestion = ""
    if left.kind is Kind.MONEY and right.kind is Kind.NUMBER and isinstance(right.compiled, int | float):
        suggestion = f"{right.compiled} kr"
    if left.kind is Kind.LIST and right.kind is Kind.TEXT and left.field:
        suggestion = f'{left.field.id} includes "{right.compiled}"'
    return ExpressionError("unlike", node.sign_offset, suggestion, sign=node.sign, left=left.kind, right=right.kind)


def _among_options(field: Typed, value: object, offset: int) -> None:
    possible = field.field.possible() if field.field else None
    if possible is None or isinstance(value, list) or value in possible:
        return
    options = [str(option) for option in possible]
    suggestion = nearest(str(value), options)
    first_options = ", ".join(options[:12]) + (" …" if len(options) > 12 else "")
    assert field.field is not None  # noqa: S101
    raise ExpressionError(
        "unknown-option",
        offset,
        f'"{suggestion}"' if suggestion else "",
        field=field.field.id,
        value=value,
        options=first_options,
    )


def _among(node: Among, scope: Scope) -> Typed:
    inner = check(node.inner, scope)
    values = [check(value, scope) for value in node.values]
    if node.word == "includes":
        expect(inner, Kind.LIST)
        kinds = {Kind.TEXT}
    else:
        expect(inner, Kind.TEXT, Kind.NUMBER, Kind.MONEY)
        kinds = set(_NUMBERS) if inner.kind in _NUMBERS else {inner.kind}
    for value in values:
        expect(value, *kinds)
        _among_options(inner, value.compiled, value.offset)
    return Typed(Kind.YES_NO, [node.word, inner.compiled, [value.compiled for value in values]], node.offset)


def _else(node: Both, scope: Scope) -> Typed:
    left, right = check(node.left, scope), _right(node, scope)
    numbers = {left.kind, right.kind} <= _NUMBERS
    if not numbers and left.kind != right.kind:
        raise _unlike(node, left, right)
    if left.kind in (Kind.LIST, Kind.GROUP, Kind.OPAQUE):
        suggestion = f"answered({left.field.id})" if left.field else ""
        raise ExpressionError("wrong-kind", left.offset, suggestion, found=left.kind, expected=Kind.TEXT)
    _among_options(left, right.compiled, right.offset)
    kind = Kind.NUMBER if numbers and left.kind is not right.kind else left.kind
    options = None if isinstance(right.compiled, list) else left.field
    return Typed(kind, ["else", left.compiled, right.compiled], node.offset, options)


_IN_WORDS = {Kind.NUMBER: "number", Kind.DAYS: "number", Kind.MONEY: "money", Kind.DATE: "date", Kind.TIME: "time"}


def _in_words(typed: Typed) -> object:
    """A part of a text: a choice by its options' labels, a number or a date in Danish format."""
    if typed.field and (listed := typed.field.listed_in()):
        return ["label", typed.compiled, listed[0]]
    if typed.field and (labels := typed.field.labels()):
        return ["label", typed.compiled, [list(pair) for pair in labels]]
    if typed.kind in _IN_WORDS:
        return ["in-words", _IN_WORDS[typed.kind], typed.compiled]
    if typed.kind is Kind.DATE_TIME and typed.field:
        expected = f"{Kind.TEXT} / {Kind.DATE}"
        raise ExpressionError(
            "wrong-kind", typed.offset, f"date({typed.field.id})", found=typed.kind, expected=expected
        )
    if typed.kind is Kind.YES_NO:
        suggestion = f'if({typed.field.id}, "ja", "nej")' if typed.field else ""
        raise ExpressionError("wrong-kind", typed.offset, suggestion, found=typed.kind, expected=Kind.TEXT)
    return expect(typed, Kind.TEXT).compiled


def _join(node: Both, scope: Scope) -> Typed:
    parts: list[object] = []
    for side in (node.left, node.right):
        compiled = _in_words(check(side, scope))
        parts += compiled[1:] if isinstance(compiled, list) and compiled[0] == "join" else [compiled]
    return Typed(Kind.TEXT, ["join", *parts], node.offset)


def _arithmetic(node: Both, scope: Scope) -> Typed:
    left, right = check(node.left, scope), check(node.right, scope)
    kinds = (left.kind, right.kind)
    result = kind_of_result(node.sign, *kinds)
    if result is not None:
        return Typed(result, compiled_arithmetic(node.sign, left, right), node.offset)
    suggestion = ""
    if isinstance(right.compiled, int | float) and right.kind is Kind.NUMBER:
        suggestion = {Kind.DATE: f"{right.compiled} days", Kind.MONEY: f"{right.compiled} kr"}.get(left.kind, "")
    raise ExpressionError("unlike", node.sign_offset, suggestion, sign=node.sign, left=left.kind, right=right.kind)


def _call(node: Call, scope: Scope) -> Typed:
    if node.name not in CALLS:
        suggestion = nearest(node.name, CALLS)
        raise ExpressionError("unknown-function", node.offset, suggestion, name=node.name, known=", ".join(CALLS))
    call = CALLS[node.name]
    many = len(node.arguments)
    if many != call.arguments and not (call.takes_more and many > call.arguments):
        raise ExpressionError("arguments", node.offset, call.shape, name=node.name, expected=call.arguments)
    if node.where is not None and not (call.takes_where and many == 1):
        raise ExpressionError("no-where", node.where.offset, name=node.name)
    return call.check(node, scope, check)


_CHECKS: dict[type, Callable[[Any, Scope], Typed]] = {
    Constant: _constant,
    Kroner: lambda node, scope: Typed(Kind.MONEY, node.value, node.offset),
    Name: lambda node, scope: scope.named(node),
    Days: _with_unit,
    Months: _with_unit,
    Not: _not,
    Minus: _minus,
    Among: _among,
    Call: _call,
    Both: _both,
}
