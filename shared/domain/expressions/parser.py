"""Parses expressions with a Pratt parser: each operator has a binding power."""

from __future__ import annotations

from decimal import Decimal

from shared.domain.expressions.tokens import ExpressionError, Token, tokens, unquoted
from shared.domain.expressions.tree import Among, Both, Call, Constant, Days, Kroner, Minus, Months, Name, Node, Not
from shared.domain.source.faults import nearest

_BINDS = {"or": 1, "and": 2, "=": 4, "!=": 4, "<": 4, "<=": 4, ">": 4, ">=": 4, "in": 4, "includes": 4}
_BINDS |= {"&": 5, "+": 6, "-": 6, "*": 7, "/": 7, "else": 8}
_NOT = 3
_COMPARES = 4
_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_MONTHS = {"month": 1, "months": 1, "year": 12, "years": 12}
_RESERVED = frozenset({"and", "or", "not", "in", "includes", "any", "yes", "no", *_UNITS, *_MONTHS, "kr"})
_RESERVED |= {"else", "where"}
_DANISH = {"og": "and", "eller": "or", "i": "in", "dage": "days", "dag": "day", "uger": "weeks", "uge": "week"}
_DANISH |= {"måneder": "months", "måned": "month", "år": "years", "ellers": "else", "hvor": "where"}
DEEPEST = 40
"""Nesting of brackets; no form needs more, and evaluators cannot overflow the stack."""
MAX_SIGNS = 200
"""Operators in one expression: a long chain of them makes a tree of the same depth."""


def parse(text: str) -> Node:
    """The tree of an expression. Raises `ExpressionError`."""
    parser = _Parser(tokens(text))
    tree = parser.expression(0)
    parser.end()
    return tree


class _Parser:
    def __init__(self, words: list[Token]) -> None:
        self._words = words
        self._at = 0
        self._depth = 0
        self._signs = 0

    @property
    def _next(self) -> Token:
        return self._words[self._at]

    def _take(self) -> Token:
        token = self._next
        self._at += 1
        return token

    def _sees(self, text: str) -> bool:
        return self._next.text == text and self._next.kind in ("sign", "name")

    def _demand(self, text: str) -> Token:
        if not self._sees(text):
            raise ExpressionError("expected", self._next.offset, expected=text, found=_shown(self._next))
        return self._take()

    def end(self) -> None:
        if self._next.kind == "end":
            return
        word = self._next.text
        suggestion = _DANISH.get(word) or nearest(
            word, ("and", "or", "includes", "else", "where", "days", "weeks", "months", "years", "kr")
        )
        raise ExpressionError("no-operator", self._next.offset, suggestion, found=_shown(self._next))

    def expression(self, least: int) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionError("too-deep", self._next.offset, limit=DEEPEST)
        left = self._first()
        while (strength := _BINDS.get(self._next.text, -1)) >= max(least, 0) and self._next.kind in ("sign", "name"):
            left = self._joined(left, self._take(), strength)
            if strength == _COMPARES and _BINDS.get(self._next.text) == _COMPARES:
                raise ExpressionError("chained", self._next.offset)
        self._depth -= 1
        return left

    def _joined(self, left: Node, sign: Token, strength: int) -> Node:
        self._signs += 1
        if self._signs > MAX_SIGNS:
            raise ExpressionError("too-many-signs", sign.offset, limit=MAX_SIGNS)
        if sign.text == "in":
            return Among("in", left, self._values(), left.offset)
        if sign.text == "includes":
            return Among("includes", left, self._included(), left.offset)
        return Both(sign.text, left, self.expression(strength + 1), left.offset, sign.offset)

    def _first(self) -> Node:
        token = self._next
        if self._sees("not"):
            self._take()
            return Not(self.expression(_NOT), token.offset)
        if self._sees("-"):
            self._take()
            return Minus(self.expression(_BINDS["*"] + 1), token.offset)
        return self._with_unit(self._primary())

    def _primary(self) -> Node:
        token = self._take()
        match token.kind:
            case "number":
                return Constant("number", _number(token.text), token.offset)
            case "text":
                return Constant("text", unquoted(token), token.offset)
            case "date" | "time":
                return Constant(token.kind, token.text, token.offset)
            case "name":
                return self._name_or_call(token)
        if token.text == "(":
            inner = self.expression(0)
            self._demand(")")
            return inner
        raise ExpressionError("no-operand", token.offset, found=_shown(token))

    def _name_or_call(self, token: Token) -> Node:
        if token.text in ("yes", "no"):
            return Constant("yes-no", token.text == "yes", token.offset)
        if token.text in _RESERVED:
            raise ExpressionError("no-operand", token.offset, found=_shown(token))
        if self._sees("("):
            return self._call(token)
        words = [token.text]
        while self._sees("."):
            self._take()
            if self._next.kind != "name":
                raise ExpressionError("expected-name", self._next.offset, found=_shown(self._next))
            words.append(self._take().text)
        return Name(tuple(words), token.offset)

    def _with_unit(self, node: Node) -> Node:
        if self._next.kind != "name":
            return node
        if self._next.text in _UNITS:
            return Days(node, _UNITS[self._take().text], node.offset)
        if self._next.text in _MONTHS:
            return Months(node, _MONTHS[self._take().text], node.offset)
        if self._next.text == "kr":
            return _kroner(node, self._take())
        return node

    def _call(self, name: Token) -> Call:
        self._demand("(")
        arguments: list[Node] = []
        where: Node | None = None
        while not self._sees(")"):
            arguments.append(self.expression(0))
            if self._sees("where"):
                self._take()
                where = self.expression(0)
                self._demand(")")
                return Call(name.text, tuple(arguments), name.offset, where)
            if not self._sees(")"):
                self._demand(")" if self._next.kind == "end" else ",")
        self._take()
        return Call(name.text, tuple(arguments), name.offset)

    def _included(self) -> tuple[Constant | Kroner, ...]:
        if self._sees("any"):
            self._take()
            return self._values()
        return (self._value(),)

    def _values(self) -> tuple[Constant | Kroner, ...]:
        self._demand("[")
        values = [self._value()]
        while self._sees(","):
            self._take()
            values.append(self._value())
        self._demand("]")
        return tuple(values)

    def _value(self) -> Constant | Kroner:
        offset = self._next.offset
        if self._next.kind in ("end", "sign") and not self._sees("-"):
            raise ExpressionError("expected-value", offset, found=_shown(self._next))
        value = self._first()
        if isinstance(value, Minus) and isinstance(value.inner, Constant) and value.inner.kind == "number":
            return Constant("number", -value.inner.value, offset)  # type: ignore[operator]
        if isinstance(value, Constant | Kroner):
            return value
        suggestion = f'"{value.words[0]}"' if isinstance(value, Name) else ""
        raise ExpressionError("expected-value", offset, suggestion, found=_shown(self._words[self._at - 1]))


def _number(text: str) -> int | float:
    return int(text) if "." not in text and len(text) < 16 else float(text)


def _kroner(node: Node, unit: Token) -> Kroner:
    if not isinstance(node, Constant) or node.kind != "number":
        raise ExpressionError("kr-of-number", unit.offset)
    amount = Decimal(repr(node.value)) * 100
    if amount != amount.to_integral_value():
        raise ExpressionError("kr-decimals", node.offset)
    return Kroner(int(amount), node.offset)


def _shown(token: Token) -> str:
    return token.text or "…"
