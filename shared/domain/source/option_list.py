"""Lists with columns as their authors keep them, mostly out of a spreadsheet: CSV with a head.

value;da;en;region;indbyggere (tal)
koebenhavn;København;Copenhagen;hovedstaden;667099

The separator is a semicolon, a comma or a tab. `value` and `da` must stand in the head; without `en` the Danish label is the
English one too. A column is text unless its head says `(tal)`, `(kr)` or `(dato)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
import csv
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
import io
import re

from shared.domain.calendar import is_date
from shared.domain.source.faults import DefinitionError, Fault, FaultText, nearest
from shared.domain.source.option_table import KINDS, Cell, OptionTable, Row
from shared.domain.text.localized_text import LocalizedText
from shared.domain.text.slug import slug

MAX_ROWS = 20_000
_OWN = ("value", "da", "en")
_HEAD = re.compile(r"(?P<name>[a-z][A-Za-z0-9]{0,39})(?: *\((?P<kind>[^)]*)\))?")
_VALUE = re.compile(r"[a-z0-9][a-z0-9-]*")
_NUMBER = re.compile(r"-?[0-9]+(?:,[0-9]+|\.[0-9]{1,2})?")
_ORE = 100


@lru_cache(maxsize=64)
def read_list(text: str, file: str) -> OptionTable:
    """The list in a CSV text. Raises `DefinitionError` with every fault, each by its line and column."""
    reading = _Reading(file)
    table = reading.table(text.removeprefix("\ufeff"))
    if reading.faults:
        raise DefinitionError(file, reading.faults)
    return table


def csv_text(table: OptionTable) -> str:
    """The list as CSV, as a published version stores it."""
    kinds = {kind: word for word, kind in KINDS.items()}
    heads = [f"{name} ({kinds[kind]})" if kind in kinds else name for name, kind in table.columns.items()]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow([*_OWN, *heads])
    for row in table.rows:
        cells = [_shown(cell, kind) for cell, kind in zip(row.cells, table.columns.values(), strict=True)]
        writer.writerow([row.value, row.label.da, row.label.en, *cells])
    return out.getvalue()


def _shown(cell: Cell, kind: str) -> str:
    if cell is None:
        return ""
    number = Decimal(str(cell)) / (_ORE if kind == "money" else 1) if kind in ("number", "money") else cell
    return str(number).replace(".", ",") if kind in ("number", "money") else str(number)


@dataclass
class _Reading:
    file: str
    faults: list[Fault] = field(default_factory=list)

    def _add_fault(self, line: int, column: int, key: str, suggestion: str = "", /, **values: object) -> None:
        self.faults.append(Fault(self.file, line, column, "", FaultText(key, values, suggestion=suggestion)))

    def table(self, text: str) -> OptionTable:
        if not self._is_text(text):
            return OptionTable({}, ())
        sign = next((candidate for candidate in ";,\t" if candidate in text.partition("\n")[0]), ";")
        lines = list(self._lines(text, sign))
        heads = self._heads(lines[0], sign) if lines else None
        if heads is None:
            return OptionTable({}, ())
        rows = tuple(row for line in lines[1:] if (row := self._row(line, heads, sign)) is not None)
        if len(lines) - 1 < _LEAST or len(rows) > MAX_ROWS:
            self._add_fault(lines[-1].number, 1, "list-rows", limit=MAX_ROWS, rows=len(lines) - 1)
        self._twice(rows, lines)
        return OptionTable({head.name: head.kind for head in heads if head.name not in _OWN}, rows)

    def _is_text(self, text: str) -> bool:
        """Whether it is a text: what was not UTF-8 has been read as NUL."""
        at = text.find("\x00")
        if at >= 0:
            before = text[:at]
            is_wide = at < len(_OWN) and "\x00" in text[at + 1 : at + 4]
            column = at - before.rfind("\n")
            self._add_fault(before.count("\n") + 1, column, "utf-16" if is_wide else "not-utf-8")
        elif not text.strip():
            self._add_fault(1, 1, "list-empty")
            return False
        return at < 0

    def _lines(self, text: str, sign: str) -> Iterator[_Line]:
        """Every line that is not empty; a quoted cell may span several."""
        raw = text.splitlines()
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
        ended = 0
        while True:
            try:
                cells = next(reader, None)
            except csv.Error:
                at = raw[ended].rfind(f'{sign}"') + 2 if ended < len(raw) else 1
                self._add_fault(ended + 1, at, "list-quote")
                return
            if cells is None:
                return
            if any(cell.strip() for cell in cells):
                yield _Line(ended + 1, raw[ended], [cell.strip() for cell in cells])
            ended = reader.line_num

    def _heads(self, line: _Line, sign: str) -> Sequence[_Head] | None:
        before = len(self.faults)
        heads = [_head(cell) for cell in line.cells]
        names = [head.name if head else "" for head in heads]
        for place, (cell, head) in enumerate(zip(line.cells, heads, strict=True)):
            column = line.column(place, sign)
            if head is None:
                suggestion = slug(cell).replace("-", "")
                self._add_fault(line.number, column, "list-head", suggestion, name=cell)
            elif head.kind not in ("text", *KINDS.values()):
                self._add_fault(line.number, column, "list-kind", kind=head.kind, name=head.name)
            elif head.name in names[:place]:
                self._add_fault(line.number, column, "list-head-twice", name=head.name)
        for name in _OWN[:2]:
            if name not in names and len(self.faults) == before:
                near = nearest(name, names) or _called(name, names)
                self._add_fault(line.number, 1, "list-column", near, name=name, known=", ".join(names))
        return [head for head in heads if head] if len(self.faults) == before else None

    def _row(self, line: _Line, heads: Sequence[_Head], sign: str) -> Row | None:
        if len(line.cells) != len(heads):
            values = {"found": len(line.cells), "expected": len(heads), "sign": {"\t": "tab"}.get(sign, sign)}
            self._add_fault(line.number, 1, "list-cells", **values)
            return None
        cells: dict[str, Cell] = {}
        for place, (head, cell) in enumerate(zip(heads, line.cells, strict=True)):
            cells[head.name] = self._cell(line, line.column(place, sign), head, cell)
        if any(cells.get(name, "") is None for name in _OWN):
            return None
        value, da = str(cells["value"]), str(cells["da"])
        label = LocalizedText.model_construct(da=da, en=str(cells.get("en", da)))
        return Row(value, label, tuple(cell for name, cell in cells.items() if name not in _OWN))

    def _cell(self, line: _Line, column: int, head: _Head, cell: str) -> Cell:
        if head.name in _OWN:
            if not cell:
                self._add_fault(
                    line.number, column, "list-no-value" if head.name == "value" else "list-no-label", name=head.name
                )
            elif head.name == "value" and not _VALUE.fullmatch(cell):
                self._add_fault(line.number, column, "list-value", slug(cell), value=cell)
            return cell or None
        value = _read(cell, head.kind)
        if cell and value is None:
            self._add_fault(line.number, column, f"list-{head.kind}", value=cell, name=head.name)
        return value

    def _twice(self, rows: Sequence[Row], lines: Sequence[_Line]) -> None:
        if len(rows) != len(lines) - 1:
            return
        first: dict[str, int] = {}
        for row, line in zip(rows, lines[1:], strict=True):
            if row.value in first:
                self._add_fault(line.number, 1, "list-value-twice", value=row.value, line=first[row.value])
            first.setdefault(row.value, line.number)


_LEAST = 2
"""Rows: a single option is no choice."""


@dataclass(frozen=True, slots=True)
class _Head:
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Line:
    """`number` from 1; `raw`: its text, of several lines the first."""

    number: int
    raw: str
    cells: Sequence[str]

    def column(self, place: int, sign: str) -> int:
        """Where a cell begins, from 1."""
        starts, quoted = [1], False
        for at, letter in enumerate(self.raw):
            quoted = quoted is not (letter == '"')
            if letter == sign and not quoted:
                starts.append(at + 2)
        return starts[place] if place < len(starts) else 1


def _head(cell: str) -> _Head | None:
    match = _HEAD.fullmatch(cell)
    if match is None:
        return None
    kind = match["kind"]
    return _Head(match["name"], "text" if kind is None else KINDS.get(kind.strip(".").lower(), kind))


def _called(name: str, heads: Sequence[str]) -> str:
    """The names that people use for the column, among those present."""
    words = {"value": ("key", "id", "kode", "nummer", "noegle"), "da": ("label", "navn", "tekst", "dansk")}
    return next((head for head in heads if head in words[name]), "")


def _read(cell: str, kind: str) -> Cell:
    if kind == "text":
        return cell or None
    if kind == "date":
        return cell if is_date(cell) else None
    if not _NUMBER.fullmatch(cell):
        return None
    number = Decimal(cell.replace(",", "."))
    if kind == "money":
        number *= _ORE
        return int(number) if number == int(number) else None
    return int(number) if number == int(number) else float(number)
