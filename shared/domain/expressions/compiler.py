"""From an expression's text to what phone and server evaluate."""

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
    """A compiled expression and the kind of value that it gives."""

    kind: Kind
    compiled: Compiled

    @property
    def value(self) -> Any:
        """A value of the layout: a constant as it is, else `{"$expr": …}`."""
        match self.compiled:
            case ["date", date]:
                return date
            case list():
                return {"$expr": self.compiled}
        return self.compiled

    def also(self, other: Formula | None) -> Formula:
        """Both must be yes."""
        return self if other is None else Formula(Kind.YES_NO, ["and", *_parts(self), *_parts(other)])

    def rounded(self, places: int | None) -> Formula:
        return self if places is None else Formula(self.kind, ["round", self.compiled, places])


def _parts(formula: Formula) -> list[Compiled]:
    compiled = formula.compiled
    return compiled[1:] if isinstance(compiled, list) and compiled[0] == "and" else [compiled]


def compile(text: str, scope: Scope, gives: tuple[Kind, ...]) -> Formula:
    """Compile an expression that must give one of these kinds. Raises `ExpressionError` with the place and a remedy."""
    try:
        typed = expect(check(parse(text), scope), *gives)
    except ExpressionError as error:
        from shared.domain.expressions.misread import plainer

        raise ExpressionError.saying(plainer(text, error.fault_text, scope)) from None
    return Formula(typed.kind, typed.compiled)
