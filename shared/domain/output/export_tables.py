"""Builds tables of an app's registrations for statistics.

One row a registration, and a table of its own for each repeated group, one row an item, with the registration's id and the item's
number in front. Versions are joined by the fields' ids: first the newest version's columns, then those that only older ones have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
import dataclasses
from typing import Any

from shared.domain.fields.base import Cell, Column, Field
from shared.domain.fields.worded import Wording
from shared.domain.registration import Registration
from shared.domain.text.localized_text import LocalizedText
from shared.domain.text.time_format import danish_clock
from shared.texts import text

Fields = Sequence[Field]
Row = dict[str, Cell]
MAIN = ""
"""The name of the registrations' own table; a group's is its id, one inside another's is `outer.inner`."""


@dataclasses.dataclass(slots=True)
class Table:
    """`rows` by the columns' ids; a column that a row lacks is empty there."""

    name: str
    columns: dict[str, Column]
    rows: list[Row] = dataclasses.field(default_factory=list)

    def lines(self) -> Iterator[Sequence[Cell]]:
        return ([row.get(id) for id in self.columns] for row in self.rows)


@dataclasses.dataclass(frozen=True, slots=True)
class Export:
    """`records`: the registrations as objects, with the answers unchanged, for programs."""

    app: str
    language: str
    tables: Sequence[Table]
    records: Sequence[Mapping[str, Any]]


def tables(versions: Sequence[Fields], rows: Iterable[tuple[Registration, Fields]], language: str) -> list[Table]:
    """Build the tables. `versions`: the fields of each version, newest first; `rows`: each registration with the fields of its
    own version, its answers with entities by their titles."""
    filling = _Filling(language)
    for fields in versions:
        no_answers = Wording.of_form(fields, {})
        filling.add_columns(MAIN, [no_answers.field(field) for field in fields], no_answers)
    for registration, fields in rows:
        filling.add_row(MAIN, fields, registration.answers, _fact_cells(registration, language))
    return list(filling.tables.values())


def record(registration: Registration, fields: Fields) -> dict[str, Any]:
    """A registration for programs. What no table shows (a CPR number) is left out here too."""
    return {
        "id": str(registration.id),
        "version": registration.version,
        "receivedAt": registration.received_at.isoformat(),
        "status": registration.status.value,
        "person": registration.person.name,
        "answers": _shown(fields, registration.answers),
    }


def _shown(fields: Fields, answers: Mapping[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for field in fields:
        if field.id in answers and field.columns():
            value = answers[field.id]
            shown[field.id] = [_shown(field.inner(), item) for item in value] if field.inner() else value
    return shown


class _Filling:
    """The tables while they are filled, by name."""

    def __init__(self, language: str) -> None:
        self._language = language
        self.tables = {MAIN: Table(MAIN, {column.id: column for column in _facts()})}

    def add_columns(self, name: str, fields: Fields, no_answers: Wording) -> None:
        """Add the columns of these fields. `no_answers` replaces each answer that a label names by a gap: a column's heading is
        for many registrations."""
        for field in fields:
            for column in field.columns():
                self.tables[name].columns.setdefault(column.id, column)
            if field.inner():
                below = _below(name, field)
                keys = [*_keys(self.tables[name]), _column("item", below)]
                self.tables.setdefault(below, Table(below, {column.id: column for column in keys}))
                inside = no_answers.inside(field, {})
                self.add_columns(below, [inside.field(item) for item in field.inner()], inside)

    def add_row(self, name: str, fields: Fields, answers: Mapping[str, Any], keys: Row) -> None:
        """Add the row of one object of answers, and those of its items. `keys` identify the row."""
        row = dict(keys)
        for field in (field for field in fields if field.id in answers):
            ids = [column.id for column in field.columns()]
            row |= dict(zip(ids, field.cells(answers[field.id], self._language), strict=True))
        self.tables[name].rows.append(row)
        above = {column.id: keys[column.id] for column in _keys(self.tables[name])}
        for field in (field for field in fields if field.inner()):
            below = _below(name, field)
            for number, item in enumerate(answers.get(field.id, ()), start=1):
                self.add_row(below, field.inner(), item, {**above, f"#{below}": number})


def _below(name: str, group: Field) -> str:
    return f"{name}.{group.id}".removeprefix(".")


def _keys(table: Table) -> list[Column]:
    """The columns that identify a row: the registration's id, and the number in each group."""
    return [column for id, column in table.columns.items() if id.startswith("#") and id not in _OTHER_FACTS]


_OTHER_FACTS = ("#version", "#received", "#status", "#person")


def _facts() -> list[Column]:
    return [_column(name, name) for name in ("id", "version", "received", "status", "person")]


def _column(label: str, id: str) -> Column:
    """A fixed column. Its id contains `#`, which no field's id does, so it differs from every answer's column."""
    return Column(f"#{id}", LocalizedText(da=text(f"export.{label}", "da"), en=text(f"export.{label}", "en")))


def _fact_cells(registration: Registration, language: str) -> Row:
    return {
        "#id": str(registration.id),
        "#version": registration.version,
        "#received": danish_clock(registration.received_at),
        "#status": text(f"export.status.{registration.status.value}", language),
        "#person": registration.person.name,
    }
