"""Writes an export as CSV that Excel in Danish opens by a double click: semicolons, a byte order mark, a comma in numbers. A
file a table."""

from __future__ import annotations

from collections.abc import Iterator
import csv
from datetime import date, datetime
import io

from shared.domain.fields.base import Cell
from shared.domain.output.export_tables import Export, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes a text for a formula by, and what some read in their place."""


def csv_files(export: Export) -> Iterator[tuple[str, bytes]]:
    for table in export.tables:
        name = "-".join(part for part in (export.app, table.name.replace(".", "-")) if part)
        yield f"{name}.csv", _content(table, export.language)


def _content(table: Table, language: str) -> bytes:
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n")
    writer.writerow([_written(column.label.in_language(language)) for column in table.columns.values()])
    writer.writerows([_written(cell) for cell in line] for line in table.lines())
    return made.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            # A text that a person typed must never run in the reader's spreadsheet.
            return f"'{cell}" if cell.startswith(_FORMULA) else cell
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M:%S}"
        case date():
            return cell.isoformat()
        case float():
            return repr(cell).replace(".", ",")
        case _:
            return str(cell)
