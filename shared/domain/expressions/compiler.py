"""Compiles an expression's text to what phone and server evaluate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shared.domain.expressions.checker import check, expect
from shared.domain.expressions.kinds import Kind
from shared.domain.expressions.parser import parse
from shared.domain.expressions.scope import Compiled, Scope
from shared.domain.expressions.tokens import ExpressionError


@dataclass(frozen=True)
class Formula:
    """A compiled expression and the type of its value."""

    kind: Kind
    compiled: Compiled

    @property
    def value(self) -> Any:
        """A value in the compiled definition: a constant as it is, otherwise `{"$expr": …}`."""
        match self.compiled:
            case ["date", date]:
                return date
            case list():
                return {"$expr": self.compiled}
        return self.compiled

    def also(self, other: Formula | None) -> Formula:
        """The formula that is true when both are."""
        return self if other is None else Formula(Kind.YES_NO, ["and", *_parts(self), *_parts(other)])

    def rounded(self, places: int | None) -> Formula:
        return self if places is None else Formula(self.kind, ["round", self.compiled, places])


def _parts(formula: Formula) -> list[Compiled]:
    compiled = formula.compiled
    return compiled[1:] if isinstance(compiled, list) and compiled[0] == "and" else [compiled]


def compile(text: str, scope: Scope, gives: tuple[Kind, ...]) -> Formula:
    """Compile an expression whose value must have one of these types. Raises `ExpressionError` with the place and a remedy."""
    try:
        typed = expect(check(parse(text), scope), *gives)
    except ExpressionError as error:
        from shared.domain.expressions.misread import plainer

        raise ExpressionError.saying(plainer(text, error.fault_text, scope)) from None
    return Formula(typed.kind, typed.compiled)
