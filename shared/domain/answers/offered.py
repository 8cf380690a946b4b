"""Checks that a chosen option is offered, given the other answers. The phone's counterpart is
`static-web/src/form/engine/offered.ts`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from shared.domain.expressions.json_numbers import same

if TYPE_CHECKING:
    from shared.domain.compiling.compiled_fields import CompiledField

Evaluate = Callable[[Any], Any]


def misfit(compiled: CompiledField, answer: Any, evaluate: Evaluate) -> tuple[str, str | None] | None:
    """The fault code of the first chosen option that is not in the list, or is not offered, and in the latter case the option."""
    conditions = {value: formula.compiled for value, formula in compiled.options}
    listed = compiled.field.listed_in()
    for chosen in _chosen(answer):
        if listed and chosen not in listed[1].by_value:
            return "not-an-option", None
        holds = evaluate(conditions[chosen]) is True if chosen in conditions else True
        if not holds or (listed and not _fits(compiled, chosen, evaluate)):
            return "not-offered", chosen
    return None


def _chosen(answer: Any) -> Iterator[str]:
    yield from (value for value in (answer if isinstance(answer, list) else [answer]) if isinstance(value, str))


def _fits(compiled: CompiledField, chosen: str, evaluate: Evaluate) -> bool:
    listed = compiled.field.listed_in()
    if listed is None:
        return True
    cells = {column: listed[1].cell(chosen, column) for column, _ in compiled.where}
    return all(_is_one_of(cells[column], evaluate(formula.compiled)) for column, formula in compiled.where)


def _is_one_of(cell: Any, value_or_values: Any) -> bool:
    """Whether a cell equals the wanted value, or one of several; an empty cell equals nothing."""
    values = value_or_values if isinstance(value_or_values, list) else [value_or_values]
    return cell is not None and any(same(cell, value) for value in values)
