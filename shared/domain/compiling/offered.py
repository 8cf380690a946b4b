"""Compiles which options a choice offers: those whose condition is true, and the rows of its list that match earlier answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from shared.domain.compiling.in_force import InForce
from shared.domain.expressions.compiler import Formula
from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Field
from shared.domain.source.faults import FaultText, nearest
from shared.domain.source.node import YamlPath

Compile = Callable[[YamlPath, str, tuple[Kind, ...]], Formula | None]
"""Compiles the expression at a path below the field; None with a fault."""


def option_conditions(
    field: Field, in_force: InForce, is_inner: bool, compile: Compile
) -> Iterator[tuple[str, Formula]]:
    """The options that are not always offered, each with its condition."""
    for number, value, source, dated in field.conditional_options():
        days = in_force.condition(dated, is_inner)
        own_condition = None if source is None else compile(("options", number, "visible_when"), source, (Kind.YES_NO,))
        condition = days.also(own_condition) if days else own_condition
        if condition is not None:
            yield value, condition


def filters(field: Field, compile: Compile) -> Iterator[tuple[str, Formula]]:
    """The columns by which its list is filtered, each with the value, or one of several values, that it must contain."""
    listed = field.listed_in()
    for column, source in field.filters().items():
        kind = Kind(listed[1].columns[column]) if listed and column in listed[1].columns else None
        if kind is None:
            continue
        several = (Kind.LIST,) if kind is Kind.TEXT else ()
        formula = compile(("where", column), source, (kind, *several))
        if formula is not None:
            yield column, formula


def filter_faults(field: Field) -> Iterator[FaultText]:
    """Filters that cannot work: of a list without columns, or by a column that the list does not have."""
    listed = field.listed_in()
    for column in field.filters():
        if listed is None:
            yield FaultText("where-no-list", {"column": column}, at="where")
            return
        name, table = listed
        if column not in table.columns:
            values = {"name": column, "list": name, "known": ", ".join(table.columns) or "–"}
            yield FaultText("unknown-column", values, at=f"where.{column}", suggestion=nearest(column, table.columns))
