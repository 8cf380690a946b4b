"""Applies the rules that JSON Schema cannot express: `rules` of the compiled definition.

The phone's counterpart is `static-web/src/form/engine/rules.ts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shared.domain.answers.offered import misfit
from shared.domain.calendar import OUTERMOST
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.expressions.evaluator import evaluate
from shared.domain.expressions.json_numbers import number, rounded, same

if TYPE_CHECKING:
    from shared.domain.compiling.compiled_fields import CompiledField

_DAY = len("YYYY-MM-DD")

Path = tuple[str | int, ...]
Answers = Mapping[str, Any]
FieldsByPath = Mapping[tuple[str, ...], "CompiledField"]


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that is broken: where, the fault's code, the bound, and the definition's own message."""

    path: Path
    code: str
    limit: str | None = None
    message: Mapping[str, str] | None = None


def by_path(
    compiled_fields: Sequence[CompiledField], before: tuple[str, ...] = ()
) -> dict[tuple[str, ...], CompiledField]:
    """Every field by its path without indexes."""
    fields = {}
    for compiled in compiled_fields:
        path = (*before, compiled.field.id)
        fields[path] = compiled
        fields |= by_path(compiled.inner, path)
    return fields


def broken(
    rules: Sequence[Mapping[str, Any]], fields: FieldsByPath, form: Answers, context: EvaluationContext
) -> Iterator[Broken]:
    """Every rule that the answers break, in the order of the rules."""
    for rule in rules:
        for path, enclosing in _objects(rule["at"], form):
            if not _concerns(rule["kind"], rule["field"] in enclosing):
                continue
            compiled = fields[(*rule["at"], rule["field"])]
            evaluation = _Evaluation(rule, compiled, enclosing, form, context, path)
            if (
                rule["kind"] == "visible"
                or compiled.visible is None
                or evaluation.value(compiled.visible.compiled) is True
            ):
                yield from evaluation.fault()


def _concerns(kind: str, is_answered: bool) -> bool:
    """Whether such a rule applies to a field that is, or is not, answered."""
    return kind == "calculated" or (kind in ("required", "warning")) is not is_answered


def _objects(at: Sequence[str], enclosing: Answers, path: Path = ()) -> Iterator[tuple[Path, Answers]]:
    """The objects in which a rule is evaluated: the form itself, or each item of a group, or of a group in a group."""
    if not at:
        yield path, enclosing
        return
    items = enclosing.get(at[0])
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield from _objects(at[1:], item, (*path, at[0], index))


@dataclass(frozen=True, slots=True)
class _Evaluation:
    rule: Mapping[str, Any]
    compiled: CompiledField
    enclosing: Answers
    form: Answers
    context: EvaluationContext
    path: Path

    def value(self, compiled: Any) -> Any:
        return evaluate(compiled, self.enclosing, self.form, self.context)

    def fault(self) -> Iterator[Broken]:
        id, kind = self.rule["field"], self.rule["kind"]
        if kind == "offered":
            if broken := misfit(self.compiled, self.enclosing[id], self.value):
                yield Broken((*self.path, id), *broken)
            return
        code = self._unanswered(kind) if id not in self.enclosing else self._answered(kind, self.enclosing[id])
        if code:
            limit = self._day(kind) if kind in OUTERMOST else None
            yield Broken((*self.path, id), code, limit, self.rule.get("message"))

    def _unanswered(self, kind: str) -> str | None:
        match kind:
            case "required" | "warning" if self.value(self.rule["expr"]) is True:
                return kind
            # An empty text is no value: answers are never empty.
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
        """The day to compare with the bound: the date, or the day of a moment by its own clock."""
        sign, code = ("<", "too-early") if kind == "earliest" else (">", "too-late")
        if not isinstance(answer, str):
            return None
        outside = self.value([sign, "date", answer[:_DAY], ["date", self._day(kind)]])
        return code if outside is True else None

    def _day(self, kind: str) -> str:
        """The bound; where the definition's cannot be calculated, e.g. for lack of an answer, the outermost one."""
        value = self.value(self.rule["expr"])
        return value if isinstance(value, str) else OUTERMOST[kind]
