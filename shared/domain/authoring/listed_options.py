"""A list with columns that is written in YAML, as the CSV that definitions are put together with.

columns: {region: text, indbyggere: number}
options:
  - {value: koebenhavn, label: {da: København, en: Copenhagen}, region: hovedstaden, indbyggere: 667099}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
import re
from typing import Any

from shared.domain.calendar import is_date
from shared.domain.source.faults import Fault, FaultText, nearest
from shared.domain.source.node import SourceNode
from shared.domain.source.option_list import csv_text
from shared.domain.source.option_table import Cell, OptionTable, Row
from shared.domain.text.localized_text import LocalizedText
from shared.domain.text.slug import slug

_KINDS = ("text", "number", "money", "date")
_NAME = re.compile("[a-z][A-Za-z0-9]{0,39}")
_VALUE = re.compile("[a-z0-9][a-z0-9-]*")
_RESERVED_COLUMNS = ("value", "label")


def list_text(node: SourceNode, faults: list[Fault]) -> str | None:
    """The list as CSV; None for one without columns, which is only options. Appends what is wrong with it to `faults`."""
    if isinstance(node.value, str):
        return node.value
    if node.get("columns") is None:
        return None
    return csv_text(_Reading(faults, node.mark.file.rpartition("/")[2].partition(".")[0]).table(node))


class _Reading:
    def __init__(self, faults: list[Fault], name: str) -> None:
        self._faults = faults
        self._name = name

    def _add_fault(self, node: SourceNode, key: str, suggestion: str = "", /, **values: object) -> None:
        self._faults.append(node.fault((), FaultText(key, values, suggestion=suggestion)))

    def table(self, node: SourceNode) -> OptionTable:
        before = len(self._faults)
        columns = self._columns(node.get("columns"))
        if len(self._faults) > before:
            return OptionTable({}, ())
        rows: dict[str, Row] = {}
        for option in node.items("options"):
            row = self._row(option, columns)
            if row and row.value in rows:
                self._add_fault(option, "option-twice", value=row.value)
            elif row:
                rows[row.value] = row
        if not node.items("options"):
            self._add_fault(node, "empty-list", name=self._name)
        return OptionTable(columns, tuple(rows.values()))

    def _columns(self, node: SourceNode | None) -> dict[str, str]:
        if node is None or not isinstance(node.value, dict):
            if node is not None:
                self._add_fault(node, "columns-words")
            return {}
        for name, kind in node.value.items():
            if not _NAME.fullmatch(name) or name in (*_RESERVED_COLUMNS, "da", "en"):
                self._faults.append(node.fault((name,), FaultText("list-head", {"name": name}), at_key=True))
            if kind.value not in _KINDS:
                kinds = ", ".join(_KINDS)
                self._add_fault(kind, "not-among", nearest(str(kind.value), _KINDS), key=name, known=kinds)
        return {name: str(kind.value) for name, kind in node.value.items()}

    def _row(self, option: SourceNode, columns: Mapping[str, str]) -> Row | None:
        value, label = option.get("value"), option.get("label")
        if value is None or label is None or not isinstance(label.value, dict):
            self._add_fault(option, "missing", key="value" if value is None else "label")
            return None
        if not _VALUE.fullmatch(str(value.value)):
            self._add_fault(value, "list-value", slug(str(value.value)), value=value.value)
            return None
        words = {language: label.get(language) for language in ("da", "en")}
        for language, text in words.items():
            if text is None or not isinstance(text.value, str) or not text.value.strip():
                self._add_fault(text or label, "list-no-label", name=language)
                return None
        for key in option.value.keys() - {*_RESERVED_COLUMNS, *columns}:
            listed = ", ".join(columns) or "–"
            fault_text = FaultText(
                "unknown-column", {"name": key, "list": self._name, "known": listed}, suggestion=nearest(key, columns)
            )
            self._faults.append(option.fault((key,), fault_text, at_key=True))
        cells = tuple(self._cell(option.get(name), name, kind) for name, kind in columns.items())
        da, en = (str(text.value) for text in words.values() if text)
        return Row(str(value.value), LocalizedText.model_construct(da=da, en=en), cells)

    def _cell(self, node: SourceNode | None, name: str, kind: str) -> Cell:
        if node is None or node.value is None:
            return None
        if not _has_kind(node.value, kind):
            key = "column-number" if kind in ("number", "money") else f"list-{kind}"
            self._add_fault(node, key, value=node.written or node.value, name=name)
            return None
        cell: Cell = round(node.value * 100) if kind == "money" else node.value
        return cell


def _has_kind(value: Any, kind: str) -> bool:
    if kind in ("number", "money"):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str) and (kind == "text" or is_date(value))


def used_lists(fields: Sequence[SourceNode]) -> frozenset[str]:
    """The lists that these fields choose from, including fields inside groups."""
    own_lists = {str(name.value) for field in fields if (name := field.get("list")) is not None}
    return frozenset(own_lists).union(*(used_lists(field.items("fields")) for field in fields))
