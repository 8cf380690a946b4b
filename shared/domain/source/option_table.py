"""A list with columns: options that are filtered by earlier answers, and the facts beside each of them.

Its text is CSV, which `option_list.py` reads; this is the result. The phone's counterpart is
`static-web/src/form/engine/lists.ts`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from shared.domain.text.localized_text import LocalizedText

Value = str | int | float
Cell = Value | None
"""The value in a column; None where it is empty."""

KINDS = {"tal": "number", "kr": "money", "dato": "date"}
"""The types of columns by what their heading says in brackets; a column without is text."""


@dataclass(frozen=True, slots=True)
class Row:
    """An option of a list. `cells` are in the order of the columns."""

    value: str
    label: LocalizedText
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class OptionTable:
    """`columns`: the type of each by name: `text`, `number`, `money` or `date`."""

    columns: Mapping[str, str]
    rows: tuple[Row, ...]

    @cached_property
    def by_value(self) -> Mapping[str, Row]:
        return {row.value: row for row in self.rows}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self.columns)}

    def cell(self, value: object, column: str) -> Cell:
        """The value in a column of an option's row; None for no option."""
        row = self.by_value.get(value) if isinstance(value, str) else None
        return row.cells[self._places[column]] if row else None

    def most_alike(self, column: str) -> int:
        """The maximal number of options with the same value in a column."""
        place = self._places[column]
        return max(Counter(row.cells[place] for row in self.rows).values(), default=0)

    def labels(self, values: Iterable[object]) -> list[list[str]]:
        """The values that are options and their Danish labels, in the order of the list."""
        rows = {value: row for value in values if isinstance(value, str) and (row := self.by_value.get(value))}
        return [[row.value, row.label.da] for row in sorted(rows.values(), key=lambda row: self._order[row.value])]

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {row.value: place for place, row in enumerate(self.rows)}
