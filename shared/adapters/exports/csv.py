"""Writes an export as CSV that a Danish Excel opens with a double click: semicolons, a byte order mark, decimal commas. One file
for each table.

Opened like that, a spreadsheet converts a text to a number, date or formula where it can, and saves the result. Such a text gets
an apostrophe in front, which is visible but prevents the conversion. A workbook (`xlsx.py`) stores the type of each cell instead.
"""

from __future__ import annotations

from collections.abc import Iterator
import csv
from datetime import date, datetime
import io
import re

from shared.domain.fields.base import Cell
from shared.domain.output.export_tables import Export, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""First characters that make a spreadsheet read a text as a formula, and full-width characters that some read in the same way."""

_MONTH = (
    r"(jan(uar(y)?)?|feb(ruar(y)?)?|mar(ts|ch)?|apr(il)?|maj|may|jun[ie]?|jul[iy]?|aug(ust)?|sept?(ember)?|"
    r"o[kc]t(ober)?|nov(ember)?|de[cz](ember)?)\.?"
)
_RECALCULATED = re.compile(
    rf"""\s*(
        0[\d ]+                                         # a leading nought goes
        | \d{{16,}}                                      # what follows the fifteenth digit becomes noughts
        | [\d.,]*\d[.,]?\s*e\s*[+-]?\d+                 # 1E5
        | [.,]?\d+(\s*[-/.,:]\s*\d+)+[-/.,:]?           # 3/4, 1-2, 8:30, 1.000, 12,50
        | \d+\. | [.,]\d+                               # 1. and .5
        | \d+\s+\d+/\d+                                 # 3 1/2
        | ([\d.,]+\s*(%|kr\.?|€|\$)) | ((kr\.?|€|\$)\s*[\d.,]+)
        | \(\s*[\d.,]+\s*\)                             # (5) is minus five
        | (\d{{1,2}}[-./\s]*)?{_MONTH}([-/\s]*\d{{1,4}})?  # 1. maj, MAR1
        | \d+(:\d+)*\s*[ap]m?
        | sand|falsk|true|false
    )\s*""",
    re.IGNORECASE | re.VERBOSE,
)
"""Texts that Excel or Calc, in Danish or English, converts to another value. A CVR number stays the same as a number."""


def csv_files(export: Export) -> Iterator[tuple[str, bytes]]:
    for table in export.tables:
        name = "-".join(part for part in (export.app, table.name.replace(".", "-")) if part)
        yield f"{name}.csv", _content(table, export.language)


def _content(table: Table, language: str) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([_cell_text(column.label.in_language(language)) for column in table.columns.values()])
    writer.writerows([_cell_text(cell) for cell in line] for line in table.lines())
    return stream.getvalue().encode("utf-8-sig")


def _cell_text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            # A typed text must never be run as a formula in the reader's spreadsheet, nor be converted.
            return f"'{cell}" if cell.startswith(_FORMULA) or _RECALCULATED.fullmatch(cell) else cell
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M:%S}"
        case date():
            return cell.isoformat()
        case float():
            return repr(cell).replace(".", ",")
        case _:
            return str(cell)
