"""Rules beside the JSON Schema, asked of answers: `rules` of the compiled definition.

Its twin is `static-web/src/form/engine/rules.ts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shared.domain.calendar import OUTERMOST
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.expressions.evaluator import evaluate
from shared.domain.expressions.json_numbers import number, rounded, same

if TYPE_CHECKING:
    from shared.domain.compiling.compiled_fields import CompiledField

_DAY = len("YYYY-MM-DD")

Path = tuple[str | int, ...]
Answers = Mapping[str, Any]
Conditions = Mapping[tuple[str, ...], Any]


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that does not hold: where, the fault's code, its bound, the definition's own message."""

    path: Path
    code: str
    limit: str | None = None
    message: Mapping[str, str] | None = None


def conditions(asked: Sequence[CompiledField], before: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    """The compiled condition of every field that is not always shown, by its path without numbers."""
    by_path = {}
    for compiled in asked:
        path = (*before, compiled.field.id)
        if compiled.visible is not None:
            by_path[path] = compiled.visible.compiled
        by_path |= conditions(compiled.inner, path)
    return by_path


def broken(
    rules: Sequence[Mapping[str, Any]], shown: Conditions, form: Answers, context: EvaluationContext
) -> Iterator[Broken]:
    """Every rule that the answers break, in the order of the rules."""
    for rule in rules:
        for path, enclosing in _objects(rule["at"], form):
            if not _concerns(rule["kind"], rule["field"] in enclosing):
                continue
            asking = _Asking(rule, enclosing, form, context, path)
            condition = shown.get((*rule["at"], rule["field"]), True)
            if rule["kind"] == "visible" or asking.value(condition) is True:
                yield from asking.fault()


def _concerns(kind: str, is_answered: bool) -> bool:
    """Whether such a rule has anything to say of a field that is, or is not, answered."""
    return kind == "calculated" or (kind == "required") is not is_answered


def _objects(at: Sequence[str], enclosing: Answers, path: Path = ()) -> Iterator[tuple[Path, Answers]]:
    """The form itself, or each item of a group, or of a group in a group."""
    if not at:
        yield path, enclosing
        return
    items = enclosing.get(at[0])
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield from _objects(at[1:], item, (*path, at[0], index))


@dataclass(frozen=True, slots=True)
class _Asking:
    rule: Mapping[str, Any]
    enclosing: Answers
    form: Answers
    context: EvaluationContext
    path: Path

    def value(self, compiled: Any) -> Any:
        return evaluate(compiled, self.enclosing, self.form, self.context)

    def fault(self) -> Iterator[Broken]:
        id, kind = self.rule["field"], self.rule["kind"]
        code = self._unanswered(kind) if id not in self.enclosing else self._answered(kind, self.enclosing[id])
        if code:
            limit = self._day(kind) if kind in OUTERMOST else None
            yield Broken((*self.path, id), code, limit, self.rule.get("message"))

    def _unanswered(self, kind: str) -> str | None:
        match kind:
            case "required" if self.value(self.rule["expr"]) is True:
                return "required"
            # An empty text is no value: no answer is ever empty.
            case "calculated" if self.value(self.rule["expr"]) not in (None, ""):
                return "required"
        return None

    def _answered(self, kind: str, answer: Any) -> str | None:
        expr = self.rule["expr"]
        match kind:
            case "visible":
                return None if self.value(expr) is True else "not-relevant"
            case "valid":
                return "invalid" if self.value(expr) is False else None
            case "calculated":
                return None if same(answer, self.value(expr)) else "calculated"
            case "decimals":
                double = number(answer)
                return None if double is None or rounded(double, expr) == double else "decimals"
            case "earliest" | "latest":
                return self._bound(kind, answer)
        return None

    def _bound(self, kind: str, answer: Any) -> str | None:
        """Of a date, or of a moment the day that the clock showed."""
        sign, code = ("<", "too-early") if kind == "earliest" else (">", "too-late")
        if not isinstance(answer, str):
            return None
        outside = self.value([sign, "date", answer[:_DAY], ["date", self._day(kind)]])
        return code if outside is True else None

    def _day(self, kind: str) -> str:
        """The bound; where the definition's cannot be reckoned out, e.g. of a field without an answer, the outermost."""
        value = self.value(self.rule["expr"])
        return value if isinstance(value, str) else OUTERMOST[kind]
