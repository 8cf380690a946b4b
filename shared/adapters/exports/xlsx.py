"""Writes an export as an Excel workbook: a sheet for each table, with texts stored as texts and dates as dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
import io
from typing import Any

from shared.domain.fields.base import Cell
from shared.domain.output.export_tables import Export, Table
from shared.texts import text

_LONGEST_NAME = 31
_WIDEST = 60


def xlsx_files(export: Export) -> Iterator[tuple[str, bytes]]:
    import xlsxwriter

    stream = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(stream, options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        times = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        names: set[str] = set()
        for table in export.tables:
            sheet = book.add_worksheet(_sheet_name(table, export.language, names))
            _head(sheet, table, export.language, head)
            for row, line in enumerate(table.lines(), start=1):
                for place, cell in enumerate(line):
                    _write(sheet, (row, place), cell, times)
    yield f"{export.app}.xlsx", stream.getvalue()


def _sheet_name(table: Table, language: str, used_names: set[str]) -> str:
    """The name of a table's sheet: at most 31 characters, and unique ignoring case, as Excel requires."""
    name_part = (table.name or text("export.sheet", language))[-_LONGEST_NAME:]
    name, number = name_part, 2
    while name.casefold() in used_names:
        name, number = f"{name_part[: _LONGEST_NAME - 3]}~{number}", number + 1
    used_names.add(name.casefold())
    return name


def _head(sheet: Any, table: Table, language: str, head: Any) -> None:
    for place, column in enumerate(table.columns.values()):
        label = column.label.in_language(language)
        sheet.write_string(0, place, label, head)
        longest = max((len(str(row.get(column.id, ""))) for row in table.rows), default=0)
        sheet.set_column(place, place, min(max(len(label) * 0.7, longest, 8) + 2, _WIDEST))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)


def _write(sheet: Any, place: tuple[int, int], cell: Cell, times: tuple[Any, Any]) -> None:
    day, moment = times
    match cell:
        case None:
            return
        case bool():
            sheet.write_boolean(*place, cell)
        case str():
            sheet.write_string(*place, cell)
        case datetime():
            sheet.write_datetime(*place, cell, moment)
        case date():
            # Excel's calendar begins in 1900.
            old = cell.year < 1900
            sheet.write_string(*place, cell.isoformat()) if old else sheet.write_datetime(*place, cell, day)
        case _:
            sheet.write_number(*place, cell)
